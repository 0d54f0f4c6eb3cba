/** Adds what was typed, split at commas; trims, and never adds a tag that is there in another case. */
export function addTag(tags: readonly string[], typed: string): string[] {
  const result = [...tags]
  for (const part of typed.split(',')) {
    const tag = part.trim().replaceAll(/\s+/g, ' ')
    if (tag && !result.some((known) => known.toLowerCase() === tag.toLowerCase())) result.push(tag)
  }
  return result
}
