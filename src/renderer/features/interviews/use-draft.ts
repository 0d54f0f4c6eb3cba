import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { answersOf, keepDraft, noAnswers, takeOver, type CardAnswers } from '#shared/domain/commands/scorecard'
import type { Interview } from '#shared/domain/model/interview'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { useReplica, useStamp } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
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
  /** The answers as the card last held them here, and all that this screen wrote itself. */
  const known = useRef(answers)
  const written = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const writing = useRef<Promise<void>>(Promise.resolve())
  const isHandedIn = (card?.submittedAtMs ?? null) !== null
  const absorb = useCallback((stored: CardAnswers) => {
    latest.current = takeOver(known.current, latest.current, stored)
    known.current = stored
    setAnswers(latest.current)
  }, [])
  const keep = useCallback(() => {
    if (timer.current) clearTimeout(timer.current)
    timer.current = null
    if (isHandedIn) return writing.current
    writing.current = writing.current.then(async () => {
      // Read anew: another device may have written into the same card meanwhile.
      const own = (await replica.find('scorecards', { where: { candidateId: interview.candidateId } })).find(each => each.interviewId === interview.id && each.authorId === replica.identity.personId) ?? null
      if (own) absorb(answersOf(own))
      const kept = latest.current
      const changes = keepDraft(interview, own, kept, stamp())
      written.current.add(JSON.stringify(kept))
      if (changes.length > 0) await replica.write(changes)
      known.current = kept
      if (!timer.current) setKept(true)
    }).catch((error: unknown) => { toast({ text: sayProblem(error), tone: 'bad' }) })
    return writing.current
  }, [replica, interview, stamp, isHandedIn, absorb])
  // Another device wrote into the same card: what was not touched here follows it.
  useEffect(() => {
    if (!card || isHandedIn) return
    const stored = answersOf(card)
    if (!written.current.has(JSON.stringify(stored))) absorb(stored)
  }, [card, isHandedIn, absorb])
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
