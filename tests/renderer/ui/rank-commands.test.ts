import { expect, test } from 'vitest'
import { indexCommands, rankCommands, rememberCommand } from '../../../src/renderer/ui/overlays/rank-commands.ts'
import type { Command } from '../../../src/renderer/ui/overlays/rank-commands.ts'

const command = (id: string, title: string, more: Partial<Command> = {}): Command => ({ id, title, section: 'Any', run: () => undefined, ...more })
const ids = (list: readonly Command[]) => list.map(({ id }) => id)

test('a title that begins with the words comes before one that holds them', () => {
  const index = indexCommands([command('a', 'Undo move'), command('b', 'Move stone'), command('c', 'Remove')])
  expect(ids(rankCommands(index, 'move', []))).toEqual(['b', 'a', 'c'])
})

test('accents, case, initials and keywords find too; every word must be found', () => {
  const index = indexCommands([command('z', 'Zoë Ålund'), command('n', 'New client', { keywords: ['customer'] })])
  expect(ids(rankCommands(index, 'zoe al', []))).toEqual(['z'])
  expect(ids(rankCommands(index, 'nc', []))).toEqual(['n'])
  expect(ids(rankCommands(index, 'customer', []))).toEqual(['n'])
  expect(ids(rankCommands(index, 'new zoe', []))).toEqual([])
})

test('with nothing typed the recent ones come first, the latest on top', () => {
  const index = indexCommands([command('a', 'A'), command('b', 'B'), command('c', 'C')])
  expect(ids(rankCommands(index, '', ['c', 'b']))).toEqual(['c', 'b', 'a'])
  expect(rememberCommand(['c', 'b'], 'b')).toEqual(['b', 'c'])
})

test('with nothing typed every action can be read; typed words show the best ones', () => {
  const index = indexCommands(Array.from({ length: 60 }, (_, at) => command(`c${at}`, `Action ${at}`)))
  expect(rankCommands(index, '', [])).toHaveLength(60)
  expect(rankCommands(index, 'action', [])).toHaveLength(24)
})
