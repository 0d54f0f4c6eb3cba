import { withoutSpans } from '../connectors/kit/calendar.ts'
import type { Busy } from '#shared/domain/model/busy'
import { derivedId } from '#shared/lib/derived-id'
import type { Span } from '#shared/lib/zoned-time'
import type { Tx } from '../db/database.ts'
import type { Subject } from './subjects.ts'

const dayMs = 86_400_000
/** What laptops are given: six weeks, beginning with the day that has begun (UTC). */
const windowDays = 42
/** A document is limited; whoever has more blocks than this in six weeks is read for less time. */
const mostBlocks = 5_000

export function windowAt(nowMs: number): Span {
  const fromMs = Math.floor(nowMs / dayMs) * dayMs
  return { fromMs, toMs: fromMs + windowDays * dayMs }
}

export const busyId = (workspaceId: string, subject: Pick<Subject, 'kind' | 'id'>): string => derivedId(workspaceId, `busy/${subject.kind}/${subject.id}`)

/** The interviews somebody is booked for. They stand in the record themselves, so their copies in the calendar are no news. */
export async function ownInterviews(tx: Tx, workspaceId: string, subject: Pick<Subject, 'kind' | 'id'>): Promise<readonly Span[]> {
  return tx.query<Span>(`select lower(during) as "fromMs", upper(during) as "toMs" from bookings where workspace_id = $1 and resource = $2`, [workspaceId, `${subject.kind}:${subject.id}`])
}

/** The whole document after a reading. */
export function busyDocument(workspaceId: string, subject: Subject, reading: Readonly<{ blocks: readonly Span[]; own: readonly Span[]; window: Span; nowMs: number }>): Omit<Busy, 'createdAtMs'> {
  const blocks = withoutSpans(reading.blocks, reading.own)
  const kept = blocks.slice(0, mostBlocks)
  return {
    id: busyId(workspaceId, subject), subjectKind: subject.kind, subjectId: subject.id, subjectName: subject.name,
    blocks: kept.map(({ fromMs, toMs }) => ({ startMs: fromMs, endMs: toMs })), fromMs: reading.window.fromMs,
    toMs: kept.length < blocks.length ? kept.at(-1)!.toMs : reading.window.toMs, readAtMs: reading.nowMs, problem: null,
  }
}
