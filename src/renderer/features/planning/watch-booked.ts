import { combineLatest, map, type Observable } from 'rxjs'
import type { Busy } from '#shared/domain/model/busy'
import type { Interview } from '#shared/domain/model/interview'
import type { Span } from '#shared/lib/zoned-time'
import type { Replica } from '../../replica/replica.ts'

export type Booked = Readonly<{ interviews: readonly Interview[]; busy: readonly Busy[] }>

const twoWeeks = 14 * 86_400_000

/** Everything that takes somebody's time near a span, as this computer knows it. */
export function watchBooked(replica: Replica, { fromMs, toMs }: Span): Observable<Booked> {
  return combineLatest([
    replica.watch('interviews', { where: { startMs: { $gte: fromMs - twoWeeks, $lt: toMs + twoWeeks } }, sort: ['startMs'] }), replica.watch('busy', {}),
  ]).pipe(map(([interviews, busy]) => ({ interviews, busy })))
}
