import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import { sayCode } from './say-problem.ts'
import type { SyncKind } from './sync-state.ts'

/** Something that stands between this device and "synced". */
export type SyncProblem = Readonly<{ code: string; say: string }>

export const problemOf = (code: string): SyncProblem => ({ code, say: sayCode(code) })

/** What made a copy be fetched anew: another layout, as a new version may bring, or damage. */
export type Renewal = 'update' | 'damage'

/** Sync as it truly stands. "Synced" is `kind: 'live'` with `waiting: 0`: the server has acknowledged everything. */
export type SyncView = Readonly<{
  kind: SyncKind
  /** Documents and files with changes that the server has not acknowledged. */
  waiting: number
  /** When the oldest of them was made, by this device's clock. */
  waitingSinceMs: number | null
  lastSyncedAtMs: number | null
  /** The server's clock minus this device's; `null` until measured. */
  clockSkewMs: number | null
  /** Of a first sync. */
  progress: Readonly<{ sent: number; total: number }> | null
  /** What stops sync, or held it up last. */
  problem: SyncProblem | null
  /** A part of the copy could not be read since it was opened, however sync stands: what is shown may not be everything. */
  damaged: boolean
  /** With `damaged`: this window was opened to set the copy aside, and could not, because another window works on it. */
  inUseElsewhere: boolean
  /** Changes the server did not take and no conflict tells of; listed in the panel. */
  refused: number
  /** The person's own jobs are here: the board can be used. */
  usable: boolean
  /** All that the person may see has been here at least once. Until then a list that is empty says nothing. */
  whole: boolean
  /** Why a copy that was here before is fetched anew; `null` otherwise, and once it is whole. */
  renewedBy: Renewal | null
}>

/** States in which nothing reaches the server now, for whatever reason. */
const outOfContact: ReadonlySet<SyncKind> = new Set<SyncKind>(['offline', 'connecting', 'signing-in', 'paused', 'version-mismatch', 'signed-out', 'wiping', 'closed'])

/** Does what is done now stay on this computer for the time being? A line that is only being tried is not there yet. */
export function isAway({ kind }: Pick<SyncView, 'kind'>): boolean {
  return outOfContact.has(kind)
}

/** Whether it is on this computer to try again; elsewhere a person, another window or the server must do something first. */
export function canTry({ kind }: Pick<SyncView, 'kind'>): boolean {
  return kind === 'offline' || kind === 'paused'
}

/** Of the states out of contact, those in which a line is being tried. */
const trying: ReadonlySet<SyncKind> = new Set<SyncKind>(['connecting', 'signing-in'])

/**
 * How whole this computer's copy is, and with it what an empty list means. `coming` is being fetched, `interrupted` was
 * and goes on once there is a line, `damaged` is fetched anew after a restart.
 */
export type CopyState = 'whole' | 'coming' | 'interrupted' | 'damaged'

/** The one judgement of it. What could not be read comes first: it may be missing from a copy that was whole once. */
export function copyState({ kind, damaged, whole }: Pick<SyncView, 'kind' | 'damaged' | 'whole'>): CopyState {
  if (damaged) return 'damaged'
  if (whole) return 'whole'
  return outOfContact.has(kind) && !trying.has(kind) ? 'interrupted' : 'coming'
}

/**
 * What is said of a copy that could not be read whole. A restart sets all of it aside, so it is asked for only where the rest can be
 * fetched again at once: who is signed out signs in first, and who has no connection goes on with what is here. Nothing is set aside
 * under another window, so that is closed first.
 */
export function damageOf({ kind, damaged, inUseElsewhere }: Pick<SyncView, 'kind' | 'damaged' | 'inUseElsewhere'>): SyncProblem | null {
  if (!damaged) return null
  if (kind === 'signed-out') return problemOf('replica.unreadable_signed_out')
  if (isAway({ kind })) return problemOf('replica.unreadable_away')
  return problemOf(inUseElsewhere ? 'replica.unreadable_elsewhere' : 'replica.unreadable')
}

/** A document that waits, for the sync panel. */
export type WaitingDocument = Readonly<{
  collection: CollectionName
  id: string
  sinceMs: number
  kind: 'created' | 'edited' | 'deleted'
  /** With a problem: the change that was not taken; a record can have several. */
  operation: string | null
  /** Why the server did not take it, where it said so. */
  problem: SyncProblem | null
  /** With a problem: the value that was not taken, kept here until `sync.letGo`. */
  content: Content | null
  /** With a problem: what of the record was changed; none: all of it is new. */
  units: readonly string[]
}>
