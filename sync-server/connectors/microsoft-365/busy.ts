import { AppError } from '#shared/lib/app-error'
import type { Span } from '#shared/lib/zoned-time'
import { joinSpans } from '../kit/calendar.ts'
import { graph, mailboxOf } from './access.ts'
import type { MicrosoftContext } from './settings.ts'
import { instantOf, scheduleSchema, timeAt } from './wire.ts'

/** Out of office counts as taken, working elsewhere does not. */
const taken = new Set(['busy', 'oof', 'tentative'])

/** @throws AppError `calendar.not_visible` when this account may not see that calendar. */
export async function freeBusy(ctx: MicrosoftContext, address: string, window: Span): Promise<readonly Span[]> {
  const reply = await graph(ctx, { method: 'POST', path: `${mailboxOf(ctx.config)}/calendar/getSchedule`, json: { Schedules: [address], StartTime: timeAt(window.fromMs), EndTime: timeAt(window.toMs), AvailabilityViewInterval: 60 } })
  const schedule = reply.parse(scheduleSchema).value.find(each => each.scheduleId?.toLowerCase() === address.toLowerCase())
  if (!schedule || schedule.error) throw new AppError('calendar.not_visible')
  return joinSpans((schedule.scheduleItems ?? []).filter(item => taken.has(item.status ?? 'busy')).map(({ start, end }) => ({ fromMs: instantOf(start), toMs: instantOf(end) })), window)
}
