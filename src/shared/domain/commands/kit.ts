import { isSameJson } from '../../lib/json.ts'
import type { Job } from '../model/job.ts'
import type { KitVersion } from '../model/kit.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** A kit as it is written; the version and its id come with saving. */
export type KitDraft = Omit<KitVersion, 'id' | 'version'>

/** The newest version of each kit, by name. Of two made at once on different laptops the later id stands. */
export function currentKits(job: Pick<Job, 'kits'>): readonly KitVersion[] {
  const newest = new Map<string, KitVersion>()
  for (const kit of job.kits) {
    const known = newest.get(kit.kitId)
    if (!known || kit.version > known.version || (kit.version === known.version && kit.id > known.id)) newest.set(kit.kitId, kit)
  }
  return [...newest.values()].filter(kit => !kit.archived).toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The version an interview was run with; the newest when that one is unknown. */
export function kitOf(job: Job, kitId: string | null, version: number | null): KitVersion | null {
  const versions = job.kits.filter(kit => kit.kitId === kitId).toSorted((a, b) => b.version - a.version)
  return versions.find(kit => kit.version === version) ?? versions[0] ?? null
}

/** Saves a kit as its next version. Nothing is written when nothing changed. */
export function saveKit(job: Job, draft: KitDraft, stamp: Stamp): readonly Change[] {
  const before = kitOf(job, draft.kitId, null)
  if (before) {
    const { id: _id, version: _version, ...same } = before
    if (isSameJson(same, draft)) return []
  }
  const next: KitVersion = { ...draft, id: stamp.createId(), version: (before?.version ?? 0) + 1 }
  return [
    { kind: 'edit', collection: 'jobs', id: job.id, fields: { kits: [...job.kits, next] } },
    activityChange({ kind: 'job.edited', jobId: job.id, facts: { fields: 'kits' } }, stamp),
  ]
}
