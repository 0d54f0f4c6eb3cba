import { z } from 'zod'
import { byServer } from './field-rules.ts'
import { id, instantMs, line } from './fields.ts'

/** When one person or room is taken, as their calendar says: times only, never titles. Written by the server. */
export const busySchema = z.object({
  id,
  subjectKind: byServer(z.enum(['person', 'room'])),
  subjectId: byServer(id),
  subjectName: byServer(line(200)),
  blocks: byServer(z.array(z.strictObject({ startMs: instantMs, endMs: instantMs })).max(5_000)),
  fromMs: byServer(instantMs),
  toMs: byServer(instantMs),
  readAtMs: byServer(instantMs),
  problem: byServer(line(300).nullable()),
  createdAtMs: instantMs,
})
export type Busy = z.infer<typeof busySchema>
