import { staffKey } from '#shared/domain/access/keys'
import { AppError } from '#shared/lib/app-error'
import type { Tx } from '../db/database.ts'
import { loadReader } from './pull.ts'

/**
 * The keys of an owner or a recruiter: they alone may delete and erase, and see what was.
 * @throws AppError `access.forbidden` for anybody else
 */
export async function keysOfStaff(tx: Tx, workspaceId: string, personId: string): Promise<ReadonlySet<string>> {
  const { keys } = await loadReader(tx, workspaceId, personId)
  if (!keys.has(staffKey)) throw new AppError('access.forbidden')
  return keys
}
