import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstValueFrom, filter } from 'rxjs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { restoreBackup } from '#server/backup/restore-backup'
import { writeBackup } from '#server/backup/write-backup'
import type { CollectionName } from '#shared/domain/model/collections'
import { createId } from '#shared/lib/ids'
import { closeLaptops, offline, online, openLaptop } from '#tests/support/laptops'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { makeApplication, makeCandidate, makeJob } from '#tests/support/workspace'
import type { Replica } from '../../../src/renderer/replica/replica.ts'

/** RxDB's free build opens 13 collections in one process: three laptops share them. */
const collections: readonly CollectionName[] = ['jobs', 'candidates', 'applications', 'conflicts']

describe.each(['PGlite', 'PostgreSQL'] as const)('a server on %s restored from an older backup', store => {
  let server: TestServer
  let folder: string

  beforeEach(async () => {
    server = await startTestServer(store)
    folder = await mkdtemp(join(tmpdir(), 'shortlist-heal-'))
  })
  afterEach(async () => {
    await closeLaptops()
    await server.stop()
    await rm(folder, { recursive: true })
  })

  const laptop = (session: Parameters<typeof openLaptop>[0], device: string) => openLaptop(session, { server: server.url, name: store, device, collections })
  const headline = (replica: Replica, id: string, text: string) => replica.write([{ kind: 'edit', collection: 'candidates', id, fields: { headline: text } }])
  const seen = (replica: Replica, id: string, text: string) => firstValueFrom(replica.watchOne('candidates', id).pipe(filter(found => found?.headline === text)))

  test('gets back everything it lost; edits made since become conflicts; nothing is announced twice', async () => {
    const ben = await server.join('recruiter', 'Ben')
    const cleo = await server.join('recruiter', 'Cleo')
    const [mara, second, third] = [await laptop(server.owner, 'mara'), await laptop(ben, 'ben'), await laptop(cleo, 'cleo')]
    const job = makeJob({ openings: 2 })
    const [kept, contested, imported, told, late] = [makeCandidate(), makeCandidate(), makeCandidate({ importId: createId() }), makeCandidate(), makeCandidate()]
    const [early, hired] = [makeApplication(job, told), makeApplication(job, kept)]
    await mara.write([
      { kind: 'create', collection: 'jobs', document: job }, ...[kept, contested, imported, told].map(document => ({ kind: 'create' as const, collection: 'candidates' as const, document })),
      { kind: 'create', collection: 'applications', document: early }, { kind: 'create', collection: 'applications', document: hired },
    ])
    await mara.sync.settled()
    const hire = (id: string, atMs: number) => ({ kind: 'edit' as const, collection: 'applications' as const, id, fields: { status: 'hired' as const, stageEnteredAtMs: atMs, hiredStartDate: '2026-12-01' } })
    await mara.write([hire(early.id, 1_790_000_000_111)])
    await mara.sync.settled()
    const announced = () => server.db.query<{ id: string; applicationId: string; healed: boolean | null }>(
      `select id, application_id as "applicationId", (data->>'healed')::boolean as healed from events where kind = 'candidate.hired' order by application_id`)
    const path = join(folder, 'backup')
    await writeBackup(server.db, path, Date.now())

    // Lost with the server: work of two laptops, and a third person's edit that only their laptop still has.
    await mara.write([hire(hired.id, 1_790_000_000_222), { kind: 'create', collection: 'candidates', document: late }])
    await headline(mara, contested.id, 'by Mara, lost')
    await mara.sync.settled()
    await mara.write([{ kind: 'delete', collection: 'candidates', id: imported.id }])
    await second.write([{ kind: 'edit', collection: 'candidates', id: kept.id, fields: { company: 'by Ben, lost' } }])
    await headline(third, told.id, 'by Cleo, lost')
    await Promise.all([mara.sync.settled(), second.sync.settled(), third.sync.settled()])
    await Promise.all([mara, second, third].map(async replica => {
      await seen(replica, contested.id, 'by Mara, lost')
      await seen(replica, told.id, 'by Cleo, lost')
      await firstValueFrom(replica.watchOne('candidates', imported.id).pipe(filter(found => found === null)))
    }))
    const before = await announced()
    expect(before.map(event => event.applicationId).toSorted()).toEqual([early.id, hired.id].toSorted())
    await Promise.all([mara, second, third].map(offline))
    // Typed offline, on a base that the restored server does not know.
    await headline(second, kept.id, 'by Ben, offline')

    await restoreBackup(server.db, path, Date.now())
    expect((await announced()).map(event => event.applicationId)).toEqual([early.id])
    // Somebody who fetches everything anew works on the restored server before the laptops return.
    const returning = await server.signIn('mara@acme.test', 'anew')
    await mara.close()
    const anew = await laptop(returning, 'anew')
    await headline(anew, contested.id, 'since the restore')
    await anew.sync.settled()
    await online(second)
    await online(third)
    await Promise.all([anew.sync.settled(), second.sync.settled(), third.sync.settled()])
    await firstValueFrom(anew.watchOne('candidates', late.id).pipe(filter(found => found !== null)))
    await seen(third, kept.id, 'by Ben, offline')
    await seen(anew, told.id, 'by Cleo, lost')

    const views = await Promise.all([anew, second, third].map(async replica => Object.fromEntries(await Promise.all(collections.map(async name =>
      [name, (await replica.find(name, { sort: ['id'] }))] as const)))))
    expect(views[1]).toEqual(views[0])
    expect(views[2]).toEqual(views[0])
    const at = (id: string) => views[0]!['candidates']!.find(found => found.id === id)
    expect(at(kept.id)).toMatchObject({ company: 'by Ben, lost', headline: 'by Ben, offline' })
    expect(at(late.id)).toEqual(late)
    expect(at(imported.id)).toBeUndefined()
    expect(at(contested.id)).toMatchObject({ headline: 'since the restore' })
    expect(views[0]!['conflicts']).toMatchObject([{ documentId: contested.id, unit: 'headline', kind: 'concurrent', kept: { value: 'since the restore' }, aside: { value: 'by Mara, lost' } }])
    expect((await server.db.query(`select content->>'status' as status from documents where id = $1`, [hired.id]))[0]).toEqual({ status: 'hired' })
    // The hire has the id under which the world was told of it, and says that it was.
    expect(await announced()).toEqual(before.map(event => ({ ...event, healed: event.applicationId === hired.id ? true : null })))
  })

  test('closes open lines, so that laptops which were online heal it at once', async () => {
    const mara = await laptop(server.owner, 'online')
    const path = join(folder, 'backup')
    await writeBackup(server.db, path, Date.now())
    const candidate = makeCandidate({ expectedCompensation: { amountMinor: 1, currency: 'EUR' } })
    await mara.write([{ kind: 'create', collection: 'candidates', document: candidate }])
    await mara.sync.settled()
    const left = firstValueFrom(mara.sync.state$.pipe(filter(view => view.kind !== 'live' && view.kind !== 'sending')))
    await restoreBackup(server.db, path, Date.now())
    await left
    mara.sync.now()
    await mara.sync.settled()
    expect(await mara.get('candidates', candidate.id)).toEqual(candidate)
    expect((await server.db.query('select healed_revision > 0 as healed from documents where id = $1', [candidate.id]))[0]).toEqual({ healed: true })
    await headline(mara, candidate.id, 'goes on')
    await mara.sync.settled()
  })
})
