import { z } from 'zod'
import { ask, byServer } from './field-rules.ts'
import { id, instantMs, line } from './fields.ts'

/** One person's side of a disagreement. `null` as value means the field was empty or the record deleted. */
export const conflictSideSchema = z.strictObject({
  value: z.json(), byId: id.nullable(), device: line(120), atMs: instantMs,
})

const withoutValue = (side: z.infer<typeof conflictSideSchema>) => ({ ...side, value: null, device: '' })

/**
 * A disagreement that a person settles: base, both values, who, where and when. `kept` is what stands in the
 * record now; `aside` is what was put aside and is not lost. Written by the server; people write `resolution`.
 */
export const conflictSchema = z.object({
  id,
  /** `concurrent`: two people changed the same thing. `refused`: a rule of the workspace said no. */
  kind: byServer(z.enum(['concurrent', 'refused'])),
  /** For `refused`: the stable code of the reason, such as `rules.no_opening_left`. */
  code: byServer(line(80).nullable(), { erase: 'keep' }),
  collection: byServer(line(40), { erase: 'keep' }),
  documentId: byServer(id),
  unit: byServer(line(120), { erase: 'keep' }),
  candidateId: byServer(id.nullable()),
  applicationId: byServer(id.nullable()),
  jobId: byServer(id.nullable()),
  base: byServer(z.json(), { erase: () => null }),
  kept: byServer(conflictSideSchema, { erase: withoutValue }),
  aside: byServer(conflictSideSchema, { erase: withoutValue }),
  /** The record's revision at which `kept` stood when the conflict was written. */
  revision: byServer(z.int().min(0)),
  /** Ways forward the server can offer, such as free slots; plain words and a value each. */
  alternatives: byServer(z.array(z.strictObject({ label: line(300), value: z.json() })).max(20), { erase: 'empty' }),
  /** Whether the server still looks for free times to offer; null where it never did, or gave it up. Absent: written before it was said. */
  search: byServer(z.enum(['running', 'ended']).nullable().optional(), { erase: 'keep' }),
  /** 0 while open, 1 once resolved: an index needs a number. */
  resolved: ask(z.int().min(0).max(1), { unit: 'resolution' }),
  choice: ask(z.enum(['kept', 'aside', 'edited']).nullable(), { unit: 'resolution' }),
  resolvedById: ask(id.nullable(), { unit: 'resolution', follows: true }),
  resolvedAtMs: ask(instantMs.nullable(), { unit: 'resolution', follows: true }),
  createdAtMs: instantMs,
})
export type Conflict = z.infer<typeof conflictSchema>
