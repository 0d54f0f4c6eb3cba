const [second, minute, hour] = [1_000, 60_000, 3_600_000]

/** Waits between ten attempts: 74 h 36 min altogether, before jitter. */
export const waitsMs: readonly number[] = [10 * second, minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, 24 * hour, 30 * hour]
export const maxTries = waitsMs.length + 1
/** Dead letters and the log are kept this long. */
export const keepMs = 90 * 24 * hour

/**
 * How long to wait after the nth failed try (1 is the first); null when that was the last. Up to a tenth longer by
 * chance, so that many do not come back at once. What the vendor asks for is never undercut.
 */
export function waitAfter(tries: number, retryAfterMs: number | null, random: () => number): number | null {
  const planned = waitsMs[tries - 1]
  if (planned === undefined) return null
  const wait = retryAfterMs === null ? planned : retryAfterMs
  return Math.round(wait + Math.max(wait, second) * 0.1 * random())
}

/** How long a connection rests after its nth outage in a row (1 is the first). */
export function restAfter(outages: number): number {
  return Math.min(10 * minute, 30 * second * 2 ** Math.max(0, outages - 1))
}

/** How long a connection waits that refuses everything; the next round of the outbox then tries a few. */
export const paceMs = 4 * second

/** A blocked delivery looks again whether what was missing is there. */
export const lookAgainMs = minute
