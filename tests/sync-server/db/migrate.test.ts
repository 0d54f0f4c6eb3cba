import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate, migrations } from '#server/db/migrate'
import { stores, type OpenedStore } from '#tests/support/databases'

describe.each(stores)('migrations on $name', ({ open }) => {
  let store: OpenedStore
  beforeEach(async () => { store = await open() })
  afterEach(() => store.close())

  const next = { name: '9001_next.sql', sql: 'create table next (n int); insert into next values (1)' }

  test('run once, in order, and again without effect', async () => {
    await migrate(store.db, [...migrations, next])
    await migrate(store.db, [...migrations, next])
    expect(await store.db.query('select n from next')).toEqual([{ n: 1 }])
  })

  test('servers that start together apply a file once', async () => {
    await Promise.all([migrate(store.db, [...migrations, next]), migrate(store.db, [...migrations, next])])
    expect(await store.db.query('select n from next')).toEqual([{ n: 1 }])
  })

  test('a file that fails changes nothing', async () => {
    await expect(migrate(store.db, [...migrations, { name: '9001_broken.sql', sql: 'create table half (n int); select nonsense' }])).rejects.toBeInstanceOf(Error)
    expect(await store.db.query(`select to_regclass('half') as half`)).toEqual([{ half: null }])
  })

  test('connections from before an edited hire was told of hear of it: ServiceNow, and whoever was told everything; who chose is left alone', async () => {
    const told = ['application.created', 'stage.changed', 'candidate.rejected', 'candidate.hired', 'start_date.changed', 'hire.reversed', 'offer.changed', 'interview.scheduled', 'interview.cancelled', 'scorecard.submitted']
    await store.db.query(`insert into workspaces (id, name, epoch, created_at_ms) values ('0198c000-0000-7000-8000-000000000001', 'Acme', 'e', 1)`)
    const before = [['servicenow', ['candidate.hired', 'start_date.changed']], ['servicenow', ['candidate.hired']], ['slack', told], ['slack', ['candidate.hired', 'start_date.changed']], ['webhooks', told], ['webhooks', [...told, 'hire.changed']]] as const
    for (const [at, [connector, events]] of before.entries()) {
      await store.db.query(
        `insert into connections (id, workspace_id, connector_id, title, config, secrets, events, fields, mapping, since_sequence, created_at_ms) values ($1, '0198c000-0000-7000-8000-000000000001', $2, 'T', '{}', '', $3::text::jsonb, '[]', '[]', 0, 1)`,
        [`0198c000-0000-7000-8000-0000000000a${at}`, connector, JSON.stringify(events)],
      )
    }
    for (let round = 0; round < 2; round += 1) await store.db.query(migrations.find(file => file.name === '0176_hires_told.sql')!.sql.replace(/^--.*$/gm, ''))
    const after = await store.db.query<{ events: string[] }>('select events from connections order by id')
    expect(after.map(({ events }) => events.filter(kind => kind === 'hire.changed').length)).toEqual([1, 0, 1, 0, 1, 1])
  })

  test('a database of a newer server is left alone', async () => {
    await migrate(store.db, [...migrations, next])
    await expect(migrate(store.db)).rejects.toMatchObject({ code: 'server.schema_newer' })
  })

  test('a file that changed after it was applied is noticed', async () => {
    await migrate(store.db, [...migrations, next])
    await expect(migrate(store.db, [...migrations, { ...next, sql: 'select 1' }])).rejects.toMatchObject({ code: 'server.schema_changed' })
  })
})
