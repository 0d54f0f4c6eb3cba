import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { atErasure, eraseContent } from '#shared/domain/erasure/erase-content'
import type { Content } from '#shared/domain/merge/units'
import { collectionNames, documentRules, documentSchemas, type CollectionName } from '#shared/domain/model/collections'
import { checkDocument } from '#shared/domain/model/parse-content'
import { createId } from '#shared/lib/ids'
import { textFromPlain } from '#shared/lib/text-merge'
import { activityKindSchema } from '#shared/domain/model/activity'
import { makeCandidate, testNowMs } from '#tests/support/workspace'

type Def = Readonly<{
  type: string; format?: string; innerType?: z.ZodType; element?: z.ZodType; shape?: Record<string, z.ZodType>; options?: readonly z.ZodType[]
  entries?: Record<string, string>; valueType?: z.ZodType; in?: z.ZodType; getter?: () => z.ZodType
}>
const defOf = (schema: z.ZodType): Def => (schema as unknown as { _zod: { def: Def } })._zod.def

/** Whether a value of this schema can hold words: any text that is no id and no day. */
function holdsWords(schema: z.ZodType): boolean {
  const { type, format, innerType, element, shape, options, valueType } = defOf(schema)
  if (type === 'string') return format !== 'uuid' && format !== 'date'
  if (['number', 'boolean', 'enum', 'literal', 'null'].includes(type)) return false
  const inner = [innerType, element, valueType, ...Object.values(shape ?? {}), ...(options ?? [])].filter(each => each !== undefined)
  // What this walk does not know could hold anything, as JSON can.
  return inner.length === 0 || inner.some(holdsWords)
}

const word = 'Ana Sousa, ward 7'
const texts = [word, createId(), '2026-01-02', 'a'.repeat(64), 'EUR', 'Europe/Berlin', '2019', 'a0']

/** A value with words wherever words can stand. */
function filled(schema: z.ZodType): unknown {
  const { type, innerType, element, shape, options, entries, valueType } = defOf(schema)
  if (type === 'string') return texts.find(text => schema.safeParse(text).success) ?? textFromPlain(word)
  if (type === 'number') return [3, 0].find(number => schema.safeParse(number).success)
  if (type === 'boolean') return true
  if (type === 'null') return null
  if (type === 'enum') return Object.values(entries!)[0]
  if (type === 'array') return [filled(element!)]
  if (type === 'record') return { words: filled(valueType!) }
  if (type === 'object') return Object.fromEntries(Object.entries(shape!).map(([name, field]) => [name, filled(field)]))
  if (type === 'union') return filled(options![0]!)
  return innerType ? filled(innerType) : word
}

const ofCandidates = collectionNames.filter(name => atErasure[name] !== 'others')

describe.each(ofCandidates)('%s', collection => {
  const fields = Object.entries(documentSchemas[collection].shape as Record<string, z.ZodType>).filter(([name]) => name !== 'id' && name !== 'createdAtMs')

  test('every field that can hold words says beside itself what becomes of them when the candidate is erased', () => {
    const undecided = fields.filter(([name, schema]) => holdsWords(schema) && documentRules[collection][name]!.erase === undefined).map(([name]) => name)
    expect(undecided).toEqual([])
  })

  test('nothing anybody wrote is left, what is left fits its schema, and done twice it changes nothing', () => {
    const whole = Object.fromEntries(Object.entries(documentSchemas[collection].shape as Record<string, z.ZodType>).map(([name, schema]) => [name, filled(schema)])) as Content
    expect(JSON.stringify(whole)).toContain(word)
    const kept = Object.keys(documentRules[collection]).filter(name => documentRules[collection][name]!.erase === 'keep')
    const left = eraseContent(collection, { ...whole, madeByANewerVersion: word })
    // What a test is called is its vendor's word.
    const read = JSON.stringify(Object.fromEntries(Object.entries(left).filter(([name]) => !kept.includes(name))), (name, value: unknown) => (name === 'vendor' || name === 'test' ? '' : value))
    expect(read).not.toContain(word)
    expect(checkDocument(collection, left)).toMatchObject({ kind: 'fits' })
    expect(eraseContent(collection, left)).toEqual(left)
  })
})

test('fields with words that stay are the server\'s own or a name of a machine\'s, one by one', () => {
  const kept = ofCandidates.flatMap(collection => Object.entries(documentRules[collection]).filter(([, rule]) => rule.erase === 'keep').map(([name]) => `${collection}.${name}`))
  expect(kept.toSorted()).toEqual([
    'conflicts.code', 'conflicts.collection', 'conflicts.search', 'conflicts.unit', 'interviews.bookedThrough', 'interviews.elsewhere', 'interviews.icalUid', 'interviews.zone', 'messages.delivery',
  ])
})

test('of a candidate the source, the owner and the moments stay; of a card the numbers', () => {
  const sourceId = createId()
  const candidate = eraseContent('candidates', makeCandidate({ sourceId, emails: ['ana@example.org'], expectedCompensation: { amountMinor: 7_000_000, currency: 'EUR' } }) as unknown as Content)
  expect(candidate).toMatchObject({ fullName: 'Erased candidate', sourceId, emails: [], expectedCompensation: null, createdAtMs: testNowMs })
  const id = createId()
  const card = eraseContent('scorecards', { id: createId(), ratings: [{ id, rating: 4, comment: word, evidence: [{ noteId: null, quote: word, atSeconds: null }] }], recommendation: 'yes', takeaways: word } as Content)
  expect(card).toMatchObject({ ratings: [{ id, rating: 4, comment: '', evidence: [] }], recommendation: 'yes', takeaways: '' })
})

test('a line of the timeline keeps ids and numbers, whatever its kind', () => {
  const stageId = createId()
  for (const kind of activityKindSchema.options) {
    const line = eraseContent('activities' satisfies CollectionName, { id: createId(), kind, facts: { toStageId: stageId, name: 'cv-ana.pdf', score: 7, undone: true, note: null } } as Content)
    expect(line['facts']).toEqual({ toStageId: stageId, score: 7, undone: true, note: null })
  }
})
