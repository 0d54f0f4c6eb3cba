/** A list somebody walks through record by record: where it is and its order when they left it. */
export type Trail = Readonly<{ title: string; path: string; ids: readonly string[] }>

/** The window's session keeps one trail per kind of record, so that a reload does not lose the place. */
const keyOf = (kind: string): string => `trail.${kind}`

/** Called by a list before it opens one of its records. */
export function rememberTrail(kind: string, trail: Trail): void {
  try {
    sessionStorage.setItem(keyOf(kind), JSON.stringify(trail))
  } catch {
    // Next and previous are a comfort: without storage they are not offered.
  }
}

/** The list the person came from; null when there is none. */
export function readTrail(kind: string): Trail | null {
  try {
    const trail = JSON.parse(sessionStorage.getItem(keyOf(kind)) ?? 'null') as Partial<Trail> | null
    if (typeof trail?.title !== 'string' || typeof trail.path !== 'string' || !Array.isArray(trail.ids)) return null
    return { title: trail.title, path: trail.path, ids: trail.ids.filter(id => typeof id === 'string') }
  } catch {
    return null
  }
}

/** The records before and after one in a trail, and its place counted from one; null when it is not on it. */
export function placeOnTrail(trail: Trail | null, id: string): Readonly<{ previous: string | null; next: string | null; place: number; count: number }> | null {
  const at = trail ? trail.ids.indexOf(id) : -1
  if (!trail || at < 0) return null
  return { previous: trail.ids[at - 1] ?? null, next: trail.ids[at + 1] ?? null, place: at + 1, count: trail.ids.length }
}
