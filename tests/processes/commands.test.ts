import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, setUp } from '#tests/support/process-workspace'
import { runCommand, startProcess } from '#tests/support/server-process'
import { kindsOf, WireClient } from '#tests/support/wire-client'
import { makeCandidate, newRow } from '#tests/support/workspace'

let folder: string
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'shortlist-commands-')) })
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a folder in use is neither backed up nor restored; afterwards both work, and the backup moves to PostgreSQL under a running server', async () => {
  const store = { folder: join(folder, 'data') }
  const file = join(folder, 'one.backup')
  const server = await startProcess(store)
  const session = await setUp(server.url)
  const candidate = makeCandidate()
  const client = await WireClient.signedIn(server.url, session.token)
  expect(kindsOf(await client.push([newRow('candidates', candidate)]))).toEqual(['accepted'])
  expect(await runCommand(store, 'backup', file)).toMatchObject({ code: 1, said: expect.stringContaining('Another Shortlist server is using the folder') })
  await server.stop()
  expect(await runCommand(store, 'backup', file)).toMatchObject({ code: 0, said: expect.stringContaining('"event":"backup"') })
  expect(await runCommand(store, 'backup', file)).toMatchObject({ code: 1, said: expect.stringContaining('exists already') })
  expect(await runCommand(store, 'restore', file)).toMatchObject({ code: 0, said: expect.stringContaining('"event":"restore"') })

  const database = await emptyDatabase()
  const onPostgres = { url: database.url }
  expect((await runCommand(onPostgres, 'restore', file)).code).toBe(0)
  const second = await startProcess(onPostgres)
  const line = await WireClient.signedIn(second.url, session.token)
  expect(await line.pullAll(null)).toBe(3)
  const live = join(folder, 'live.backup')
  expect((await runCommand(onPostgres, 'backup', live)).code).toBe(0)
  expect((await runCommand(onPostgres, 'restore', live)).code).toBe(0)
  expect(await line.hangsUp()).toBe(1012)
  const again = await WireClient.signedIn(second.url, session.token)
  expect(await again.pullAll(null)).toBe(3)
  expect(kindsOf(await again.push([newRow('candidates', makeCandidate())]))).toEqual(['accepted'])
  again.close()
  await second.stop()
  await database.drop()
}, 240_000)
