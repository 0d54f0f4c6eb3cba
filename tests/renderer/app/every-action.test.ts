import { afterEach, expect, test, vi } from 'vitest'
import type { CommandContext, PaletteCommand } from '../../../src/renderer/replica/feature.ts'
import { features } from '../../../src/renderer/app/features.ts'
import { featureCommands, paletteCommands } from '../../../src/renderer/app/palette.tsx'
import { menuActions } from '../../../src/renderer/app/use-desktop-events.ts'

const key = (keys: string, title: string, section = 'Cards') => ({ keys, title, section, scope: 'any', run: () => undefined })
const command = (id: string, title: string, more: Partial<PaletteCommand> = {}): PaletteCommand => ({ id, title, section: 'Any', run: () => undefined, ...more })

/** What an owner is offered on a screen that shows no record. */
function ownersCommands(more: Partial<CommandContext> = {}): readonly PaletteCommand[] {
  const location = { pathname: '/app/pipeline', search: '' }
  vi.stubGlobal('location', location)
  vi.stubGlobal('window', { location })
  return featureCommands({ me: { role: 'owner' }, may: () => ({ kind: 'allowed' }), go: () => undefined, replica: { identity: { workspaceId: 'w' } }, hasSample: false, ...more } as unknown as CommandContext)
}

afterEach(() => vi.unstubAllGlobals())

test('no two screens share a key, and every screen of the sidebar has one', () => {
  const keys = features.flatMap(({ nav }) => (nav ? [nav.shortcut] : []))
  expect(keys).not.toContain(undefined)
  expect(new Set(keys).size).toBe(keys.length)
})

test('every entry of the desktop’s menu that is an action finds it', () => {
  const ids = ownersCommands().map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining(Object.values(menuActions)))
})

test('the palette offers what the screen’s keys do, once, and says the key beside an action it already knew', () => {
  const commands = [command('job.create', 'Open a new job'), command('go.jobs', 'Jobs', { shortcut: 'g j' })]
  const shown = paletteCommands([key('m', 'Move'), key('c', 'Open a new job', 'Jobs'), key('g j', 'Jobs', 'Go to'), key('mod+k', 'Search and actions', 'General'), { ...key('mod+z', 'Take back'), isHidden: true }], commands)
  expect(shown.map(({ title, shortcut }) => [title, shortcut])).toEqual([['Move', 'm'], ['Open a new job', 'c'], ['Jobs', 'g j']])
})

test('the sample is offered where there is none, and its removal where there is one', () => {
  const offered = (hasSample: boolean) => ownersCommands({ hasSample }).map(({ id }) => id).filter(id => id.startsWith('sample.'))
  expect([offered(false), offered(true)]).toEqual([['sample.open'], ['sample.remove']])
})

test('the places come in the order of the sidebar', () => {
  const places = ownersCommands().filter(({ id }) => id.startsWith('go.')).map(({ title }) => title)
  expect(places.slice(0, 3)).toEqual(['Pipeline', 'Jobs', 'Candidates'])
  expect(places.at(-1)).toBe('Settings')
})
