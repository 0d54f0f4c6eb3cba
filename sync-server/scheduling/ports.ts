import type { Json } from '#shared/lib/json'
import type { Span } from '#shared/lib/zoned-time'
import type { BusyReading, CalendarEvent, CalendarNews, CalendarWatch, OwnKeys, PutEvent } from '../connectors/kit/calendar.ts'
import type { Tx } from '../db/database.ts'
import type { ServerWrite } from '../replication/record.ts'
import type { InviteLetter } from './invites/letter.ts'

/** Writes the server's own documents in a transaction; what it returns tells every laptop once that is committed. */
export type RecordPort = Readonly<{ write(workspaceId: string, actorId: string | null, rows: readonly ServerWrite[], tx: Tx): Promise<() => void> }>

/** Keeps what must not be readable in the database; bound to its owner's id. */
export type Seal = Readonly<{ seal(owner: string, value: Readonly<Record<string, Json>>): string; open(owner: string, sealed: string): Record<string, unknown> }>

/** What a reading is asked: `zone` is the owner's, `memo` what the last reading wanted to be given back. */
export type BusyQuery = Readonly<{ window: Span; zone: string; memo: Readonly<Record<string, string>> }>

/** Published calendars. @throws AppError with a code that says what to do. */
export type FeedReader = Readonly<{ readFeed(url: string, query: BusyQuery): Promise<BusyReading> }>

/** A connected account with calendars. `holdsInterviews`: interviews are put into one of them. */
export type CalendarAccount = Readonly<{ connectionId: string; workspaceId: string; title: string; video: 'meet' | 'teams'; holdsInterviews: boolean }>
/** A connected account that makes video meetings. */
export type MeetingAccount = Readonly<{ connectionId: string; workspaceId: string; video: 'zoom' }>
/** The connected accounts, whoever keeps them. Every call throws AppErrors with a code that says what to do. */
export type CalendarAccounts = Readonly<{
  /** Those that are switched on, oldest first. */
  list(): Promise<readonly CalendarAccount[]>
  freeBusy(connectionId: string, address: string, window: Span): Promise<readonly Span[]>
  /** `mayHaveHappened`: an earlier try may have had its effect. */
  putEvent(connectionId: string, event: CalendarEvent, options: Readonly<{ eventId: string | null; notify: boolean; mayHaveHappened: boolean }>): Promise<PutEvent>
  cancelEvent(connectionId: string, about: Readonly<{ eventId: string | null; interviewId: string; why: string }>): Promise<void>
  changesSince(connectionId: string, token: string | null): Promise<CalendarNews>
  /** Video accounts that are switched on, oldest first. */
  listMeetingAccounts(): Promise<readonly MeetingAccount[]>
  putMeeting(connectionId: string, event: CalendarEvent, options: Readonly<{ eventId: string | null; mayHaveHappened: boolean }>): Promise<PutEvent>
  cancelMeeting(connectionId: string, about: Readonly<{ eventId: string | null; interviewId: string }>): Promise<void>
  /** Where people of a workspace can sign in with an account of their own. */
  listOwnServices(workspaceId: string): Promise<readonly Readonly<{ connectionId: string; service: string }>[]>
  /** @throws AppError `calendar.sign_in_again` when its owner took their consent back. */
  ownBusy(connectionId: string, own: Readonly<{ address: string; keys: OwnKeys; keep: (keys: OwnKeys) => Promise<void> }>, window: Span): Promise<readonly Span[]>
  revokeOwn(connectionId: string, own: Readonly<{ address: string; keys: OwnKeys }>): Promise<void>
  watch(connectionId: string, before: CalendarWatch | null): Promise<CalendarWatch | null>
}>

/** The mail server. `organizerEmail` is where answers go. @throws AppError `invite.address_refused` or `invite.mail_unreachable`. */
export type InviteMail = Readonly<{ organizerEmail: string; send(letter: InviteLetter): Promise<void> }>
