import { useCallback, useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { useLive, useReplica } from '../../replica/react.tsx'
import type { SearchKind } from './index/search-entry.ts'
import type { SearchAnswer } from './index/search-index.ts'
import { searchOf } from './search-of.ts'
import type { SearchState } from './search-service.ts'

export type Search = Readonly<{
  state: SearchState
  answer: SearchAnswer | null
  /** The text that `answer` is about: for a few milliseconds after a key still the one before. */
  answered: string
  isFailed: boolean
  /** Asks what will be asked once this text is drawn, so that the index works while React does. */
  askAhead(text: string): void
}>

type Found = Readonly<{ answered: string; answer: SearchAnswer | null; isFailed: boolean }>

/** The answer to what is typed now; the last one stays until the next is there. Asks again as the index fills and changes. */
export function useSearch(text: string, limit: number, kinds?: readonly SearchKind[]): Search {
  const replica = useReplica()
  const service = useMemo(() => searchOf(replica), [replica])
  const live = useLive(() => service.state$, [service])
  const state = live.kind === 'ready' ? live.value : service.state
  // While it fills, the same question is asked again every few thousand documents.
  const step = state.kind === 'reading' ? Math.floor(state.done / 5_000) : state.kind === 'ready' ? `ready ${state.edition}` : state.kind
  const [found, setFound] = useState<Found>({ answered: '', answer: null, isFailed: false })
  useEffect(() => {
    let isStale = false
    const show = (answer: SearchAnswer | null): void => {
      if (isStale) return
      // At once: left to React's own turn, the answer often misses the frame that draws the key.
      flushSync(() => setFound({ answered: text, answer, isFailed: answer === null }))
    }
    if (step === 'failed') void Promise.resolve(null).then(show)
    else void service.ask(text, limit, kinds).then(show, () => show(null))
    return () => { isStale = true }
  }, [service, text, limit, kinds, step])
  const askAhead = useCallback((next: string): void => { service.ask(next, limit, kinds).catch(() => undefined) }, [service, limit, kinds])
  return { state, ...found, askAhead }
}
