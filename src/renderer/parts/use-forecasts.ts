import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { previewSchema, type Preview } from '#shared/contract/integrations'
import { forecastOf, type Forecast } from '#shared/domain/commands/integration-preview'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import type { HookEventKind } from '#shared/domain/model/onboarding'
import { useDirectory } from '../replica/react.tsx'
import { serverRequest } from '../replica/server-client.ts'

/** What a step is about. `startDate` is the day that is being chosen, `null` to leave it open; without it the record says it. */
export type ForecastAbout = Readonly<{ application: Application; job: Job; candidate: Candidate | null; startDate?: string | null | undefined }>
/** What this computer can tell of one system, and what the server found out. */
export type AskedForecast = Forecast & Readonly<{ asked: Preview | null }>

/**
 * What a step sets off, system by system. The server is asked, because only it knows what the other system demands and holds; with no
 * network it is what this computer can tell.
 */
export function useForecasts(kind: HookEventKind, { application, job, candidate, startDate }: ForecastAbout): Readonly<{ forecasts: readonly AskedForecast[]; isAsking: boolean; isOffline: boolean }> {
  const { settings } = useDirectory()
  const forecasts = forecastOf(kind, settings?.integrations ?? [], job, candidate ? [candidate] : [])
  const asked = useQueries({
    queries: forecasts.map(({ connection }) => ({
      queryKey: ['forecast', kind, connection.id, application.id, JSON.stringify([candidate, job, startDate, application.hiredStartDate, connection])], staleTime: 60_000, retry: false, placeholderData: keepPreviousData,
      queryFn: ({ signal }: { signal: AbortSignal }) => serverRequest('POST', `/api/integrations/connections/${connection.id}/preview`, previewSchema, { kind, applicationId: application.id, ...(startDate === undefined ? {} : { startDate }) }, signal),
    })),
  })
  return {
    forecasts: forecasts.map((forecast, at) => ({ ...forecast, asked: asked[at]?.data ?? null })),
    isAsking: asked.some(each => (each.isPending || each.isPlaceholderData) && each.fetchStatus === 'fetching'), isOffline: asked.some(each => each.isError || each.fetchStatus === 'paused'),
  }
}
