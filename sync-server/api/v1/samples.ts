import { z } from 'zod'
import type { HookEventKind } from '#shared/domain/model/onboarding'
import { toCloudEvent } from '../../connectors/kit/cloud-event.ts'
import type { HookEvent } from '../../connectors/kit/connector-context.ts'
import type { RecordValues } from '../../connectors/kit/record-fields.ts'
import { allowOnly, gather, recordValues } from '../../outbox/gather-record.ts'
import { fieldsFor, scopeOfEvents } from '../hook-store.ts'
import { AppError } from '#shared/lib/app-error'
import { defineRoute } from './define-route.ts'
import { samplesSchema, subscribableSchema } from './schemas.ts'

/** For a workspace where this has not happened yet: plainly nobody, in the shape of the real thing. */
const madeUp: RecordValues = {
  fullName: 'Ana Example', firstName: 'Ana', lastName: 'Example', email: 'ana@example.com', phone: '+1 555 0100', location: 'Exampletown', source: 'Example source', stage: 'Interview', status: 'active', startDate: '2030-01-07',
  jobTitle: 'Example job', requisitionCode: 'EX-1', department: 'Example department', workLocation: 'Exampletown', employmentType: 'Full time', level: 'Senior', interviewStart: '2030-01-07T09:00:00.000Z', interviewTitle: 'Example interview',
}
const nobody = (kind: HookEventKind, nowMs: number): HookEvent => ({
  id: '00000000-0000-7000-8000-000000000001', kind, atMs: nowMs, candidateId: '00000000-0000-7000-8000-000000000002', applicationId: '00000000-0000-7000-8000-000000000003', jobId: '00000000-0000-7000-8000-000000000004', personId: null, data: {},
})

export const readSamples = defineRoute({
  method: 'GET', path: '/api/v1/hooks/samples/:kind', scope: 'hooks:manage', title: 'Samples of an event', say: 'The newest of this kind, as a subscription of this key would be sent them; a made-up one where it has not happened yet.',
  params: z.strictObject({ kind: subscribableSchema }), answers: { 200: { say: 'One to three events, newest first', schema: samplesSchema } },
  handle: async ({ program: { workspaceId, scopes }, params: { kind } }, { db, now, integrations: { means } }) => {
    if (!scopes.has(scopeOfEvents)) throw new AppError('api.scope_missing', { facts: { scope: scopeOfEvents } })
    const fields = fieldsFor(scopes)
    const events = await db.query<HookEvent>(
      `select id, kind, at_ms as "atMs", candidate_id as "candidateId", application_id as "applicationId", job_id as "jobId", null as "personId", data from events e where workspace_id = $1 and kind = $2
         and exists (select 1 from documents d where d.workspace_id = $1 and d.collection = 'candidates' and d.id = e.candidate_id and not d.deleted and jsonb_typeof(d.content->'privateTo') is distinct from 'array' and d.content->>'erasedAtMs' is null)
       order by sequence desc, position desc limit 3`, [workspaceId, kind],
    )
    const real = await Promise.all(events.map(async event => toCloudEvent(event, allowOnly(recordValues(await gather(db, workspaceId, event, means.publicUrl()), {}), fields), workspaceId)))
    return { status: 200, body: real.length > 0 ? real : [toCloudEvent(nobody(kind, now()), allowOnly(madeUp, fields), workspaceId)] }
  },
})
