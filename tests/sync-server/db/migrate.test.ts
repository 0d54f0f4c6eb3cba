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

  test('a database of a newer server is left alone', async () => {
    await migrate(store.db, [...migrations, next])
    await expect(migrate(store.db)).rejects.toMatchObject({ code: 'server.schema_newer' })
  })

  test('a file that changed after it was applied is noticed', async () => {
    await migrate(store.db, [...migrations, next])
    await expect(migrate(store.db, [...migrations, { ...next, sql: 'select 1' }])).rejects.toMatchObject({ code: 'server.schema_changed' })
  })
})
