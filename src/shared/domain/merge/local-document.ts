import { isSameJson, type Json } from '../../lib/json.ts'
import type { CollectionName } from '../model/collections.ts'
import { isSameUnit, mergeUnit } from './merge-unit.ts'
import { fieldsOfUnit, readUnit, unitNamed, unitOfField, unitsIn, type Content } from './units.ts'

/** What the editor saw of a unit when the first unsent change to it was made. */
export type PendingUnit = Readonly<{ revision: number; base: Json }>

/** How a laptop's copy stands to the server. It lives inside the document, so one write keeps both or neither. */
export type SyncState = Readonly<{
  /** The server revision this copy includes; 0 when the server has never had it. */
  revision: number
  /** 1 while something waits to be sent. */
  dirty: 0 | 1
  /** Names the latest local change, so that a repeated push is recognised. */
  operation: string | null
  /** When the oldest unsent change was made, and the newest, by this laptop's clock. */
  sinceMs: number | null
  atMs: number | null
  /** Made here and never acknowledged. */
  created: boolean
  /** Deleted here and not yet acknowledged. */
  deleted: boolean
  pending: Readonly<Record<string, PendingUnit>>
}>

/** A document as the replica holds it. */
export type LocalDocument = Readonly<{ content: Content; sync: SyncState }>

/** The moment and the name of a local change. */
export type EditStamp = Readonly<{ nowMs: number; operation: string }>

const clean = (revision: number): SyncState => ({
  revision, dirty: 0, operation: null, sinceMs: null, atMs: null, created: false, deleted: false, pending: {},
})

/** A copy that equals the server's. */
export function fromServer(content: Content, revision: number): LocalDocument {
  return { content, sync: clean(revision) }
}

/** A document made on this laptop. */
export function createLocal(content: Content, stamp: EditStamp): LocalDocument {
  return {
    content,
    sync: { ...clean(0), dirty: 1, created: true, operation: stamp.operation, sinceMs: stamp.nowMs, atMs: stamp.nowMs },
  }
}

function touched(sync: SyncState, stamp: EditStamp, pending: SyncState['pending']): SyncState {
  return { ...sync, dirty: 1, operation: stamp.operation, sinceMs: sync.sinceMs ?? stamp.nowMs, atMs: stamp.nowMs, pending }
}

/** Writes fields on this laptop. Returns the same document when nothing changed. */
export function editLocal(collection: CollectionName, local: LocalDocument, fields: Content, stamp: EditStamp): LocalDocument {
  const changed = Object.keys(fields).filter(field => !isSameJson(fields[field] ?? null, local.content[field] ?? null))
  if (changed.length === 0) return local
  const content = { ...local.content, ...fields, ...joinedTexts(collection, local.content, fields) }
  if (changed.every(field => isSameJson(content[field] ?? null, local.content[field] ?? null))) return local
  if (local.sync.created) return { content, sync: touched(local.sync, stamp, {}) }
  const pending = { ...local.sync.pending }
  for (const field of changed) {
    const unit = unitOfField(collection, field)
    if (unit && !pending[unit.name]) {
      pending[unit.name] = { revision: local.sync.revision, base: readUnit(local.content, unit) }
    }
  }
  return { content, sync: touched(local.sync, stamp, pending) }
}

/** A text is never replaced: what arrived while somebody typed stays beside what they typed. */
function joinedTexts(collection: CollectionName, before: Content, fields: Content): Content {
  const units = new Set(Object.keys(fields).map(field => unitOfField(collection, field)).filter(unit => unit?.merge === 'text'))
  return Object.assign({}, ...[...units].map(unit => {
    const was = readUnit(before, unit!)
    return fieldsOfUnit(unit!, mergeUnit(unit!, was, readUnit({ ...before, ...fields }, unit!), was).value)
  })) as Content
}

/** Deletes on this laptop; the content stays until the server has agreed. */
export function deleteLocal(local: LocalDocument, stamp: EditStamp): LocalDocument {
  return { content: local.content, sync: { ...touched(local.sync, stamp, local.sync.pending), deleted: true } }
}

/**
 * Takes in the server's newer copy. Unsent changes stay: units that can merge are merged onto it, a unit that asks
 * keeps this laptop's value and the base its editor saw, so that the server can tell there were two opinions.
 */
export function receive(collection: CollectionName, local: LocalDocument | null, incoming: Content, revision: number): LocalDocument {
  if (!local || local.sync.dirty === 0) return fromServer(incoming, revision)
  if (revision <= local.sync.revision) return local
  if (local.sync.created) return { content: local.content, sync: { ...local.sync, revision } }
  let content: Content = incoming
  const pending: Record<string, PendingUnit> = {}
  for (const [name, was] of Object.entries(local.sync.pending)) {
    const unit = unitNamed(collection, name)
    const [mine, theirs] = [readUnit(local.content, unit), readUnit(incoming, unit)]
    const merged = mergeUnit(unit, was.base, mine, theirs)
    if (merged.clashes.length > 0) {
      content = { ...content, ...fieldsOfUnit(unit, mine) }
      pending[name] = was
    } else if (!isSameUnit(unit, merged.value, theirs)) {
      content = { ...content, ...fieldsOfUnit(unit, merged.value) }
      pending[name] = { revision, base: theirs }
    }
  }
  return settle({ content, sync: { ...local.sync, revision, pending } })
}

/** A copy with nothing left to send is clean. */
function settle(local: LocalDocument): LocalDocument {
  const { sync } = local
  if (Object.keys(sync.pending).length > 0 || sync.deleted || sync.created) return local
  return { content: local.content, sync: clean(sync.revision) }
}

/** What was sent for one document, as remembered until its acknowledgement. `revision`: what the sent copy included. */
export type SentChange = Readonly<{ revision: number; operation: string; content: Content; pending: SyncState['pending']; created: boolean; deleted: boolean }>

/** The server's answer: the revision it gave, the whole document where it differs, and the units put aside. */
export type Acknowledgement = Readonly<{ revision: number; content: Content | null; clashed: readonly string[] }>

/** Takes in an acknowledgement; what was typed while it was under way stays unsent. */
export function acknowledge(collection: CollectionName, local: LocalDocument, sent: SentChange, ack: Acknowledgement): LocalDocument {
  const accepted = ack.content ?? { ...acknowledgedContent(collection, local), ...sentFields(collection, sent) }
  const revision = Math.max(ack.revision, local.sync.revision)
  if (local.sync.operation === sent.operation) return fromServer(accepted, revision)
  let content: Content = accepted
  const pending: Record<string, PendingUnit> = {}
  for (const unit of unitsIn(collection, local.content, sent.content)) {
    const [mine, asSent, theirs] = [readUnit(local.content, unit), readUnit(sent.content, unit), readUnit(accepted, unit)]
    if (isSameJson(mine, asSent)) continue
    // A colleague's change of the same unit may have come along: it is met here as it would have been as a row.
    const merged = mergeUnit(unit, asSent, mine, theirs)
    const before = sent.pending[unit.name] ?? local.sync.pending[unit.name]
    if (ack.clashed.includes(unit.name) || merged.clashes.length > 0) {
      content = { ...content, ...fieldsOfUnit(unit, mine) }
      pending[unit.name] = before ?? { revision: ack.revision, base: theirs }
    } else if (!isSameUnit(unit, merged.value, theirs)) {
      content = { ...content, ...fieldsOfUnit(unit, merged.value) }
      pending[unit.name] = { revision: ack.revision, base: theirs }
    }
  }
  return settle({ content, sync: { ...local.sync, revision, created: false, pending } })
}

function sentFields(collection: CollectionName, sent: SentChange): Content {
  if (sent.created) return sent.content
  return Object.assign({}, ...Object.keys(sent.pending).map(name => {
    const unit = unitNamed(collection, name)
    return fieldsOfUnit(unit, readUnit(sent.content, unit))
  })) as Content
}

/** The document as the server last acknowledged it: unsent changes put back to what their editor saw. */
export function acknowledgedContent(collection: CollectionName, local: { content: Content; sync: Pick<SyncState, 'pending'> }): Content {
  return Object.entries(local.sync.pending).reduce<Content>(
    (content, [name, was]) => ({ ...content, ...fieldsOfUnit(unitNamed(collection, name), was.base) }), local.content,
  )
}
