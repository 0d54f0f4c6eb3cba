import { z } from 'zod'
import { hookEventKindSchema } from '#shared/domain/model/onboarding'
import type { HookEvent } from './connector-context.ts'
import type { RecordValues } from './record-fields.ts'

/** CloudEvents 1.0.2, structured JSON mode: what webhooks carry. `type` and `data` are ours and only ever grow. */
export const cloudEventSchema = z.strictObject({
  specversion: z.literal('1.0'), id: z.uuid(), source: z.string().min(1), type: z.templateLiteral(['app.shortlist.', hookEventKindSchema]), subject: z.string().min(1).optional(), time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  data: z.strictObject({
    candidateId: z.uuid().nullable(), applicationId: z.uuid().nullable(), jobId: z.uuid().nullable(), details: z.record(z.string(), z.json()), record: z.record(z.string(), z.string()),
  }),
})
export type CloudEvent = z.infer<typeof cloudEventSchema>

/** An event with the allowed fields of its record. The id is the event's: a receiver can tell a repeat by it and `source`. */
export function toCloudEvent(event: HookEvent, record: RecordValues, workspaceId: string): CloudEvent {
  const { healed: _healed, ...details } = event.data
  const subject = event.applicationId ? `applications/${event.applicationId}` : event.candidateId ? `candidates/${event.candidateId}` : undefined
  return cloudEventSchema.parse({
    specversion: '1.0', id: event.id, source: `urn:shortlist:workspace:${workspaceId}`, type: `app.shortlist.${event.kind}`, ...(subject ? { subject } : {}), time: new Date(event.atMs).toISOString(),
    datacontenttype: 'application/json', data: { candidateId: event.candidateId, applicationId: event.applicationId, jobId: event.jobId, details, record },
  })
}
