import { useEffect, useRef, useState } from 'react'
import type { PlanProgress } from '#shared/domain/planner/plan'
import type { Question, QuestionKind, Questions } from './work/plan-messages.ts'
import { openPlanWorker, type PlanPort } from './work/plan-port.ts'

export type Asked<A> = Readonly<
  | { kind: 'working'; progress: PlanProgress; isSlow: boolean }
  | { kind: 'ready'; answer: A; tookMs: number }
  | { kind: 'stopped' }
  | { kind: 'failed' }
>

/** A search that takes longer says so. */
const slowAfterMs = 1_000
const searching = { kind: 'working', progress: { step: 'searching' }, isSlow: false } as const

/** Asks the planner's worker whenever the question changes; it must be steady (useMemo) while it does not. */
export function useAsked<K extends QuestionKind>(question: Questions[K]['asked'] | null): Readonly<{ asked: Asked<Questions[K]['answer']>; stop: () => void }> {
  type State = Asked<Questions[K]['answer']>
  // What was said of which question: a word about an earlier one counts no more.
  const [said, setSaid] = useState<Readonly<{ of: Question | null; state: State }>>({ of: null, state: searching })
  const portRef = useRef<PlanPort | null>(null)
  useEffect(() => () => { portRef.current?.close(); portRef.current = null }, [])
  useEffect(() => {
    if (!question) return portRef.current?.cancel()
    const port = portRef.current ??= openPlanWorker()
    const progressOf = (now: { of: Question | null; state: State }) => (now.of === question && now.state.kind === 'working' ? now.state : searching)
    const slow = setTimeout(() => setSaid(now => ({ of: question, state: { ...progressOf(now), isSlow: true } })), slowAfterMs)
    port.ask(question, reply => {
      if (reply.kind === 'progress') return setSaid(now => ({ of: question, state: { ...progressOf(now), progress: reply.progress } }))
      clearTimeout(slow)
      setSaid({ of: question, state: reply.kind === 'done' ? { kind: 'ready', answer: reply.answer as Questions[K]['answer'], tookMs: reply.tookMs } : { kind: 'failed' } })
    })
    return () => clearTimeout(slow)
  }, [question])
  return {
    asked: said.of === question ? said.state : searching,
    stop: () => { portRef.current?.cancel(); setSaid({ of: question, state: { kind: 'stopped' } }) },
  }
}
