import { z } from 'zod'
import { ask, byServer } from './field-rules.ts'
import { id, instantMs, line, prose } from './fields.ts'

/** A message to a candidate. Queued on the laptop, sent by the server, cancellable until it was sent. */
export const messageSchema = z.object({
  id,
  candidateId: ask(id),
  applicationId: ask(id.nullable()),
  jobId: ask(id.nullable()),
  authorId: ask(id),
  toEmail: ask(line(320), { erase: 'empty' }),
  subject: ask(line(300), { erase: 'empty' }),
  body: ask(prose(), { erase: 'empty' }),
  templateId: ask(id.nullable()),
  sendAfterMs: ask(instantMs),
  cancelled: ask(z.boolean()),
  delivery: byServer(z.strictObject({
    state: z.enum(['waiting', 'sent', 'failed']), atMs: instantMs, problem: line(300).nullable(),
  }).nullable(), { erase: 'keep' }),
  createdAtMs: instantMs,
})
export type Message = z.infer<typeof messageSchema>
