import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseInput, registerProblems } from '#server/http/problems'
import { AppError } from '#shared/lib/app-error'

const withCode = (code: string): Error => Object.assign(new Error('secret'), { code })

test.each([
  [new AppError('people.last_owner'), 409, 'people.last_owner'],
  [new AppError('never.heard_of'), 500, 'unexpected'],
  [new TypeError('secret'), 500, 'unexpected'],
  [withCode('53100'), 503, 'server.storage_failed'],
  [withCode('57P01'), 503, 'server.storage_failed'],
  [withCode('ECONNREFUSED'), 503, 'server.storage_failed'],
  [new Error('Connection terminated unexpectedly'), 503, 'server.storage_failed'],
  [withCode('53300'), 503, 'server.busy'],
  [withCode('57014'), 503, 'server.busy'],
  [withCode('40P01'), 503, 'server.busy'],
  [withCode('23505'), 500, 'unexpected'],
])('%s leaves as %i %s with a sentence and nothing else', async (error, status, code) => {
  const app = Fastify()
  registerProblems(app)
  app.get('/', () => { throw error })
  const answer = await app.inject('/')
  expect([answer.statusCode, Object.keys(answer.json() as object), answer.json().code]).toEqual([status, ['code', 'message'], code])
  expect(answer.body).not.toContain('secret')
})

test('a value that does not fit is named by its field and never repeated', async () => {
  const app = Fastify()
  registerProblems(app)
  app.post('/', request => parseInput(z.strictObject({ person: z.strictObject({ age: z.int() }) }), request.body))
  const answer = await app.inject({ method: 'POST', url: '/', payload: { person: { age: 'secret' } } })
  expect(answer.json()).toMatchObject({ code: 'request.malformed', facts: { field: 'person.age' } })
  expect(answer.body).not.toContain('secret')
  const unknown = await app.inject({ method: 'POST', url: '/', payload: { person: { age: 1 }, secret: 1 } })
  expect([unknown.statusCode, unknown.body.includes('secret')]).toEqual([400, false])
})
