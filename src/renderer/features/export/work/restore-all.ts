import type { Change } from '#shared/domain/commands/change'
import type { RestoreRemark } from '#shared/domain/export/plan-restore'
import type { Manifest } from '#shared/domain/export/archive-format'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Replica } from '../../../replica/replica.ts'
import type { ExportPort } from './export-port.ts'

export type RestoreProgress = Readonly<{ done: number; total: number }>
export type Restored = Readonly<{ documents: number; files: number; missingFiles: readonly string[]; remarks: readonly RestoreRemark[] }>

const writeSize = 120

/** True when nothing of anybody would be touched: only then an export may be brought back. */
export async function isEmptyWorkspace(replica: Replica, ours: Manifest | null = null): Promise<boolean> {
  const [candidates, jobs] = await Promise.all([replica.find('candidates', { limit: 1 }), replica.find('jobs', { limit: 1 })])
  // A restore that was interrupted may go on: what stands there is its own beginning.
  const begun = ours === null ? undefined : await replica.device.get<string>('restore/from')
  return (candidates.length === 0 && jobs.length === 0) || (ours !== null && begun === keyOf(ours))
}

const keyOf = (manifest: Manifest): string => `${manifest.workspace.id}@${manifest.exportedAtMs}`

async function notYetThere(replica: Replica, changes: readonly Change[]): Promise<readonly Change[]> {
  const made = Map.groupBy(changes.filter(change => change.kind === 'create'), change => change.collection)
  const there = new Set<string>()
  for (const [collection, list] of made) for (const id of (await replica.getMany(collection as CollectionName, list.map(change => change.document.id))).keys()) there.add(`${collection}/${id}`)
  return changes.filter(change => change.kind !== 'create' || !there.has(`${change.collection}/${change.document.id}`))
}

/** Brings an opened export back. Interrupted, it can be begun again: what stands already is left as it is. */
export async function restoreAll(replica: Replica, port: ExportPort, manifest: Manifest, onProgress: (progress: RestoreProgress) => void): Promise<Restored> {
  const [people, settings] = await Promise.all([replica.find('people', {}), replica.get('settings', replica.identity.workspaceId)])
  if (!settings) throw new Error('the workspace has not arrived')
  const plan = await port.ask('plan', { actorId: replica.identity.personId, people, settings })
  const changes = [...plan.changes, ...plan.last]
  const total = changes.length + manifest.files.length
  await replica.device.set('restore/from', keyOf(manifest))
  for (let at = 0; at < changes.length; at += writeSize) {
    const slice = await notYetThere(replica, changes.slice(at, at + writeSize))
    if (slice.length > 0) await replica.write(slice)
    onProgress({ done: Math.min(changes.length, at + writeSize), total })
    await new Promise(resolve => setTimeout(resolve, 0))
  }
  const missingFiles: string[] = []
  for (const [at, file] of manifest.files.entries()) {
    const bytes = await port.ask('archivedFile', at)
    if (bytes) {
      const kept = await replica.files.put(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: file.mediaType }), file.name)
      if (kept.sha256 !== file.sha256) missingFiles.push(file.name)
    } else missingFiles.push(file.name)
    onProgress({ done: changes.length + at + 1, total })
  }
  await replica.device.set('restore/from', undefined)
  return { documents: plan.changes.filter(change => change.kind === 'create').length, files: manifest.files.length - missingFiles.length, missingFiles, remarks: plan.remarks }
}
