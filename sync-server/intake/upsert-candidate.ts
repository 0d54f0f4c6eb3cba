import { addCandidate, editCandidate } from '#shared/domain/commands/candidate'
import type { Change, Stamp } from '#shared/domain/commands/change'
import { fieldsOfChanges } from '#shared/domain/commands/import'
import { fieldChanges } from '#shared/domain/import/field-changes'
import type { ImportDraft } from '#shared/domain/import/import-draft'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Settings } from '#shared/domain/model/settings'
import type { Tx } from '../db/database.ts'
import { findPeople } from './candidate-keys.ts'

/** A person as another program tells of them; empty means that it says nothing. */
export type Incoming = Readonly<{
  fullName: string; headline: string; company: string; title: string; location: string; summary: string
  emails: readonly string[]; phones: readonly string[]; links: readonly string[]; tags: readonly string[]
  /** A source of the workspace's list by its name; any other text is kept as the note of the source. */
  source: string
}>

/** `existing` with `alsoMatches` means that a person must decide who it is: nothing was changed. */
export type Intake = Readonly<{ outcome: 'created' | 'existing'; candidate: Candidate; changes: readonly Change[]; changed: readonly string[]; alsoMatches: readonly string[] }>

const draftOf = (incoming: Incoming): ImportDraft => ({
  ...incoming, line: 0, jobTitle: '', stage: '', status: null, rejectionReason: '', appliedOn: null, ownerEmail: '', resumeFile: '', expectedCompensation: null, noteLines: [], employments: [], educations: [], problems: [],
})

const folded = (text: string): string => text.trim().toLowerCase().normalize('NFC')

async function sourceOf(tx: Tx, workspaceId: string, name: string, through: string): Promise<Pick<Candidate, 'sourceId' | 'sourceNote'>> {
  const [row] = await tx.query<{ sources: Settings['sources'] }>(`select content->'sources' as sources from documents where workspace_id = $1 and collection = 'settings' and id = $1 and not deleted`, [workspaceId])
  const wanted = folded(name === '' ? through : name)
  const listed = row?.sources.find(source => !source.archived && folded(source.name) === wanted)
  return { sourceId: listed?.id ?? null, sourceNote: listed ? '' : (name === '' ? through : name).slice(0, 300) }
}

/**
 * Adds somebody, or finds them and fills what is empty: by the rule of the import, a value that stands is never
 * replaced. Inside a transaction that holds the workspace's lock.
 */
export async function takePerson(tx: Tx, workspaceId: string, incoming: Incoming, stamp: Stamp, through: string): Promise<Intake> {
  const [first, ...others] = await findPeople(tx, workspaceId, incoming)
  if (!first) {
    const { source, ...person } = incoming
    const { candidate, changes } = addCandidate({
      ...person, emails: [...person.emails], phones: [...person.phones], links: [...person.links], tags: [...person.tags], ...await sourceOf(tx, workspaceId, source, through), ownerId: null,
    }, stamp)
    return { outcome: 'created', candidate, changes, changed: [], alsoMatches: [] }
  }
  if (others.length > 0) return { outcome: 'existing', candidate: first, changes: [], changed: [], alsoMatches: others.map(each => each.id) }
  const fields = fieldsOfChanges(fieldChanges(draftOf(incoming), first).filter(each => each.kind === 'fills' || each.kind === 'adds'), first)
  return { outcome: 'existing', candidate: { ...first, ...fields }, changes: editCandidate(first, fields, stamp), changed: Object.keys(fields), alsoMatches: [] }
}
