import type { Tx } from '../db/database.ts'
import { unitNamed, type Content } from '#shared/domain/merge/units'
import { isObject, type Json } from '#shared/lib/json'
import { textChange } from '#shared/lib/text-merge'
import type { Job } from '#shared/domain/model/job'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import { askForAlternatives, loadDocuments, loadOfCandidates, loadRevisions, saveChanges, setSequence } from './document-store.ts'
import { saveEvents, type WorkEvent } from './event-store.ts'
import { documentKey, referencesOf, type DocumentName, type RevisionRecord, type StoredDocument } from './stored-document.ts'

/** A job before and after an edit: those who are hired on it may have to be told of, see `job-edits.ts`. */
export type EditedJob = Readonly<{ id: string; before: Job; after: Job; actorId: string; atMs: number; healed: boolean }>

/** Who made a change, for the history. */
export type ChangeOrigin = Readonly<{
  kind: RevisionRecord['kind']; personId: string | null; sessionId: string | null; device: string; operation: string | null; atMs: number
}>

/** The history of a text says what was written and struck out, not the whole text twice for every few words. */
function briefly(collection: CollectionName, changes: RevisionRecord['changes']): RevisionRecord['changes'] {
  return Object.fromEntries(Object.entries(changes).map(([name, [before, after]]) => {
    if (unitNamed(collection, name).merge !== 'text') return [name, [before, after]]
    const plain = (value: Json | undefined): string => (isObject(value) && typeof value['plain'] === 'string' ? value['plain'] : '')
    const { struck, written } = textChange(plain(before), plain(after))
    return [name, [{ plain: struck }, { plain: written }]]
  }))
}

/**
 * One push transaction's unit of work: documents are read once, changed in memory, and written together at the end.
 * Every changed document gets the next sequence, under the workspace's lock.
 */
export class Work {
  readonly workspaceId: string
  readonly nowMs: number
  readonly firstSequence: number
  readonly events: WorkEvent[] = []
  readonly editedJobs: EditedJob[] = []
  /** Conflicts of this transaction that are to be given what is free instead, once it is committed. */
  readonly searches = new Set<string>()
  /** Documents whose content or access changed, by key. */
  readonly changed = new Map<string, StoredDocument>()
  /** The session that last changed each document, by key. */
  readonly origins = new Map<string, string>()
  /** Candidates and jobs whose documents' audience must be worked out again. */
  readonly touchedCandidates = new Set<string>()
  readonly touchedJobs = new Set<string>()
  /** People whose keys may have changed. */
  readonly touchedPeople = new Set<string>()
  /** Documents of this transaction that have no audience yet. */
  readonly unplaced = new Set<string>()
  readonly #tx: Tx
  readonly #documents = new Map<string, StoredDocument | null>()
  readonly #wholeCandidates = new Set<string>()
  readonly #revisions: RevisionRecord[] = []
  #sequence: number

  constructor(tx: Tx, workspaceId: string, sequence: number, nowMs: number) {
    this.#tx = tx
    this.workspaceId = workspaceId
    this.nowMs = nowMs
    this.#sequence = sequence
    this.firstSequence = sequence
  }

  get tx(): Tx { return this.#tx }
  get sequence(): number { return this.#sequence }

  nextSequence(): number {
    this.#sequence += 1
    return this.#sequence
  }

  /** Reads documents in one query; those read before stay as they are in this transaction. */
  async load(names: readonly DocumentName[]): Promise<void> {
    const unknown = names.filter(name => !this.#documents.has(documentKey(name.collection, name.id)))
    this.begin(unknown, await loadDocuments(this.#tx, this.workspaceId, unknown))
  }

  /** Takes what was read under the workspace's lock before this unit of work began: `names` not `found` are not there. */
  begin(names: readonly DocumentName[], found: readonly StoredDocument[]): void {
    for (const name of names) this.#documents.set(documentKey(name.collection, name.id), null)
    this.#take(found)
  }

  /** Reads everything that belongs to some candidates. */
  async loadCandidates(candidateIds: readonly string[]): Promise<void> {
    const unknown = candidateIds.filter(id => !this.#wholeCandidates.has(id))
    for (const id of unknown) this.#wholeCandidates.add(id)
    const found = await loadOfCandidates(this.#tx, this.workspaceId, unknown)
    this.#take(found.filter(document => !this.changed.has(documentKey(document.collection, document.id))))
  }

  #take(documents: readonly StoredDocument[]): void {
    for (const document of documents) this.#documents.set(documentKey(document.collection, document.id), document)
  }

  /** Takes documents read elsewhere in this transaction, unless they were changed here. */
  adopt(documents: readonly StoredDocument[]): readonly StoredDocument[] {
    return documents.map(document => {
      const key = documentKey(document.collection, document.id)
      const known = this.#documents.get(key)
      if (!known) this.#documents.set(key, document)
      return known ?? document
    })
  }

  get(collection: CollectionName, id: string): StoredDocument | null {
    return this.#documents.get(documentKey(collection, id)) ?? null
  }

  /** A document's content when it is there and not deleted. */
  live<C extends CollectionName>(collection: C, id: string): Documents[C] | null {
    const stored = this.get(collection, id)
    // Safe: content was checked against the collection's schema when it was written.
    return stored && !stored.deleted ? stored.content as unknown as Documents[C] : null
  }

  /** Everything loaded that belongs to a candidate. */
  ofCandidate(candidateId: string): StoredDocument[] {
    return [...this.#documents.values()].filter((document): document is StoredDocument =>
      document !== null && referencesOf(document.collection, document.id, document.content).candidateId === candidateId)
  }

  /** Groups everything loaded by candidate; for many candidates at once. */
  byCandidate(): ReadonlyMap<string, StoredDocument[]> {
    const groups = new Map<string, StoredDocument[]>()
    for (const document of this.#documents.values()) {
      if (!document) continue
      const { candidateId } = referencesOf(document.collection, document.id, document.content)
      if (candidateId === null) continue
      const group = groups.get(candidateId)
      if (group) group.push(document)
      else groups.set(candidateId, [document])
    }
    return groups
  }

  /** Writes a document's new content and its line of history. Returns it with its new revision. */
  put(
    collection: CollectionName, id: string, content: Content, changes: RevisionRecord['changes'], origin: ChangeOrigin,
    options: { deleted?: boolean; healedRevision?: number } = {},
  ): StoredDocument {
    const before = this.get(collection, id)
    const revision = this.nextSequence()
    const unitRevisions = before ? { ...before.unitRevisions } : {}
    if (before) for (const unit of Object.keys(changes)) unitRevisions[unit] = revision
    const document: StoredDocument = {
      collection, id, revision, streamRevision: revision, createdRevision: before?.createdRevision ?? revision,
      healedRevision: options.healedRevision ?? before?.healedRevision ?? 0, deleted: options.deleted ?? false, content, unitRevisions,
      audience: before?.audience ?? {}, departed: before?.departed ?? {},
    }
    this.#revisions.push({ revision, collection, id, changes: briefly(collection, changes), ...origin })
    if (origin.sessionId !== null) this.origins.set(documentKey(collection, id), origin.sessionId)
    else this.origins.delete(documentKey(collection, id))
    if (!before) this.unplaced.add(documentKey(collection, id))
    this.#set(document)
    return document
  }

  /** Gives a document another audience without touching its content. */
  setAudience(document: StoredDocument, audience: StoredDocument['audience'], departed: StoredDocument['departed']): void {
    const isNew = this.unplaced.delete(documentKey(document.collection, document.id))
    this.#set({ ...document, audience, departed, streamRevision: isNew ? document.streamRevision : this.nextSequence() })
  }

  #set(document: StoredDocument): void {
    const key = documentKey(document.collection, document.id)
    this.#documents.set(key, document)
    this.changed.set(key, document)
  }

  /** A document's history after a revision, as it stood before this transaction. */
  historyOf(collection: CollectionName, id: string, after: number): Promise<RevisionRecord[]> {
    return loadRevisions(this.#tx, this.workspaceId, [{ collection, id }], after)
  }

  /** The history read before, with what this transaction itself has changed so far. */
  recordsOf(collection: CollectionName, id: string, before: readonly RevisionRecord[]): readonly RevisionRecord[] {
    return [...before, ...this.#revisions.filter(record => record.collection === collection && record.id === id)]
  }

  /** Marks the events noted since as such that a lost life of the database may have told already. */
  healEventsFrom(position: number): void {
    this.events.splice(position, Infinity, ...this.events.slice(position).map(event => ({ ...event, healed: true })))
    // What follows from an edited job is told at the end; looking before doing once too often does no harm.
    this.editedJobs.splice(0, Infinity, ...this.editedJobs.map(edit => ({ ...edit, healed: true })))
  }

  saveSequence(): Promise<void> {
    return setSequence(this.#tx, this.workspaceId, this.#sequence)
  }

  /** Writes everything and tells the servers; `isLast` commits with it. */
  async flush(isLast: boolean): Promise<void> {
    if (this.events.length > 0) await saveEvents(this.#tx, this.workspaceId, this.#sequence, this.events)
    if (this.searches.size > 0) await askForAlternatives(this.#tx, this.workspaceId, [...this.searches])
    await saveChanges(this.#tx, this.workspaceId, {
      documents: [...this.changed.values()], revisions: this.#revisions, receivedAtMs: this.nowMs, sequence: this.#sequence,
    }, isLast)
  }
}
