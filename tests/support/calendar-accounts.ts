import type { CalendarEvent, EventNews } from '#server/connectors/kit/calendar'
import type { CalendarAccounts } from '#server/scheduling/ports'
import { AppError } from '#shared/lib/app-error'

const none = (): Promise<never> => Promise.reject(new AppError('connector.unknown_connection'))

/** A server with no calendar account connected. */
export const noAccounts: CalendarAccounts = { list: async () => [], freeBusy: none, putEvent: none, cancelEvent: none, changesSince: none, watch: none, listOwnServices: async () => [], ownBusy: none, revokeOwn: none, listMeetingAccounts: async () => [], putMeeting: none, cancelMeeting: none }

/** One account whose calendar is a map; what is thrown next and what happened there is set by the test. */
export type OneAccount = CalendarAccounts & Readonly<{ events: Map<string, CalendarEvent>; puts: string[]; news: EventNews[]; fail(error: AppError | null): void; makeLinksSlow(): void }>

export function oneAccount(workspaceId: string, connectionId: string): OneAccount {
  const events = new Map<string, CalendarEvent>()
  const puts: string[] = []
  const news: EventNews[] = []
  let error: AppError | null = null
  let isSlow = false
  return {
    ...noAccounts, events, puts, news,
    fail: next => { error = next },
    makeLinksSlow: () => { isSlow = true },
    list: async () => [{ connectionId, workspaceId, title: 'Acme’s calendar', video: 'meet', holdsInterviews: true }],
    putEvent: async (_connection, event, { notify }) => {
      if (error) throw error
      events.set(event.interviewId, event)
      puts.push(`${notify ? 'tell' : 'quiet'} ${event.guests.map(guest => guest.email).join(' ')}`)
      const isLinkPending = isSlow && event.wantsLink
      isSlow = false
      return { eventId: `e-${event.interviewId}`, joinUrl: event.wantsLink && !isLinkPending ? 'https://meet.example.test/1' : null, isLinkPending }
    },
    cancelEvent: async (_connection, { interviewId, why }) => {
      if (error) throw error
      events.delete(interviewId)
      puts.push(why === '' ? 'cancel' : `cancel: ${why}`)
    },
    changesSince: async (_connection, token) => ({ news: news.splice(0), isWhole: false, token: `${token ?? ''}+` }),
    watch: async () => null,
  }
}
