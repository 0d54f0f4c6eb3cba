import type { ApplicationStatus } from '../model/application.ts'
import type { DraftMoney } from './import-draft.ts'

const statusWords: readonly (readonly [RegExp, ApplicationStatus])[] = [
  [/^(?:hired|offer accepted|accepted|eingestellt|embauche|recrute|contratado|contratada)/, 'hired'],
  [/^(?:withdrawn|withdrew|candidate withdrew|declined by candidate|zuruckgezogen|desiste|retire|retirado|retirada|desistio)/, 'withdrawn'],
  [/^(?:rejected|reject|archived|declined|disqualified|not hired|abgelehnt|abgesagt|absage|archiviert|refuse|rejete|archive|rechazado|rechazada|descartado|descartada|archivado)/, 'rejected'],
  [/^(?:active|in process|in progress|in review|under review|open|new|lead|applicant|interview|considering|aktiv|offen|neu|laufend|actif|active|en cours|nouveau|activo|activa|en proceso|abierto|nuevo)/, 'active'],
]

/** The status a word stands for in English, German, French or Spanish exports; null when it is none. */
export function readStatus(raw: string): ApplicationStatus | null {
  const word = raw.trim().toLowerCase().normalize('NFKD').replace(/\p{M}+/gu, '').replace(/[_-]+/g, ' ')
  return statusWords.find(([pattern]) => pattern.test(word))?.[1] ?? null
}

const currencyBySign: ReadonlyMap<string, string> = new Map([['€', 'EUR'], ['£', 'GBP'], ['$', 'USD'], ['¥', 'JPY']])

/** Digits with either separator as a number: the last separator is decimal when one or two digits follow it. */
function readAmount(text: string): number | null {
  const bare = text.replace(/[\s'’\u00a0]/g, '')
  const match = /^(\d[\d.,]*?)(?:[.,](\d{1,2}))?(k)?$/i.exec(bare)
  if (match === null) return null
  const whole = Number((match[1] ?? '').replace(/[.,]/g, ''))
  const amount = (whole + Number(`0.${match[2] ?? '0'}`)) * (match[3] === undefined ? 1 : 1_000)
  return Number.isFinite(amount) && amount < 1e11 ? amount : null
}

/** Pay such as `65.000 €`, `USD 120k` or `80000` (in `currency`); null when it is no single amount in a known currency. */
export function readMoney(raw: string, currency: string | null): DraftMoney | null {
  const match = /^\s*([A-Z]{3}|[€£$¥])?\s*([\d.,'’\s\u00a0]+k?)\s*([A-Z]{3}|[€£$¥])?\s*$/i.exec(raw)
  const amount = match === null ? null : readAmount(match[2] ?? '')
  const sign = (match?.[1] ?? match?.[3])?.toUpperCase()
  const code = sign === undefined ? currency : (currencyBySign.get(sign) ?? sign)
  if (amount === null || code === null || !/^[A-Z]{3}$/.test(code)) return null
  const hasMinor = code !== 'JPY' && code !== 'KRW' && code !== 'CLP' && code !== 'VND'
  return { amountMinor: Math.round(amount * (hasMinor ? 100 : 1)), currency: code }
}
