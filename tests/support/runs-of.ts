/** So many times the usual runs; `npm run soak` asks for more. */
const times = Number(process.env['REPLICA_TIMES'] ?? 1)

/**
 * How often a property of the replica is tried, and how long. What hangs, or shrinks for long, is told with its seed
 * before the runner's own net ends the test without one.
 */
export function runsOf(usual: number): { numRuns: number; timeout: number; interruptAfterTimeLimit?: number; markInterruptAsFailure?: boolean } {
  return { numRuns: usual * times, timeout: 30_000, ...(times === 1 && { interruptAfterTimeLimit: 100_000, markInterruptAsFailure: true }) }
}
