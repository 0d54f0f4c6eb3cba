import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { restoreBackup } from '#server/backup/restore-backup'
import { tablesInOrder } from '#server/backup/tables'
import { writeBackup } from '#server/backup/write-backup'
import type { Database } from '#server/db/database'
import { createId } from '#shared/lib/ids'
import { stores, type Store } from '#tests/support/databases'
import { makeApplication, makeCandidate, makeJob, newRow, openWorkspace, testNowMs, type TestWorkspace } from '#tests/support/workspace'
import { acmeHris } from '#tests/support/acme-hris'
import { connect, openOutbox } from '#tests/support/outbox'

let folder: string
let closing: (() => Promise<void>)[] = []
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'shortlist-backup-')) })
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
  await rm(folder, { recursive: true })
})

async function opened(store: Store): Promise<Database> {
  const { db, close } = await store.open()
  closing.push(close)
  return db
}

/** A workspace with something in every table. */
async function filled(db: Database): Promise<TestWorkspace> {
  const workspace = await openWorkspace(db)
  const { workspaceId, members: { owner, recruiter } } = workspace
  await workspace.push(recruiter, [newRow('jobs', makeJob()), newRow('candidates', makeCandidate({ fullName: 'Ñandú 👩‍💻 "quoted" \\ back\nline' }))])
  const job = makeJob()
  const candidate = makeCandidate()
  await workspace.push(recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', makeApplication(job, candidate, { status: 'hired', hiredStartDate: '2026-12-01' }))])
  await db.query(`insert into accounts (id, workspace_id, email, password_hash, role, created_at_ms) values ($1, $2, 'mara@acme.test', 'hash', 'owner', 1)`, [owner.personId, workspaceId])
  await db.query(`insert into sessions (id, workspace_id, person_id, token_hash, device, created_at_ms, last_seen_at_ms) values ($1, $2, $3, $4, 'laptop', 1, 1)`,
    [owner.sessionId, workspaceId, owner.personId, Buffer.from([0, 1, 254, 255])])
  await db.query(`insert into audit (workspace_id, at_ms, person_id, action) values ($1, 1, $2, 'workspace.created')`, [workspaceId, owner.personId])
  await db.query(`insert into files (workspace_id, sha256, part, parts, size_bytes, media_type, bytes, created_at_ms, created_by) values ($1, 'a', 0, 1, 3, 'text/plain', $2, 1, $3)`,
    [workspaceId, Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256)), owner.personId])
  await db.query(`insert into bookings values ($1, $2, 'room:1', int8range(5, 9))`, [workspaceId, owner.personId])
  const connection = await connect(db, workspaceId, acmeHris, { config: { address: 'https://acme.example', company: 'co' }, keys: { key: 'sesame' }, sandbox: true })
  await openOutbox(db, [acmeHris]).outbox.drain()
  await db.query(`insert into field_owners (workspace_id, field, connection_id) values ($1, 'startDate', $2)`, [workspaceId, connection.id])
  for (const table of await tablesInOrder(db)) await fillIfEmpty(db, table, workspaceId)
  return workspace
}

/** A value of each type, for tables that nothing above fills: a table made later is in the backup too. */
const samples: Readonly<Record<string, unknown>> = {
  text: 'a text', bigint: 1, integer: 1, smallint: 1, boolean: true, jsonb: '{"a":[1,"two"]}', bytea: Buffer.from([0, 1, 254, 255]), 'double precision': 0.5, date: '2026-12-01', int8range: '[5,9)',
}

/** One row of made-up values; columns that refer to another table take a row of it. */
async function fillIfEmpty(db: Database, table: string, workspaceId: string): Promise<void> {
  if ((await db.query(`select 1 from "${table}" limit 1`)).length > 0) return
  const columns = await db.query<{ name: string; type: string; to: string | null }>(
    `select a.attname as name, format_type(a.atttypid, null) as type,
       (select format('%I from %I', t.attname, c.relname) from pg_constraint k join pg_class c on c.oid = k.confrelid
          join pg_attribute t on t.attrelid = k.confrelid and t.attnum = k.confkey[array_position(k.conkey, a.attnum)]
        where k.contype = 'f' and k.conrelid = a.attrelid and a.attnum = any(k.conkey) limit 1) as "to"
     from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`, [`"${table}"`],
  )
  const values = await Promise.all(columns.map(async ({ name, type, to }) => {
    if (name === 'workspace_id') return workspaceId
    if (to !== null) return Object.values((await db.query<Record<string, string>>(`select ${to} limit 1`))[0] ?? { none: null })[0]
    return type === 'uuid' ? createId() : samples[type]
  }))
  const casts = columns.map(({ type }, index) => `$${index + 1}::${type === 'jsonb' ? 'text::jsonb' : type}`)
  await db.query(`insert into "${table}" (${columns.map(({ name }) => `"${name}"`).join()}) values (${casts.join()})`, values)
}

async function contents(db: Database): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const table of await tablesInOrder(db)) {
    if (table === 'workspaces' || table === 'epochs') continue
    found[table] = (await db.query<{ row: string }>(`select row_to_json(t)::text as row from "${table}" t`)).map(({ row }) => row).toSorted()
  }
  return found
}

const heads = (db: Database) => db.query<{ id: string; sequence: number; epoch: string }>('select id, sequence, epoch from workspaces')

describe.each(stores.flatMap(from => stores.map(to => ({ from, to, name: `${from.name} to ${to.name}` }))))('a backup from $name', ({ from, to }) => {
  test('comes back whole, in a new epoch that begins at the backup and counts above the lost life', async () => {
    const source = await opened(from)
    const { workspaceId } = await filled(source)
    const before = await contents(source)
    const [head] = await heads(source)
    const path = join(folder, 'one.backup')
    const written = await writeBackup(source, path, testNowMs)
    expect(written.sequence).toBe(head!.sequence)
    expect((await stat(path)).mode & 0o777).toBe(0o600)

    const target = await opened(to)
    expect(await restoreBackup(target, path, testNowMs)).toEqual(written)
    expect(await contents(target)).toEqual(before)
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([])
    const [after] = await heads(target)
    expect(after!.epoch).not.toBe(head!.epoch)
    expect(after!.sequence).toBeGreaterThanOrEqual(head!.sequence + 10_000_000)
    const epochs = await target.query('select epoch, began_at_sequence as began from epochs where workspace_id = $1 order by began_at_ms', [workspaceId])
    expect(epochs).toEqual([{ epoch: 'first', began: 0 }, { epoch: after!.epoch, began: head!.sequence }])
    await target.query(`insert into audit (workspace_id, at_ms, action) values ($1, 2, 'still.counts')`, [workspaceId])
  })
})

describe.each(stores)('on $name', store => {
  test('nothing is overwritten, and a failed backup leaves no file', async () => {
    const db = await opened(store)
    const path = join(folder, 'taken')
    await writeFile(path, 'precious')
    await expect(writeBackup(db, path, testNowMs)).rejects.toMatchObject({ code: 'server.backup_exists' })
    expect(await readFile(path, 'utf8')).toBe('precious')
    await expect(writeBackup(db, join(folder, 'missing', 'file'), testNowMs)).rejects.toMatchObject({ code: 'server.backup_unwritable' })
  })

  test('a backup is one moment: what is written meanwhile is not in it by half', async () => {
    const db = await opened(store)
    const workspace = await filled(db)
    const path = join(folder, 'moment')
    const [written] = await Promise.all([writeBackup(db, path, testNowMs), workspace.push(workspace.members.recruiter, [newRow('candidates', makeCandidate())])])
    const target = await opened(store)
    await restoreBackup(target, path, testNowMs)
    const newest = await target.query('select max(stream_revision) as newest from documents')
    expect(newest).toEqual([{ newest: written.sequence }])
  })

  test('a damaged file is refused and changes nothing', async () => {
    const damages: Readonly<Record<string, (text: string) => Buffer | string>> = {
      'a changed character': text => gzipSync(text.replace('Sousa', 'Souza')),
      'a missing row': text => gzipSync(text.split('\n').toSpliced(3, 1).join('\n')),
      'a missing end': text => gzipSync(text.split('\n').slice(0, -2).join('\n')),
      'a cut file': text => gzipSync(text).subarray(0, 900),
      'text that is no backup': () => 'Dear recruiter',
      nothing: () => '',
      'another format': text => gzipSync(text.replace('shortlist-backup', 'something-else')),
    }
    const db = await opened(store)
    await filled(db)
    const path = join(folder, 'good')
    await writeBackup(db, path, testNowMs)
    const good = gunzipSync(await readFile(path)).toString()
    const before = [await contents(db), await heads(db)]
    for (const [name, damage] of Object.entries(damages)) {
      const damaged = join(folder, 'bad')
      await writeFile(damaged, damage(good))
      await expect(restoreBackup(db, damaged, testNowMs), name).rejects.toMatchObject({ code: 'server.backup_unreadable' })
    }
    expect([await contents(db), await heads(db)]).toEqual(before)
  })

  test('another workspace\'s database is not replaced', async () => {
    const [mine, theirs] = [await opened(store), await opened(store)]
    await filled(mine)
    await filled(theirs)
    const path = join(folder, 'mine')
    await writeBackup(mine, path, testNowMs)
    const before = [await contents(theirs), await heads(theirs)]
    await expect(restoreBackup(theirs, path, testNowMs)).rejects.toMatchObject({ code: 'server.restore_other_workspace' })
    expect([await contents(theirs), await heads(theirs)]).toEqual(before)
  })

  test('a backup of a newer server is refused', async () => {
    const db = await opened(store)
    await filled(db)
    await db.query(`insert into schema_migrations (name, hash) values ('9999_future.sql', 'x')`)
    const path = join(folder, 'newer')
    await writeBackup(db, path, testNowMs)
    const target = await opened(store)
    await expect(restoreBackup(target, path, testNowMs)).rejects.toMatchObject({ code: 'server.schema_newer' })
    expect(await heads(target)).toEqual([])
  })

  test('a device signed out since the backup stays signed out, and restoring twice never counts backwards', async () => {
    const db = await opened(store)
    const { members: { owner } } = await filled(db)
    const path = join(folder, 'older')
    await writeBackup(db, path, testNowMs)
    await db.query('update sessions set revoked_at_ms = 77 where id = $1', [owner.sessionId])
    await restoreBackup(db, path, testNowMs)
    expect(await db.query('select revoked_at_ms as revoked from sessions')).toEqual([{ revoked: 77 }])
    const [first] = await heads(db)
    await restoreBackup(db, path, testNowMs - 365 * 86_400_000)
    const [second] = await heads(db)
    expect(second!.sequence).toBeGreaterThan(first!.sequence + 9_999_999)
    expect(second!.epoch).not.toBe(first!.epoch)
  })
})
