/**
 * The list a person came from, so that a profile can go to the next and the previous without going back. Kept for
 * the window's life only.
 */
export type VisitedList = Readonly<{
  /** What the list was, such as "Screen · Backend engineer". */
  title: string
  /** The screen to return to. */
  path: string
  candidateIds: readonly string[]
}>

let visited: VisitedList | null = null

/** Called by lists when a person opens one of their rows. */
export function rememberVisitedList(list: VisitedList): void {
  visited = list
}

export function visitedList(): VisitedList | null {
  return visited
}
