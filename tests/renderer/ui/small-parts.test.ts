import { expect, test } from 'vitest'
import { nextSort } from '../../../src/renderer/ui/data/table.tsx'
import { hueOf, initialsOf } from '../../../src/renderer/ui/display/avatar-look.ts'
import { addTag } from '../../../src/renderer/ui/fields/tags.ts'
import { applyTheme, getTheme, parseTheme, setTheme } from '../../../src/renderer/ui/theme.ts'

function fakeRoot() {
  const attributes = new Map<string, string>()
  return { attributes, setAttribute: (name: string, value: string) => void attributes.set(name, value), removeAttribute: (name: string) => void attributes.delete(name) }
}

test('a chosen theme stands on the page, the system theme leaves no mark', () => {
  const root = fakeRoot()
  applyTheme('dark', root)
  expect(root.attributes.get('data-theme')).toBe('dark')
  applyTheme('system', root)
  expect(root.attributes.has('data-theme')).toBe(false)
})

test('without storage the theme still changes and reads as system', () => {
  const root = fakeRoot()
  setTheme('light', root)
  expect(root.attributes.get('data-theme')).toBe('light')
  expect(parseTheme('sepia')).toBe('system')
  expect(['system', 'light']).toContain(getTheme())
})

test('initials come from the first and last word, in any script', () => {
  expect(['Ada Lovelace', 'Zoë', 'J. R. Tolkien', '  ', 'łucja'].map(initialsOf)).toEqual(['AL', 'ZO', 'JT', '?', 'ŁU'])
  expect(hueOf('same')).toBe(hueOf('same'))
})

test('a tag is trimmed, split at commas and never doubled in another case', () => {
  expect(addTag(['Water'], ' water, long   walk ,')).toEqual(['Water', 'long walk'])
})

test('sorting starts ascending and then turns', () => {
  expect(nextSort('a', null)).toEqual({ columnId: 'a', direction: 'ascending' })
  expect(nextSort('a', { columnId: 'a', direction: 'ascending' }).direction).toBe('descending')
  expect(nextSort('b', { columnId: 'a', direction: 'descending' }).direction).toBe('ascending')
})
