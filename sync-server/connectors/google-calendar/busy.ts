import { AppError } from '#shared/lib/app-error'
import type { Span } from '#shared/lib/zoned-time'
import { joinSpans } from '../kit/calendar.ts'
import { callGoogle } from './client.ts'
import type { GoogleContext } from './settings.ts'
import { freeBusySchema, parseGoogle } from './wire.ts'

/** @throws AppError `calendar.not_visible` when this account may not see that calendar. */
export async function freeBusy(ctx: GoogleContext, address: string, window: Span): Promise<readonly Span[]> {
  const reply = await callGoogle(ctx, [], client => client.freebusy.query({ requestBody: { timeMin: new Date(window.fromMs).toISOString(), timeMax: new Date(window.toMs).toISOString(), items: [{ id: address }] } }))
  const calendar = parseGoogle(freeBusySchema, reply.data).calendars[address]
  // "notFound" is also what Google says of calendars this account may not see.
  if (!calendar || calendar.errors.length > 0) throw new AppError('calendar.not_visible')
  return joinSpans(calendar.busy.map(({ start, end }) => ({ fromMs: Date.parse(start), toMs: Date.parse(end) })), window)
}
