import { sayForHire, type Forecast } from '#shared/domain/commands/integration-preview'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import { Badge } from '../ui/display/badge.tsx'
import styles from './hire-forecast.module.css'
import { useForecasts } from './use-forecasts.ts'

type Missing = Readonly<{ label: string; who: string }>

/** What marking the hire will set off, system by system, and what each still lacks with who can fill it in. */
export function HireForecast({ application, job, candidate, startDate = null }: { application: Application; job: Job; candidate: Candidate | null; /** The day the hire is about to be marked with; otherwise the record says it. */ startDate?: string | null }) {
  const { forecasts, isAsking, isOffline } = useForecasts('candidate.hired', { application, job, candidate, startDate: startDate ?? undefined })
  if (forecasts.length === 0) return <p className={styles.hint}>No connected system is told. What there is to prepare for the first day stands on the profile, to be ticked by hand.</p>
  return (
    <>
      <ul className={styles.chain} aria-label="What the hire sets off">
        {forecasts.map(({ connection, say, missing, asked }) => <Line key={connection.id} isRehearsal={connection.sandbox} say={asked ? sayForHire(connection, asked.steps) : say} missing={asked?.missing ?? missing.map(({ label, where }) => ({ label, who: `a recruiter, ${where}` }))} />)}
      </ul>
      {isAsking && <p className={styles.faint}>Asking what each system needs…</p>}
      {isOffline && <p className={styles.faint}>As far as this computer knows; not every system could be asked.</p>}
    </>
  )
}

/** A rehearsal waits for nothing and nobody: what it lacks is what the real sending would ask for. */
function Line({ say, missing, isRehearsal }: Pick<Forecast, 'say'> & { missing: readonly Missing[]; isRehearsal: boolean }) {
  return (
    <li className={styles.words}>
      <span>{say}</span>
      {missing.length > 0 && (isRehearsal ? <span className={styles.faint}>Were it sent for real, it would wait for:</span> : <Badge tone="warn">Waits for what is missing</Badge>)}
      {missing.map(({ label, who }) => <span key={label} className={styles.faint}>{label}: {who}</span>)}
    </li>
  )
}
