import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import { sayAfterHire, type AfterHire } from '#shared/domain/commands/integration-preview'
import { useForecasts } from '../../parts/use-forecasts.ts'
import styles from './candidate.module.css'

/** What another first day, or taking the hire back, does in each connected system: a sentence each, after what that system holds. */
export function HireTold({ kind, application, job, candidate, startDate }: { kind: AfterHire; application: Application; job: Job; candidate: Candidate; startDate?: string | null }) {
  const { forecasts, isAsking, isOffline } = useForecasts(kind, { application, job, candidate, startDate })
  const said = forecasts.map(forecast => sayAfterHire(kind, forecast, application.onboarding))
  return (
    <div role="status" aria-label="What this sets off">
      {(said.length > 0 ? said : ['No connected system is told.']).map(line => <p key={line} className={styles.hint}>{line}</p>)}
      {isAsking && <p className={styles.hint}>Asking each system…</p>}
      {isOffline && !isAsking && <p className={styles.hint}>As far as this computer knows; not every system could be asked.</p>}
    </div>
  )
}
