import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { createWire } from '#server/connectors/kit/http'
import { Memory } from '#server/connectors/kit/memory'
import type { Application } from '#shared/domain/model/application'
import type { Job } from '#shared/domain/model/job'
import { stores, type OpenedStore } from '#tests/support/databases'
import { dying, type Death } from '#tests/support/dying'
import { hireSystems, openHiring, tellOf, type HireSystem } from '#tests/support/hire-systems'
import { connect, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { openWorkspace, type TestWorkspace } from '#tests/support/workspace'

/** The soak dies at every single statement, reads and those within transactions too, and again and again by chance. */
const everyStatement = process.env['CRASH_POINTS'] === 'all'
const lives = everyStatement ? 100 : 3
const timeoutMs = everyStatement ? 4 * 3_600_000 : 240_000
const vendorWire = createWire({ allowPrivateHosts: ['127.0.0.1'] }, 20_000)

describe.each(stores)('a server that dies during a hire, on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let job: Job
  let systems: HireSystem[] = []
  beforeEach(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
    job = await openHiring(workspace)
  })
  afterEach(async () => {
    for (const system of systems) await system.vendor.stop()
    await store.close()
  })
  const wire: typeof vendorWire = request => {
    const fake = systems.find(({ home }) => home !== undefined && request.url.startsWith(home))
    return vendorWire({ ...request, url: fake ? request.url.replace(fake.home!, fake.vendor.url) : request.url })
  }
  const connectAll = async (): Promise<void> => {
    for (const { connector, config, keys, kind } of systems) await connect(store.db, workspace.workspaceId, connector, { config: config as never, keys: { ...keys }, events: [kind] })
  }
  const statesOf = async (id: string): Promise<{ deliveries: string[]; steps: string[] }> => {
    const deliveries = await store.db.query<{ state: string }>('select state from deliveries where application_id = $1', [id])
    const [card] = await store.db.query<{ content: Application }>('select content from documents where id = $1', [id])
    return { deliveries: deliveries.map(each => each.state), steps: card!.content.onboarding.map(step => step.state) }
  }
  const begin = (db: OpenedStore['db'], more: object): TestOutbox => openOutbox(db, systems.map(system => system.connector), { wire, onFailure: () => undefined, ...more })

  /** One person, one death, then whoever comes after; false when the way was too short for that death. */
  async function survive(system: HireSystem, death: Death, memory: Memory, clock: { nowMs: number }): Promise<boolean> {
    const told = await tellOf(workspace, job, system.kind, `${death.moment}${death.at}`)
    const world = dying({ db: store.db, wire }, death, everyStatement)
    const first = begin(world.db, { wire: world.wire, memory })
    first.clock.nowMs = clock.nowMs
    await first.outbox.drain().catch((error: unknown) => { if (!world.isDead()) throw error })
    // The next process knows nothing but what was written down, and takes over once the dead one's claim has run out.
    const next = begin(store.db, {})
    next.clock.nowMs = first.clock.nowMs
    for (let round = 0; round < 4 && (round === 0 || (await statesOf(told.application.id)).deliveries.some(state => state !== 'done')); round += 1) {
      next.clock.nowMs += 6 * 60_000
      await next.outbox.drain()
    }
    clock.nowMs = next.clock.nowMs
    expect(system.effects(told), `${death.moment} step ${death.at}`).toEqual(system.whole)
    const { deliveries, steps } = await statesOf(told.application.id)
    expect(deliveries, `${death.moment} step ${death.at}`).toEqual(['done'])
    for (const state of steps) expect(['done', 'sent']).toContain(state)
    return world.happened()
  }

  test.each(Object.entries(hireSystems))('at any step of it, or with the network cut at any request: one effect in %s', async (_title, start) => {
    const system: HireSystem = await start()
    systems = [system]
    await connectAll()
    const clock = { nowMs: 1_790_000_000_000 }
    // A server that runs remembers what a vendor says of itself.
    const memory = new Memory(() => clock.nowMs)
    await survive(system, { at: 1e9, moment: 'before' }, memory, clock)
    // Dying after a step is dying before the next one.
    for (const moment of everyStatement ? ['before', 'after', 'cutBefore', 'cutAfter'] as const : ['before', 'cutBefore', 'cutAfter'] as const) {
      let at = 1
      while (await survive(system, { at, moment }, memory, clock)) at += 1
      // The walk ended because somebody was told of without any death, so each step was the last one once.
      expect(at, moment).toBeGreaterThan(moment.startsWith('cut') ? 1 : 6)
    }
  }, timeoutMs)

  test('dying again and again while all of them are told at once: each effect once', async () => {
    systems = await Promise.all(Object.values(hireSystems).map(start => start()))
    await connectAll()
    const clock = { nowMs: 1_790_000_000_000 }
    let people = 0
    const death = fc.record({ at: fc.integer({ min: 1, max: everyStatement ? 250 : 60 }), moment: fc.constantFrom('before', 'after', 'cutBefore', 'cutAfter') })
    await fc.assert(fc.asyncProperty(fc.array(death, { minLength: 1, maxLength: 5 }), async deaths => {
      people += 1
      const told = await Promise.all((['candidate.hired', 'offer.changed'] as const).map(kind => tellOf(workspace, job, kind, `${kind.split('.')[1]}${people}`)))
      for (const each of deaths) {
        const world = dying({ db: store.db, wire }, each, everyStatement)
        const process = begin(world.db, { wire: world.wire })
        process.clock.nowMs = clock.nowMs
        await process.outbox.drain().catch((error: unknown) => { if (!world.isDead()) throw error })
        clock.nowMs = process.clock.nowMs + 6 * 60_000
      }
      const last = begin(store.db, {})
      last.clock.nowMs = clock.nowMs
      for (let round = 0; round < 5; round += 1) {
        last.clock.nowMs += 40 * 60_000
        await last.outbox.drain()
      }
      clock.nowMs = last.clock.nowMs
      for (const system of systems) expect(system.effects(told.find(each => each.kind === system.kind)!), system.connector.title).toEqual(system.whole)
    }), { numRuns: lives, ...(everyStatement ? {} : { seed: 20_261_126 }) })
  }, timeoutMs)
})
