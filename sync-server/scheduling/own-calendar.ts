import { z } from 'zod'
import { createId } from '#shared/lib/ids'
import type { Database, Tx } from '../db/database.ts'
import { audit } from '../db/audit.ts'
import { findCalendar, saveCalendar, type CalendarRow } from './calendar-row.ts'
import type { CalendarAccounts, Seal } from './ports.ts'

/** What somebody agreed to for themselves: which account, by which connection's client, and its keys. */
export type OwnGrant = Readonly<{ workspaceId: string; personId: string; connectionId: string; address: string; keys: Readonly<Record<string, string>> }>
type Parts = Readonly<{ db: Database; seal: Seal; accounts: CalendarAccounts; now: () => number }>

const keysSchema = z.record(z.string(), z.string())

/** @throws AppError `connector.secrets_unreadable` when they were sealed with another key. */
export const ownKeys = (row: Pick<CalendarRow, 'id' | 'secrets'>, seal: Seal): Readonly<Record<string, string>> => keysSchema.parse(seal.open(row.id, row.secrets ?? ''))

/** Newer keys of an account that is being read; written only while it is still that one. */
export async function keepOwnKeys(db: Tx, row: Pick<CalendarRow, 'id'>, seal: Seal, keys: Readonly<Record<string, string>>): Promise<void> {
  await db.query(`update calendars set secrets = $2 where id = $1 and kind = 'own'`, [row.id, seal.seal(row.id, { ...keys })])
}

/** Somebody's own account says from now on when they are taken; what said so before does no longer. */
export async function keepOwnCalendar({ db, seal, accounts, now }: Parts, { workspaceId, personId, connectionId, address, keys }: OwnGrant): Promise<void> {
  const id = createId()
  const before = await db.transaction(async tx => {
    const known = await findCalendar(tx, workspaceId, 'person', personId)
    await saveCalendar(tx, { id, workspaceId, subjectKind: 'person', subjectId: personId, kind: 'own', connectionId, address, secrets: seal.seal(id, { ...keys }), nextReadAtMs: now(), createdAtMs: now() })
    await audit(tx, { workspaceId, personId, action: 'calendar.connected', facts: { subject: personId, kind: 'own', connectionId } }, now())
    return known
  })
  // Signing in again with the same account: its new keys may be all there are.
  if (before?.kind === 'own' && before.address !== address) letGoOfKeys(before, { seal, accounts })
}

/** Tells the vendor that keys are not needed any more. One that does not answer loses nothing: the keys are gone here already. */
export function letGoOfKeys(row: CalendarRow, { seal, accounts }: Pick<Parts, 'seal' | 'accounts'>): void {
  if (row.kind !== 'own' || row.connectionId === null) return
  const { connectionId, address } = row
  void Promise.resolve().then(() => accounts.revokeOwn(connectionId, { address, keys: ownKeys(row, seal) })).catch(() => undefined)
}
