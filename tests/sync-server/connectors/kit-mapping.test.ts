import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyMapping } from '#server/connectors/kit/mapping'
import { Memory } from '#server/connectors/kit/memory'
import type { MappingLine } from '#shared/contract/integrations'

const line = (ours: string, theirs: string, rule: MappingLine['rule'] = 'overwrite'): MappingLine => ({ ours, theirs, direction: 'out', rule, transform: 'none', required: false })

describe('a mapping', () => {
  test('replaces, adds to what is there, and leaves alone', () => {
    const mapping = [line('jobTitle', 'title'), line('department', 'note', 'append'), line('email', 'mail', 'ignore')]
    expect(applyMapping(mapping, { jobTitle: 'Nurse', department: 'Ward 3', email: 'a@b.test' }, { title: 'Doctor', note: 'Vegetarian', mail: 'x@y.test' })).toEqual({
      title: { value: 'Nurse', ours: ['jobTitle'] }, note: { value: 'Vegetarian\nWard 3', ours: ['department'] },
    })
  })

  test('fills one of their fields from several of ours, in order', () => {
    expect(applyMapping([line('firstName', 'name'), line('lastName', 'name', 'append')], { firstName: 'Ana', lastName: 'Sousa' })['name']).toEqual({ value: 'Ana\nSousa', ours: ['firstName', 'lastName'] })
  })

  test('telling it again adds nothing, however often', () => {
    const word = fc.string({ minLength: 1 }).filter(text => !text.includes('\n'))
    fc.assert(fc.property(fc.array(word), word, fc.integer({ min: 1, max: 5 }), (there, value, times) => {
      let held = there.join('\n')
      for (let round = 0; round < times; round += 1) held = applyMapping([line('department', 'note', 'append')], { department: value }, { note: held })['note']!.value
      expect(held.split('\n').filter(each => each === value)).toHaveLength(Math.max(1, there.filter(each => each === value).length))
      expect(held.startsWith(there.join('\n'))).toBe(true)
    }))
  })
})

describe('what a vendor says of itself', () => {
  test('is asked once, until it runs out, and never shared between connections', async () => {
    let nowMs = 0
    let asked = 0
    const memory = new Memory(() => nowMs)
    const ask = (owner: string): Promise<number> => memory.of(owner)('fields', 1_000, async () => { asked += 1; return asked })
    expect([await ask('a'), await ask('a'), await ask('b'), await ask('a')]).toEqual([1, 1, 2, 1])
    nowMs = 1_000
    expect(await ask('a')).toBe(3)
  })

  test('is asked again after a failure', async () => {
    const memory = new Memory(() => 0)
    await expect(memory.of('a')('fields', 1_000, () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await memory.of('a')('fields', 1_000, async () => 'up')).toBe('up')
  })
})
