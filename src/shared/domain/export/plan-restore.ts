import type { Change } from '../commands/change.ts'
import type { Activity } from '../model/activity.ts'
import type { Application } from '../model/application.ts'
import type { Candidate } from '../model/candidate.ts'
import { documentRules, type CollectionName, type Documents } from '../model/collections.ts'
import type { Message } from '../model/message.ts'
import type { Note } from '../model/note.ts'
import type { Offer } from '../model/offer.ts'
import type { Person } from '../model/person.ts'
import type { Scorecard } from '../model/scorecard.ts'
import type { Settings } from '../model/settings.ts'

export type ArchiveDocuments = { readonly [C in CollectionName]: readonly Documents[C][] }

/** The empty workspace an archive is brought back into, and who does it. */
export type RestoreTarget = Readonly<{ actorId: string; people: readonly Person[]; settings: Settings }>

/** What comes back otherwise than it was, or not at all, with the reason; nothing is left out without a line here. */
export type RestoreRemark = Readonly<{ what: string; count: number; why: string }>
export type RestorePlan = Readonly<{
  changes: readonly Change[]
  /** To be written when everything else has reached the server: nothing may be put on a record that is merged or erased. */
  last: readonly Change[]
  remarks: readonly RestoreRemark[]
}>

/** Replaces ids wherever they stand in a document. */
function withIds<T>(value: T, ids: ReadonlyMap<string, string>): T {
  if (ids.size === 0) return value
  if (typeof value === 'string') return (ids.get(value) ?? value) as T
  if (Array.isArray(value)) return value.map(item => withIds<unknown>(item, ids)) as T
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIds<unknown>(item, ids)])) as T
  return value
}

/** Fields that only the server writes start anew: it refuses them from anybody else. */
function withoutServerFields<D extends object>(collection: CollectionName, document: D): D {
  const fresh = { ...document } as Record<string, unknown>
  for (const [field, rule] of Object.entries(documentRules[collection])) {
    const value = fresh[field]
    // What a record never had does not come back either.
    if (rule.owner !== 'server' || value === undefined) continue
    fresh[field] = typeof value === 'boolean' ? false : typeof value === 'number' && field !== 'dueAtMs' ? 0 : Array.isArray(value) ? [] : null
  }
  return fresh as D
}

function matchPeople(archived: readonly Person[], target: RestoreTarget): Readonly<{ ids: ReadonlyMap<string, string>; unknown: readonly Person[] }> {
  const byEmail = new Map(target.people.map(person => [person.email.toLowerCase(), person.id]))
  const here = new Set(target.people.map(({ id }) => id))
  const pairs = archived.flatMap(person => {
    const found = byEmail.get(person.email.toLowerCase())
    return found !== undefined && found !== person.id ? [[person.id, found] as const] : []
  })
  return { ids: new Map(pairs), unknown: archived.filter(person => !byEmail.has(person.email.toLowerCase()) && !here.has(person.id)) }
}

function restorePeople(archived: readonly Person[], target: RestoreTarget, ids: ReadonlyMap<string, string>): readonly Change[] {
  const here = new Map(target.people.map(person => [person.id, person]))
  return archived.flatMap((person): Change[] => {
    const id = ids.get(person.id) ?? person.id
    if (!here.has(id)) return []
    const { title, zone, interviewing, focusBlocks, timeOff, trainings, skills, name, phone, preferences } = person
    const shared = { title, zone, interviewing, focusBlocks, timeOff, trainings, skills }
    const fields = id === target.actorId ? { ...shared, name, phone, ...(preferences ? { preferences } : {}) } : shared
    return [{ kind: 'edit', collection: 'people', id, fields }]
  })
}

/** A line that somebody else wrote: the server takes lines only from their author, so it is said whose it was. */
function restoreActivity(line: Activity, actorId: string, nameOf: (id: string) => string): Activity {
  if (line.actorId === actorId) return line
  return { ...line, actorId, facts: { ...line.facts, restoredFrom: nameOf(line.actorId).slice(0, 200) } }
}

/** A card without what only the server and other systems write, and without ticks: those are made in one's own name. */
function restoreCard({ onboardingMarks: _ticks, ...card }: Application): Application {
  return { ...card, onboarding: [], assessments: [], bookingLinks: [] }
}

function restoreNote(note: Note, actorId: string, nameOf: (id: string) => string): Note {
  if (note.authorId === actorId) return note
  return { ...note, authorId: actorId, title: `${nameOf(note.authorId)}${note.title === '' ? '' : `: ${note.title}`}`.slice(0, 200) }
}

/** Approvals are given by the approvers themselves: the terms come back, and what was under way begins again. */
function restoreOffer(offer: Offer, actorId: string): Offer {
  const isOver = !['draft', 'approving', 'approved'].includes(offer.status)
  const end = isOver ? { status: 'rescinded' as const, statusNote: `Brought back from an export, where it was ${offer.status}.` } : { status: 'draft' as const, statusNote: '' }
  return { ...offer, ...end, versions: offer.versions.map(version => ({ ...version, byId: actorId })), approvals: [] }
}

/** Nobody is written to a second time. */
const restoreMessage = (message: Message): Message => ({ ...message, cancelled: true })

/** Brings an export back into an empty workspace. Pure; ids stay, so that bringing it back twice makes nothing twice. */
export function planRestore(archive: ArchiveDocuments, target: RestoreTarget): RestorePlan {
  const { ids, unknown } = matchPeople(archive.people, target)
  const archivedSettings = archive.settings[0]
  const all = new Map([...ids, ...(archivedSettings ? [[archivedSettings.id, target.settings.id] as const] : [])])
  const names = new Map(archive.people.map(person => [ids.get(person.id) ?? person.id, person.name]))
  const nameOf = (id: string): string => names.get(id) ?? 'A colleague'
  const ready = <C extends CollectionName>(collection: C): readonly Documents[C][] => archive[collection].map(document => withoutServerFields(collection, withIds(document, all)) as Documents[C])
  const create = <C extends CollectionName>(collection: C, documents: readonly Documents[C][]): readonly Change[] => documents.map(document => ({ kind: 'create', collection, document }) as Change)
  const candidates = ready('candidates')
  const closed = candidates.filter(candidate => candidate.mergedIntoId !== null || candidate.erasedAtMs !== null)
  const cards: readonly Scorecard[] = ready('scorecards')
  const ownCards = cards.filter(card => card.authorId === target.actorId)
  const [notes, activities, messages] = [ready('notes'), ready('activities'), ready('messages')]
  const changes: readonly Change[] = [
    ...(archivedSettings ? restoreSettings(withIds(archivedSettings, all), target) : []), ...restorePeople(archive.people, target, ids),
    ...create('jobs', ready('jobs')), ...create('candidates', candidates.map((candidate): Candidate => ({ ...candidate, mergedIntoId: null, erasedAtMs: null }))),
    ...create('applications', ready('applications').map(restoreCard)), ...create('notes', notes.map(note => restoreNote(note, target.actorId, nameOf))), ...create('interviews', ready('interviews')),
    ...create('scorecards', ownCards), ...create('offers', ready('offers').map(offer => restoreOffer(offer, target.actorId))), ...create('messages', messages.map(restoreMessage)),
    ...create('activities', activities.map(line => restoreActivity(line, target.actorId, nameOf))),
  ]
  const last = closed.map(({ id, mergedIntoId, erasedAtMs }): Change => ({ kind: 'edit', collection: 'candidates', id, fields: { mergedIntoId, erasedAtMs } }))
  const count = (what: string, number: number, why: string): RestoreRemark[] => (number === 0 ? [] : [{ what, count: number, why }])
  return {
    changes, last,
    remarks: [
      ...count(`Colleagues not in this workspace: ${unknown.map(person => `${person.name} (${person.email})`).join(', ')}`, unknown.length, 'People join by invitation only. Records keep pointing to them; invite them, and what is theirs can be given to them.'),
      ...count('Notes of colleagues', notes.filter(note => note.authorId !== target.actorId).length, 'The server takes a note only from its author. They come back as yours, with the author’s name in the title.'),
      ...count('Lines of the timeline written by colleagues', activities.filter(line => line.actorId !== target.actorId).length, 'They come back under your name and carry the name of whoever wrote them.'),
      ...count('Scorecards of colleagues', cards.length - ownCards.length, 'A scorecard is handed in by its author only; these stay in the archive.'),
      ...count('Messages', messages.length, 'They come back as called off, so that nobody is written to twice.'),
      ...count('Interviews', archive.interviews.length, 'Their invitations and video links are not brought back: the server confirms each booking anew.'),
      ...count('Busy times', archive.busy.length, 'Calendars are read anew once they are connected.'),
      ...count('Conflicts', archive.conflicts.length, 'A conflict belongs to the record it arose in; it stays in the archive.'),
    ],
  }
}

function restoreSettings(archived: Settings, target: RestoreTarget): readonly Change[] {
  const { id: _id, createdAtMs: _createdAtMs, capabilities: _capabilities, integrations: _integrations, ...fields } = archived
  return [{ kind: 'edit', collection: 'settings', id: target.settings.id, fields }]
}
