import { useCallback } from 'react'
import { changeBooking } from '#shared/domain/commands/interview'
import type { Interview } from '#shared/domain/model/interview'
import { dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'
import { clashWith, limitsPassed } from '../../actions/find-clash.ts'
import { useAct } from '../../actions/use-act.ts'
import { useMe, useReplica, useStamp } from '../../replica/react.tsx'
import { toast } from '../../ui/overlays/toast.tsx'

export type NewPlace = Readonly<{ startMs: number; endMs: number; interviewerIds: readonly string[] }>

/** Puts an interview elsewhere, or says who is taken there. False when it stayed. */
export function usePut(): (interview: Interview, to: NewPlace) => Promise<boolean> {
  const { zone } = useMe()
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  return useCallback(async (interview, to) => {
    const clash = await clashWith(replica, { ...to, candidateId: interview.candidateId, exceptId: interview.id })
    if (clash !== null) {
      toast({ text: clash, tone: 'bad' })
      return false
    }
    const [passed] = await limitsPassed(replica, { ...to, exceptId: interview.id })
    if (passed !== undefined && (interview.limitReason ?? '') === '') {
      toast({ text: `${passed}. To go over it, change the interview and write why.`, tone: 'bad' })
      return false
    }
    return act(changeBooking(interview, { ...to, zone: interview.zone }, stamp()), `Moved to ${sayDay(dayOf(to.startMs, zone))}, ${wallTimeOf(to.startMs, zone)}–${wallTimeOf(to.endMs, zone)}`)
  }, [zone, replica, act, stamp])
}
