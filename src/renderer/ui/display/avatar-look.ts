/** Two letters: first and last word, or the first two of one word. `?` for no name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const first = words[0]
  if (!first) return '?'
  const last = words.length > 1 ? words.at(-1) : undefined
  const letters = last ? letter(first) + letter(last) : [...first.replaceAll(/[^\p{L}\p{N}]/gu, '')].slice(0, 2).join('')
  return letters.toLocaleUpperCase()
}

function letter(word: string): string {
  return word.match(/[\p{L}\p{N}]/u)?.[0] ?? ''
}

/** Degrees, 0 to 345 in steps of 15; the same id gives the same hue on every laptop (FNV-1a). */
export function hueOf(id: string): number {
  let hash = 2166136261
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 16777619)
  return ((hash >>> 0) % 24) * 15
}
