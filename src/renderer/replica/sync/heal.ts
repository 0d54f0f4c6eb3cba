import { acknowledgedContent, fromServer, receive, type LocalDocument } from '#shared/domain/merge/local-document'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import { maxMessageBytes, type PushResult, type PushRow } from '#shared/contract/sync-protocol'
import type { Stores } from '../read/reader.ts'
import { readStored } from '../read/read-stored.ts'
import { toLocal } from '../storage/stored-document.ts'
import type { LocalTable } from '../store/local-tables.ts'
import { rowTexts, type AskServer } from './pusher.ts'

/** Takes in the restored server's answer: revisions of the lost life are replaced by those of the new one. */
function takeRestored(collection: CollectionName, local: LocalDocument | null, result: PushResult): LocalDocument | null {
  if (!local || result.kind === 'accepted' && result.deleted === true) return null
  if (result.kind === 'refused' && result.content === null) return local
  const content = (result.content ?? acknowledgedContent(collection, local)) as Content
  if (local.sync.dirty === 0) return fromServer(content, result.revision)
  const earlier = { content: local.content, sync: { ...local.sync, revision: Math.min(local.sync.revision, result.revision - 1) } }
  const next = receive(collection, earlier, content, result.revision)
  const pending = Object.fromEntries(Object.entries(next.sync.pending).map(([name, was]) =>
    [name, { ...was, revision: Math.min(was.revision, result.revision) }]))
  return { content: next.content, sync: { ...next.sync, revision: result.revision, pending } }
}

type Healing = Readonly<{ row: PushRow; text: string }>

/**
 * After the server was restored from an older backup: gives back every document and deletion that this device knows
 * to be newer than the backup. Repeating it, or doing it on several devices, changes nothing.
 */
export async function giveBack(stores: Stores, gone: LocalTable, restoredTo: number, ask: AskServer, nowMs: number): Promise<number> {
  let given = 0
  const send = async (healing: readonly Healing[]): Promise<void> => {
    const results = await ask(healing.map(({ text }) => text))
    await Promise.all(healing.map(({ row }, index) => stores.get(row.collection)?.step(row.id, local => takeRestored(row.collection, local, results[index]!))))
    given += healing.length
  }
  for (const [collection, store] of stores) {
    let last = ''
    for (;;) {
      const page = await readStored(store.collection, { where: { id: { $gt: last } }, sort: ['id'], limit: 500 })
      const rows = page.map(stored => ({ id: stored.id, local: toLocal(stored) }))
        .filter(({ local }) => local.sync.revision > restoredTo && !local.sync.created)
        .map(({ id, local }) => restoreRow(collection, id, local.sync.revision, acknowledgedContent(collection, local), nowMs))
      for (const group of inMessages(rows)) await send(group)
      if (page.length < 500) break
      last = page.at(-1)!.id
    }
  }
  await giveBackDeletions(stores, gone, restoredTo, send, nowMs)
  return given
}

async function giveBackDeletions(stores: Stores, gone: LocalTable, restoredTo: number, send: (rows: readonly Healing[]) => Promise<void>, nowMs: number): Promise<void> {
  const rows: PushRow[] = []
  for (const key of await gone.keys()) {
    const revision = Number(await gone.get(key))
    const [collection, id] = key.split('/') as [CollectionName, string]
    const isBack = (await stores.get(collection)?.read([id]))?.has(id)
    if (revision > restoredTo && isBack === false) rows.push({ ...restoreRow(collection, id, revision, {}, nowMs), deleted: true } as PushRow)
  }
  for (const group of inMessages(rows)) await send(group)
}

function restoreRow(collection: CollectionName, id: string, revision: number, content: Content, atMs: number): PushRow {
  // The same document at the same revision has the same name on every device: the server takes it once.
  return { kind: 'restore', collection, id, operation: `restore-${revision}-${id.slice(-12)}`, atMs, revision, content: content as Record<string, never>, deleted: false }
}

function inMessages(rows: readonly PushRow[]): Healing[][] {
  const messages: Healing[][] = []
  let bytes = Infinity
  rowTexts(rows).forEach((text, index) => {
    if (bytes + text.length * 3 > maxMessageBytes) {
      messages.push([])
      bytes = 0
    }
    bytes += text.length * 3
    messages.at(-1)!.push({ row: rows[index]!, text })
  })
  return messages
}
