import type { MissingField } from '#shared/contract/integrations'
import { errorEntry } from '#shared/contract/errors'
import { errorCode } from '#shared/lib/app-error'
import type { Outcome } from '../connectors/kit/connector.ts'
import { healingOf, retryAfterOf } from '../connectors/kit/errors.ts'
import type { Claimed, Settled } from './delivery-row.ts'
import { keepMs, lookAgainMs, maxTries, waitAfter } from './retry-plan.ts'

/** What a try came to: the connector's outcome, a refusal, or that it must not be sent at all. */
export type TryResult = Readonly<{ kind: 'outcome'; outcome: Outcome } | { kind: 'failed'; error: unknown } | { kind: 'unwanted'; say: string }>

/** What is missing and who can fix it, in one sentence. */
export function sayMissing(missing: readonly MissingField[]): string {
  return `Missing: ${missing.map(each => `${each.label} (${each.who})`).join(', ')}.`
}

/** Decides what becomes of a delivery. Pure: time and chance are given. */
export function judgeTry(result: TryResult, delivery: Pick<Claimed, 'tries' | 'eventAtMs'>, nowMs: number, random: () => number): Settled {
  if (result.kind === 'unwanted') return { state: 'skipped', code: null, say: result.say }
  if (result.kind === 'outcome') {
    const { outcome } = result
    return outcome.kind === 'done'
      ? { state: 'done', code: null, say: outcome.summary }
      : { state: 'blocked', missing: outcome.missing, say: sayMissing(outcome.missing), nextTryAtMs: nowMs + lookAgainMs }
  }
  const code = errorCode(result.error)
  const { say } = errorEntry(code)
  if (healingOf(result.error) !== 'retry') return { state: 'dead', code, say }
  const retryAfterMs = retryAfterOf(result.error)
  // Being asked to wait is no failure of ours, but nothing waits for ever.
  const counts = code !== 'connector.rate_limited' || retryAfterMs === null || nowMs - delivery.eventAtMs > keepMs
  const wait = counts ? waitAfter(delivery.tries + 1, retryAfterMs, random) : waitAfter(1, retryAfterMs, random)
  if (wait === null) return { state: 'dead', code, say: `Given up after ${maxTries} tries in three days. ${say}` }
  return { state: 'waiting', code, say, nextTryAtMs: nowMs + wait, counts }
}

const stopping: ReadonlySet<string> = new Set(['connector.timeout', 'connector.unreachable', 'connector.unavailable', 'connector.unauthorized', 'connector.consent_missing', 'connector.consent_revoked', 'connector.service_account_refused', 'connector.secrets_unreadable', 'connector.address_refused'])

/** Troubles of the whole connection, not of this one delivery: the other system is away, or our key opens nothing. */
export const stopsEverything = (code: string): boolean => stopping.has(code)
