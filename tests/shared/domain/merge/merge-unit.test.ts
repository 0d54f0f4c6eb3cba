import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, type Json } from '#shared/lib/json'
import { closeText, openText, plainFromText, textFromPlain, TEXT_FRAGMENT } from '#shared/lib/text-merge'
import { mergeUnit } from '#shared/domain/merge/merge-unit'
import { unitNamed } from '#shared/domain/merge/units'
import * as Y from 'yjs'

const tags = unitNamed('candidates', 'tags')
const stages = unitNamed('jobs', 'stages')
const headline = unitNamed('candidates', 'headline')
const pipeline = unitNamed('applications', 'pipeline')
const body = unitNamed('notes', 'body')
const versions = unitNamed('offers', 'versions')

test('two different tags added by two people both stay', () => {
  expect(mergeUnit(tags, ['js'], ['js', 'remote'], ['js', 'senior'])).toEqual({ value: ['js', 'senior', 'remote'], clashes: [] })
})

test('a tag one person removed stays removed while the other adds one', () => {
  expect(mergeUnit(tags, ['js', 'old'], ['js'], ['js', 'old', 'senior']).value).toEqual(['js', 'senior'])
})

test('two people who renamed a headline differently are asked, and the first to arrive stands', () => {
  expect(mergeUnit(headline, 'Engineer', 'Staff engineer', 'Lead')).toEqual({
    value: 'Lead', clashes: [{ path: '', base: 'Engineer', mine: 'Staff engineer', theirs: 'Lead' }],
  })
})

test('two people who wrote the same headline agree', () => {
  expect(mergeUnit(headline, 'Engineer', 'Lead', 'Lead')).toEqual({ value: 'Lead', clashes: [] })
})

test('two people who set a mark apart agree whenever each did, and it is taken back without asking', () => {
  const mark = unitNamed('candidates', 'erasedAtMs')
  expect(mergeUnit(mark, null, 2_000, 1_000)).toEqual({ value: 1_000, clashes: [] })
  expect(mergeUnit(mark, 1_000, null, 1_000)).toEqual({ value: null, clashes: [] })
})

const card = (stageId: string, status: string, stageEnteredAtMs: number): Json => ({
  stageId, status, stageEnteredAtMs, movedById: null, rejectionReasonId: null, rejectionNote: '', hiredStartDate: null,
})

test('moving a candidate to Offer and rejecting them exclude each other', () => {
  const merged = mergeUnit(pipeline, card('screen', 'active', 1), card('offer', 'active', 2), card('screen', 'rejected', 3))
  expect(merged.clashes).toHaveLength(1)
  expect(merged.value).toEqual(card('screen', 'rejected', 3))
})

test('two people who moved a candidate to the same stage at different times agree', () => {
  expect(mergeUnit(pipeline, card('screen', 'active', 1), card('offer', 'active', 2), card('offer', 'active', 3)).clashes).toEqual([])
})

const stage = (id: string, name: string, rank: string): Json => ({ id, name, rank, type: 'screen', archived: false })

test('one person renames a stage while another moves it: both happen', () => {
  const merged = mergeUnit(stages, [stage('a', 'Screen', 'a0')], [stage('a', 'Phone screen', 'a0')], [stage('a', 'Screen', 'a5')])
  expect(merged).toEqual({ value: [stage('a', 'Phone screen', 'a5')], clashes: [] })
})

test('a stage somebody edited survives its removal, and a person is asked', () => {
  const merged = mergeUnit(stages, [stage('a', 'Screen', 'a0')], [], [stage('a', 'Phone screen', 'a0')])
  expect(merged.value).toEqual([stage('a', 'Phone screen', 'a0')])
  expect(merged.clashes).toEqual([{ path: 'a', base: stage('a', 'Screen', 'a0'), mine: null, theirs: stage('a', 'Phone screen', 'a0') }])
})

test('an offer version can be added and never taken away', () => {
  const version = (id: string): Json => ({ id, number: 1 })
  expect(mergeUnit(versions, [version('1')], [], [version('1'), version('2')]).value).toEqual([version('1'), version('2')])
})

test('what two people type into one note both stays', () => {
  const start = textFromPlain('Met Ana.')
  const typed = (words: string): string => {
    const doc = openText(start)
    doc.getXmlFragment(TEXT_FRAGMENT).push([Object.assign(new Y.XmlElement('paragraph'), {})])
    const last = doc.getXmlFragment(TEXT_FRAGMENT).get(1) as Y.XmlElement
    last.insert(0, [new Y.XmlText(words)])
    return closeText(doc)
  }
  const [mine, theirs] = [typed('Strong on sync.'), typed('Asked about salary.')]
  const merged = mergeUnit(body, { body: start, plain: 'Met Ana.' }, { body: mine, plain: '' }, { body: theirs, plain: '' })
  const { plain } = merged.value as { plain: string }
  expect(plain).toContain('Strong on sync.')
  expect(plain).toContain('Asked about salary.')
  expect(plainFromText((merged.value as { body: string }).body)).toBe(plain)
})

const words = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))

test('a set merge keeps every addition and every removal, whoever arrives first', () => {
  fc.assert(fc.property(words, words, words, (base, one, two) => {
    const sorted = (value: Json): string[] => (value as string[]).toSorted()
    const ab = mergeUnit(tags, base, one, two).value
    expect(sorted(ab)).toEqual(sorted(mergeUnit(tags, base, two, one).value))
    for (const tag of [...one, ...two]) if (!base.includes(tag)) expect(ab).toContain(tag)
    for (const tag of base) if (!one.includes(tag) || !two.includes(tag)) expect(ab).not.toContain(tag)
  }))
})

const items = fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b', 'c'), name: fc.constantFrom('x', 'y', 'z'), rank: fc.constantFrom('1', '2') }), { selector: item => item.id })

test('a list merge loses no edit: every value somebody wrote is in the result or in a clash', () => {
  fc.assert(fc.property(items, items, items, (base, one, two) => {
    const { value, clashes } = mergeUnit(stages, base, one, two)
    const seen = canonicalJson([value, clashes as unknown as Json])
    const was = new Map(base.map(item => [item.id, item]))
    for (const item of [...one, ...two]) {
      for (const [field, written] of Object.entries(item)) {
        if (was.get(item.id)?.[field as 'name'] !== written) expect(seen).toContain(canonicalJson(written))
      }
    }
  }))
})

test('merging what changed nothing gives back what the server has', () => {
  fc.assert(fc.property(items, items, (base, theirs) => {
    expect(mergeUnit(stages, base, base, theirs)).toEqual({ value: theirs, clashes: [] })
  }))
})
