import { derivedId } from '#shared/lib/derived-id'
import type { Json } from '#shared/lib/json'
import type { Conflict } from '#shared/domain/model/conflict'
import type { Content } from '#shared/domain/merge/units'
import { referencesOf, type StoredDocument } from './stored-document.ts'
import type { FoundClash } from './resolve-edit.ts'
import type { RuleRefusal } from './rules/rule.ts'
import type { Work } from './work.ts'

/** Whoever's change is put aside: who, on which device, when by their corrected clock. */
export type Pusher = Readonly<{ personId: string; sessionId: string; device: string; atMs: number; operation: string }>

type Draft = Pick<Conflict, 'kind' | 'code' | 'unit' | 'base' | 'kept' | 'aside' | 'alternatives'> & Pick<Conflict, 'search'>

async function write(work: Work, about: Pick<StoredDocument, 'collection' | 'id' | 'content' | 'revision'>, draft: Draft, pusher: Pusher): Promise<string> {
  // A push repeated after a lost answer finds the conflict it wrote, also when somebody has resolved it meanwhile.
  const id = derivedId(about.id, `${pusher.personId}/${pusher.operation}/${draft.unit}`)
  await work.load([{ collection: 'conflicts', id }])
  if (work.get('conflicts', id)) return id
  const content: Conflict = {
    id, collection: about.collection, documentId: about.id, ...referencesOf(about.collection, about.id, about.content),
    revision: about.revision, resolved: 0, choice: null, resolvedById: null, resolvedAtMs: null, createdAtMs: work.nowMs, ...draft,
  }
  work.put('conflicts', id, content as unknown as Content, {}, { kind: 'server', personId: null, sessionId: null, device: '', operation: null, atMs: work.nowMs })
  return id
}

const aside = (pusher: Pusher, value: Json): Conflict['aside'] => ({ value: value as Conflict['aside']['value'], byId: pusher.personId, device: pusher.device, atMs: pusher.atMs })

/** Keeps both opinions: what stands, and what this push wanted. */
export function writeClash(work: Work, stored: StoredDocument, found: FoundClash, pusher: Pusher): Promise<string> {
  const { clash, other } = found
  return write(work, stored, {
    kind: 'concurrent', code: null, alternatives: [],
    unit: clash.path === '' ? found.unit : `${found.unit}/${clash.path}`,
    base: clash.base as Conflict['base'],
    kept: {
      value: clash.theirs as Conflict['kept']['value'], byId: other?.personId ?? null,
      device: other?.device ?? '', atMs: other?.atMs ?? work.nowMs,
    },
    aside: aside(pusher, clash.mine),
  }, pusher)
}

/** Keeps a refused value with its reason and a way forward; free times are looked for once this is committed. */
export async function writeRefusal(
  work: Work, about: Pick<StoredDocument, 'collection' | 'id' | 'content' | 'revision'>, refused: RuleRefusal, values: { standing: Json; wanted: Json }, pusher: Pusher,
): Promise<string> {
  const id = await write(work, about, {
    kind: 'refused', code: refused.code, unit: refused.unit, base: values.standing as Conflict['base'],
    kept: { value: values.standing as Conflict['kept']['value'], byId: null, device: '', atMs: work.nowMs },
    aside: aside(pusher, values.wanted),
    alternatives: refused.alternatives.map(option => ({ label: option.label, value: option.value as Conflict['alternatives'][number]['value'] })),
    ...(refused.seeksTimes ? { search: 'running' as const } : {}),
  }, pusher)
  if (refused.seeksTimes) work.searches.add(id)
  return id
}
