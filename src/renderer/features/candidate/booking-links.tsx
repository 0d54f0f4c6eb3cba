import { Link2 } from 'lucide-react'
import { useState } from 'react'
import { doneSchema } from '#shared/contract/http'
import { bookingLinkState, type BookingLink, type BookingLinkState } from '#shared/domain/model/booking-link'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import { complete } from '#shared/domain/model/later-fields'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import type { Directory } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Badge, type Tone } from '../../ui/display/badge.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import { BookingLinkDialog } from './booking-link-dialog.tsx'
import styles from './candidate.module.css'

const stateWords: Readonly<Record<BookingLinkState, { word: (link: BookingLink) => string; tone: Tone; atMs: (link: BookingLink) => number }>> = {
  sent: { word: link => `${link.sentAtMs === null ? 'Made' : 'Sent'}, not ${link.through === undefined ? 'opened' : 'booked'} yet`, tone: 'neutral', atMs: link => link.sentAtMs ?? link.createdAtMs },
  opened: { word: () => 'Opened', tone: 'accent', atMs: link => link.openedAtMs! },
  booked: { word: link => (link.kind === 'times' ? 'Times given' : 'Booked'), tone: 'good', atMs: link => link.bookedAtMs! },
  cancelled: { word: link => (link.through === undefined ? 'Called off by the candidate' : 'Called off'), tone: 'warn', atMs: link => link.cancelledAtMs! },
  expired: { word: () => 'Ran out', tone: 'warn', atMs: link => link.expiresAtMs },
  revoked: { word: () => 'Taken back', tone: 'neutral', atMs: link => link.revokedAtMs! },
}

/** Links this candidate was given to book by or to say their times, and what became of each; also offline. */
export function BookingLinks({ candidate, applications, directory, isMaking, onMaking }: { candidate: Candidate; applications: readonly Application[]; directory: Directory; isMaking: boolean; onMaking: (isMaking: boolean) => void }) {
  const now = useNow()
  const active = applications.filter(application => application.status === 'active' && directory.jobs.has(application.jobId))
  const links = applications.flatMap(application => complete('applications', application).bookingLinks.map(link => ({ link, job: directory.jobs.get(application.jobId) }))).toSorted((a, b) => b.link.createdAtMs - a.link.createdAtMs)
  if (links.length === 0 && active.length === 0) return null
  return (
    <section className={styles.section} aria-label="Booking links">
      <div className={styles.sectionHead}>
        <h2 className={styles.cardTitle}>Booking links</h2>
        {active.length > 0 && <Button size="sm" variant="ghost" icon={<Link2 aria-hidden="true" />} onPress={() => onMaking(true)}>New booking link</Button>}
      </div>
      {links.length === 0 && <p className={styles.hint}>Let them choose a time themselves: a link offers only times at which everybody is free.</p>}
      <ul className={styles.entries}>
        {links.map(({ link, job }) => {
          const state = bookingLinkState(link, now)
          const { word, tone, atMs } = stateWords[state]
          return (
            <li key={link.id} className={styles.entry}>
              <div className={styles.entryText}>
                <strong>{link.name}</strong>
                <span className={styles.faint}>{[link.through, job?.title, whenWords(atMs(link), now, directory.me.zone)].filter(Boolean).join(' · ')}</span>
              </div>
              <Badge tone={tone}>{word(link)}</Badge>
              {link.through === undefined && (state === 'sent' || state === 'opened' || state === 'booked') && <TakeBack link={link} />}
            </li>
          )
        })}
      </ul>
      {isMaking && active.length > 0 && <BookingLinkDialog candidate={candidate} applications={active} directory={directory} onClose={() => onMaking(false)} />}
    </section>
  )
}

function TakeBack({ link }: { link: BookingLink }) {
  const [isPending, setPending] = useState(false)
  const takeBack = async () => {
    setPending(true)
    try {
      await serverRequest('DELETE', `/api/booking-links/${link.id}`, doneSchema)
      toast({ text: 'The link works no more. What was booked stays booked.', tone: 'good' })
    } catch (error) {
      toast({ text: sayProblem(error), tone: 'bad' })
    }
    setPending(false)
  }
  return <Button size="sm" variant="ghost" isPending={isPending} aria-label={`Take back the link ${link.name}`} onPress={() => void takeBack()}>Take back</Button>
}
