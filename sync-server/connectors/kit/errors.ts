import { AppError } from '#shared/lib/app-error'

/**
 * How a failed request is judged. `retry`: may heal by itself. `final`: will not, so trying stops at once. `settings`:
 * will not either, but does when the owner changes the connection, and is tried again then.
 */
export type Healing = 'retry' | 'final' | 'settings'

const healing: Readonly<Record<string, Healing>> = {
  'connector.timeout': 'retry', 'connector.unreachable': 'retry', 'connector.unavailable': 'retry', 'connector.rate_limited': 'retry',
  'connector.bad_response': 'retry', 'connector.conflict': 'final', 'connector.refused': 'final', 'connector.not_found': 'final',
  'connector.too_large': 'final', 'connector.unauthorized': 'settings', 'connector.forbidden': 'settings', 'connector.bad_config': 'settings',
  'connector.gone': 'settings', 'connector.address_refused': 'settings', 'connector.secrets_unreadable': 'settings',
  'connector.channel_unknown': 'settings', 'connector.channel_closed': 'settings', 'connector.channel_not_joined': 'settings',
  'connector.consent_missing': 'settings', 'connector.consent_revoked': 'settings', 'connector.service_account_refused': 'settings', 'connector.cannot_look_up': 'settings',
  'inbound.unreadable': 'final', 'inbound.no_match': 'final',
}

/** Anything we did not foresee is tried again: a defect that is mended heals it. */
export function healingOf(error: unknown): Healing {
  return error instanceof AppError ? healing[error.code] ?? 'retry' : 'retry'
}

/** How long the vendor asked us to wait; null when it did not say. */
export function retryAfterOf(error: unknown): number | null {
  const waitMs = error instanceof AppError ? error.facts['retryAfterMs'] : null
  return typeof waitMs === 'number' ? waitMs : null
}

/** The code that stands for a vendor's status. Statuses below 400 have none. */
export function codeOfStatus(status: number): string {
  if (status === 401) return 'connector.unauthorized'
  if (status === 403) return 'connector.forbidden'
  if (status === 404 || status === 410) return 'connector.not_found'
  if (status === 409 || status === 412) return 'connector.conflict'
  if (status === 408 || status === 425) return 'connector.unavailable'
  if (status === 413) return 'connector.too_large'
  if (status === 429) return 'connector.rate_limited'
  return status >= 500 ? 'connector.unavailable' : 'connector.refused'
}

/**
 * `Retry-After` as milliseconds from now: seconds or an HTTP date (RFC 9110 §10.2.3). At most a day; null when absent
 * or unreadable.
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | null {
  if (value === undefined || value === '') return null
  const waitMs = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - nowMs
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), 86_400_000)
}
