import { openBridge } from '../../bridge/bridge.ts'
import type { Replica } from '../../replica/replica.ts'
import { exportAll, type Exported, type ExportProgress } from './work/export-all.ts'
import { openExportWorker } from './work/export-port.ts'

export type ExportEnd = Readonly<{ kind: 'saved'; manifest: Exported['manifest']; sizeBytes: number } | { kind: 'cancelled' } | { kind: 'failed'; say: string }>

const problems = {
  no_space: 'There is no room for the file on this computer.', no_permission: 'This folder cannot be written to. Choose another one.', unreadable: 'The file could not be saved there.', other: 'The file could not be saved.',
} as const

function fileName(workspace: string, nowMs: number): string {
  // oxlint-disable-next-line no-control-regex -- names no file system takes
  const safe = workspace.replace(/[\x00-\x1f<>:"/\\|?*]+/g, ' ').trim().slice(0, 60) || 'Workspace'
  return `${safe} - Shortlist export ${new Date(nowMs).toISOString().slice(0, 10)}.zip`
}

/** Packs everything and saves it where the person says. */
export async function runExport(replica: Replica, nowMs: number, onProgress: (progress: ExportProgress) => void, isCancelled: () => boolean): Promise<ExportEnd> {
  const port = openExportWorker()
  try {
    const exported = await exportAll(replica, port, nowMs, onProgress, isCancelled)
    if (!exported) return { kind: 'cancelled' }
    const { blob, manifest } = exported
    const answer = await openBridge().saveFile(fileName(manifest.workspace.name, nowMs), new Uint8Array(await blob.arrayBuffer()))
    if (answer.kind === 'failed') return { kind: 'failed', say: problems[answer.reason] }
    return answer.kind === 'saved' ? { kind: 'saved', manifest, sizeBytes: blob.size } : { kind: 'cancelled' }
  } catch {
    return { kind: 'failed', say: 'The export could not be made. Nothing was changed; try again.' }
  } finally {
    port.close()
  }
}
