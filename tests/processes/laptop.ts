import { firstValueFrom } from 'rxjs'
import type { CollectionName } from '#shared/domain/model/collections'
import { CuttableNetwork } from '#tests/support/cuttable-network'
import type { Signed } from '#tests/support/process-workspace'
import { openReplica } from '../../src/renderer/replica/open-replica.ts'
import type { Replica } from '../../src/renderer/replica/replica.ts'

export type Laptop = Replica & Readonly<{ network: CuttableNetwork }>

let names = 0

/** A real replica in memory whose line to a server process can be taken away. RxDB opens at most 13 collections a process. */
export async function openLaptop(server: string, session: Signed, collections: readonly CollectionName[]): Promise<Laptop> {
  names += 1
  const network = new CuttableNetwork()
  const replica = await openReplica({
    server, token: session.token, storage: 'memory', device: `laptop ${names}`, name: `process-${names}`, collections, socket: network.socket, random: () => 0,
    identity: { workspaceId: session.workspaceId, personId: session.person.id },
  })
  return Object.assign(replica, { network })
}

/** Tries again at once whenever the line is lost, until everything local is acknowledged. */
export async function settledSoon(laptop: Laptop): Promise<void> {
  const nudge = setInterval(() => {
    if (['offline', 'paused'].includes(laptop.sync.view.kind)) laptop.sync.now()
  }, 200)
  try {
    await laptop.sync.settled()
  } finally {
    clearInterval(nudge)
  }
}

export const pendingNow = (laptop: Laptop, collection: CollectionName): Promise<ReadonlySet<string>> => firstValueFrom(laptop.watchPending(collection))

/** Random numbers from a seed that a failed run prints, so that it can be repeated with PROCESS_SEED. */
export function seeded(name: string): () => number {
  const seed = Number(process.env['PROCESS_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  process.stderr.write(`${name}: seed ${seed}\n`)
  let state = seed
  return () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
