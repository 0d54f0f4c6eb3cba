import type { BookingService } from '#shared/contract/booking-links'
import { errorEntry } from '#shared/contract/errors'
import { AppError, errorCode } from '#shared/lib/app-error'
import type { BookingServicePort } from '../connectors/kit/bookings.ts'
import { findConnection, listConnections, type ConnectionRow } from './connection-row.ts'
import { connectorOf, contextFor, type Means } from './try-delivery.ts'

type Asked = Readonly<{ kindId: string; mark: string; name: string; email: string | null }>

function open(means: Means, connection: ConnectionRow): { port: BookingServicePort<never>; ctx: never } {
  const port = connectorOf(means, connection).bookings
  if (!port) throw new AppError('connector.unknown')
  const ctx = contextFor(means, connection, { record: {}, key: connection.id, mayHaveHappened: false, onExchange: () => undefined })
  // Safe: port and context belong to the same connector.
  return { port: port as unknown as BookingServicePort<never>, ctx: ctx as never }
}

/** The connections by which candidates book, as booking pages call them. */
export function bookingServices(means: Means): { list(workspaceId: string): Promise<readonly BookingService[]>; makeLink(workspaceId: string, connectionId: string, asked: Asked): Promise<string> } {
  const describe = async (connection: ConnectionRow): Promise<BookingService> => {
    const about = { connectionId: connection.id, title: connection.title, rehearses: connection.sandbox }
    try {
      const { port, ctx } = open(means, connection)
      return { ...about, kinds: (await port.kinds(ctx)).map(kind => ({ ...kind })), problem: null }
    } catch (error) {
      return { ...about, kinds: [], problem: errorEntry(errorCode(error)).say }
    }
  }
  return {
    list: async workspaceId => Promise.all((await listConnections(means.db, workspaceId)).filter(row => !row.paused && means.connectors.get(row.connectorId)?.bookings).map(describe)),
    makeLink: async (workspaceId, connectionId, asked) => {
      const connection = await findConnection(means.db, connectionId)
      if (connection?.workspaceId !== workspaceId) throw new AppError('connector.unknown_connection')
      if (connection.paused) throw new AppError('connector.paused')
      const { port, ctx } = open(means, connection)
      return port.makeLink(ctx, asked)
    },
  }
}
