import { expect, test } from 'vitest'
import { describeKeys, matchesStep, parseKeys, speakKeys } from '../../../src/renderer/ui/keyboard/keys.ts'
import { matchShortcut } from '../../../src/renderer/ui/keyboard/match-shortcut.ts'
import { createShortcutRegistry } from '../../../src/renderer/ui/keyboard/shortcut-registry.ts'
import { helpSections } from '../../../src/renderer/ui/keyboard/shortcut-help.tsx'

const press = (key: string, held: Partial<Record<'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey', boolean>> = {}) => ({ key, metaKey: false, ctrlKey: false, shiftKey: false, altKey: false, ...held })
const step = (keys: string) => parseKeys(keys)[0]!
const shortcut = (keys: string, title = keys) => ({ keys, title, section: 'Any', run: () => undefined })
const pc = { mac: false, isTyping: false }

test('mod is Command on a Mac and Ctrl elsewhere', () => {
  expect(matchesStep(step('mod+k'), press('k', { metaKey: true }), true)).toBe(true)
  expect(matchesStep(step('mod+k'), press('k', { ctrlKey: true }), true)).toBe(false)
  expect(matchesStep(step('mod+k'), press('k', { ctrlKey: true }), false)).toBe(true)
  expect(matchesStep(step('k'), press('k', { ctrlKey: true }), false)).toBe(false)
})

test('a question mark needs no word about Shift, a letter does', () => {
  expect(matchesStep(step('?'), press('?', { shiftKey: true }), false)).toBe(true)
  expect(matchesStep(step('m'), press('M', { shiftKey: true }), false)).toBe(false)
  expect(matchesStep(step('shift+m'), press('M', { shiftKey: true }), false)).toBe(true)
})

test('a chord waits for its second press, then runs', () => {
  const list = [shortcut('g b'), shortcut('b')]
  expect(matchShortcut(list, [press('g')], pc).kind).toBe('waiting')
  expect(matchShortcut(list, [press('g'), press('b')], pc)).toMatchObject({ kind: 'run', shortcut: { keys: 'g b' } })
  expect(matchShortcut(list, [press('g'), press('x')], pc).kind).toBe('none')
})

test('while a person types only keys held with mod fire, unless the shortcut says otherwise', () => {
  const typing = { mac: false, isTyping: true }
  expect(matchShortcut([shortcut('m')], [press('m')], typing).kind).toBe('none')
  expect(matchShortcut([shortcut('mod+enter')], [press('Enter', { ctrlKey: true })], typing).kind).toBe('run')
  expect(matchShortcut([{ ...shortcut('mod+z'), whileTyping: false }], [press('z', { ctrlKey: true })], typing).kind).toBe('none')
})

test('the topmost scope wins and hides the same key below', () => {
  const registry = createShortcutRegistry()
  registry.add({ scope: 'board', order: 2, depth: 0, shortcuts: [shortcut('m', 'Move')] })
  registry.add({ scope: 'app', order: 1, depth: 0, shortcuts: [shortcut('m', 'Mail'), shortcut('?', 'Help')] })
  expect(registry.list().map(({ title }) => title)).toEqual(['Move', 'Help'])
})

test('an open dialog silences what is behind it and not what is inside', () => {
  const registry = createShortcutRegistry()
  registry.add({ scope: 'app', order: 1, depth: 0, shortcuts: [shortcut('?', 'Help')] })
  const close = registry.openDialog(1)
  registry.add({ scope: 'dialog', order: 2, depth: 1, shortcuts: [shortcut('mod+enter', 'Save')] })
  expect(registry.list().map(({ title }) => title)).toEqual(['Save'])
  close()
  expect(registry.list().map(({ title }) => title)).toEqual(['Help'])
})

test('keys are drawn as each system draws them and spoken in words', () => {
  expect(describeKeys('mod+shift+k', true)).toEqual([['⇧', '⌘', 'K']])
  expect(describeKeys('mod+shift+k', false)).toEqual([['Ctrl', 'Shift', 'K']])
  expect(speakKeys('g b', false)).toBe('G then B')
})

test('the help names the screen’s own keys first and the keys of lists last; what a message offers to undo is not named twice', () => {
  const active = [{ ...shortcut('g b', 'Board'), section: 'Go to', scope: 'frame' }, { ...shortcut('m', 'Move'), section: 'Cards', scope: 'board' }, { ...shortcut('mod+z', 'Undo'), section: 'General', scope: 'toast' }, { ...shortcut('x', 'Secret'), isHidden: true, section: 'Cards', scope: 'board' }]
  const sections = helpSections(active)
  expect([...sections.keys()]).toEqual(['Cards', 'Go to', 'General', 'In lists and boards', 'Everywhere'])
  const titles = [...sections.values()].flat().map(({ title }) => title)
  expect(titles).not.toContain('Secret')
  expect([...sections.values()].flat().filter(({ keys }) => keys === 'mod+z').map(({ title }) => title)).toEqual(['Undo'])
  expect([...helpSections([]).values()].flat().map(({ keys }) => keys)).toContain('mod+z')
})
