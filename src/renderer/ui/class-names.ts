/** Joins class names, dropping the false ones. Always a string, which CSS Modules lookups are not. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
