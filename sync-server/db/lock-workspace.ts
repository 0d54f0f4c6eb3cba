import type { Tx } from './database.ts'
import { prepared } from './prepared.ts'

/** The workspace's place in time. */
export type WorkspaceHead = Readonly<{ sequence: number; epoch: string }>

const lockSql = prepared('lock_workspace', 'select sequence, epoch from workspaces where id = $1 for update')

/**
 * Takes the workspace's row lock for the rest of the transaction. All writers of a workspace queue here, in every server
 * process: sequences are given in commit order, rules that span documents see each other's writes, and what is read under
 * the lock still stands when something is written because of it.
 * @throws when the workspace's row is gone, as when a restore replaced it while this transaction waited.
 */
export async function lockWorkspace(tx: Tx, workspaceId: string): Promise<WorkspaceHead> {
  const [head] = await tx.query<WorkspaceHead>(lockSql, [workspaceId])
  if (!head) throw new Error('workspace row is missing')
  return head
}
