import type { Span } from '#shared/lib/zoned-time'

/** What a calendar said of a span: when its owner is taken. Times only, sorted, not touching each other. */
export type BusyReading = Readonly<
  | { kind: 'read'; blocks: readonly Span[]; /** Given back at the next reading, so that what did not change need not travel again. */ memo: Readonly<Record<string, string>> }
  | { kind: 'unchanged' }
>

/** Sorted, cut to the window, and joined where they touch or overlap. */
export function joinSpans(spans: readonly Span[], window: Span): readonly Span[] {
  const joined: { fromMs: number; toMs: number }[] = []
  const inside = spans.map(span => ({ fromMs: Math.max(span.fromMs, window.fromMs), toMs: Math.min(span.toMs, window.toMs) })).filter(span => span.toMs > span.fromMs)
  for (const span of inside.sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1)
    if (last && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs)
    else joined.push(span)
  }
  return joined
}

/** What is left of some spans when others are taken out of them. */
export function withoutSpans(spans: readonly Span[], taken: readonly Span[]): readonly Span[] {
  return taken.reduce<readonly Span[]>((left, cut) => left.flatMap(span => {
    if (cut.toMs <= span.fromMs || cut.fromMs >= span.toMs) return [span]
    return [{ fromMs: span.fromMs, toMs: cut.fromMs }, { fromMs: cut.toMs, toMs: span.toMs }].filter(part => part.toMs > part.fromMs)
  }), spans)
}

/** Somebody who holds an interview, or the room it is in. */
export type CalendarGuest = Readonly<{ email: string; name: string; room: boolean }>
/** An interview as an account's calendar keeps it. `wantsLink`: the account gives the video link itself. */
export type CalendarEvent = Readonly<{
  interviewId: string; title: string; text: string; startMs: number; endMs: number; zone: string; place: string; joinUrl: string | null; wantsLink: boolean; guests: readonly CalendarGuest[]
}>
/** What became of it. `joinUrl` is the account's own link; `isLinkPending`: ask again soon. */
export type PutEvent = Readonly<{ eventId: string; joinUrl: string | null; isLinkPending: boolean }>

export type GuestAnswer = 'accepted' | 'declined' | 'tentative'
/** An event of the calendar as it stands there now. */
export type EventNews = Readonly<
  | { kind: 'gone'; eventId: string }
  | { kind: 'stands'; eventId: string; startMs: number; endMs: number; answers: readonly Readonly<{ email: string; answer: GuestAnswer }>[] }
>
/** `isWhole`: everything that stands is listed, so whatever is missing is gone. */
export type CalendarNews = Readonly<{ news: readonly EventNews[]; isWhole: boolean; token: string }>
/** A subscription of ours at the account; told again when it has to be renewed. */
export type CalendarWatch = Readonly<{ id: string; untilMs: number; more: Readonly<Record<string, string>> }>

/**
 * An account whose calendars can be read, and one of whose calendars holds interviews. `Context` is the connector's.
 * Everything is at least once: the same event put twice is one event.
 */
export type CalendarPort<Context> = Readonly<{
  /** The kind of video link this account gives. */
  video: 'meet' | 'teams'
  /** @throws AppError `calendar.not_visible` when the account may not see that calendar. */
  freeBusy(ctx: Context, address: string, window: Span): Promise<readonly Span[]>
  /** Makes the event, or makes it so again: also when it was moved or deleted there. `notify`: guests get a message. */
  putEvent(ctx: Context, event: CalendarEvent, options: Readonly<{ eventId: string | null; notify: boolean }>): Promise<PutEvent>
  /** Takes it out, also one whose making we never heard of (no id); one that is gone already is fine. `why` is for its guests (empty: nobody said), where the account can tell them. */
  cancelEvent(ctx: Context, about: Readonly<{ eventId: string | null; interviewId: string; why: string }>): Promise<void>
  /** What changed since a token; everything with null, or when the account has forgotten the token. */
  changesSince(ctx: Context, token: string | null): Promise<CalendarNews>
  /** Has changes told to the connection's own address; null where there is none that can be reached. */
  watch(ctx: Context, before: CalendarWatch | null): Promise<CalendarWatch | null>
}>

/**
 * An account that makes video meetings. The event it is given has a title and a time; whom it is with is no business of
 * the vendor's. At least once: the same meeting put twice is one meeting.
 */
export type MeetingPort<Context> = Readonly<{
  video: 'zoom'
  putMeeting(ctx: Context, event: CalendarEvent, meetingId: string | null): Promise<PutEvent>
  cancelMeeting(ctx: Context, about: Readonly<{ eventId: string | null; interviewId: string }>): Promise<void>
}>

/** Where a person agrees that we act for them (RFC 8252, with PKCE), in the browser of their system. */
export type ConsentPort<Context> = Readonly<{
  address(ctx: Context, asked: Readonly<{ state: string; challenge: string; redirectUri: string }>): string
  /** Keeps the granted keys by `ctx.setSecrets`. */
  exchange(ctx: Context, given: Readonly<{ code: string; verifier: string; redirectUri: string }>): Promise<void>
}>

/** What opens somebody's own account. */
export type OwnKeys = Readonly<Record<string, string>>
type Asked = Readonly<{ state: string; challenge: string; redirectUri: string }>

/** One's own account, by the connection's client and with the least that says when somebody is taken. */
export type OwnAccountPort<Context> = Readonly<{
  /** "Google", "Microsoft": what a person signs in with. */
  service: string
  /** Whether the connection has a client by which somebody can sign in. */
  isReady(ctx: Context): boolean
  address(ctx: Context, asked: Asked & Readonly<{ email: string }>): string
  /** Whose account it is, by its e-mail address, and its keys. @throws AppError `connector.consent_revoked`. */
  exchange(ctx: Context, given: Readonly<{ code: string; verifier: string; redirectUri: string }>): Promise<Readonly<{ address: string; keys: OwnKeys }>>
  /** `keep` takes newer keys. @throws AppError `connector.consent_revoked` when they were taken back. */
  freeBusy(ctx: Context, own: Readonly<{ address: string; keys: OwnKeys; keep: (keys: OwnKeys) => Promise<void> }>, window: Span): Promise<readonly Span[]>
  /** Tells the vendor that the keys are not needed any more, where it wants to be told. */
  revoke(ctx: Context, own: Readonly<{ address: string; keys: OwnKeys }>): Promise<void>
}>
