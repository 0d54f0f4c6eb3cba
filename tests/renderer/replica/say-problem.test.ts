import { expect, test } from 'vitest'
import { errorCatalogue } from '#shared/contract/errors'
import { AppError } from '#shared/lib/app-error'
import { sayCode, sayProblem } from '../../../src/renderer/replica/say-problem.ts'
import { storageError } from '../../../src/renderer/replica/store/storage-error.ts'

test('a full disk is said in one sentence, whether a write met it or the sync', () => {
  const met = storageError(new DOMException('The quota was exceeded', 'QuotaExceededError'))
  expect(sayProblem(met)).toMatch(/no room left/)
  expect(sayProblem(met)).toBe(sayCode('replica.disk_full'))
})

test('what crosses the wire is said as the catalogue says it, and what nobody foresaw as just that', () => {
  expect(sayProblem(new AppError('server.busy'))).toBe(errorCatalogue['server.busy'].say)
  expect([sayProblem(new TypeError('x')), sayCode('of.a_newer_version')]).toEqual([errorCatalogue.unexpected.say, errorCatalogue.unexpected.say])
})
