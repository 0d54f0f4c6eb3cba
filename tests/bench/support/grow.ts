import type { SignedIn } from './built-server.ts'
import { benchNowMs } from './rows.ts'
import type { Database } from './seed.ts'

/** How many changes each document has seen. */
export const changesEach = 2.5

/**
 * Fills the store by SQL from one document that the server wrote: 200,000 pushes would take minutes, and what is
 * measured is what comes after.
 */
export async function grow(db: Database, { workspaceId, personId }: SignedIn, templateId: string, from: number, to: number): Promise<void> {
  const sequence = Number((await db.query<{ sequence: number }>('select sequence from workspaces where id = $1', [workspaceId]))[0]!.sequence)
  const id = `overlay('00000000-0000-7000-8000-000000000000' placing lpad(to_hex(n), 8, '0') from 1)::uuid`
  const [many, count] = [Math.round((to - from) * changesEach), to - from]
  await db.query(
    `insert into documents (workspace_id, collection, id, revision, stream_revision, created_revision, content, unit_revisions, audience, candidate_id)
     select workspace_id, 'candidates', ${id}, $4 + n, $4 + n, $4 + n,
       content || jsonb_build_object('id', ${id}, 'fullName', 'Person ' || n, 'emails', jsonb_build_array('person' || n || '@mail.example')),
       jsonb_build_object('headline', $4 + n), audience, ${id}
     from documents, generate_series($2::int + 1, $3::int) as n where workspace_id = $1 and collection = 'candidates' and documents.id = $5`,
    [workspaceId, from, to, sequence - from, templateId],
  )
  await db.query(
    `insert into revisions (workspace_id, revision, collection, id, kind, person_id, operation, at_ms, received_at_ms, changes)
     select $1, $2 + r, 'candidates', ${id.replaceAll('n)', '($3 + 1 + r % $4)::int)')}, 'edit', $5, 'grown' || r, $6, $6, '{"headline": ["before it was changed", "after it was changed"]}'
     from generate_series(1, $7::int) as r`,
    [workspaceId, sequence, from, count, personId, benchNowMs, many],
  )
  await db.query('update workspaces set sequence = sequence + $2 where id = $1', [workspaceId, many])
  for (const table of ['documents', 'revisions']) await db.query(`analyze ${table}`)
}
