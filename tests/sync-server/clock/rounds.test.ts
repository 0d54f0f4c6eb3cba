import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Rounds } from '#server/clock/rounds'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

/** Rounds whose work ends when the test says so. */
function held() {
  const ends: (() => void)[] = []
  const failures: unknown[] = []
  const rounds = new Rounds(() => new Promise<void>(done => { ends.push(done) }), { everyMs: 1_000, onFailure: cause => failures.push(cause) })
  const end = async (): Promise<void> => { ends.at(-1)!(); await vi.advanceTimersByTimeAsync(0) }
  return { rounds, failures, begun: () => ends.length, end }
}

test('a round begins after each pause, and none after the stop', async () => {
  const { rounds, begun, end } = held()
  rounds.start()
  await vi.advanceTimersByTimeAsync(1_000)
  await end()
  await vi.advanceTimersByTimeAsync(1_000)
  await end()
  expect(begun()).toBe(2)
  await rounds.stop()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(begun()).toBe(2)
})

test('however many are asked for while one runs, one more follows, and it began after they asked', async () => {
  const { rounds, begun, end } = held()
  void rounds.run()
  await vi.advanceTimersByTimeAsync(0)
  let served = 0
  for (const each of [rounds.run(), rounds.run(), rounds.run()]) void each.then(() => { served += 1 })
  expect(begun()).toBe(1)
  await end()
  expect([begun(), served]).toEqual([2, 0])
  await end()
  expect([begun(), served]).toEqual([2, 3])
})

test('a round that takes longer than the pause is not followed by a queue', async () => {
  const { rounds, begun, end } = held()
  rounds.start()
  await vi.advanceTimersByTimeAsync(60_000)
  await end()
  await end()
  expect(begun()).toBe(2)
})

test('a round that fails is told of, and the next one comes', async () => {
  const failures: unknown[] = []
  let rounds = 0
  const failing = new Rounds(async () => {
    rounds += 1
    throw new Error(`round ${rounds}`)
  }, { everyMs: 1_000, onFailure: cause => failures.push(cause) })
  await failing.run()
  await failing.run()
  expect(failures).toEqual([new Error('round 1'), new Error('round 2')])
})

test('the stop waits for the round that is running', async () => {
  const { rounds, end } = held()
  void rounds.run()
  await vi.advanceTimersByTimeAsync(0)
  let isStopped = false
  void rounds.stop().then(() => { isStopped = true })
  await vi.advanceTimersByTimeAsync(0)
  expect(isStopped).toBe(false)
  await end()
  expect(isStopped).toBe(true)
})
