import { isSameJson } from '../../lib/json.ts'
import type { Job } from '../model/job.ts'
import type { Settings } from '../model/settings.ts'
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
export function kitOf(job: Pick<Job, 'kits'>, kitId: string | null, version: number | null): KitVersion | null {
  const versions = job.kits.filter(kit => kit.kitId === kitId).toSorted((a, b) => b.version - a.version)
  return versions.find(kit => kit.version === version) ?? versions[0] ?? null
}

/** The version that a draft becomes; null when nothing changed. */
function nextVersion(kits: Job['kits'], draft: KitDraft, stamp: Stamp): KitVersion | null {
  const before = kitOf({ kits }, draft.kitId, null)
  if (before) {
    const { id: _id, version: _version, ...same } = before
    if (isSameJson(same, draft)) return null
  }
  return { ...draft, id: stamp.createId(), version: (before?.version ?? 0) + 1 }
}

/** Saves a kit as its next version. Nothing is written when nothing changed. */
export function saveKit(job: Job, draft: KitDraft, stamp: Stamp): readonly Change[] {
  const next = nextVersion(job.kits, draft, stamp)
  if (!next) return []
  return [
    { kind: 'edit', collection: 'jobs', id: job.id, fields: { kits: [...job.kits, next] } },
    activityChange({ kind: 'job.edited', jobId: job.id, facts: { fields: 'kits' } }, stamp),
  ]
}

/** The workspace's kits to begin from, in their newest versions. */
export const kitTemplates = (settings: Pick<Settings, 'kitTemplates'> | null): readonly KitVersion[] => currentKits({ kits: settings?.kitTemplates ?? [] })

/** Saves a template as its next version. Kits that jobs made from it stay as they are. */
export function saveKitTemplate(settings: Settings, draft: KitDraft, stamp: Stamp): readonly Change[] {
  const kits = settings.kitTemplates ?? []
  const next = nextVersion(kits, draft, stamp)
  return next ? [{ kind: 'edit', collection: 'settings', id: settings.id, fields: { kitTemplates: [...kits, next] } }] : []
}

/** A kit of its own with what another holds: a job's from a template, or a template from a job's. */
export function copyOfKit({ id: _id, version: _version, ...kit }: KitVersion, createId: () => string): KitDraft {
  return { ...kit, kitId: createId(), questions: kit.questions.map(question => ({ ...question, id: createId() })), attributes: kit.attributes.map(attribute => ({ ...attribute, id: createId() })) }
}
