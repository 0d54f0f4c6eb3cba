import type { Apply } from './apply.ts'

/** The calendar is due to be read; scheduling looks every few seconds for those that are. */
export const applyCalendarNews: Apply<'calendar'> = async (tx, { now }, connection) => {
  await tx.query('update calendar_sync set next_read_at_ms = $2 where connection_id = $1', [connection.id, now()])
  return () => undefined
}
