import { useMemo } from 'react'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import type { PlannedSession } from '#shared/domain/planner/plan'
import { dailyWindows, givenWindows } from '#shared/domain/scheduling/candidate-windows'
import { gatherLoop, type GatheredLoop } from '#shared/domain/scheduling/gather-loop'
import { loopPlan } from '#shared/domain/scheduling/loop-plan'
import { addDays, dayOf, startOfDay, type DayText } from '#shared/lib/zoned-time'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { watchBooked } from './watch-booked.ts'

export type LoopQuestion = Readonly<{ gathered: GatheredLoop; booked: readonly PlannedSession[]; zone: string }>

const weekdays = [1, 2, 3, 4, 5]

/** A booked loop as a question for the planner: its own events out of everybody's way, the candidate's times as far as known. */
export function useLoopQuestion(loop: readonly Interview[], job: Job, candidate: Candidate, untilDay: DayText | null, askedMs: number): LoopQuestion | null {
  const replica = useReplica()
  const { people, settings } = useDirectory()
  const zone = loop[0]?.zone ?? 'UTC'
  const lastMs = Math.max(...loop.map(each => each.endMs))
  const window = useMemo(() => {
    const last = dayOf(lastMs, zone)
    const toDay = untilDay !== null && untilDay > last ? untilDay : last
    return { fromMs: Math.ceil(askedMs / 300_000) * 300_000, toMs: startOfDay(addDays(toDay, 4), zone) }
  }, [lastMs, zone, untilDay, askedMs])
  const booked = useLive(() => watchBooked(replica, window), [replica, window])
  return useMemo(() => {
    if (booked.kind !== 'ready' || !settings || loop.length === 0) return null
    const everybody = [...people.values()]
    const read = loopPlan(loop, job, everybody)
    const given = candidate.times ? givenWindows(candidate.times, askedMs) : []
    const usual = dailyWindows({ fromDay: dayOf(window.fromMs, zone), toDay: dayOf(window.toMs, zone), from: '08:00', to: '18:00', weekdays })
    const windows = [...(given.length > 0 ? given : usual), ...loop.map(({ startMs, endMs }) => ({ fromMs: startMs, toMs: endMs }))]
    const gathered = gatherLoop({
      job: { interviewPlans: [read.plan], sessions: read.sessions as Job['sessions'] }, planId: read.plan.id, people: everybody, interviews: booked.value.interviews, busy: booked.value.busy, settings, window,
      nowMs: askedMs, loop, candidate: { id: candidate.id, name: candidate.fullName, zone, windows },
    })
    return gathered && { gathered, booked: read.booked.sessions, zone }
  }, [booked, settings, people, loop, job, candidate, window, zone, askedMs])
}
