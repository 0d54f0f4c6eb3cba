import { getCountries, getCountryCallingCode } from 'libphonenumber-js'

let options: readonly Readonly<{ id: string; label: string }>[] | null = null

/** Every country with its calling code, by name in the person's language. */
export function countryOptions(): readonly Readonly<{ id: string; label: string }>[] {
  const names = new Intl.DisplayNames(undefined, { type: 'region' })
  options ??= getCountries().map(id => ({ id: id as string, label: `${names.of(id) ?? id} (+${getCountryCallingCode(id)})` })).toSorted((a, b) => a.label.localeCompare(b.label))
  return options
}
