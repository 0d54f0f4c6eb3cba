/** localStorage behind a guard: a refused storage reads as null and drops writes. */
export function readStored(key: string): string | null {
  try {
    return globalThis.localStorage.getItem(key)
  } catch {
    return null
  }
}

export function writeStored(key: string, value: string): void {
  try {
    globalThis.localStorage.setItem(key, value)
  } catch {
    // Comfort only: sizes and recents are not worth an error.
  }
}
