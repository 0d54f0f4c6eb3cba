import type { BaseWindow, Dialog } from 'electron'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'

export type NotSaved = { kind: 'failed'; reason: 'no_space' | 'no_permission' | 'unreadable' | 'other' }
export type Saved = { kind: 'saved'; fileName: string } | { kind: 'cancelled' } | NotSaved
export type Opened =
  | { kind: 'opened'; files: { name: string; bytes: Uint8Array<ArrayBuffer> }[] }
  | { kind: 'too_large'; name: string; maxBytes: number } | { kind: 'cancelled' } | NotSaved
export type OpenQuestion = Readonly<{ title: string; extensions: readonly string[]; several: boolean; maxBytes: number }>

/** A suggestion may hold a candidate's name: anything a file system dislikes becomes a space, and no folder is named. */
export function safeFileName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must go
  const plain = name.replace(/[\u0000-\u001f<>:"/\\|?*]/g, ' ').replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '')
  return plain === '' ? 'shortlist' : plain
}

/** Asks where, then writes beside and renames: a full disk leaves no half-written file under the chosen name. */
export async function saveFile(dialog: Pick<Dialog, 'showSaveDialog'>, window: BaseWindow, suggestedName: string, bytes: Uint8Array): Promise<Saved> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: safeFileName(suggestedName) })
  if (canceled || filePath === '') return { kind: 'cancelled' }
  const beside = `${filePath}.part`
  try {
    await writeFile(beside, bytes)
    await rename(beside, filePath)
    return { kind: 'saved', fileName: basename(filePath) }
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    return failed(error)
  }
}

/** The chosen files' contents; one that is larger than `maxBytes` is named and nothing is read. */
export async function openFiles(dialog: Pick<Dialog, 'showOpenDialog'>, window: BaseWindow, question: OpenQuestion): Promise<Opened> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: question.title,
    properties: question.several ? ['openFile', 'multiSelections'] : ['openFile'],
    filters: question.extensions.length === 0 ? [] : [{ name: question.title, extensions: [...question.extensions] }],
  })
  if (canceled || filePaths.length === 0) return { kind: 'cancelled' }
  try {
    for (const path of filePaths) {
      const facts = await stat(path)
      if (!facts.isFile()) return { kind: 'failed', reason: 'unreadable' }
      if (facts.size > question.maxBytes) return { kind: 'too_large', name: basename(path), maxBytes: question.maxBytes }
    }
    const files = await Promise.all(filePaths.map(async path => ({ name: basename(path), bytes: new Uint8Array(await readFile(path)) })))
    return { kind: 'opened', files }
  } catch (error) {
    return failed(error)
  }
}

const reasons: Readonly<Record<string, NotSaved['reason']>> = {
  ENOSPC: 'no_space', EDQUOT: 'no_space', EACCES: 'no_permission', EPERM: 'no_permission', EROFS: 'no_permission', ENOENT: 'unreadable', EISDIR: 'unreadable',
}

function failed(error: unknown): NotSaved {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  return { kind: 'failed', reason: reasons[code] ?? 'other' }
}
