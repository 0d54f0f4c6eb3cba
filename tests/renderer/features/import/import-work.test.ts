import { afterEach, expect, test } from 'vitest'
import { openLocalImport } from '#renderer/features/import/work/import-port.ts'
import { ImportWork } from '#renderer/features/import/work/import-work.ts'
import { openShelf } from '#renderer/features/import/work/import-record.ts'
import { openReplica } from '#renderer/replica/open-replica.ts'
import type { Change, Replica } from '#renderer/replica/replica.ts'
import { addCandidate } from '#shared/domain/commands/candidate'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Settings } from '#shared/domain/model/settings'
import { createId } from '#shared/lib/ids'
import { makeCandidate, makeJob, personNamed, testNowMs } from '#tests/support/workspace'

const replicas: Replica[] = []
afterEach(async () => {
  for (const replica of replicas.splice(0)) await replica.close()
})

/** A laptop with no network: the owner, an empty list of sources and one job. */
async function openLaptop(): Promise<Replica> {
  const identity = { workspaceId: createId(), personId: createId() }
  const replica = await openReplica({ server: 'http://127.0.0.1:1', storage: 'memory', device: 'test', identity, name: `import-${createId()}`, sync: false })
  const settings: Settings = {
    id: identity.workspaceId, name: 'Test', zone: 'Europe/Berlin', sampleImportId: null, sources: [], departments: [], locations: [], employmentTypes: [], levels: [],
    rejectionReasons: [], messageTemplates: [], noteTemplates: [], extremesNeedEvidence: true, letterTemplates: [], tags: [], automaticMail: null, capabilities: { email: false }, integrations: [], interviewSkills: [], rooms: [], holidays: [], createdAtMs: testNowMs,
  }
  await replica.write([
    { kind: 'create', collection: 'settings', document: settings }, { kind: 'create', collection: 'people', document: personNamed(identity.personId, 'owner') },
    { kind: 'create', collection: 'jobs', document: makeJob({ title: 'Data analyst' }) },
  ])
  replicas.push(replica)
  return replica
}

const csv = (rows: readonly string[]) => ({ name: 'people.csv', bytes: async () => new TextEncoder().encode(['Name,E-mail,Company,Job,Source,Tags', ...rows].join('\n')) })
const manyRows = (count: number): string[] => Array.from({ length: count }, (_, at) => `Person ${at},p${at}@x.example,Acme,${at % 2 === 0 ? 'Data analyst' : 'Sales lead'},Referral,a`)

async function planned(replica: Replica, rows: readonly string[]): Promise<ImportWork> {
  const work = new ImportWork(replica, openLocalImport())
  await work.read(csv(rows))
  await work.plan()
  expect(work.state.step).toBe('review')
  return work
}

async function countsOf(replica: Replica): Promise<Record<string, number>> {
  const names: readonly CollectionName[] = ['jobs', 'candidates', 'applications', 'notes', 'activities']
  return Object.fromEntries(await Promise.all(names.map(async name => [name, (await replica.find(name, {})).length] as const)))
}

function doneRecord(work: ImportWork) {
  if (work.state.step !== 'done') throw new Error(`the import is at ${work.state.step}`)
  return work.state.record
}

test('every row of the file is written or named, and a job that only the file knows is opened', async () => {
  const replica = await openLaptop()
  const work = await planned(replica, [...manyRows(250), ',nobody@x.example,,,,', 'Person 0,p0@x.example,,Sales lead,,'])
  await work.write(testNowMs)
  const { counts } = doneRecord(work)
  expect(counts).toMatchObject({ rows: 252, created: 250, changed: 1, invalid: 1 })
  expect(await countsOf(replica)).toMatchObject({ jobs: 2, candidates: 250, applications: 251 })
  const [settings] = await replica.find('settings', {})
  expect(settings!.sources.map(source => source.name)).toEqual(['Referral'])
  if (work.state.step === 'done') expect(work.state.said.some(each => each.effect === 'invalid' && each.line === 252)).toBe(true)
})

test('an import that a crash interrupts goes on where it stood and makes nothing twice', async () => {
  const replica = await openLaptop()
  let writes = 0
  // The laptop dies in the middle: half of a chunk is on disk, and nobody heard of it.
  const dying: Replica = { ...replica, write: async (changes: readonly Change[]) => {
    writes += 1
    if (writes !== 4) return replica.write(changes)
    await replica.write(changes.slice(0, Math.floor(changes.length / 2)))
    throw new Error('crash')
  } }
  const before = await planned(dying, manyRows(350))
  await before.write(testNowMs)
  expect(before.state.step).toBe('writing')
  const after = new ImportWork(replica, openLocalImport())
  const record = await after.unfinished()
  await after.resume(record!)
  expect(doneRecord(after).counts).toMatchObject({ rows: 350, created: 350 })
  const counts = await countsOf(replica)
  expect(counts).toMatchObject({ candidates: 350, applications: 350, jobs: 2 })
  const lines = await replica.find('activities', { where: { kind: 'candidate.added' } })
  expect(new Set(lines.map(line => line.candidateId)).size).toBe(350)
  expect(await openShelf(replica.device).rows(record!.run.importId, 0)).toEqual([])
})

test('stopping keeps what is written and says how many rows were not reached', async () => {
  const replica = await openLaptop()
  const work = await planned(replica, manyRows(500))
  const stop = work.state$.subscribe(state => { if (state.step === 'writing' && state.record.nextChunk === 2 && !state.isCancelling) work.cancel() })
  await work.write(testNowMs)
  stop.unsubscribe()
  expect(doneRecord(work)).toMatchObject({ status: 'cancelled', counts: { created: 200, rows: 500 } })
  expect((await countsOf(replica))['candidates']).toBe(200)
})

test('stopped while its rows are still being put down, an import writes nobody and opens no job', async () => {
  const replica = await openLaptop()
  const before = await countsOf(replica)
  const work = await planned(replica, manyRows(300))
  const written = work.write(testNowMs)
  work.cancel()
  await written
  expect(doneRecord(work)).toMatchObject({ status: 'cancelled', counts: { created: 0, rows: 300 } })
  const after = await countsOf(replica)
  expect({ ...after, activities: 0 }).toEqual({ ...before, activities: 0 })
})

test('undo removes the whole import, keeps who was worked on since, and puts back what it changed on others', async () => {
  const replica = await openLaptop()
  const ana = makeCandidate({ fullName: 'Ana Sousa', emails: ['ana@x.example'], company: '' })
  await replica.write([{ kind: 'create', collection: 'candidates', document: ana }])
  const start = await countsOf(replica)
  const work = await planned(replica, ['Ana Sousa,ana@x.example,Kestrel Maps,,,new tag', ...manyRows(5)])
  await work.write(testNowMs)
  expect(await replica.get('candidates', ana.id)).toMatchObject({ company: 'Kestrel Maps', tags: ['new tag'] })
  const [moved] = await replica.find('candidates', { where: { fullName: 'Person 3' } })
  await replica.write([{ kind: 'create', collection: 'activities', document: { ...(await replica.find('activities', { where: { candidateId: moved!.id } }))[0]!, id: createId(), kind: 'candidate.tagged', importId: null } }])

  const putBack = await work.undo(doneRecord(work).run.importId, doneRecord(work).counts.rows, testNowMs)

  expect(await replica.get('candidates', ana.id)).toMatchObject({ company: '', tags: [] })
  expect((await replica.find('candidates', {})).map(each => each.fullName).sort()).toEqual(['Ana Sousa', 'Person 3'])
  if (work.state.step === 'done') expect(work.state.undone).toMatchObject({ removed: 4, reverted: 1, stays: [{ name: 'Person 3', why: 'Since the import, somebody changed the tags' }, { name: 'Sales lead' }] })
  await putBack()
  expect((await countsOf(replica))['candidates']).toBe(start['candidates']! + 5)
})

test('the same file again finds nothing to do', async () => {
  const replica = await openLaptop()
  await (await planned(replica, manyRows(20))).write(testNowMs)
  const before = await countsOf(replica)
  const again = await planned(replica, manyRows(20))
  if (again.state.step === 'review') expect(again.state.rows.map(row => row.verdict)).toEqual(Array.from({ length: 20 }, () => 'same'))
  await again.write(testNowMs + 1)
  expect(doneRecord(again).counts).toMatchObject({ created: 0, changed: 0, skipped: 20 })
  expect({ ...await countsOf(replica), activities: 0 }).toEqual({ ...before, activities: 0 })
})

test('somebody hired in the file is put at the end of the job, never marked as hired', async () => {
  const replica = await openLaptop()
  const work = new ImportWork(replica, openLocalImport())
  await work.read({ name: 'x.csv', bytes: async () => new TextEncoder().encode('Name,E-mail,Job,Status\nAna,a@x.example,Data analyst,Hired\n') })
  await work.plan()
  await work.write(testNowMs)
  const [card] = await replica.find('applications', {})
  expect(card!.status).toBe('active')
  if (work.state.step === 'done') expect(work.state.said[0]!.said[0]).toContain('Hired according to the file')
})

test('a candidate added by hand is left alone by an undo', async () => {
  const replica = await openLaptop()
  const stamp = { actorId: replica.identity.personId, nowMs: testNowMs, createId }
  await replica.write(addCandidate({ fullName: 'By Hand' }, stamp).changes)
  const work = await planned(replica, manyRows(3))
  await work.write(testNowMs)
  await work.undo(doneRecord(work).run.importId, 3, testNowMs)
  expect((await replica.find('candidates', {})).map(each => each.fullName)).toEqual(['By Hand'])
})
