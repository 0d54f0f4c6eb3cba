import type { Database } from '../../db/database.ts'

/** The reason an interview was called off with; empty when nobody said, and for one that takes place after all. */
export async function whyCalledOff(db: Database, { workspaceId, interviewId }: Readonly<{ workspaceId: string; interviewId: string }>): Promise<string> {
  const [row] = await db.query<{ why: string | null }>(`select content->>'cancelReason' as why from documents where workspace_id = $1 and collection = 'interviews' and id = $2 and (content->>'cancelled')::boolean`, [workspaceId, interviewId])
  return row?.why ?? ''
}
