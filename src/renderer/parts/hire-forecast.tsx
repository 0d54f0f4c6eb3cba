import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { previewSchema } from '#shared/contract/integrations'
import { forecastOf, sayForHire, type Forecast } from '#shared/domain/commands/integration-preview'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import { useDirectory } from '../replica/react.tsx'
import { serverRequest } from '../replica/server-client.ts'
import { Badge } from '../ui/display/badge.tsx'
import styles from './hire-forecast.module.css'

type Missing = Readonly<{ label: string; who: string }>

/**
 * What marking the hire will set off, system by system, and what each still lacks with who can fill it in. The server is asked, because
 * only it knows what the other system demands; with no network it is what this computer can tell.
 */
export function HireForecast({ application, job, candidate, startDate = null }: { application: Application; job: Job; candidate: Candidate | null; /** The day the hire is about to be marked with; otherwise the record says it. */ startDate?: string | null }) {
  const { settings } = useDirectory()
  const forecasts = forecastOf('candidate.hired', settings?.integrations ?? [], job, candidate ? [candidate] : [])
  const asked = useQueries({
    queries: forecasts.map(({ connection }) => ({
      queryKey: ['hire-forecast', connection.id, application.id, JSON.stringify([candidate, job, startDate])], staleTime: 60_000, retry: false, placeholderData: keepPreviousData,
      queryFn: ({ signal }: { signal: AbortSignal }) => serverRequest('POST', `/api/integrations/connections/${connection.id}/preview`, previewSchema, { kind: 'candidate.hired', applicationId: application.id, ...(startDate === null ? {} : { startDate }) }, signal),
    })),
  })
  if (forecasts.length === 0) return <p className={styles.hint}>No connected system is told. What there is to prepare for the first day stands on the profile, to be ticked by hand.</p>
  const isAsking = asked.some(each => (each.isPending || each.isPlaceholderData) && each.fetchStatus === 'fetching')
  const isOffline = asked.some(each => each.isError || each.fetchStatus === 'paused')
  return (
    <>
      <ul className={styles.chain} aria-label="What the hire sets off">
        {forecasts.map((forecast, at) => <Line key={forecast.connection.id} isRehearsal={forecast.connection.sandbox} say={asked[at]?.data ? sayForHire(forecast.connection, asked[at].data.steps) : forecast.say} missing={asked[at]?.data?.missing ?? forecast.missing.map(({ label, where }) => ({ label, who: `a recruiter, ${where}` }))} />)}
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
