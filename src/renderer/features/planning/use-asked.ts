import { useEffect, useRef, useState } from 'react'
import type { PlanProgress } from '#shared/domain/planner/plan'
import type { QuestionKind, Questions } from './work/plan-messages.ts'
import { openPlanWorker, type PlanPort } from './work/plan-port.ts'

export type Asked<K extends QuestionKind> = Readonly<
  | { kind: 'working'; progress: PlanProgress; isSlow: boolean }
  /** `asked` is what was answered. `isRenewing`: what is known changed meanwhile and is being searched anew; until then this is what there is. */
  | { kind: 'ready'; answer: Questions[K]['answer']; asked: Questions[K]['asked']; isRenewing: boolean }
  | { kind: 'stopped' }
  | { kind: 'failed' }
>

/** A search that takes longer says so. */
const slowAfterMs = 1_000
const searching = { kind: 'working', progress: { step: 'searching' }, isSlow: false } as const

/** The same object for as long as it says the same: records come anew with each change of any of them, also of what no search asks. */
function useSameWords<T>(value: T): T {
  const [kept, keep] = useState(() => ({ value, words: JSON.stringify(value) }))
  if (kept.value === value) return kept.value
  const words = JSON.stringify(value)
  if (words === kept.words) return kept.value
  keep({ value, words })
  return value
}

/**
 * Asks the planner's worker whenever the question changes. `choices` says in a word what the person asked for: while that
 * stays, an answer stands until the next one is there, so that nothing vanishes under a key because a colleague wrote something.
 */
export function useAsked<K extends QuestionKind>(current: Questions[K]['asked'] | null, choices: string): Readonly<{ asked: Asked<K>; stop: () => void }> {
  type Said = Readonly<{ of: Questions[K]['asked'] | null; choices: string; state: Asked<K> }>
  const question = useSameWords(current)
  // What was said of which question: a word about an earlier one counts no more, but for an answer to the same choices.
  const [said, setSaid] = useState<Said>({ of: null, choices, state: searching })
  const portRef = useRef<PlanPort | null>(null)
  useEffect(() => () => { portRef.current?.close(); portRef.current = null }, [])
  useEffect(() => {
    if (!question) return portRef.current?.cancel()
    const port = portRef.current ??= openPlanWorker()
    const say = (state: Asked<K>): void => setSaid({ of: question, choices, state })
    /** A word on the way is of no interest to who reads an earlier answer. */
    const sayOnTheWay = (next: (now: typeof searching | Extract<Asked<K>, { kind: 'working' }>) => Asked<K>): void => setSaid(now => {
      if (now.of !== question && now.state.kind === 'ready' && now.choices === choices) return now
      return { of: question, choices, state: next(now.of === question && now.state.kind === 'working' ? now.state : searching) }
    })
    const slow = setTimeout(() => sayOnTheWay(now => ({ ...now, isSlow: true })), slowAfterMs)
    port.ask(question, reply => {
      if (reply.kind === 'progress') return sayOnTheWay(now => ({ ...now, progress: reply.progress }))
      clearTimeout(slow)
      say(reply.kind === 'done' ? { kind: 'ready', answer: reply.answer as Questions[K]['answer'], asked: question, isRenewing: false } : { kind: 'failed' })
    })
    return () => clearTimeout(slow)
  }, [question, choices])
  return {
    asked: stateNow(said, question, choices),
    stop: () => { portRef.current?.cancel(); setSaid({ of: question, choices, state: { kind: 'stopped' } }) },
  }
}

function stateNow<K extends QuestionKind>(said: Readonly<{ of: unknown; choices: string; state: Asked<K> }>, question: unknown, choices: string): Asked<K> {
  if (said.choices !== choices) return searching
  if (said.of === question) return said.state
  return said.state.kind === 'ready' ? { ...said.state, isRenewing: true } : searching
}
