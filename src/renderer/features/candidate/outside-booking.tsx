import { useQuery } from '@tanstack/react-query'
import { bookingServicesSchema, type BookingService } from '#shared/contract/booking-links'
import { openPlans, sessionsOf } from '#shared/domain/commands/interview-plan'
import type { Job } from '#shared/domain/model/job'
import { errorCode } from '#shared/lib/app-error'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { Select } from '../../ui/fields/select.tsx'

/** What is chosen for a link to another service. `sessionId` is the session of the plan that it books; null for none. */
export type OutsideChoice = Readonly<{ kindId: string | null; sessionId: string | null }>
export const noChoice: OutsideChoice = { kindId: null, sessionId: null }

const noSession = 'none'
/** More kinds than this are found by typing. */
const listedAtOnce = 12

/** The kinds of meeting a service offers, asked of it when the dialog leads there. */
function useBookingService(connectionId: string | null): Readonly<{ service: BookingService | null; problem: string | null; isPending: boolean }> {
  const query = useQuery({
    queryKey: ['booking services'], enabled: connectionId !== null, retry: false, networkMode: 'always', staleTime: 60_000, queryFn: ({ signal }) => serverRequest('GET', '/api/booking-links/services', bookingServicesSchema, undefined, signal),
  })
  const service = query.data?.services.find(each => each.connectionId === connectionId) ?? null
  const failed = query.error === null ? null : errorCode(query.error) === 'server.unreachable' ? 'Links are made online, and there is no connection now.' : sayProblem(query.error)
  return { service, problem: failed ?? service?.problem ?? (query.data && !service ? 'This service is not connected any more.' : null), isPending: query.isPending }
}

/** Which of a service's kinds of meeting is booked, and which interview of the plan that is. */
export function OutsideFields({ connectionId, job, value, onChange }: { connectionId: string; job: Job | undefined; value: OutsideChoice; onChange: (value: OutsideChoice) => void }) {
  const { service, problem, isPending } = useBookingService(connectionId)
  if (isPending) return <Skeleton lines={2} />
  if (!service || problem !== null) return <Banner tone="bad">{problem ?? 'This service cannot be asked just now.'}</Banner>
  if (service.kinds.length === 0) return <Banner tone="warn">{service.title} offers no kind of meeting that can be booked. Make one there first.</Banner>
  const kinds = service.kinds.map(({ id, name, minutes, who }) => ({ id, label: name, description: [`${minutes} minutes`, who].filter(Boolean).join(' · ') }))
  const sessions = job ? openPlans(job).flatMap(plan => sessionsOf(job, plan.id).map(session => ({ id: session.id, label: session.name, description: plan.name }))) : []
  const choose = (kindId: string | null) => onChange({ ...value, kindId })
  return (
    <>
      {service.rehearses && <Banner tone="warn">{service.title} is set to rehearse: the link leads nowhere, and no letter is sent.</Banner>}
      {kinds.length > listedAtOnce ? <ComboBox label="Kind of meeting" options={kinds} value={value.kindId} emptyText="No kind of meeting fits." onChange={choose} /> : <Select label="Kind of meeting" options={kinds} value={value.kindId} placeholder="Choose one" description={`${service.title} decides which times are free and who holds it.`} onChange={choose} />}
      {sessions.length > 0 && <Select label="Which interview it is" options={[...sessions, { id: noSession, label: 'None of the plan', description: 'It is named after the kind of meeting.' }]} value={value.sessionId ?? noSession} onChange={id => onChange({ ...value, sessionId: id === noSession ? null : id })} />}
    </>
  )
}
