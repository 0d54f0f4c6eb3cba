/** Where the connection to the server stands. */
export type SyncKind =
  | 'offline' | 'connecting' | 'signing-in' | 'first-sync' | 'catching-up' | 'live' | 'sending'
  | 'paused' | 'other-tab' | 'version-mismatch' | 'signed-out' | 'wiping' | 'closed'

/**
 * What can happen.
 * `attempt` a connection is tried · `opened` the server answered, hello is sent · `welcomeNew`, `welcomeKnown` it let
 * us in, and this device has no complete copy yet, or has one · `caughtUp` nothing more is known there · `waiting`
 * something local waits · `acknowledged` nothing local waits any more · `lost` the line broke or fell silent ·
 * `halted` something here or there must be put right first (a full disk, a failed server) · `wrongVersion` ·
 * `wrongSession` · `wipe` the server revoked this device, or the person did · `yielded` another tab syncs · `closed`.
 */
export type SyncEvent =
  | 'attempt' | 'opened' | 'welcomeNew' | 'welcomeKnown' | 'caughtUp' | 'waiting' | 'acknowledged'
  | 'lost' | 'halted' | 'wrongVersion' | 'wrongSession' | 'wipe' | 'yielded' | 'closed'

type Row = Readonly<Record<SyncEvent, SyncKind>>

/** Columns that mean the same from every state in which the replica is in use. */
const anyTime = { wipe: 'wiping', closed: 'closed', yielded: 'other-tab' } as const
/** A line that is up can break or be refused at any moment. */
const lineUp = { ...anyTime, lost: 'offline', halted: 'paused', wrongVersion: 'version-mismatch', wrongSession: 'signed-out' } as const

const stay = <K extends SyncKind>(kind: K): Readonly<Record<SyncEvent, K>> => ({
  attempt: kind, opened: kind, welcomeNew: kind, welcomeKnown: kind, caughtUp: kind, waiting: kind, acknowledged: kind,
  lost: kind, halted: kind, wrongVersion: kind, wrongSession: kind, wipe: kind, yielded: kind, closed: kind,
})

/** The whole table: every event in every state. Copied into README.md; the test compares the two. */
export const syncTable: Readonly<Record<SyncKind, Row>> = {
  offline: { ...stay('offline'), ...anyTime, attempt: 'connecting', halted: 'paused' },
  connecting: { ...stay('connecting'), ...lineUp, opened: 'signing-in' },
  'signing-in': { ...stay('signing-in'), ...lineUp, welcomeNew: 'first-sync', welcomeKnown: 'catching-up' },
  'first-sync': { ...stay('first-sync'), ...lineUp, caughtUp: 'live' },
  'catching-up': { ...stay('catching-up'), ...lineUp, caughtUp: 'live', welcomeNew: 'first-sync' },
  live: { ...stay('live'), ...lineUp, waiting: 'sending', welcomeNew: 'first-sync' },
  sending: { ...stay('sending'), ...lineUp, acknowledged: 'live', welcomeNew: 'first-sync' },
  paused: { ...stay('paused'), ...anyTime, attempt: 'connecting' },
  'other-tab': { ...stay('other-tab'), ...anyTime, attempt: 'connecting' },
  'version-mismatch': { ...stay('version-mismatch'), ...anyTime, attempt: 'connecting' },
  'signed-out': { ...stay('signed-out'), ...anyTime, attempt: 'connecting' },
  wiping: { ...stay('wiping'), closed: 'closed' },
  closed: stay('closed'),
}

export const syncKinds = Object.keys(syncTable) as readonly SyncKind[]
export const syncEvents = Object.keys(syncTable.closed) as readonly SyncEvent[]

/** The next state. Pure. */
export function nextSyncState(kind: SyncKind, event: SyncEvent): SyncKind {
  return syncTable[kind][event]
}
