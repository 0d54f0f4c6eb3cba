/** A stream of choices that is the same for the same seed. */
export type SeededRandom = Readonly<{
  /** 0 ≤ x < 1. */
  next(): number
  /** 0 ≤ n < below, whole. */
  whole(below: number): number
  pick<T>(from: readonly T[]): T
  /** `count` different members, in a random order; all of them when there are fewer. */
  some<T>(from: readonly T[], count: number): readonly T[]
}>

/** Mulberry32: 32 bits of state, good enough for made-up people, never for secrets. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (below: number): number => Math.floor(next() * below)
  const some = <T>(from: readonly T[], count: number): readonly T[] => {
    const left = [...from]
    const chosen: T[] = []
    while (chosen.length < count && left.length > 0) chosen.push(left.splice(whole(left.length), 1)[0]!)
    return chosen
  }
  return { next, whole, pick: from => from[whole(from.length)]!, some }
}
