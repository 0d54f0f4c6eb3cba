/** An amount in whole minor units with its ISO 4217 code. */
export type Money = Readonly<{ amountMinor: number; currency: string }>

/** Digits after the point of a currency, from the platform's ISO 4217 table: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

export const toMoney = (amount: number, currency: string): Money => ({ amountMinor: Math.round(amount * 10 ** minorDigits(currency)), currency })
export const amountOf = ({ amountMinor, currency }: Money): number => amountMinor / 10 ** minorDigits(currency)

/** "€72,000", with cents only where there are some. */
export function moneyWords(money: Money, locale?: string): string {
  const isWhole = money.amountMinor % 10 ** minorDigits(money.currency) === 0
  return new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency, ...(isWhole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {}) }).format(amountOf(money))
}

/** The currencies asked for most; any other ISO 4217 code can be typed. */
export const commonCurrencies = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'DKK', 'NOK', 'PLN', 'CZK', 'CAD', 'AUD', 'INR', 'JPY', 'SGD', 'BRL', 'ILS', 'ZAR'] as const
