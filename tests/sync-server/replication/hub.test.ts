import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ServerMessage } from '#shared/contract/sync-protocol'
import { collectionNames } from '#shared/domain/model/collections'
import { Connection, type Socket } from '#server/replication/connection'
import { writeCursor } from '#server/replication/cursor'
import { Hub } from '#server/replication/hub'
import { loadReader } from '#server/replication/pull'
import { stores, type OpenedStore } from '#tests/support/databases'
import { editRow, makeApplication, makeCandidate, makeJob, newMember, newRow, openWorkspace, testNowMs, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('the open lines over $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let hub: Hub
  let failures: unknown[] = []
  beforeEach(async () => {
    failures = []
    store = await open()
    workspace = await openWorkspace(store.db)
    hub = new Hub(store.db, { now: () => testNowMs, onFailure: cause => { failures.push(cause) } })
    await hub.start()
  })
  afterEach(async () => {
    await hub.stop()
    await store.close()
  })

  /** A colleague's line that is up to date, and what it was told, in order. */
  async function lineOf(member: TestWorkspace['members']['owner'], socket?: Socket): Promise<{ connection: Connection; told: string[] }> {
    const told: string[] = []
    const [head] = await store.db.query<{ sequence: number; epoch: string }>('select sequence, epoch from workspaces where id = $1', [workspace.workspaceId])
    const connection = new Connection({
      socket: socket ?? { send: (text, gone) => { told.push((JSON.parse(text) as ServerMessage).type); gone?.() }, close: code => told.push(`closed ${code}`), bufferedAmount: 0 },
      ...member, workspaceId: workspace.workspaceId, epoch: head!.epoch, collections: collectionNames, live: true, restoredTo: null,
      reader: await loadReader(store.db, workspace.workspaceId, member.personId),
    })
    connection.at = head!.sequence
    hub.add(connection)
    return { connection, told }
  }

  /** Keeps every writer of the workspace waiting until released. */
  async function holdTheLock(): Promise<() => Promise<void>> {
    let release = (): void => undefined
    const released = new Promise<void>(resolve => { release = resolve })
    let held = (): void => undefined
    const isHeld = new Promise<void>(resolve => { held = resolve })
    const transaction = store.db.transaction(async tx => {
      await tx.query('select 1 from workspaces where id = $1 for update', [workspace.workspaceId])
      held()
      await released
    })
    await isHeld
    return async () => {
      release()
      await transaction
    }
  }

  test('a server that stops commits and answers what it has taken, tells it to colleagues, takes nothing new, and then closes', async () => {
    const { owner, recruiter } = workspace.members
    const [writer, reader] = [await lineOf(owner), await lineOf(recruiter)]
    const release = await holdTheLock()
    const candidate = makeCandidate()
    const taken = hub.push(writer.connection, [newRow('candidates', candidate)])
    // The embedded store's transaction begins once whoever stands at the door has joined.
    for (let turn = 0; turn < 3; turn += 1) await setImmediate()
    const waiting = hub.push(writer.connection, [newRow('candidates', makeCandidate())])
    const stopped = hub.stop()
    expect(await waiting).toEqual({ kind: 'stopping' })
    expect(await hub.push(writer.connection, [newRow('candidates', makeCandidate())])).toEqual({ kind: 'stopping' })
    expect(reader.told).toEqual([])
    await release()
    expect(await taken).toMatchObject({ kind: 'answered', results: [{ kind: 'accepted' }] })
    await stopped
    expect(reader.told).toEqual(['changes', 'closed 1001'])
    const late = await lineOf({ ...owner, ...newMember('late') })
    expect(late.told).toEqual(['closed 1001'])
    expect(await store.db.query('select id from documents where collection = $1', ['candidates'])).toEqual([{ id: candidate.id }])
    expect(failures).toEqual([])
  })
  test('a line to which commits say nothing learns once, a little later, how far it has come', async () => {
    const { owner, interviewer } = workspace.members
    const [writer, listener] = [await lineOf(owner), await lineOf(interviewer)]
    const before = listener.connection.at!
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      for (let turn = 0; turn < 3; turn += 1) await hub.push(writer.connection, [newRow('candidates', makeCandidate())])
      // The last commit is told to the lines right after its answer.
      while (listener.connection.at! < before + 3) await setImmediate()
      expect([writer.told, listener.told]).toEqual([[], []])
      await vi.advanceTimersByTimeAsync(1_000)
    } finally {
      vi.useRealTimers()
    }
    expect([writer.told, listener.told]).toEqual([['changes'], ['changes']])
    expect(failures).toEqual([])
  })
  test('a laptop that is fetching while its person leaves the team gives back what they lost, and hears of nothing there any more', async () => {
    const { owner, hiringManager } = workspace.members
    const job = makeJob({ hiringTeam: [{ id: hiringManager.personId, role: 'hiringManager' }] })
    const [candidate, later] = [makeCandidate(), makeCandidate()]
    const [made] = await workspace.push(owner, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', makeApplication(job, candidate))])
    const heard: string[] = []
    const { connection } = await lineOf(hiringManager, { send: (text, gone) => { heard.push(text); gone?.() }, close: () => undefined, bufferedAmount: 0 })
    let cursor = writeCursor({ epoch: connection.epoch, at: connection.at!, walk: null })
    connection.at = null
    // Another server process takes this; nothing tells it to the line before it asks.
    await workspace.push(owner, [editRow('jobs', job.id, made!.revision, { hiringTeam: [] })])
    const gone: string[] = []
    for (let isDone = false; !isDone;) {
      const page = JSON.parse(await hub.pull(connection, cursor)) as Extract<ServerMessage, { type: 'page' }>
      gone.push(...page.rows.filter(row => row.gone === 'removed').map(row => row.id))
      cursor = page.cursor
      isDone = page.done
    }
    expect(gone).toEqual(expect.arrayContaining([job.id, candidate.id]))
    const writer = await lineOf(owner)
    await hub.push(writer.connection, [newRow('candidates', later), newRow('applications', makeApplication(job, later)), editRow('candidates', candidate.id, 0, { headline: 'Not theirs any more' })])
    await hub.push(writer.connection, [editRow('people', hiringManager.personId, 0, { title: 'Elsewhere now' })])
    await expect.poll(() => heard.join('')).toContain('Elsewhere now')
    for (const id of [later.id, candidate.id]) expect(heard.join('')).not.toContain(id)
    expect(failures).toEqual([])
  })
  test('a line that does not read is given nothing more until it has, and then all of it together', async () => {
    const { owner, recruiter } = workspace.members
    const writer = await lineOf(owner)
    const told: ServerMessage[] = []
    const waiting: (() => void)[] = []
    const socket = { send: (text: string, gone?: () => void) => { told.push(JSON.parse(text) as ServerMessage); waiting.push(gone!) }, close: () => undefined, bufferedAmount: 0 }
    const { connection } = await lineOf(recruiter, socket)
    await hub.push(writer.connection, [newRow('candidates', makeCandidate())])
    await expect.poll(() => told).toHaveLength(1)
    socket.bufferedAmount = 5 * 1024 * 1024
    const later = [makeCandidate(), makeCandidate(), makeCandidate()]
    for (const candidate of later) await hub.push(writer.connection, [newRow('candidates', candidate)])
    await expect.poll(() => connection.catchingUp).toBe(true)
    expect(told).toHaveLength(1)
    socket.bufferedAmount = 0
    for (const gone of waiting) gone()
    await expect.poll(() => connection.catchingUp).toBe(false)
    expect(told.slice(1).flatMap(message => (message.type === 'changes' ? message.rows.map(row => row.id) : []))).toEqual(later.map(candidate => candidate.id))
    expect(failures).toEqual([])
  })
})
