import { AppError, errorCode } from '#shared/lib/app-error'
import type { CalendarEvent, CalendarNews, CalendarPort, CalendarWatch, MeetingPort, OwnAccountPort, OwnKeys, PutEvent } from '../connectors/kit/calendar.ts'
import type { Span } from '#shared/lib/zoned-time'
import type { Connector } from '../connectors/kit/connector.ts'
import type { ConnectorContext } from '../connectors/kit/connector-context.ts'
import { findConnection, listConnections } from './connection-row.ts'
import { connectorOf, contextFor, type Means } from './try-delivery.ts'

export type AccountSummary = Readonly<{ connectionId: string; workspaceId: string; title: string; video: 'meet' | 'teams'; holdsInterviews: boolean }>

type Bound = Readonly<{ port: CalendarPort<never>; ctx: never }>
type BoundMeetings = Readonly<{ port: MeetingPort<never>; ctx: never }>

/** The connections that have calendars, as scheduling calls them: opened, guarded and limited like every other call. */
export function calendarAccounts(means: Means): {
  list(): Promise<readonly AccountSummary[]>
  freeBusy(connectionId: string, address: string, window: Span): Promise<readonly Span[]>
  putEvent(connectionId: string, event: CalendarEvent, options: Readonly<{ eventId: string | null; notify: boolean; mayHaveHappened: boolean }>): Promise<PutEvent>
  cancelEvent(connectionId: string, about: Readonly<{ eventId: string | null; interviewId: string; why: string }>): Promise<void>
  changesSince(connectionId: string, token: string | null): Promise<CalendarNews>
  watch(connectionId: string, before: CalendarWatch | null): Promise<CalendarWatch | null>
  listOwnServices(workspaceId: string): Promise<readonly Readonly<{ connectionId: string; service: string }>[]>
  ownBusy(connectionId: string, own: Readonly<{ address: string; keys: OwnKeys; keep: (keys: OwnKeys) => Promise<void> }>, window: Span): Promise<readonly Span[]>
  revokeOwn(connectionId: string, own: Readonly<{ address: string; keys: OwnKeys }>): Promise<void>
  listMeetingAccounts(): Promise<readonly Readonly<{ connectionId: string; workspaceId: string; video: 'zoom' }>[]>
  putMeeting(connectionId: string, event: CalendarEvent, options: Readonly<{ eventId: string | null; mayHaveHappened: boolean }>): Promise<PutEvent>
  cancelMeeting(connectionId: string, about: Readonly<{ eventId: string | null; interviewId: string }>): Promise<void>
} {
  const bind = async (connectionId: string, mayHaveHappened: boolean): Promise<{ connector: Connector; ctx: never }> => {
    const connection = await findConnection(means.db, connectionId)
    if (!connection) throw new AppError('connector.unknown_connection')
    if (connection.paused) throw new AppError('connector.paused')
    const ctx: ConnectorContext<never, never> = contextFor(means, connection, { record: {}, key: connectionId, mayHaveHappened, onExchange: () => undefined })
    return { connector: connectorOf(means, connection), ctx: ctx as never }
  }
  // Safe, both: port and context belong to the same connector, whose own schemas parsed the settings.
  const open = async (connectionId: string, mayHaveHappened = true): Promise<Bound> => {
    const { connector, ctx } = await bind(connectionId, mayHaveHappened)
    if (!connector.calendar) throw new AppError('connector.unknown')
    return { port: connector.calendar as unknown as CalendarPort<never>, ctx }
  }
  const openMeetings = async (connectionId: string, mayHaveHappened = true): Promise<BoundMeetings> => {
    const { connector, ctx } = await bind(connectionId, mayHaveHappened)
    if (!connector.meetings) throw new AppError('connector.unknown')
    return { port: connector.meetings as unknown as MeetingPort<never>, ctx }
  }
  const openOwn = async (connectionId: string): Promise<{ port: OwnAccountPort<never>; ctx: never }> => {
    const { connector, ctx } = await bind(connectionId, false)
    if (!connector.ownAccount) throw new AppError('connector.unknown')
    return { port: connector.ownAccount as unknown as OwnAccountPort<never>, ctx }
  }
  const ownServiceOf = async (connectionId: string): Promise<{ connectionId: string; service: string }[]> => {
    try {
      const { port, ctx } = await openOwn(connectionId)
      return port.isReady(ctx) ? [{ connectionId, service: port.service }] : []
    } catch {
      // Settings that cannot be read offer nobody a way in; the connection says so itself.
      return []
    }
  }
  return {
    listOwnServices: async workspaceId => (await Promise.all((await listConnections(means.db, workspaceId)).filter(row => !row.paused && !row.sandbox && means.connectors.get(row.connectorId)?.ownAccount).map(row => ownServiceOf(row.id)))).flat(),
    ownBusy: async (connectionId, own, window) => {
      const { port, ctx } = await openOwn(connectionId)
      try {
        return await port.freeBusy(ctx, own, window)
      } catch (error) {
        throw errorCode(error) === 'connector.consent_revoked' ? new AppError('calendar.sign_in_again', { cause: error }) : error
      }
    },
    revokeOwn: async (connectionId, own) => {
      const { port, ctx } = await openOwn(connectionId)
      await port.revoke(ctx, own)
    },
    list: async () => (await listConnections(means.db, null)).filter(row => !row.paused).flatMap(row => {
      const connector = means.connectors.get(row.connectorId)
      if (!connector?.calendar) return []
      const holdsInterviews = connector.configSchema.safeParse(row.config).data?.['holdsInterviews'] === true
      return [{ connectionId: row.id, workspaceId: row.workspaceId, title: row.title, video: connector.calendar.video, holdsInterviews }]
    }),
    freeBusy: async (connectionId, address, window) => {
      const { port, ctx } = await open(connectionId)
      return port.freeBusy(ctx, address, window)
    },
    putEvent: async (connectionId, event, { mayHaveHappened, ...options }) => {
      const { port, ctx } = await open(connectionId, mayHaveHappened)
      return port.putEvent(ctx, event, options)
    },
    cancelEvent: async (connectionId, about) => {
      const { port, ctx } = await open(connectionId)
      return port.cancelEvent(ctx, about)
    },
    changesSince: async (connectionId, token) => {
      const { port, ctx } = await open(connectionId)
      return port.changesSince(ctx, token)
    },
    listMeetingAccounts: async () => (await listConnections(means.db, null)).flatMap(row => {
      const meetings = row.paused ? undefined : means.connectors.get(row.connectorId)?.meetings
      return meetings ? [{ connectionId: row.id, workspaceId: row.workspaceId, video: meetings.video }] : []
    }),
    putMeeting: async (connectionId, event, { eventId, mayHaveHappened }) => {
      const { port, ctx } = await openMeetings(connectionId, mayHaveHappened)
      return port.putMeeting(ctx, event, eventId)
    },
    cancelMeeting: async (connectionId, about) => {
      const { port, ctx } = await openMeetings(connectionId)
      return port.cancelMeeting(ctx, about)
    },
    watch: async (connectionId, before) => {
      const { port, ctx } = await open(connectionId)
      return port.watch(ctx, before)
    },
  }
}
