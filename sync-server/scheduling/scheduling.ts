import type { FastifyInstance } from 'fastify'
import type { IdentityOptions } from '../identity/port.ts'
import { BusyRefresh } from './busy-refresh.ts'
import { calendarRoutes } from './calendars.route.ts'
import { inviteRoutes } from './invites/invites.route.ts'
import { Invitations } from './invites/invitations.ts'
import { CalendarSync } from './events/calendar-sync.ts'
import { keepOwnCalendar, type OwnGrant } from './own-calendar.ts'
import type { CalendarAccounts, FeedReader, InviteMail, RecordPort, Seal } from './ports.ts'

export type SchedulingParts = Readonly<{ identity: Pick<IdentityOptions, 'db' | 'now'>; record: RecordPort; seal: Seal; feeds: FeedReader; accounts: CalendarAccounts; mail: InviteMail | null; publicUrl: () => string }>

/** The room with its routes; it works from `ready` until the server closes. `wake` looks for what is to be told at once, `follow` for accounts that came or went; `keepOwn` keeps an account somebody signed in with. */
export function schedulingRoutes(app: FastifyInstance, { identity, record, seal, feeds, accounts, mail, publicUrl }: SchedulingParts): { wake: () => void; follow: () => void; keepOwn: (grant: OwnGrant) => Promise<void> } {
  const { db, now } = identity
  const refresh = new BusyRefresh({ db, record, seal, feeds, accounts, now, onFailure: cause => app.log.error({ err: cause }, 'reading calendars failed') })
  calendarRoutes(app, { db, now, record, seal, accounts, wake: () => void refresh.readDue() })
  const invitations = new Invitations({ db, record, mail, accounts, now, interviewUrl: id => `${publicUrl()}/app/#open/interview/${id}`, onFailure: cause => app.log.error({ err: cause }, 'invitations failed') })
  const wake = (): void => void invitations.tick()
  const sync = new CalendarSync({ db, accounts, now, onNews: wake, onFailure: cause => app.log.error({ err: cause }, 'reading changes of calendars failed') })
  inviteRoutes(app, { db, now, wake })
  app.addHook('onReady', async () => {
    refresh.start()
    sync.start()
    await invitations.start()
  })
  app.addHook('preClose', async () => {
    await refresh.stop()
    await sync.stop()
    await invitations.stop()
  })
  const keepOwn = async (grant: OwnGrant): Promise<void> => {
    await keepOwnCalendar({ db, seal, accounts, now }, grant)
    void refresh.readDue()
  }
  return { wake, follow: () => void refresh.readDue(), keepOwn }
}
