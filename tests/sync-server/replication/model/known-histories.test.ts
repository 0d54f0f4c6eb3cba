import { afterAll, beforeAll, test } from 'vitest'
import { stores, type OpenedStore } from '#tests/support/databases'
import { expectAllHolds } from './invariants.ts'
import type { Step } from './steps.ts'
import { World } from './world.ts'

let store: OpenedStore
beforeAll(async () => { store = await stores[0]!.open() })
afterAll(() => store.close())

const delivered = { kind: 'delivered' } as const

/** Histories that once failed, as fast-check shrank them. */
const histories: Readonly<Record<string, readonly Step[]>> = {
  'a move within one stage after a booking keeps who moved and when': [
    { kind: 'book', laptop: 0, target: 0, slot: 0 }, { kind: 'send', laptop: 0, fate: delivered }, { kind: 'edit', laptop: 0, target: 0, clockMs: 1_000, field: 'move' },
  ],
  'a candidate is deleted while a colleague makes them private and another books them': [
    { kind: 'delete', laptop: 0 }, { kind: 'edit', laptop: 1, target: 1, clockMs: 1_000, field: 'private' }, { kind: 'book', laptop: 2, target: 3, slot: 0 },
    { kind: 'edit', laptop: 0, target: 0, clockMs: 1_000, field: 'headline' }, { kind: 'book', laptop: 0, target: 0, slot: 2 }, { kind: 'send', laptop: 0, fate: delivered },
  ],
  'a colleague who does not know that a candidate became private books them, and the candidate is deleted': [
    { kind: 'edit', laptop: 1, target: 3, clockMs: 1_000, field: 'private' }, { kind: 'send', laptop: 1, fate: delivered },
    { kind: 'edit', laptop: 2, target: 1, clockMs: 1_000, field: 'headline' }, { kind: 'book', laptop: 2, target: 1, slot: 0 },
    { kind: 'edit', laptop: 0, target: 0, clockMs: 1_000, field: 'headline' }, { kind: 'delete', laptop: 1 }, { kind: 'edit', laptop: 0, target: 0, clockMs: 1_000, field: 'headline' },
  ],
  'a manager leaves a team, joins it and leaves it again before their laptop asks': [
    { kind: 'edit', laptop: 1, target: 0, clockMs: 1_000, field: 'team' }, { kind: 'edit', laptop: 0, target: 0, clockMs: 1_000, field: 'team' }, { kind: 'send', laptop: 0, fate: delivered },
    { kind: 'send', laptop: 0, fate: { kind: 'serverKilled', afterStatements: 0 } }, { kind: 'edit', laptop: 0, target: 0, clockMs: 1_000, field: 'team' },
    { kind: 'edit', laptop: 0, target: 0, clockMs: 1_000, field: 'headline' },
  ],
  'a manager guesses the pay that is hidden from them': [
    { kind: 'edit', laptop: 0, target: 3, clockMs: 1_000, field: 'secret' }, { kind: 'send', laptop: 0, fate: delivered }, { kind: 'pull', laptop: 3 },
    { kind: 'edit', laptop: 0, target: 0, clockMs: 1_000, field: 'headline' }, { kind: 'edit', laptop: 0, target: 0, clockMs: 1_000, field: 'headline' },
    { kind: 'edit', laptop: 3, target: 3, clockMs: 1_000, field: 'secret' },
  ],
}

test.each(Object.entries(histories))('%s', async (_name, steps) => {
  const world = await World.open(store.db)
  for (const step of steps) await world.run(step)
  await world.settle()
  await expectAllHolds(world)
})
