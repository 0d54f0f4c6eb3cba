import { useCallback } from 'react'
import type { Interview } from '#shared/domain/model/interview'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory } from '../../replica/react.tsx'
import type { BusyTimes } from './busy-blocks.ts'
import type { PlaceFacts } from './objections.ts'

/** What places for an interview are judged by. */
export function usePlaceFacts(busy: ReadonlyMap<string, BusyTimes>): (interview: Interview) => PlaceFacts {
  const { me, people, jobs, settings } = useDirectory()
  const nowMs = useNow()
  return useCallback(interview => ({
    people, busy, nowMs, rooms: settings?.rooms ?? [], holidays: settings?.holidays ?? [], ownZone: me.zone,
    session: jobs.get(interview.jobId)?.sessions.find(session => session.id === interview.sessionId) ?? null,
  }), [people, busy, nowMs, settings, jobs, me.zone])
}
