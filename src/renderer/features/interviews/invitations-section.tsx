import { RotateCw, Video } from 'lucide-react'
import { useState } from 'react'
import { doneSchema } from '#shared/contract/http'
import { cancelInterview, changeBooking } from '#shared/domain/commands/interview'
import { momentWords } from '#shared/domain/conflict-words'
import { inviteWords } from '#shared/domain/invite-words'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import { useAct } from '../../actions/use-act.ts'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory, useStamp } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import { sayWhen } from './interview-times.ts'
import styles from './interviews.module.css'

type Invite = Interview['invites'][number]
type InvitationsProps = { interview: Interview; candidate: Candidate | null; mayChange: boolean }

/** Asks the server to write again, and to put the calendar's entry right. */
function useRetry(interviewId: string): Readonly<{ isAsking: boolean; retry: () => void }> {
  const [isAsking, setAsking] = useState(false)
  const retry = async (): Promise<void> => {
    setAsking(true)
    try {
      await serverRequest('POST', `/api/interviews/${interviewId}/invitations/retry`, doneSchema)
      toast({ text: 'Trying again now' })
    } catch (error) {
      toast({ text: sayProblem(error), tone: 'bad' })
    } finally {
      setAsking(false)
    }
  }
  return { isAsking, retry: () => { void retry() } }
}

/** Who was reached, who comes, and what an outside calendar says; with a way out of whatever went wrong. */
export function InvitationsSection({ interview, candidate, mayChange }: InvitationsProps) {
  const { me, people, settings } = useDirectory()
  const nowMs = useNow()
  const { isAsking, retry } = useRetry(interview.id)
  const names = { zone: me.zone, locale: 'en-GB' }
  const nameOf = ({ invitee }: Invite): string => {
    const address = invitee.toLowerCase()
    const colleague = [...people.values()].find(person => person.email.toLowerCase() === address)
    return colleague?.name ?? (candidate?.emails.some(email => email.toLowerCase() === address) ? candidate.fullName : invitee)
  }
  const isStuck = interview.invites.some(invite => invite.state === 'failed' || (invite.state === 'waiting' && invite.problem !== null))
  const isSilent = mayChange && (interview.bookedThrough ?? null) === null && interview.confirmed && !interview.cancelled && interview.invites.length === 0 && interview.endMs > nowMs && settings?.capabilities.email === false
  return (
    <>
      <Elsewhere interview={interview} mayChange={mayChange} isAsking={isAsking} onPutBack={retry} />
      {isSilent && <div className={styles.facts}><Banner tone="neutral">Nobody was written to: Shortlist can send no e-mail yet and no calendar is connected. Tell them yourself.</Banner></div>}
      {interview.joinUrl?.startsWith('https://') === true && !interview.cancelled && <div className={styles.facts}><a className={styles.join} href={interview.joinUrl} target="_blank" rel="noreferrer"><Video aria-hidden="true" />Join the video call</a></div>}
      {interview.invites.length > 0 && (
        <section className={styles.invites} aria-label="Invitations">
          <ul className={styles.inviteRows}>
            {interview.invites.map(invite => {
              const { say, tone } = inviteWords(invite)
              return (
                <li key={`${invite.invitee} ${invite.method}`} className={styles.invite}>
                  <span>{nameOf(invite)}</span><Badge tone={tone}>{say}</Badge>
                  {invite.problem !== null && <span className={styles.faint}>{invite.problem}{invite.nextTryAtMs === null ? '' : ` Next try ${momentWords(invite.nextTryAtMs, nowMs, names)}.`}</span>}
                </li>
              )
            })}
          </ul>
          {mayChange && isStuck && <Button size="sm" icon={<RotateCw aria-hidden="true" />} isPending={isAsking} onPress={retry}>Send again now</Button>}
        </section>
      )}
    </>
  )
}

/** Somebody moved or deleted it in their calendar: the record stands until a person decides. */
function Elsewhere({ interview, mayChange, isAsking, onPutBack }: { interview: Interview; mayChange: boolean; isAsking: boolean; onPutBack: () => void }) {
  const { me } = useDirectory()
  const act = useAct()
  const stamp = useStamp()
  const elsewhere = interview.elsewhere ?? null
  if (elsewhere === null || interview.cancelled) return null
  const { kind, startMs, endMs, calendar } = elsewhere
  const moved = kind === 'moved' && startMs !== null && endMs !== null ? { startMs, endMs } : null
  const takeOver = () => {
    if (!moved) return void act(cancelInterview(interview, `Deleted in ${calendar}`, stamp()), 'Interview called off')
    void act(changeBooking(interview, { ...moved, interviewerIds: interview.seats.map(seat => seat.personId), zone: interview.zone }, stamp()), 'Interview moved')
  }
  const actions = mayChange && (
    <>
      <Button size="sm" onPress={takeOver}>{moved ? 'Take that time' : 'Call it off here too'}</Button>
      <Button size="sm" variant="ghost" isPending={isAsking} onPress={onPutBack}>Put it back there</Button>
    </>
  )
  return (
    <div className={styles.facts}>
      <Banner tone="warn" actions={actions}>{moved ? `In ${calendar} this was moved to ${sayWhen(moved, me.zone)}.` : `In ${calendar} this was deleted.`} Here it stands as it was until you decide.</Banner>
    </div>
  )
}
