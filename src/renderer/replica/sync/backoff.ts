const firstMs = 300
const longestMs = 30_000

/**
 * How long to wait before the next attempt: exponential with full jitter, so that a thousand laptops do not knock at
 * once when a server comes back. Source: AWS Architecture Blog, "Exponential Backoff and Jitter".
 */
export function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 20))
  return firstMs / 2 + random() * (ceiling - firstMs / 2)
}
