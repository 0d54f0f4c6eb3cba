/**
 * Keeps the `limit` best of any number of scored items: a heap with the worst on top. Sorting 20,000 hits to show
 * fifty of them costs more than finding them.
 */
export class BestOf {
  readonly #limit: number
  readonly #items: number[] = []
  readonly #scores: number[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  add(item: number, score: number): void {
    if (this.#items.length === this.#limit) {
      if (this.#limit === 0 || score <= this.#scores[0]!) return
      this.#items[0] = item
      this.#scores[0] = score
      this.#sink()
      return
    }
    this.#items.push(item)
    this.#scores.push(score)
    this.#rise()
  }

  /** Best first. */
  sorted(): readonly number[] {
    return this.#items.map((item, index) => [item, this.#scores[index]!] as const).sort((a, b) => b[1] - a[1]).map(([item]) => item)
  }

  #swap(a: number, b: number): void {
    [this.#items[a], this.#items[b]] = [this.#items[b]!, this.#items[a]!];
    [this.#scores[a], this.#scores[b]] = [this.#scores[b]!, this.#scores[a]!]
  }

  #rise(): void {
    let at = this.#items.length - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.#scores[above]! <= this.#scores[at]!) return
      this.#swap(above, at)
      at = above
    }
  }

  #sink(): void {
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      if (left >= this.#items.length) return
      const least = left + 1 < this.#items.length && this.#scores[left + 1]! < this.#scores[left]! ? left + 1 : left
      if (this.#scores[at]! <= this.#scores[least]!) return
      this.#swap(at, least)
      at = least
    }
  }
}
