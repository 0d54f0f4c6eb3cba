import type { Settings } from '#shared/domain/model/settings'
import type { Tx } from '../../db/database.ts'

type List = 'sources' | 'departments' | 'locations' | 'employmentTypes' | 'levels'

/** Names of the workspace's controlled lists by id; archived ones too, for old records carry them. */
export async function readLists(db: Tx, workspaceId: string): Promise<(list: List, id: string | null) => string | null> {
  const [row] = await db.query<{ content: Settings }>(`select content from documents where workspace_id = $1 and collection = 'settings' and id = $1 and not deleted`, [workspaceId])
  return (list, id) => (id === null ? null : row?.content[list].find(value => value.id === id)?.name ?? null)
}
