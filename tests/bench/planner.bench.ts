import { planLoop } from '#shared/domain/planner/plan-loop'
import { aBigInput, type BigOptions } from '#tests/shared/domain/planner/planner-fixtures'

/** Time of the loop planner in one thread. Run: `npx node --import tsx tests/bench/planner.bench.ts` or under vite-node. */
function measure(name: string, options: BigOptions, runs: number, change: (input: ReturnType<typeof aBigInput>) => ReturnType<typeof aBigInput> = input => input): void {
  const times: number[] = []
  let plans = 0
  let proven = 0
  for (let seed = 1; seed <= runs; seed += 1) {
    const input = change(aBigInput(seed, options))
    const from = performance.now()
    const result = planLoop(input)
    times.push(performance.now() - from)
    if (result.kind === 'plans') plans += result.plans.length
    if (result.kind !== 'invalid' && result.proven) proven += 1
  }
  times.sort((a, b) => a - b)
  const at = (share: number): string => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(0)
  console.log(`${name}: n=${runs} median ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms; plans ${(plans / runs).toFixed(1)}; proven optimal ${proven}/${runs}; heap ${(process.memoryUsage().heapUsed / 1e6).toFixed(0)} MB`)
}

measure('5 sessions, 40 people, 3 weeks, 15 min', {}, 15)
measure('the same, calendars 70% busy', { busy: 0.7 }, 9)
measure('the same, calendars 20% busy', { busy: 0.2 }, 9)
measure('the same, one interview a day each', { maxPerDay: 1 }, 9)
measure('the same, over up to two days', { split: 2 }, 9)
measure('the same, over up to three days', { split: 3 }, 5)
measure('7 sessions', { sessions: 7 }, 5)
measure('none fits: relaxations', { busy: 0.45, days: 5 }, 5, input => ({ ...input, candidate: { ...input.candidate, windows: input.candidate.windows.map(open => ('day' in open ? { ...open, hours: { from: '09:00', to: '12:00' } } : open)) } }))
