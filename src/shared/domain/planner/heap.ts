/** A binary heap: `pop` gives the least by `before`. */
export type Heap<T> = Readonly<{ push(item: T): void; pop(): T | undefined; size(): number }>

/** An empty heap. `before` must be a strict total order for the same pushes to give the same pops. */
export function createHeap<T>(before: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = []
  return {
    size: () => items.length,
    push(item) {
      let at = items.push(item) - 1
      while (at > 0) {
        const parent = (at - 1) >> 1
        const above = items[parent] as T
        if (!before(item, above)) break
        items[at] = above
        at = parent
      }
      items[at] = item
    },
    pop() {
      const top = items[0]
      const last = items.pop()
      if (items.length === 0 || last === undefined) return top
      let at = 0
      for (;;) {
        let child = at * 2 + 1
        if (child >= items.length) break
        if (child + 1 < items.length && before(items[child + 1] as T, items[child] as T)) child += 1
        if (!before(items[child] as T, last)) break
        items[at] = items[child] as T
        at = child
      }
      items[at] = last
      return top
    },
  }
}
