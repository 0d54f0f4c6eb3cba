import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '#server/db/open-database'

let folder: string
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'shortlist-lock-')) })
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Another program that takes the folder's lock and keeps it until it is killed. */
async function otherServer(): Promise<{ kill(): Promise<void> }> {
  const script = `
    const { lock } = require('proper-lockfile'); const fs = require('node:fs'); const os = require('node:os')
    lock(process.argv[1], { lockfilePath: process.argv[1] + '/shortlist.lock', stale: 15000, update: 1000 }).then(() => {
      fs.writeFileSync(process.argv[1] + '/shortlist.holder', JSON.stringify({ pid: process.pid, host: os.hostname() })); console.log('held'); setInterval(() => {}, 1e6) })`
  const child = spawn(process.execPath, ['-e', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise(done => child.stdout.once('data', done))
  return {
    kill: () => new Promise<void>(done => {
      child.once('exit', () => done())
      child.kill('SIGKILL')
    }),
  }
}

test('a folder is used by one server at a time, and its record is there for the next', async () => {
  const first = await openDatabase({ kind: 'embedded', folder })
  await first.query('create table kept (n int)')
  await first.query('insert into kept values (7)')
  await expect(openDatabase({ kind: 'embedded', folder })).rejects.toMatchObject({ code: 'server.folder_locked', facts: { folder } })
  await first.close()
  const second = await openDatabase({ kind: 'embedded', folder })
  expect(await second.query('select n from kept')).toEqual([{ n: 7 }])
  await second.close()
})

test('a folder of a living server is refused; one of a killed server is taken over', async () => {
  const other = await otherServer()
  await expect(openDatabase({ kind: 'embedded', folder })).rejects.toMatchObject({ code: 'server.folder_locked' })
  await other.kill()
  const db = await openDatabase({ kind: 'embedded', folder })
  expect(await db.query('select 1 as one')).toEqual([{ one: 1 }])
  await db.close()
})

test('a folder that cannot be made is named', async () => {
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  await expect(openDatabase({ kind: 'embedded', folder: join(file, 'below') })).rejects.toMatchObject({ code: 'server.folder_unwritable' })
})
