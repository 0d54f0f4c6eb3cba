import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { answersOf, keepDraft, noAnswers, type CardAnswers } from '#shared/domain/commands/scorecard'
import type { Interview } from '#shared/domain/model/interview'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { sayProblem } from '../../actions/use-act.ts'
import { useReplica, useStamp } from '../../replica/react.tsx'
import { toast } from '../../ui/overlays/toast.tsx'

/** A draft is on the disk this long after the last key at most. */
const pauseMs = 600

export type Draft = Readonly<{ answers: CardAnswers; isKept: boolean; change: (part: Partial<CardAnswers>) => void; flush: () => Promise<void> }>

/** One's own card while it is written: kept on this computer as one types, and when the page is left. */
export function useDraft(interview: Interview, card: Scorecard | null): Draft {
  const replica = useReplica()
  const stamp = useStamp()
  const [answers, setAnswers] = useState<CardAnswers>(() => (card ? answersOf(card) : noAnswers))
  const [isKept, setKept] = useState(true)
  const latest = useRef(answers)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const writing = useRef<Promise<void>>(Promise.resolve())
  const isHandedIn = (card?.submittedAtMs ?? null) !== null
  const keep = useCallback(() => {
    if (timer.current) clearTimeout(timer.current)
    timer.current = null
    if (isHandedIn) return writing.current
    writing.current = writing.current.then(async () => {
      // Read anew: another device may have written into the same card meanwhile.
      const own = (await replica.find('scorecards', { where: { candidateId: interview.candidateId } })).find(each => each.interviewId === interview.id && each.authorId === replica.identity.personId) ?? null
      const changes = keepDraft(interview, own, latest.current, stamp())
      if (changes.length > 0) await replica.write(changes)
      if (!timer.current) setKept(true)
    }).catch((error: unknown) => { toast({ text: sayProblem(error), tone: 'bad' }) })
    return writing.current
  }, [replica, interview, stamp, isHandedIn])
  // The pause and the leaving of the page outlive a redraw: they take the newest.
  const keepNow = useRef(keep)
  useLayoutEffect(() => { keepNow.current = keep })
  const change = useCallback((part: Partial<CardAnswers>) => {
    latest.current = { ...latest.current, ...part }
    setAnswers(latest.current)
    setKept(false)
    // Not put off by the next key: whoever types without a pause is kept all the same.
    timer.current ??= setTimeout(() => void keepNow.current(), pauseMs)
  }, [])
  useEffect(() => {
    const leave = () => { if (timer.current) void keepNow.current() }
    globalThis.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      globalThis.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
      leave()
    }
  }, [])
  return { answers, isKept, change, flush: keep }
}
