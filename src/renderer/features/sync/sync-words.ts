import type { SyncKind } from '../../replica/sync-state.ts'
import { damageOf, type SyncView } from '../../replica/sync-view.ts'

export type SyncStatus = 'idle' | 'ok' | 'working' | 'warn' | 'bad'

/** Sync in the words of a recruiter. */
export type SyncWords = Readonly<{
  status: SyncStatus
  /** One line for the sidebar. */
  line: string
  /** A sentence or two for the panel: what holds, and what to do. */
  say: string
  /** Spoken once when it begins to hold; `null` for what passes by itself. */
  announce: string | null
}>

/** How instants are written; the reader's own clock. */
export type SayClock = (ms: number) => string

/** Differences below a minute are nobody's business. */
const noticeableSkewMs = 60_000

const count = (n: number, one: string, more = `${one}s`): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : more}`

function waitingWords(view: SyncView, clock: SayClock): string | null {
  if (view.waiting === 0) return null
  return `${count(view.waiting, 'change')} waiting${view.waitingSinceMs === null ? '' : ` since ${clock(view.waitingSinceMs)}`}`
}

const percent = ({ progress }: SyncView): string => (progress && progress.total > 0 ? ` ${Math.min(100, Math.floor((100 * progress.sent) / progress.total))} %` : '')
const keptHere = 'Your changes are kept on this computer.'

type Told = Readonly<{ view: SyncView; waits: string | null }>
type Words = Readonly<{ status: SyncStatus; line: string; say: string; announce: string | null }>

function whenLive({ view, waits }: Told): Words {
  if (waits) return { status: 'working', line: waits, say: 'These are not shared yet. They are kept on this computer and go out by themselves.', announce: null }
  if (view.refused > 0) return { status: 'warn', line: `${count(view.refused, 'change')} not taken`, say: 'Everything else is saved and shared. What was not taken is kept below until you let it go.', announce: 'Some changes could not be shared.' }
  const damage = damageOf(view)
  // What could not be read may hold a change that was not sent.
  if (damage) return { status: 'warn', line: 'A part cannot be read', say: damage.say, announce: 'A part of this computer’s copy could not be read.' }
  return { status: 'ok', line: 'Everything is saved and shared', say: 'Every change made on this computer has arrived.', announce: 'All changes are shared.' }
}

/** Every state has words. */
const table: Readonly<Record<SyncKind, (told: Told) => Words>> = {
  live: whenLive,
  sending: ({ view, waits }) => ({ status: 'working', line: view.waiting === 0 ? 'Confirming…' : `Sending ${count(view.waiting, 'change')}…`, say: `${waits ? `${waits}. ` : ''}They count as shared once the server has confirmed them.`, announce: null }),
  offline: ({ view, waits }) => ({
    status: waits ? 'warn' : 'idle', line: waits ?? 'Working offline', announce: 'No connection. Changes are kept on this computer.',
    say: view.problem?.say ?? `There is no connection now. ${waits ? `${keptHere} They are sent by themselves when it is back.` : 'You can go on working; changes are sent when it is back.'}`,
  }),
  connecting: ({ waits }) => ({ status: 'idle', line: waits ?? 'Connecting…', say: 'You can go on working meanwhile.', announce: null }),
  'signing-in': ({ waits }) => ({ status: 'idle', line: waits ?? 'Connecting…', say: 'Connected; checking who you are.', announce: null }),
  'first-sync': ({ view }) => (view.usable
    ? { status: 'working', line: `Fetching the rest…${percent(view)}`, say: 'Your own jobs are here and you can work. The rest of the workspace arrives meanwhile.', announce: null }
    : { status: 'working', line: `Fetching your jobs…${percent(view)}`, say: 'Once only. Your own jobs come first.', announce: null }),
  'catching-up': ({ waits }) => ({ status: 'working', line: waits ?? 'Fetching what is new…', say: 'Colleagues’ changes since you were last connected are on their way.', announce: null }),
  paused: ({ view, waits }) => ({
    status: 'bad', line: waits ?? 'Sharing has stopped', announce: 'Sharing has stopped. Something needs your attention.',
    say: view.problem?.say ?? `Sharing has stopped. ${keptHere} Try again; if it stays so, restart Shortlist.`,
  }),
  'other-tab': told => {
    const { status, line, announce } = whenLive(told)
    return { status, line, announce, say: 'Another window of Shortlist on this computer shares the changes of both.' }
  },
  'version-mismatch': ({ view, waits }) => ({ status: 'bad', line: waits ? `Update needed, ${waits}` : 'Update needed', say: view.problem?.say ?? `This workstation and your company’s Shortlist are of different versions. ${keptHere}`, announce: 'An update is needed before changes can be shared.' }),
  'signed-out': ({ view, waits }) => ({ status: 'bad', line: waits ? `Signed out, ${waits}` : 'Signed out', say: view.problem?.say ?? `Sign in again and the changes are sent. ${keptHere}`, announce: 'You are signed out. Changes are kept on this computer.' }),
  wiping: () => ({ status: 'bad', line: 'Removing the copy here', say: 'This computer was signed out from elsewhere; its copy of the workspace is being removed.', announce: 'This computer was signed out and its copy is being removed.' }),
  closed: ({ waits }) => ({ status: 'idle', line: waits ?? 'Closed', say: `Shortlist is closed in this window. ${keptHere}`, announce: null }),
}

/** What the person reads about sync at this moment. Pure; "saved and shared" only once the server confirmed everything. */
export function syncWords(view: SyncView, clock: SayClock): SyncWords {
  return table[view.kind]({ view, waits: waitingWords(view, clock) })
}

/** "This computer’s clock is 7 minutes slow; that does no harm." `null` while it is right or not measured. */
export function clockWords(skewMs: number | null): string | null {
  if (skewMs === null || Math.abs(skewMs) < noticeableSkewMs) return null
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  const amount = minutes < 120 ? count(minutes, 'minute') : minutes < 2_880 ? count(Math.round(minutes / 60), 'hour') : count(Math.round(minutes / 1_440), 'day')
  return `This computer’s clock is ${amount} ${skewMs > 0 ? 'slow' : 'fast'}; that does no harm. Times are corrected when changes are shared.`
}
