import { hasRunOut } from '#shared/domain/offers/server-hand'
import type { Offer } from '#shared/domain/model/offer'
import { dayOf } from '#shared/lib/zoned-time'
import type { Database, Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'

/** How an offer's new standing is written, in the transaction given. */
export type OfferPort = Readonly<{ write(workspaceId: string, offerId: string, content: Readonly<Partial<Offer>>, tx: Tx): Promise<() => void> }>
type Options = Readonly<{ db: Database; offers: OfferPort; now: () => number }>

/**
 * Ends the offers whose last day is over in the workspace's zone. Whether one still waits for the candidate is asked
 * again under the workspace's lock: an answer that came in the same moment stands.
 */
export async function expireOffers({ db, offers, now }: Options): Promise<number> {
  const open = await db.query<{ workspaceId: string; id: string; zone: string }>(
    `select o.workspace_id as "workspaceId", o.id, s.content->>'zone' as zone from documents o
     join documents s on s.workspace_id = o.workspace_id and s.collection = 'settings' and s.id = o.workspace_id
     where o.collection = 'offers' and not o.deleted and o.content->>'status' = 'extended' order by o.id`,
  )
  let ended = 0
  for (const { workspaceId, id, zone } of open) {
    const announce = await db.transaction(async tx => {
      await lockWorkspace(tx, workspaceId)
      const [row] = await tx.query<{ content: Offer }>(`select content from documents where workspace_id = $1 and collection = 'offers' and id = $2 and not deleted`, [workspaceId, id])
      if (!row || !hasRunOut(row.content, dayOf(now(), zone))) return null
      return offers.write(workspaceId, id, { status: 'expired', statusAtMs: now(), statusNote: '' }, tx)
    })
    if (!announce) continue
    announce()
    ended += 1
  }
  return ended
}
