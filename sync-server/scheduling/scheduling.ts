import type { FastifyInstance } from 'fastify'
import type { IdentityOptions } from '../identity/port.ts'
import { BusyRefresh } from './busy-refresh.ts'
import { calendarRoutes } from './calendars.route.ts'
import type { CalendarReader, RecordPort, Seal } from './ports.ts'

export type SchedulingParts = Readonly<{ identity: Pick<IdentityOptions, 'db' | 'now'>; record: RecordPort; seal: Seal; reader: CalendarReader }>

/** The room with its routes; it works from `ready` until the server closes. */
export function schedulingRoutes(app: FastifyInstance, { identity, record, seal, reader }: SchedulingParts): void {
  const { db, now } = identity
  const refresh = new BusyRefresh({ db, record, seal, reader, now, onFailure: cause => app.log.error({ err: cause }, 'reading calendars failed') })
  calendarRoutes(app, { db, now, record, seal, wake: () => void refresh.readDue() })
  app.addHook('onReady', async () => refresh.start())
  app.addHook('preClose', () => refresh.stop())
}
