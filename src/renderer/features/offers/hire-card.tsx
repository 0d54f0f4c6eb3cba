import { CloudUpload } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Offer } from '#shared/domain/model/offer'
import { checklistOf, isOpenLine } from '#shared/domain/onboarding/checklist'
import { dayOf } from '#shared/lib/zoned-time'
import { useNow } from '../../actions/use-now.ts'
import { HireForecast } from '../../parts/hire-forecast.tsx'
import { useDirectory } from '../../replica/react.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { dayWords } from './offer-words.ts'
import styles from './offers.module.css'

/** What marking the hire will set off, and how it stands once marked: a proposal until the server confirms an opening. */
export function HireCard({ application, candidate, offer, isWaiting }: { application: Application; candidate: Candidate | null; offer: Offer; isWaiting: boolean }) {
  const { jobs } = useDirectory()
  const job = jobs.get(application.jobId)
  if (application.status !== 'hired' && offer.status !== 'accepted') return null
  return (
    <section className={styles.card} aria-label="Hire">
      <h2 className={styles.title}>Hire</h2>
      {application.status === 'hired' ? <Hired application={application} isWaiting={isWaiting} /> : (
        <>
          <p className={styles.hint}>Marking the hire fills an opening; it is confirmed once you are online.</p>
          {job && <HireForecast application={application} job={job} candidate={candidate} />}
        </>
      )}
    </section>
  )
}

function Hired({ application, isWaiting }: { application: Application; isWaiting: boolean }) {
  const { me, settings } = useDirectory()
  const now = useNow()
  const [, go] = useLocation()
  const needed = checklistOf(application, dayOf(now, settings?.zone ?? me.zone)).filter(line => line.state !== 'notNeeded' && line.state !== 'cancelled')
  return (
    <>
      <span className={styles.state}>{isWaiting ? <Badge tone="warn" look="outline" icon={<CloudUpload aria-hidden="true" />}>Proposal: not confirmed yet</Badge> : <Badge tone="good">Hired</Badge>}</span>
      <span className={styles.faint}>{application.hiredStartDate ? `First day: ${dayWords(application.hiredStartDate)}` : 'First day not known yet'}</span>
      {needed.length > 0 && <span><LinkButton onPress={() => go(`/candidates/${application.candidateId}`)}>{`${needed.filter(line => !isOpenLine(line)).length} of ${needed.length} things ready for the first day`}</LinkButton></span>}
    </>
  )
}
