import 'fake-indexeddb/auto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CuttableNetwork } from '#tests/support/cuttable-network'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { kindsOf, WireClient } from '#tests/support/wire-client'
import { makeCandidate, newRow } from '#tests/support/workspace'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import type { Replica } from '../../../src/renderer/replica/replica.ts'

let server: TestServer
beforeAll(async () => { server = await startTestServer() })
afterAll(() => server.stop())

type Laptop = Replica & Readonly<{ network: CuttableNetwork; sessionId: string }>

async function laptop(session: { token: string; sessionId: string; workspaceId: string; person: { id: string } }, device: string): Promise<Laptop> {
  const network = new CuttableNetwork()
  const replica = await openReplica({
    server: server.url, token: session.token, storage: 'indexeddb', device, name: device, collections: ['candidates', 'people'], socket: network.socket, random: () => 0,
    identity: { workspaceId: session.workspaceId, personId: session.person.id },
  })
  await replica.sync.settled()
  return Object.assign(replica, { network, sessionId: session.sessionId })
}

/** Databases of the replica; the library's own mailbox between tabs exists only where there is no BroadcastChannel. */
const onDisk = async (device: string): Promise<string[]> => (await indexedDB.databases()).map(({ name }) => String(name)).filter(name => name.includes(device) && !name.startsWith('pubkey.broadcast-channel'))

test('a signed-out device is wiped at once, or when it comes back, with a receipt; another of the same person works on', async () => {
  const person = await server.join('recruiter')
  const candidate = makeCandidate()
  const office = await WireClient.signedIn(server.url, server.owner.token)
  expect(kindsOf(await office.push([newRow('candidates', candidate)]))).toEqual(['accepted'])
  const here = await laptop(person, 'device-here')
  const away = await laptop(await server.signIn(person.email, 'away'), 'device-away')
  await expect.poll(() => away.get('candidates', candidate.id)).not.toBeNull()
  const receipt = async (id: string) => (await server.db.query<{ at: number | null }>('select wiped_at_ms as at from sessions where id = $1', [id]))[0]!.at
  const signOut = (id: string) => server.request('DELETE', `/api/sessions/${id}`, person.token)

  away.network.cut()
  await expect.poll(() => away.sync.view.kind).toBe('offline')
  await signOut(away.sessionId)
  expect(await receipt(away.sessionId)).toBeNull()
  expect(await onDisk('device-away')).not.toEqual([])
  away.network.restore()
  away.sync.now()
  await expect.poll(() => receipt(away.sessionId)).not.toBeNull()
  expect((await onDisk('device-away')).join()).toBe('')

  expect(await here.get('candidates', candidate.id)).not.toBeNull()
  await signOut(here.sessionId)
  await expect.poll(() => receipt(here.sessionId)).not.toBeNull()
  expect((await onDisk('device-here')).join()).toBe('')
  office.close()
})
