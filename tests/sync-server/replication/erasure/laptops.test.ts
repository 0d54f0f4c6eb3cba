import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filter, firstValueFrom } from 'rxjs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { restoreBackup } from '#server/backup/restore-backup'
import { writeBackup } from '#server/backup/write-backup'
import { forgetStrayFiles } from '#server/replication/erasure/forget-files'
import { graceMs } from '#shared/domain/erasure/standing'
import { erasureReceiptSchema } from '#shared/contract/erasure'
import type { CollectionName } from '#shared/domain/model/collections'
import { createId } from '#shared/lib/ids'
import { textFromPlain } from '#shared/lib/text-merge'
import { afterGrace, secret, tablesHolding } from '#tests/support/erasure'
import { closeLaptops, offline, online, openLaptop } from '#tests/support/laptops'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { makeCandidate } from '#tests/support/workspace'
import type { Replica } from '../../../../src/renderer/replica/replica.ts'

const collections: readonly CollectionName[] = ['candidates', 'notes', 'conflicts']

describe.each(['PGlite', 'PostgreSQL'] as const)('computers that hold a copy of an erased candidate, with %s', store => {
  let server: TestServer
  let folder: string

  beforeEach(async () => {
    server = await startTestServer(store)
    folder = await mkdtemp(join(tmpdir(), 'shortlist-erased-'))
  })
  afterEach(async () => {
    await closeLaptops()
    await server.stop()
    await rm(folder, { recursive: true })
  })

  const laptop = (session: Parameters<typeof openLaptop>[0], device: string) => openLaptop(session, { server: server.url, name: `${store}-erased`, device, collections })
  const edit = (replica: Replica, id: string, fields: object) => replica.write([{ kind: 'edit', collection: 'candidates', id, fields } as never])
  const seen = (replica: Replica, id: string, isThere: (candidate: { fullName: string; erasedAtMs: number | null }) => boolean) => firstValueFrom(replica.watchOne('candidates', id).pipe(filter(found => found !== null && isThere(found))))
  const goneEverywhere = () => afterGrace(server.db, Date.now() + graceMs + 60_000)
  const noteOf = (session: { person: { id: string } }, candidateId: string) => ({
    id: createId(), candidateId, applicationId: null, interviewId: null, jobId: null, authorId: session.person.id, visibility: 'team' as const, title: secret, body: textFromPlain(secret), plain: secret, importId: null, createdAtMs: 1_790_000_000_000,
  })

  test('a laptop that was away with unsent work keeps nothing and brings nothing back, its files go, and the server can say so', async () => {
    const ben = await server.join('recruiter', 'Ben')
    const [mara, away] = [await laptop(server.owner, 'mara'), await laptop(ben, 'ben')]
    const resume = await away.files.put(new Blob([`Curriculum of ${secret}`]), `${secret}.pdf`, 'resume')
    const candidate = makeCandidate({ fullName: `Ana ${secret}`, files: [resume] })
    const note = noteOf(ben, candidate.id)
    await away.write([{ kind: 'create', collection: 'candidates', document: candidate }, { kind: 'create', collection: 'notes', document: note }])
    await away.sync.settled()
    await seen(mara, candidate.id, () => true)
    await expect.poll(() => tablesHolding(server.db, secret)).toContain('files')
    await offline(away)
    const late = { ...noteOf(ben, candidate.id), title: `${secret} again` }
    const unsent = await away.files.put(new Blob([`More of ${secret}`]), 'more.pdf')
    await edit(away, candidate.id, { summary: `Knows ${secret}`, files: [resume, unsent] })
    await away.write([{ kind: 'create', collection: 'notes', document: late }, { kind: 'edit', collection: 'notes', id: note.id, fields: { title: `${secret}, more` } }])
    await edit(mara, candidate.id, { erasedAtMs: Date.now() })
    await mara.sync.settled()
    expect(await goneEverywhere()).toBe(1)
    await seen(mara, candidate.id, found => found.fullName === 'Erased candidate')
    const receipt = async () => erasureReceiptSchema.parse(await (await fetch(`${server.url}/api/erasures/${candidate.id}`, { headers: { authorization: `Bearer ${server.owner.token}` } })).json())
    expect((await receipt()).waiting.map(each => each.device)).toContain('Ben’s laptop')
    await online(away)
    await seen(away, candidate.id, found => found.fullName === 'Erased candidate')
    await expect.poll(() => Promise.all([resume, unsent].map(file => away.files.has(file.sha256)))).toEqual([false, false])
    expect(await away.find('notes', {})).toEqual([])
    expect(await away.sync.panel(), 'what was refused is not kept').toEqual([])
    expect(JSON.stringify(await away.find('candidates', {}))).not.toContain(secret)
    // Its bytes may have been quicker than the news: the server's sweep is for them.
    expect((await tablesHolding(server.db, secret)).filter(name => name !== 'files')).toEqual([])
    await expect.poll(async () => {
      await forgetStrayFiles(server.db, Date.now() + 3 * 86_400_000)
      return tablesHolding(server.db, secret)
    }).toEqual([])
    // A quiet line says within ten seconds how far it is; asking spares the wait.
    await expect.poll(async () => {
      for (const each of [mara, away]) each.sync.now()
      const { computers, removedFrom } = await receipt()
      return [computers, removedFrom]
    }).toEqual([2, 2])
  })

  test('a backup from before the erasure brings nobody back, whether the replaced database or only laptops remember it', async () => {
    const ben = await server.join('recruiter', 'Ben')
    const [mara, away] = [await laptop(server.owner, 'mara'), await laptop(ben, 'ben')]
    const [early, late] = [makeCandidate({ fullName: `Ana ${secret}` }), makeCandidate({ fullName: `Bruno ${secret}` })]
    await mara.write([{ kind: 'create', collection: 'candidates', document: early }, { kind: 'create', collection: 'notes', document: noteOf(server.owner, early.id) }])
    await mara.sync.settled()
    const path = join(folder, 'backup')
    await writeBackup(server.db, path, Date.now())
    await mara.write([{ kind: 'create', collection: 'candidates', document: late }, { kind: 'create', collection: 'notes', document: noteOf(server.owner, late.id) }])
    await edit(mara, early.id, { headline: `${secret} since the backup` })
    await mara.sync.settled()
    await seen(away, late.id, () => true)
    await offline(away)
    for (const { id } of [early, late]) await edit(mara, id, { erasedAtMs: Date.now() })
    await mara.sync.settled()
    expect(await goneEverywhere()).toBe(2)
    for (const { id } of [early, late]) await seen(mara, id, found => found.fullName === 'Erased candidate')

    await offline(mara)
    await restoreBackup(server.db, path, Date.now())
    expect(await tablesHolding(server.db, secret), 'the backup knows them still').toContain('documents')
    expect(await goneEverywhere(), 'the replaced database remembers').toBe(2)
    expect(await tablesHolding(server.db, secret)).toEqual([])

    // As on a fresh machine: only laptops know. The one that was away gives back what it has, the other the mark.
    await restoreBackup(server.db, path, Date.now())
    await server.db.query('delete from erasures')
    await online(away)
    expect(await tablesHolding(server.db, secret)).toContain('documents')
    await online(mara)
    expect(await goneEverywhere()).toBe(2)
    expect(await tablesHolding(server.db, secret)).toEqual([])
    for (const { id } of [early, late]) await seen(away, id, found => found.fullName === 'Erased candidate')
    expect(JSON.stringify([await away.find('candidates', {}), await away.find('notes', {})])).not.toContain(secret)
  })
})
