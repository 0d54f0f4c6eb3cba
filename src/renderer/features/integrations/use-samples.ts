import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { previewSchema, type Connection, type MappingLine } from '#shared/contract/integrations'
import { watchPeopleOnJobs } from '../../replica/people-on-jobs.ts'
import { useLive, useReplica } from '../../replica/react.tsx'
import { serverRequest } from '../../replica/server-client.ts'

/** People by whom the lines of a mapping can be tried. */
export function usePeopleToTry() {
  const replica = useReplica()
  const people = useLive(() => watchPeopleOnJobs(replica), [replica], 'people to try')
  return people.kind === 'ready' ? people.value : []
}

/** What each line of a mapping would hold for one person, also before the lines are kept. Nothing is sent. */
export function useSamples(connection: Connection, mapping: readonly MappingLine[], applicationId: string | null) {
  const whole = mapping.filter(line => line.theirs.trim() !== '')
  const kind = connection.events.includes('candidate.hired') ? 'candidate.hired' : connection.events[0]
  const samples = useQuery({
    queryKey: ['integrations', 'samples', connection.id, applicationId, JSON.stringify(whole)], enabled: applicationId !== null && kind !== undefined, placeholderData: keepPreviousData, retry: false,
    queryFn: ({ signal }) => serverRequest('POST', `/api/integrations/connections/${connection.id}/preview`, previewSchema, { kind, applicationId, mapping: whole }, signal),
  })
  return new Map(samples.data?.samples.map(({ ours, theirs, value }) => [`${ours}/${theirs}`, value]))
}
