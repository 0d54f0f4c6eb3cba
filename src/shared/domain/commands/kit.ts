import { isSameJson } from '../../lib/json.ts'
import type { Interview } from '../model/interview.ts'
import type { Job } from '../model/job.ts'
import type { Settings } from '../model/settings.ts'
import type { KitVersion } from '../model/kit.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** A kit as it is written; the version and its id come with saving. */
export type KitDraft = Omit<KitVersion, 'id' | 'version'>

/** The versions of one kit, newest first. Of two made at once on different laptops the later id stands. */
export const versionsOf = ({ kits }: Pick<Job, 'kits'>, kitId: string | null): readonly KitVersion[] =>
  kits.filter(kit => kit.kitId === kitId).toSorted((a, b) => b.version - a.version || (a.id < b.id ? 1 : -1))

/** Each kit in its newest version, by name, those that were archived too. */
const newestKits = (job: Pick<Job, 'kits'>): readonly KitVersion[] =>
  [...new Set(job.kits.map(kit => kit.kitId))].flatMap(kitId => versionsOf(job, kitId)[0] ?? []).toSorted((a, b) => a.name.localeCompare(b.name))

/** The kits that something new may begin with. */
export const currentKits = (job: Pick<Job, 'kits'>): readonly KitVersion[] => newestKits(job).filter(kit => !kit.archived)

export const archivedKits = (job: Pick<Job, 'kits'>): readonly KitVersion[] => newestKits(job).filter(kit => kit.archived)

/** The version an interview was run with; the newest when that one is unknown, or none is asked for. */
export function kitOf(job: Pick<Job, 'kits'>, kitId: string | null, version: number | null): KitVersion | null {
  const versions = versionsOf(job, kitId)
  return versions.find(kit => kit.version === version) ?? versions[0] ?? null
}

/** Gives an interview another kit, or another version of its own. Not once a card of it is in: that one was judged by what it had. */
export function giveKit(interview: Interview, kit: Pick<KitVersion, 'kitId' | 'version'>): readonly Change[] {
  if (interview.kitId === kit.kitId && interview.kitVersion === kit.version) return []
  return [{ kind: 'edit', collection: 'interviews', id: interview.id, fields: { kitId: kit.kitId, kitVersion: kit.version } }]
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
