import { newestFirstOf, type Activity, type ActivityKind } from '../model/activity.ts'
import type { CollectionName, Documents } from '../model/collections.ts'

/** One change to one document, ready for the replica. An edit names only the fields it sets. */
export type Change = {
  [C in CollectionName]:
    | Readonly<{ kind: 'create'; collection: C; document: Documents[C] }>
    | Readonly<{ kind: 'edit'; collection: C; id: string; fields: Partial<Documents[C]> }>
    | Readonly<{ kind: 'delete'; collection: C; id: string }>
}[CollectionName]

/** Who acts, when, and where new ids come from. */
export type Stamp = Readonly<{ actorId: string; nowMs: number; createId: () => string }>

/** What a line of the timeline tells of. */
export type ActivityLine = Readonly<{
  kind: ActivityKind
  candidateId?: string | null
  applicationId?: string | null
  jobId?: string | null
  facts?: Activity['facts']
}>

/** The timeline's line about a change, to be written together with it. */
export function activityChange(line: ActivityLine, stamp: Stamp): Change {
  const { kind, candidateId = null, applicationId = null, jobId = null, facts = {} } = line
  return {
    kind: 'create', collection: 'activities',
    document: {
      id: stamp.createId(), kind, candidateId, applicationId, jobId, actorId: stamp.actorId,
      atMs: stamp.nowMs, newestFirst: newestFirstOf(stamp.nowMs), facts, importId: null, createdAtMs: stamp.nowMs,
    },
  }
}
