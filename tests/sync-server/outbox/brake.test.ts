import { describe, expect, test } from 'vitest'
import { Brake } from '#server/outbox/brake'
import type { TryResult } from '#server/outbox/judge-try'
import { AppError } from '#shared/lib/app-error'

const failed = (code: string): TryResult => ({ kind: 'failed', error: new AppError(code as 'connector.refused') })
const done: TryResult = { kind: 'outcome', outcome: { kind: 'done', summary: '' } }
const blocked: TryResult = { kind: 'outcome', outcome: { kind: 'blocked', missing: [] } }
const after = (...results: TryResult[]): ReturnType<Brake['note']> => {
  const brake = new Brake()
  return results.map(result => brake.note(result)).at(-1) ?? null
}
const times = (count: number, result: TryResult): TryResult[] => Array.from({ length: count }, () => result)

describe('a connection whose tries fail in a row', () => {
  test.each(['connector.timeout', 'connector.unavailable', 'connector.unauthorized', 'connector.consent_revoked'])('rests from the fifth %s on: nothing gets through', code => {
    expect(after(...times(4, failed(code)))).toBeNull()
    expect(after(...times(5, failed(code)))).toBe('rest')
    expect(after(...times(9, failed(code)))).toBe('rest')
  })

  test.each(['connector.refused', 'connector.channel_unknown', 'connector.rate_limited', 'connector.bad_response', 'unexpected'])('goes on slowly from the fifth %s on: another delivery may be taken', code => {
    expect(after(...times(4, failed(code)))).toBeNull()
    expect(after(...times(5, failed(code)))).toBe('pace')
  })

  test('one success takes the brake off; one that was blocked or is not wanted any more says nothing', () => {
    expect(after(...times(5, failed('connector.refused')), done, failed('connector.refused'))).toBeNull()
    expect(after(...times(5, failed('connector.timeout')), done, failed('connector.timeout'))).toBeNull()
    expect(after(...times(4, failed('connector.refused')), blocked, { kind: 'unwanted', say: '' }, failed('connector.refused'))).toBe('pace')
  })

  test('a system that answers, if only with refusals, is not away', () => {
    expect(after(...times(4, failed('connector.timeout')), failed('connector.refused'), failed('connector.timeout'))).toBeNull()
  })

  test('a server that starts while a connection rests lets it rest again at its first failure', () => {
    expect(new Brake(true).note(failed('connector.timeout'))).toBe('rest')
    expect(new Brake(true).note(failed('connector.refused'))).toBeNull()
  })
})
