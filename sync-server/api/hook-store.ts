import type { ApiScope } from '#shared/contract/api-keys'
import type { HookEventKind } from '#shared/domain/model/onboarding'
import type { RecordFieldName } from '../connectors/kit/record-fields.ts'
import type { Tx } from '../db/database.ts'

/** What a program may hear of at all. Offers and scorecards are nobody's but the team's. */
export const subscribable = ['application.created', 'stage.changed', 'candidate.rejected', 'candidate.hired', 'start_date.changed', 'hire.changed', 'hire.reversed', 'interview.scheduled', 'interview.cancelled'] as const satisfies readonly HookEventKind[]

const fieldsByScope: Partial<Record<ApiScope, readonly RecordFieldName[]>> = {
  'candidates:read': ['fullName', 'firstName', 'lastName', 'email', 'phone', 'location', 'source'],
  'applications:read': ['stage', 'status', 'startDate', 'interviewStart', 'interviewTitle'],
  'jobs:read': ['jobTitle', 'requisitionCode', 'department', 'workLocation', 'employmentType', 'level'],
}

/** The fields that go along with an event: what the program could read anyway, and a link for people. */
export function fieldsFor(scopes: ReadonlySet<ApiScope>): RecordFieldName[] {
  return [...Object.entries(fieldsByScope).flatMap(([scope, fields]) => (scopes.has(scope as ApiScope) ? fields : [])), 'recordUrl']
}

/** Every event tells that somebody is on a job. */
export const scopeOfEvents: ApiScope = 'applications:read'

/** A key lost or gained permissions: its subscriptions carry what it may read now; without any they rest. */
export async function refitHooks(tx: Tx, keyId: string, scopes: readonly ApiScope[]): Promise<void> {
  const may = new Set(scopes)
  await tx.query(
    `update connections set fields = $2::text::jsonb, paused = paused or not $3 where deleted_at_ms is null and id in (select connection_id from hook_subscriptions where key_id = $1)`,
    [keyId, JSON.stringify(fieldsFor(may)), may.has(scopeOfEvents) && may.has('hooks:manage')],
  )
}

