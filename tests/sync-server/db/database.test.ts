import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#server/db/database'
import { openDatabase } from '#server/db/open-database'
import { stores, type OpenedStore } from '#tests/support/databases'

describe.each(stores)('a database on $name', ({ open }) => {
  let store: OpenedStore
  let db: Database
  beforeEach(async () => {
    store = await open()
    db = store.db
  })
  afterEach(() => store.close())

  test('values arrive the same from every store', async () => {
    const [row] = await db.query(
      `select 9007199254740991::bigint as big, '{"a":[1,{"b":null}]}'::jsonb as json, array['x','y']::text[] as texts, true as flag, null as nothing,
              count(*) as counted, '\\x00ff'::bytea as bytes, 1.5::float8 as float from (values (1), (2)) as v`,
    )
    expect({ ...row as object, bytes: [...(row as { bytes: Uint8Array }).bytes] }).toEqual({
      big: 9_007_199_254_740_991, json: { a: [1, { b: null }] }, texts: ['x', 'y'], flag: true, nothing: null, counted: 2, bytes: [0, 255], float: 1.5,
    })
  })

  test('a transaction that fails leaves nothing behind, and the next one works', async () => {
    await db.query('create table t (n int)')
    await expect(db.transaction(async tx => {
      await tx.query('insert into t values (1)')
      throw new Error('no')
    })).rejects.toThrow('no')
    await expect(db.transaction(tx => tx.query('select 1/0'))).rejects.toBeInstanceOf(Error)
    await db.transaction(tx => tx.query('insert into t values (2)'))
    expect(await db.query('select n from t')).toEqual([{ n: 2 }])
  })

  test('a transaction may end with a statement that commits it; one that fails leaves nothing behind', async () => {
    await db.query('create table t (n int primary key)')
    const conclude = (n: number): Promise<unknown> => db.transaction(async tx => {
      await tx.query('insert into t values ($1)', [n + 1])
      await (tx.conclude ?? tx.query)('insert into t values ($1)', [n])
    })
    await conclude(1)
    await expect(conclude(2)).rejects.toMatchObject({ code: '23505' })
    await conclude(10)
    expect(await db.query('select n from t order by n')).toEqual([1, 2, 10, 11].map(n => ({ n })))
  })

  test('statements asked in one breath are answered in their order, each seeing the ones before', async () => {
    await db.query('create table t (n int)')
    const seen = await db.transaction(tx => Promise.all([
      tx.query('insert into t values (1)'), tx.query<{ n: number }>('select n from t'), tx.query('insert into t values ($1)', [2]), tx.query<{ n: number }>('select n from t order by n'),
    ]))
    expect([seen[1], seen[3]]).toEqual([[{ n: 1 }], [{ n: 1 }, { n: 2 }]])
  })

  test('a notice is heard after its transaction commits, and never when it is rolled back', async () => {
    const heard: string[] = []
    let second = (): void => undefined
    const both = new Promise<void>(done => { second = done })
    await db.listen('test_news', payload => {
      heard.push(payload)
      if (payload === 'last') second()
    })
    await db.transaction(async tx => {
      await tx.query('select pg_notify($1, $2)', ['test_news', 'rolled back'])
      throw new Error('no')
    }).catch(() => undefined)
    await db.transaction(tx => tx.query('select pg_notify($1, $2)', ['test_news', 'first']))
    await db.query('select pg_notify($1, $2)', ['test_news', 'last'])
    await both
    expect(heard).toEqual(['first', 'last'])
  })
})

describe('a PostgreSQL database', () => {
  const { open } = stores[1]!
  let store: OpenedStore
  beforeEach(async () => { store = await open() })
  afterEach(() => store.close())

  const killAll = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`

  const othersSql = 'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'

  test('that drops every connection is listened to again, and the gap is told', async () => {
    const other = await openDatabase({ kind: 'postgresql', url: store.url! })
    let tell = (_payload: string): void => undefined
    let gap = (): void => undefined
    const heard = new Promise<string>(done => { tell = done })
    const gapSeen = new Promise<void>(done => { gap = done })
    await store.db.listen('test_news', payload => tell(payload), () => gap())
    await other.query(killAll)
    await gapSeen
    await other.query('select pg_notify($1, $2)', ['test_news', 'still here'])
    expect(await heard).toBe('still here')
    await other.close()
  })

  test('that drops a connection inside a transaction fails that transaction only', async () => {
    const other = await openDatabase({ kind: 'postgresql', url: store.url! })
    await expect(store.db.transaction(async tx => {
      await tx.query('select 1')
      await other.query(killAll)
      // The loss is seen between two statements, when no query waits for it; the process must live on.
      while ((await other.query(othersSql)).length > 0);
      await tx.query('select 1')
    })).rejects.toBeInstanceOf(Error)
    expect(await store.db.query('select 1 as one')).toEqual([{ one: 1 }])
    await other.close()
  })

  test.each([
    ['server.database_missing', (url: URL) => { url.pathname = '/nowhere_at_all' }],
    ['server.database_unreachable', (url: URL) => { url.port = '1' }],
    ['server.database_unreachable', (url: URL) => { url.hostname = 'nohost.invalid' }],
    ['server.database_password', (url: URL) => { url.username = 'nobody_at_all' }],
  ])('refuses with %s', async (code, change) => {
    const url = new URL(store.url!)
    change(url)
    await expect(openDatabase({ kind: 'postgresql', url: url.href })).rejects.toMatchObject({ code })
  })

  test('refuses an address that cannot be read', async () => {
    await expect(openDatabase({ kind: 'postgresql', url: 'postgres://a:b%zz@[' })).rejects.toMatchObject({ code: 'server.database_unreachable' })
  })
})
