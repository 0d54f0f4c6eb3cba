import { useCallback } from 'react'
import { changeBooking } from '#shared/domain/commands/interview'
import type { Interview } from '#shared/domain/model/interview'
import { dayOf, sayDay, wallTimeOf, type Span } from '#shared/lib/zoned-time'
import { clashWith, limitsPassed } from '../../actions/find-clash.ts'
import { useAct } from '../../actions/use-act.ts'
import { useDirectory, useReplica, useStamp } from '../../replica/react.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import { objectionsTo, type PlaceFacts } from './objections.ts'
import type { Seating } from './seating.ts'

export type NewPlace = Readonly<{ span: Span; seating: Seating }>

type PutOptions = Readonly<{
  factsOf: (interview: Interview) => PlaceFacts
  /** Somebody would go over their limit: that needs a reason, so a person is asked. */
  onOverLimit: (interview: Interview, to: NewPlace) => void
}>

/** Puts an interview elsewhere, or says who or what is taken there. False when it stayed. */
export function usePut({ factsOf, onOverLimit }: PutOptions): (interview: Interview, to: NewPlace) => Promise<boolean> {
  const { me, people, settings } = useDirectory()
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  return useCallback(async (interview, { span, seating }) => {
    const wanted = { startMs: span.fromMs, endMs: span.toMs, ...seating, exceptId: interview.id }
    const clash = await clashWith(replica, { ...wanted, candidateId: interview.candidateId })
    if (clash !== null) {
      toast({ text: clash, tone: 'bad' })
      return false
    }
    const changes = changeBooking(interview, { ...wanted, zone: interview.zone }, stamp())
    if (changes.length === 0) return true
    const passed = await limitsPassed(replica, wanted)
    if (passed.length > 0 && (interview.limitReason ?? '') === '') {
      onOverLimit(interview, { span, seating })
      return false
    }
    const nameOf = (id: string): string => people.get(id)?.name ?? 'A colleague'
    const before = interview.seats.map(seat => seat.personId)
    const [came, left] = [seating.interviewerIds.filter(id => !before.includes(id)).map(nameOf), before.filter(id => !seating.interviewerIds.includes(id)).map(nameOf)]
    const isElsewhen = interview.startMs !== span.fromMs || interview.endMs !== span.toMs
    const said = [
      ...(isElsewhen ? [`Moved to ${sayDay(dayOf(span.fromMs, me.zone))}, ${wallTimeOf(span.fromMs, me.zone)}–${wallTimeOf(span.toMs, me.zone)}`] : []),
      ...(came.length > 0 ? [`${came.join(', ')}${left.length > 0 ? ` instead of ${left.join(', ')}` : ' holds it'}`] : []),
      ...(seating.roomId !== interview.roomId ? [`Now in ${settings?.rooms.find(room => room.id === seating.roomId)?.name ?? 'another room'}`] : []),
    ].join('. ')
    const objections = objectionsTo(interview, span, seating, factsOf(interview))
    return act(changes, objections.length > 0 ? `${said}. ${objections.join(' ')}` : said)
  }, [me.zone, people, settings, replica, act, stamp, factsOf, onOverLimit])
}
