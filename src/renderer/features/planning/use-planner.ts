import { useEffect, useRef, useState } from 'react'
import type { PlanProgress, PlanResult } from '#shared/domain/planner/plan'
import type { PlannerInput } from '#shared/domain/planner/planner-input'
import { openPlanWorker, type PlanPort } from './work/plan-port.ts'

export type Planning = Readonly<
  | { kind: 'working'; progress: PlanProgress; isSlow: boolean }
  | { kind: 'ready'; result: PlanResult; input: PlannerInput; tookMs: number }
  | { kind: 'stopped' }
  | { kind: 'failed' }
>

/** A search that takes longer says so. */
const slowAfterMs = 1_000
const searching: Planning = { kind: 'working', progress: { step: 'searching' }, isSlow: false }

/** Plans in a worker whenever the question changes; `input` must be steady (useMemo) while it does not. */
export function usePlanner(input: PlannerInput | null): Readonly<{ planning: Planning; stop: () => void }> {
  // What was said of which question: a word about an earlier one counts no more.
  const [said, setSaid] = useState<Readonly<{ of: PlannerInput | null; planning: Planning }>>({ of: null, planning: searching })
  const portRef = useRef<PlanPort | null>(null)
  useEffect(() => () => { portRef.current?.close(); portRef.current = null }, [])
  useEffect(() => {
    if (!input) return portRef.current?.cancel()
    const port = portRef.current ??= openPlanWorker()
    const slow = setTimeout(() => setSaid(now => ({ of: input, planning: { ...(now.of === input && now.planning.kind === 'working' ? now.planning : searching), isSlow: true } as Planning })), slowAfterMs)
    port.ask(input, reply => {
      if (reply.kind === 'progress') {
        return setSaid(now => ({ of: input, planning: { kind: 'working', progress: reply.progress, isSlow: now.of === input && now.planning.kind === 'working' && now.planning.isSlow } }))
      }
      clearTimeout(slow)
      setSaid({ of: input, planning: reply.kind === 'done' ? { kind: 'ready', result: reply.result, input, tookMs: reply.tookMs } : { kind: 'failed' } })
    })
    return () => clearTimeout(slow)
  }, [input])
  return {
    planning: said.of === input ? said.planning : searching,
    stop: () => { portRef.current?.cancel(); setSaid({ of: input, planning: { kind: 'stopped' } }) },
  }
}
