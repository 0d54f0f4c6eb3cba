import { CloudUpload } from 'lucide-react'
import { previewIntegrations } from '#shared/domain/commands/integration-preview'
import type { Application } from '#shared/domain/model/application'
import type { Offer } from '#shared/domain/model/offer'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { dayWords } from './offer-words.ts'
import styles from './offers.module.css'

/** What marking the hire will set off, and how it stands once marked: a proposal until the server confirms an opening. */
export function HireCard({ application, offer, isWaiting }: { application: Application; offer: Offer; isWaiting: boolean }) {
  const { jobs, settings } = useDirectory()
  const replica = useReplica()
  const candidate = useLive(() => replica.watchOne('candidates', application.candidateId), [replica, application.candidateId])
  const job = jobs.get(application.jobId)
  if (application.status !== 'hired' && offer.status !== 'accepted') return null
  const told = job && settings ? previewIntegrations('candidate.hired', settings.integrations, job, candidate.kind === 'ready' && candidate.value ? [candidate.value] : []) : []
  return (
    <section className={styles.card} aria-label="Hire">
      <h2 className={styles.title}>Hire</h2>
      {application.status === 'hired' ? (
        <>
          <span className={styles.state}>{isWaiting ? <Badge tone="warn" look="outline" icon={<CloudUpload aria-hidden="true" />}>Proposal: waits for the server</Badge> : <Badge tone="good">Hired</Badge>}</span>
          <span className={styles.faint}>{application.hiredStartDate ? `First day: ${dayWords(application.hiredStartDate)}` : 'First day not known yet'}</span>
        </>
      ) : (
        <p className={styles.hint}>Marking the hire fills an opening; the server confirms it. {told.length === 0 ? 'No connected system is told.' : told.join(' ')}</p>
      )}
    </section>
  )
}
