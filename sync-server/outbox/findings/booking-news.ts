import type { Apply } from './apply.ts'

/** Whoever keeps booking links knows which interview it is about. */
export const applyBookingNews: Apply<'booking'> = async (tx, { record }, connection, { news }) => await record.takeBooking?.(tx, connection, news) ?? (() => undefined)
