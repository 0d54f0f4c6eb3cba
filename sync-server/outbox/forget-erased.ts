import type { Database } from '../db/database.ts'

/**
 * Takes what was sent and answered out of the log for candidates who were erased since. That something was sent, when
 * and to whom stays. Asks of that time go as a whole: they may be about anybody.
 */
export async function forgetErased(db: Database): Promise<void> {
  await db.transaction(async tx => {
    await tx.query(
      `update delivery_attempts a set exchanges = '[]' from deliveries d join documents p on p.workspace_id = d.workspace_id and p.collection = 'candidates' and p.id = d.candidate_id
       where a.delivery_id = d.id and jsonb_typeof(p.content->'erasedAtMs') = 'number' and a.exchanges <> '[]'::jsonb`,
    )
    await tx.query(
      `update hook_polls a set exchanges = '[]' where a.exchanges <> '[]'::jsonb and exists (
         select 1 from documents p where p.workspace_id = a.workspace_id and p.collection = 'candidates' and jsonb_typeof(p.content->'erasedAtMs') = 'number' and (p.content->>'erasedAtMs')::bigint >= a.at_ms)`,
    )
  })
}
