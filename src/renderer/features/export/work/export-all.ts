import { archiveOrder, type Manifest } from '#shared/domain/export/archive-format'
import type { CandidateFile } from '#shared/domain/model/candidate'
import type { Replica } from '../../../replica/replica.ts'
import type { ExportPort } from './export-port.ts'

export type ExportProgress = Readonly<{ documents: number; files: number; filesTotal: number }>
export type Exported = Readonly<{ blob: Blob; manifest: Manifest }>

const pageSize = 1_000

/** Packs everything this person may see. Works with no network: files that are not here are named in the manifest. */
export async function exportAll(replica: Replica, port: ExportPort, nowMs: number, onProgress: (progress: ExportProgress) => void, isCancelled: () => boolean): Promise<Exported | null> {
  const { workspaceId, personId } = replica.identity
  const [settings, me] = await Promise.all([replica.get('settings', workspaceId), replica.get('people', personId)])
  await port.ask('start', { atMs: nowMs, workspace: { id: workspaceId, name: settings?.name ?? '' }, by: { id: personId, name: me?.name ?? '' } })
  const files = new Map<string, CandidateFile>()
  let documents = 0
  for (const collection of archiveOrder) {
    await port.ask('begin', collection)
    for await (const page of replica.all(collection, pageSize)) {
      if (isCancelled()) return null
      if (collection === 'candidates') for (const candidate of page as readonly { files: readonly CandidateFile[] }[]) for (const file of candidate.files) files.set(file.sha256, file)
      await port.ask('add', page)
      documents += page.length
      onProgress({ documents, files: 0, filesTotal: files.size })
    }
    await port.ask('end', null)
  }
  let done = 0
  for (const facts of files.values()) {
    if (isCancelled()) return null
    const blob = await replica.files.open(facts.sha256).catch(() => null)
    await port.ask('file', { facts, bytes: blob ? new Uint8Array(await blob.arrayBuffer()) : null })
    done += 1
    onProgress({ documents, files: done, filesTotal: files.size })
  }
  return await port.ask('finish', null)
}
