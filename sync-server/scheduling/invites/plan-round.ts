import { nextStep, type InviteFacts } from '#shared/domain/invites/next-step'
import type { CalendarEvent } from '../../connectors/kit/calendar.ts'
import type { Database, Tx } from '../../db/database.ts'
import { lockWorkspace } from '../../db/lock-workspace.ts'
import { findEvent, wantEvent } from '../events/event-row.ts'
import type { CalendarAccount, MeetingAccount } from '../ports.ts'
import { uidOf } from '../ical/uid.ts'
import { gatherMeeting, type Invitee, type Meeting } from './gather-meeting.ts'
import { forgetInvite, knownOf, listInvites, saveInvite, type InviteRow } from './invite-row.ts'

/** Interviews looked through in one transaction; more wait for the next, so that nobody waits long for the lock. */
const batch = 100

/** Workspaces whose changes were not looked through yet. */
export async function workspacesWithNews(db: Database): Promise<string[]> {
  const rows = await db.query<{ id: string }>('select w.id from workspaces w left join invite_cursors c on c.workspace_id = w.id where w.sequence > coalesce(c.sequence, 0)')
  return rows.map(row => row.id)
}

/** What planning needs besides the record: the account whose calendar holds interviews, if any. */
export type PlanContext = Readonly<{ account: CalendarAccount | null; /** Makes the meetings of a kind of video. */ meetings: MeetingAccount | null; interviewUrl: (interviewId: string) => string; nowMs: number }>

/**
 * Finds interviews that changed, or whose candidate did, and writes down whom to tell what. Sequences are commit order
 * and the cursor moves in the same transaction, so nothing is skipped. True when there is more.
 */
export async function planRound(db: Database, workspaceId: string, context: PlanContext): Promise<boolean> {
  return db.transaction(async tx => {
    const { sequence } = await lockWorkspace(tx, workspaceId)
    const [cursor] = await tx.query<{ sequence: number }>('select sequence from invite_cursors where workspace_id = $1', [workspaceId])
    const changed = await tx.query<{ collection: string; id: string; at: number }>(
      `select collection, id, stream_revision as at from documents where workspace_id = $1 and stream_revision > $2 and collection in ('interviews', 'candidates') order by stream_revision limit ${batch}`,
      [workspaceId, cursor?.sequence ?? 0],
    )
    for (const id of await interviewsOf(tx, workspaceId, changed, context.nowMs)) await planInterview(tx, workspaceId, id, context)
    const isMore = changed.length === batch
    await tx.query(
      'insert into invite_cursors (workspace_id, sequence) values ($1, $2) on conflict (workspace_id) do update set sequence = excluded.sequence', [workspaceId, isMore ? changed.at(-1)!.at : sequence],
    )
    return isMore
  })
}

/** What is over is over: nobody is told of it any more. */
async function interviewsOf(tx: Tx, workspaceId: string, changed: readonly { collection: string; id: string }[], nowMs: number): Promise<readonly string[]> {
  if (changed.length === 0) return []
  const ids = (collection: string): string[] => changed.filter(each => each.collection === collection).map(each => each.id)
  const rows = await tx.query<{ id: string }>(
    `select id from documents where workspace_id = $1 and collection = 'interviews' and (id = any($2::uuid[]) or candidate_id = any($3::uuid[])) and (content->>'endMs')::bigint > $4 order by id`,
    [workspaceId, ids('interviews'), ids('candidates'), nowMs],
  )
  return rows.map(row => row.id)
}

/** Those who hold the interview are told by the account's calendar where there is one; the candidate always by letter. */
const wayOf = (invitee: Pick<Invitee, 'kind'>, account: CalendarAccount | null): InviteRow['way'] => (account && invitee.kind === 'interviewer' ? 'calendar' : 'mail')

/** The event as it is to stand. Nobody but those who hold it is in it: a candidate sees none of their addresses. */
function eventOf({ interview, invitees, roomAddress }: Meeting, { account, interviewUrl }: PlanContext): CalendarEvent | null {
  const holders = invitees.filter(invitee => wayOf(invitee, account) === 'calendar')
  const wantsLink = account?.video === interview.video
  const [first] = invitees
  if (!account || !first || (holders.length === 0 && !wantsLink)) return null
  return {
    interviewId: interview.id, title: (holders[0] ?? first).facts.title, text: `What to ask, and your scorecard: ${interviewUrl(interview.id)}`, startMs: interview.startMs, endMs: interview.endMs, zone: interview.zone, place: first.facts.place,
    joinUrl: wantsLink ? null : interview.joinUrl, wantsLink, guests: [...holders.map(({ email, name }) => ({ email, name, room: false })), ...(roomAddress === '' ? [] : [{ email: roomAddress, name: first.facts.place, room: true }])],
  }
}

/** The meeting in the video account: a title without anybody's name, and when. */
function meetingOf({ interview, invitees }: Meeting, { meetings }: PlanContext): CalendarEvent | null {
  if (!meetings || meetings.video !== interview.video || invitees.length === 0) return null
  return { interviewId: interview.id, title: interview.name, text: '', startMs: interview.startMs, endMs: interview.endMs, zone: interview.zone, place: '', joinUrl: null, wantsLink: true, guests: [] }
}

/** One interview: who is to be sent what, under one SEQUENCE. Interviews that nobody was ever to know of leave no trace. */
async function planInterview(tx: Tx, workspaceId: string, interviewId: string, context: PlanContext): Promise<void> {
  const { account, nowMs } = context
  const meeting = await gatherMeeting(tx, workspaceId, interviewId)
  if (!meeting) return
  const rows = await listInvites(tx, workspaceId, interviewId, true)
  const known = await findEvent(tx, workspaceId, interviewId, 'event', true)
  const knownMeeting = await findEvent(tx, workspaceId, interviewId, 'meeting', true)
  if (rows.length === 0 && meeting.invitees.length === 0 && !known && !knownMeeting) return
  const event = eventOf(meeting, context)
  const video = meetingOf(meeting, context)
  const [counted] = await tx.query<{ sequence: number }>('select sequence from meetings where workspace_id = $1 and interview_id = $2', [workspaceId, interviewId])
  // A record given back after a restore may have counted further than this database remembers.
  const sequence = counted || meeting.interview.icalSequence > 0 ? Math.max(counted?.sequence ?? 0, meeting.interview.icalSequence) + 1 : 0
  const isLinkComing = (event?.wantsLink === true || video !== null) && meeting.interview.joinUrl === null
  const changes = changesOf(meeting, rows, { workspaceId, sequence, nowMs, account, ownLink: event?.wantsLink === true, isLinkComing })
  const isNews = changes.length > 0
  if (!isNews && !known && !event && !knownMeeting && !video) return
  await tx.query(
    `insert into meetings (workspace_id, interview_id, uid, sequence, unpublished) values ($1, $2, $3, $4, $6)
     on conflict (workspace_id, interview_id) do update set sequence = case when $5 then excluded.sequence else meetings.sequence end, unpublished = meetings.unpublished or $6`,
    [workspaceId, interviewId, uidOf(interviewId), sequence, changes.some(change => change.row.state === 'waiting' && !change.forget), isNews],
  )
  for (const change of changes) await (change.forget ? forgetInvite(tx, change.row) : saveInvite(tx, change.row))
  await wantEvent(tx, { workspaceId, interviewId, kind: 'meeting', connectionId: knownMeeting?.connectionId ?? context.meetings?.connectionId ?? '' }, knownMeeting, video, { sequence, notify: false, nowMs })
  await wantEvent(tx, { workspaceId, interviewId, kind: 'event', connectionId: known?.connectionId ?? account?.connectionId ?? '' }, known, event, { sequence, notify: changes.some(change => change.row.way === 'calendar'), nowMs })
}

type At = Readonly<{ workspaceId: string; sequence: number; nowMs: number; account: CalendarAccount | null; /** The event brings its own link along. */ ownLink: boolean; isLinkComing: boolean }>
type RowChange = Readonly<{ row: InviteRow; forget: boolean }>

function changesOf({ interview, invitees }: Meeting, rows: readonly InviteRow[], at: At): readonly RowChange[] {
  const told = invitees.map(invitee => (at.ownLink && wayOf(invitee, at.account) === 'calendar' ? { ...invitee, facts: { ...invitee.facts, joinUrl: null } } : invitee))
  const byEmail = new Map(told.map(invitee => [invitee.email, invitee]))
  const gone = rows.filter(row => !byEmail.has(row.email)).flatMap(row => changeOf(row, null, at))
  return [...gone, ...told.flatMap(invitee => changeOf(rows.find(row => row.email === invitee.email) ?? newRow(interview.id, invitee, at), invitee, at))]
}

function newRow(interviewId: string, invitee: Invitee, { workspaceId, sequence, nowMs, account }: At): InviteRow & { fresh: true } {
  const { email, name, kind, personId, facts } = invitee
  return {
    workspaceId, interviewId, email, name, kind, personId, told: null, wanted: { method: 'request', facts, sequence }, state: 'waiting', code: null, tries: 0, unsure: false, sinceMs: nowMs, nextTryAtMs: nowMs, atMs: nowMs, repliedAtMs: null,
    way: wayOf(invitee, account), fresh: true,
  }
}

function changeOf(row: InviteRow & { fresh?: true }, invitee: Invitee | null, at: At): readonly RowChange[] {
  const { fresh, ...stored } = row
  const { sequence, nowMs } = at
  const due = (wanted: InviteRow['wanted']): RowChange => {
    // An account that was connected or removed since: from now on they are told by the way there is.
    const way = invitee ? wayOf(invitee, at.account) : row.way
    // One letter with the link rather than one without and another with it.
    const waits = wanted.method === 'request' && way === 'mail' && at.isLinkComing
    const who = invitee ? { name: invitee.name, kind: invitee.kind, personId: invitee.personId } : {}
    return { forget: false, row: { ...stored, ...who, way, wanted, state: 'waiting', code: waits ? 'invite.waits_for_link' : null, tries: 0, sinceMs: nowMs, nextTryAtMs: waits ? null : nowMs, atMs: nowMs } }
  }
  const step = nextStep(fresh ? null : knownOf(stored), invitee?.facts ?? null)
  switch (step.kind) {
    case 'none': return []
    case 'forget': return [{ row: stored, forget: true }]
    case 'request': return [due({ method: 'request', facts: step.facts, sequence })]
    case 'cancel': return [due({ method: 'cancel', facts: lastFacts(stored), sequence })]
    case 'settled': return [{ forget: false, row: { ...stored, wanted: { method: 'request', facts: step.facts, sequence: stored.wanted.sequence }, state: 'delivered', code: null, nextTryAtMs: null, atMs: nowMs } }]
  }
}

const lastFacts = (row: InviteRow): InviteFacts => row.told ?? row.wanted.facts
