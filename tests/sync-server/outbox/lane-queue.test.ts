import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '#server/db/open-database'
import { LaneQueue } from '#server/outbox/lane-queue'
import { createId } from '#shared/lib/ids'
import { stores, type OpenedStore } from '#tests/support/databases'

describe.each(stores)('turns of connections on $name', ({ open }) => {
  let store: OpenedStore
  beforeEach(async () => { store = await open() })
  afterEach(() => store.close())

  test('each connection is worked, one turn at a time, and again when it asks', async () => {
    const [slow, quick] = [createId(), createId()]
    const seen: string[] = []
    let atWork = 0
    let most = 0
    let release = (): void => undefined
    const held = new Promise<void>(done => { release = done })
    const queue = new LaneQueue({
      db: store.db, pollSeconds: 0.5, onFailure: cause => { throw cause },
      work: async id => {
        if (id === slow) {
          atWork += 1
          most = Math.max(most, atWork)
          await held
          atWork -= 1
        }
        seen.push(id)
        return id === quick && seen.filter(each => each === quick).length === 1
      },
    })
    await queue.follow([slow, quick])
    await Promise.all([queue.wake(slow), queue.wake(slow), queue.wake(quick)])
    await vi.waitFor(() => expect(seen.filter(each => each === quick)).toHaveLength(2), 15_000)
    expect(seen).not.toContain(slow)
    release()
    await vi.waitFor(() => expect(seen).toContain(slow), 15_000)
    expect(most).toBe(1)
    await queue.stop()
  })
})

test('two servers over one PostgreSQL never work a connection at once', async () => {
  const store = await stores[1]!.open()
  const other = await openDatabase({ kind: 'postgresql', url: store.url! })
  let [atWork, most, turns] = [0, 0, 0]
  const work = async (): Promise<boolean> => {
    atWork += 1
    most = Math.max(most, atWork)
    await new Promise(done => setImmediate(done))
    atWork -= 1
    turns += 1
    return turns < 6
  }
  const queues = [store.db, other].map(db => new LaneQueue({ db, work, pollSeconds: 0.5, onFailure: cause => { throw cause } }))
  const id = createId()
  for (const queue of queues) await queue.follow([id])
  for (const queue of queues) await queue.wake(id)
  await vi.waitFor(() => expect(turns).toBeGreaterThanOrEqual(6), 20_000)
  expect(most).toBe(1)
  for (const queue of queues) await queue.stop()
  await other.close()
  await store.close()
})
