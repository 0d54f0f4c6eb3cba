import { openPostgres } from '#server/db/postgres-database'
import { writeRecord, type ServerWrite } from '#server/replication/record'
import type { Role } from '#shared/domain/model/person'
import { createId } from '#shared/lib/ids'
import { randomBytes } from 'node:crypto'
import type { SignedIn } from './built-server.ts'
import { benchNowMs, inBatches } from './rows.ts'

export type Database = Awaited<ReturnType<typeof openPostgres>>

/** Opens the server's own database from outside, to fill it before the server starts. */
export const openForSeeding = (url: string): Promise<Database> => openPostgres(url, 2)

export function personOf(id: string, role: Role): ServerWrite {
  return { collection: 'people', id, content: {
    id, name: `Colleague ${id.slice(-4)}`, email: `${id}@bench.test`, role, active: true, title: '', phone: '', zone: 'Europe/Berlin', interviewing: null, focusBlocks: [], timeOff: [], trainings: [], skills: [],
    preferences: null, createdAtMs: benchNowMs,
  } }
}

/** Writes documents through the server's own path: history, audience, keys. */
export async function seedDocuments(db: Database, workspaceId: string, rows: readonly ServerWrite[]): Promise<void> {
  for (const batch of inBatches(rows, 1_000)) await db.transaction(tx => writeRecord(tx, workspaceId, null, batch, benchNowMs))
}

/** Colleagues of one role, each signed in on one device. */
export async function seedPeople(db: Database, workspaceId: string, role: Role, count: number): Promise<readonly SignedIn[]> {
  const people = Array.from({ length: count }, () => ({ personId: createId(), token: randomBytes(32).toString('base64url'), workspaceId }))
  await seedDocuments(db, workspaceId, people.map(person => personOf(person.personId, role)))
  await db.query(
    `insert into accounts (id, workspace_id, email, password_hash, role, created_at_ms) select id, $1, id || '@bench.test', '', $3, 0 from unnest($2::uuid[]) as id`,
    [workspaceId, people.map(person => person.personId), role],
  )
  await seedSessions(db, people)
  return people
}

/** Another device of each. */
export async function seedDevices(db: Database, person: SignedIn, count: number): Promise<readonly SignedIn[]> {
  const devices = Array.from({ length: count }, () => ({ ...person, token: randomBytes(32).toString('base64url') }))
  await seedSessions(db, devices)
  return devices
}

async function seedSessions(db: Database, all: readonly SignedIn[]): Promise<void> {
  await db.query(
    `insert into sessions (id, workspace_id, person_id, token_hash, device, created_at_ms, last_seen_at_ms)
     select (r->>'id')::uuid, (r->>'workspaceId')::uuid, (r->>'personId')::uuid, sha256((r->>'token')::bytea), 'bench', 0, 0 from jsonb_array_elements($1::text::jsonb) as r`,
    [JSON.stringify(all.map(({ workspaceId, personId, token }) => ({ id: createId(), workspaceId, personId, token })))],
  )
}
