import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stores, type OpenedStore } from '#tests/support/databases'
import { expectAllHolds } from './invariants.ts'
import { history } from './steps.ts'
import { World } from './world.ts'

/** Histories in one run over both stores; `npm run soak` asks for more. */
const asked = process.env['MODEL_HISTORIES']
const runs = Number(asked ?? 2_000)
/** The test command repeats the same histories, so that it says the same twice; whoever asks for a number gets new ones. */
const usualSeeds = { PGlite: 978_065_826, PostgreSQL: -612_082_746 } as const

function seedOf(storeName: keyof typeof usualSeeds): number | undefined {
  const given = process.env['MODEL_SEED']
  if (given !== undefined) return Number(given)
  return asked === undefined ? usualSeeds[storeName] : undefined
}

/** The model test on one store: half of the histories. The two halves run side by side, in files of their own. */
export function testModel(storeName: 'PGlite' | 'PostgreSQL'): void {
  let store: OpenedStore
  beforeAll(async () => { store = await stores.find(each => each.name === storeName)!.open() })
  afterAll(() => store.close())

  test(`on ${storeName}, in any history the laptops converge, nothing written is lost, nothing forbidden is shown and every rule holds`, async () => {
    const seed = seedOf(storeName)
    const parameters = { numRuns: Math.ceil(runs / 2), ...(seed === undefined ? {} : { seed }) }
    const outcome = await fc.check(fc.asyncProperty(history, async steps => {
      const world = await World.open(store.db)
      for (const step of steps) await world.run(step)
      await world.settle()
      await expectAllHolds(world)
    }), parameters)
    process.stderr.write(`model on ${storeName}: ${outcome.numRuns} histories, seed ${outcome.seed}\n`)
    expect(outcome.failed ? `${fc.defaultReportMessage(outcome)}\n${String(outcome.errorInstance)}` : null).toBeNull()
  }, 7_200_000)
}
