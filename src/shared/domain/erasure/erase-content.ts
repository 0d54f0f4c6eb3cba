import type { Json } from '../../lib/json.ts'
import type { Content } from '../merge/units.ts'
import { documentRules, documentSchemas, type CollectionName } from '../model/collections.ts'

/**
 * What becomes of the documents that tell of an erased candidate. `emptied`: the document stays for the statistics, its
 * fields by the decision written beside each. `deleted`: it is about the person and nothing else, so it goes as a whole.
 * `others`: it tells of no candidate.
 */
export const atErasure: Readonly<Record<CollectionName, 'emptied' | 'deleted' | 'others'>> = {
  candidates: 'emptied', applications: 'emptied', activities: 'emptied', interviews: 'emptied', scorecards: 'emptied', offers: 'emptied',
  notes: 'deleted', messages: 'deleted', conflicts: 'deleted',
  people: 'others', jobs: 'others', settings: 'others', busy: 'others',
}

const empties: readonly Json[] = [null, '', []]

/** What a field holds where nothing was written; `undefined` where it may be left out. */
function emptyOf(collection: CollectionName, field: string): Json | undefined {
  const schema = documentSchemas[collection].shape[field as never] as { safeParse(value: unknown): { success: boolean } }
  if (schema.safeParse(undefined).success) return undefined
  return empties.find(value => schema.safeParse(value).success)
}

/**
 * A document with nothing in it of the person. Fields that only a newer version knows go: nobody here can tell what they
 * say. Done twice it changes nothing.
 */
export function eraseContent(collection: CollectionName, content: Content): Content {
  const kept = Object.entries(content).flatMap(([field, value]): (readonly [string, Json])[] => {
    if (value === undefined) return []
    if (field === 'id' || field === 'createdAtMs') return [[field, value]]
    const rule = documentRules[collection][field]
    if (!rule) return []
    const { erase = 'keep' } = rule
    const left = erase === 'keep' ? value : erase === 'empty' ? emptyOf(collection, field) : value === null ? null : erase(value as never) as Json
    return left === undefined ? [] : [[field, left]]
  })
  return Object.fromEntries(kept)
}
