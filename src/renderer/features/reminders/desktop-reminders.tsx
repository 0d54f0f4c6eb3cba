import { useEffect, useEffectEvent } from 'react'
import { desktopNotes, type DesktopNote } from '#shared/domain/reminders/desktop-notes'
import { wallTimeOf } from '#shared/lib/zoned-time'
import { openBridge } from '../../bridge/bridge.ts'
import { useDirectory, useReplica } from '../../replica/react.tsx'
import type { Replica } from '../../replica/replica.ts'
import { readStored, writeStored } from '../../ui/stored-value.ts'
import { noteWords } from './note-words.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
/** With no network one does not wait for ever before saying what this computer knows. */
const patienceMs = 2 * minuteMs

async function factsOf(replica: Replica, nowMs: number) {
  const [interviews, cards, questions] = await Promise.all([
    replica.find('interviews', { where: { startMs: { $gte: nowMs - 14 * dayMs, $lt: nowMs + 2 * dayMs } }, sort: ['startMs'] }),
    replica.find('scorecards', {}), replica.find('conflicts', { where: { resolved: 0 } }),
  ])
  const personId = replica.identity.personId
  return { personId, interviews, questions: questions.length, handedIn: new Set(cards.filter(card => card.authorId === personId && card.submittedAtMs !== null).map(card => card.interviewId)) }
}

/** Looks once a minute, after what happened elsewhere has arrived. Another window of the same person does not repeat it. */
export function DesktopReminders() {
  const replica = useReplica()
  const { me, jobs } = useDirectory()
  const show = useEffectEvent(async (note: DesktopNote) => {
    const candidate = note.kind === 'digest' ? null : await replica.get('candidates', note.interview.candidateId)
    const words = noteWords(note, { candidate: candidate?.fullName ?? 'a candidate', job: note.kind === 'digest' ? '' : jobs.get(note.interview.jobId)?.title ?? '', time: atMs => wallTimeOf(atMs, me.zone) })
    await openBridge().notify({ ...words, ...(note.kind === 'digest' ? {} : { opens: { kind: 'interview' as const, id: note.interview.id } }) })
  })
  const look = useEffectEvent(async (openedMs: number) => {
    const nowMs = Date.now()
    if (replica.sync.view.kind !== 'live' && nowMs - openedMs < patienceMs) return
    await navigator.locks?.request('shortlist-reminders', { ifAvailable: true }, async lock => {
      if (!lock) return
      const key = `reminders.${me.id}`
      const stored = readStored(key)
      // On a new computer there is no past to tell of.
      const lastMs = stored === null ? nowMs - 1 : Number(stored)
      const { notes, lookedAtMs } = desktopNotes({ ...await factsOf(replica, nowMs), quiet: me.preferences?.quietHours ?? null, zone: me.zone }, Math.min(lastMs, nowMs), nowMs)
      writeStored(key, String(lookedAtMs))
      for (const note of notes) await show(note)
    })
  })
  useEffect(() => {
    const openedMs = Date.now()
    const timer = setInterval(() => void look(openedMs), minuteMs)
    const first = setTimeout(() => void look(openedMs), 5_000)
    return () => {
      clearInterval(timer)
      clearTimeout(first)
    }
  }, [])
  return null
}
