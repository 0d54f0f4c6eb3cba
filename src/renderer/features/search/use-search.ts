import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLive, useReplica } from '../../replica/react.tsx'
import type { SearchKind } from './index/search-entry.ts'
import type { SearchAnswer } from './index/search-index.ts'
import { searchOf } from './search-of.ts'
import type { SearchState } from './search-service.ts'

export type Found = Readonly<{
  answer: SearchAnswer | null
  /** The text that `answer` is about: for a few milliseconds after a key still the one before, null before the first answer. */
  answered: string | null
  isFailed: boolean
}>

export type Search = Found & Readonly<{
  state: SearchState
  /** Called with each key. Draws nothing: the answer does, a few milliseconds later. */
  ask(text: string): void
  /** What there is to what was asked last, also when it is still on its way. */
  latest(): Promise<Found>
}>

const nothingYet: Found = { answered: null, answer: null, isFailed: false }

/**
 * The answer to what is typed; the last one stays until the next is there. Begins with `arrived`, and asks again when that
 * is another object, and as the index fills and changes.
 */
export function useSearch(arrived: Readonly<{ text: string }>, limit: number, kinds?: readonly SearchKind[]): Search {
  const replica = useReplica()
  const service = useMemo(() => searchOf(replica), [replica])
  const live = useLive(() => service.state$, [service])
  const state = live.kind === 'ready' ? live.value : service.state
  // While it fills, the same question is asked again every few thousand documents.
  const step = state.kind === 'reading' ? Math.floor(state.done / 5_000) : state.kind === 'ready' ? `ready ${state.edition}` : state.kind
  const [found, setFound] = useState(nothingYet)
  const asked = useRef({ text: '', reply: Promise.resolve(nothingYet) })
  const ask = useCallback((text: string): void => {
    const reply = service.ask(text, limit, kinds).then(
      (answer): Found => ({ answered: text, answer, isFailed: false }), (): Found => ({ answered: text, answer: null, isFailed: true }),
    )
    asked.current = { text, reply }
    void reply.then(each => {
      // At once: left to React's own turn, the answer often misses the next frame.
      if (asked.current.reply === reply) flushSync(() => setFound(each))
    })
  }, [service, limit, kinds])
  const latest = useCallback(() => asked.current.reply, [])
  const heard = useRef<typeof arrived | null>(null)
  useEffect(() => {
    const text = heard.current === arrived ? asked.current.text : arrived.text
    heard.current = arrived
    ask(text)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- asked again when the index took a step
  }, [ask, arrived, step])
  return { state, ...found, ask, latest }
}
