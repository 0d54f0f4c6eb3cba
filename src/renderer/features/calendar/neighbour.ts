/** An interview's place on the screen: which column, and how far down. */
export type Place = Readonly<{ key: string; column: number; minute: number }>
export type Direction = 'up' | 'down' | 'left' | 'right'

/** The interview that a place is of: another view has other places for the same one. */
export const interviewOf = (key: string | null): string | undefined => key?.split('|')[0]

/** The interview an arrow leads to. Up and down follow the columns one after the other; left and right look for the nearest beside. */
export function neighbourOf(places: readonly Place[], from: string | null, direction: Direction): string | null {
  const ordered = places.toSorted((a, b) => a.column - b.column || a.minute - b.minute || (a.key < b.key ? -1 : 1))
  const same = ordered.findIndex(place => place.key === from)
  const at = same >= 0 ? same : ordered.findIndex(place => interviewOf(place.key) === interviewOf(from))
  const here = ordered[at]
  if (!here) return ordered[direction === 'up' || direction === 'left' ? ordered.length - 1 : 0]?.key ?? from
  if (direction === 'up' || direction === 'down') return ordered[at + (direction === 'down' ? 1 : -1)]?.key ?? here.key
  const columns = [...new Set(ordered.map(place => place.column))]
  const column = columns[columns.indexOf(here.column) + (direction === 'right' ? 1 : -1)]
  const beside = ordered.filter(place => place.column === column).toSorted((a, b) => Math.abs(a.minute - here.minute) - Math.abs(b.minute - here.minute))
  return beside[0]?.key ?? here.key
}
