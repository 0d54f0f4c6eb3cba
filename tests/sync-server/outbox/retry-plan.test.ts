import { expect, test } from 'vitest'
import { AppError } from '#shared/lib/app-error'
import { judgeTry } from '#server/outbox/judge-try'
import { maxTries, restAfter, waitAfter, waitsMs } from '#server/outbox/retry-plan'
import { RateLimiter, RateLimiters } from '#server/outbox/rate-limiter'

test('ten tries over about 75 hours, each later than the one before, up to a tenth later by chance', () => {
  expect(maxTries).toBe(10)
  expect(waitsMs.reduce((sum, wait) => sum + wait, 0) / 3_600_000).toBeCloseTo(74.6, 1)
  expect([...waitsMs].toSorted((a, b) => a - b)).toEqual(waitsMs)
  expect(waitAfter(1, null, () => 0)).toBe(10_000)
  expect(waitAfter(1, null, () => 1)).toBe(11_000)
  expect(waitAfter(1, 90_000, () => 0)).toBe(90_000)
  expect(waitAfter(10, null, () => 0)).toBeNull()
  expect([1, 2, 9].map(restAfter)).toEqual([30_000, 60_000, 600_000])
})

test('being asked to wait does not count towards giving up; refusals end at once', () => {
  const at = { tries: 9, eventAtMs: 0 }
  const failed = (code: string, facts = {}) => judgeTry({ kind: 'failed', error: new AppError(code, { facts }) }, at, 1_000, () => 0)
  expect(failed('connector.rate_limited', { retryAfterMs: 5_000 })).toMatchObject({ state: 'waiting', nextTryAtMs: 6_000, counts: false })
  expect(failed('connector.timeout')).toMatchObject({ state: 'dead', code: 'connector.timeout' })
  expect(judgeTry({ kind: 'failed', error: new AppError('connector.refused') }, { tries: 0, eventAtMs: 0 }, 0, () => 0)).toMatchObject({ state: 'dead' })
  expect(judgeTry({ kind: 'failed', error: new Error('a defect of ours') }, { tries: 0, eventAtMs: 0 }, 0, () => 0)).toMatchObject({ state: 'waiting', code: 'unexpected' })
})

test('a vendor never sees more requests in its window than it allows', async () => {
  let nowMs = 0
  const given: number[] = []
  const limiter = new RateLimiter({ requests: 3, perMs: 1_000 }, () => nowMs, async ms => { nowMs += ms })
  for (let count = 0; count < 10; count += 1) {
    await limiter.turn()
    given.push(nowMs)
  }
  expect(given).toEqual([0, 0, 0, 1_000, 1_000, 1_000, 2_000, 2_000, 2_000, 3_000])
})

test('whoever asks one vendor shares its turns, another vendor has its own', async () => {
  let nowMs = 0
  const limiters = new RateLimiters(() => nowMs, async ms => { nowMs += ms })
  const limit = { requests: 1, perMs: 1_000 }
  for (const id of ['bamboo', 'bamboo', 'scim', 'bamboo']) await limiters.of(id, limit).turn()
  expect(nowMs).toBe(2_000)
})
