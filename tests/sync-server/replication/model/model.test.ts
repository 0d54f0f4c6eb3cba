import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stores, type OpenedStore } from '#tests/support/databases'
import { expectConverged, expectEventsOnce, expectNoSecrets, expectNothingLost, expectRulesHold } from './invariants.ts'
import { history, type Step } from './steps.ts'
import { World } from './world.ts'

/** Histories in one run; `npm run soak` asks for more. */
const runs = Number(process.env['MODEL_HISTORIES'] ?? 2_000)
const seed = process.env['MODEL_SEED'] === undefined ? undefined : Number(process.env['MODEL_SEED'])

let store: OpenedStore
beforeAll(async () => { store = await stores[0]!.open() })
afterAll(() => store.close())

async function live(steps: readonly Step[]): Promise<World> {
  const world = await World.open(store.db)
  for (const step of steps) await world.run(step)
  await world.settle()
  return world
}

async function expectAllHolds(world: World): Promise<void> {
  await expectConverged(world)
  await expectNothingLost(world)
  expectNoSecrets(world)
  await expectRulesHold(world)
  await expectEventsOnce(world)
}

test('in any history the laptops converge, nothing written is lost, nothing forbidden is shown and every rule holds', async () => {
  const parameters = { numRuns: runs, ...(seed === undefined ? {} : { seed }) }
  const outcome = await fc.check(fc.asyncProperty(history, async steps => expectAllHolds(await live(steps))), parameters)
  process.stderr.write(`model: ${outcome.numRuns} histories, seed ${outcome.seed}\n`)
  expect(outcome.failed ? `${fc.defaultReportMessage(outcome)}\n${String(outcome.errorInstance)}` : null).toBeNull()
}, 1_200_000)
