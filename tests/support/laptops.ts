import { filter, firstValueFrom } from 'rxjs'
import type { CollectionName } from '#shared/domain/model/collections'
import { openReplica } from '../../src/renderer/replica/open-replica.ts'
import type { Replica } from '../../src/renderer/replica/replica.ts'
import { CuttableNetwork } from './cuttable-network.ts'

/** A laptop without a screen whose network can be taken away. */
export type Laptop = Replica & { network: CuttableNetwork }

type Session = Readonly<{ token: string; workspaceId: string; person: Readonly<{ id: string }> }>
type LaptopOptions = Readonly<{ server: string; /** Tells the replicas of one test run apart. */ name: string; device: string; collections: readonly CollectionName[] }>

const opened = new Set<Laptop>()

/** Opens one and waits until everything is there. `closeLaptops` closes it. */
export async function openLaptop({ token, workspaceId, person }: Session, { server, name, device, collections }: LaptopOptions): Promise<Laptop> {
  const network = new CuttableNetwork()
  const replica = await openReplica({ server, token, storage: 'memory', device, name: `${name}-${device}`, collections, socket: network.socket, identity: { workspaceId, personId: person.id } })
  await replica.sync.settled()
  const laptop = Object.assign(replica, { network })
  opened.add(laptop)
  return laptop
}

/** After each test: RxDB's free build opens 13 collections in one process, and the next test wants them. */
export async function closeLaptops(): Promise<void> {
  for (const laptop of opened) await laptop.close()
  opened.clear()
}

/** Resolves when the laptop has noticed. */
export async function offline({ network, sync }: Laptop): Promise<void> {
  network.cut()
  await firstValueFrom(sync.state$.pipe(filter(view => view.kind !== 'live' && view.kind !== 'sending')))
}

/** Resolves when everything is shared. */
export async function online({ network, sync }: Laptop): Promise<void> {
  network.restore()
  sync.now()
  await sync.settled()
}
