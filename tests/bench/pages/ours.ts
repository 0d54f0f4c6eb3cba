import type { Candidate } from '#shared/domain/model/candidate'
import { openReplica } from '../../../src/renderer/replica/open-replica.ts'
import type { Replica } from '../../../src/renderer/replica/replica.ts'
import { collect, sendEvenly, stampText, timed, type Peer } from './peer.ts'

export type OursOptions = Readonly<{ server: string; token: string; workspaceId: string; personId: string; isEncrypted: boolean }>

/** Shortlist's replica against the built server. */
export function createOurs({ server, token, workspaceId, personId, isEncrypted }: OursOptions): Peer {
  let replica: Replica | null = null
  let ids: string[] = []
  const openNamed = (name: string): Promise<Replica> => openReplica({
    server, token, storage: 'indexeddb', device: 'bench', identity: { workspaceId, personId }, name, collections: ['candidates'],
    ...(isEncrypted && { key: new Uint8Array(32).fill(7) }),
  })
  const write = (id: string, headline: string): Promise<unknown> => replica!.write([{ kind: 'edit', collection: 'candidates', id, fields: { headline } }])
  const idsOf = async (from: Replica): Promise<string[]> => {
    const all: string[] = []
    for await (const page of from.all('candidates')) all.push(...page.map(candidate => candidate.id))
    return all
  }
  return {
    async firstSync(name) {
      let fresh: Replica | null = null
      const took = await timed(async () => {
        fresh = await openNamed(name)
        await fresh.sync.settled()
      })
      const count = (await idsOf(fresh!)).length
      await fresh!.wipe()
      return { took, count }
    },
    async open(name) {
      replica = await openNamed(name)
      await replica.sync.settled()
      ids = await idsOf(replica)
    },
    edit: (value, count) => timed(() => Promise.all(ids.slice(0, count).map((id, index) => write(id, `${value} ${index}`)))),
    editInTurn: async (value, count) => await timed(async () => { for (let index = 0; index < count; index += 1) await write(ids[index]!, `${value} ${index}`) }) / count,
    nudge: () => replica!.sync.now(),
    settled: () => replica!.sync.settled(),
    sendStamps: (count, everyMs) => sendEvenly(count, everyMs, index => write(ids[index % 100]!, stampText())),
    hearStamps: count => collect(count, take => {
      const subscription = replica!.changes('candidates').subscribe(changes => {
        for (const { document } of changes) take((document as Candidate | null)?.headline)
      })
      return () => subscription.unsubscribe()
    }),
  }
}
