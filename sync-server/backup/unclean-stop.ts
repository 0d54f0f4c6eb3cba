import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../db/database.ts'
import { beginEpoch } from './begin-epoch.ts'

/**
 * The embedded store does not wait for the disk: after a stop that was not clean its last commits may be gone, and
 * their sequences would be given out again. Such a start begins a new epoch: laptops give back what is missing.
 * Answers with what to call after a clean stop.
 */
export async function healUncleanStop(db: Database, folder: string, nowMs: number): Promise<() => Promise<void>> {
  const note = join(folder, 'shortlist.running')
  const wasUnclean = await stat(note).then(() => true, () => false)
  if (wasUnclean) {
    await db.transaction(async tx => {
      const workspaces = await tx.query<{ id: string; sequence: number }>('select id, sequence from workspaces for update')
      for (const { id, sequence } of workspaces) await beginEpoch(tx, id, { hadSequence: sequence, lostSequence: sequence, nowMs })
    })
  }
  await writeFile(note, '')
  return () => rm(note, { force: true })
}
