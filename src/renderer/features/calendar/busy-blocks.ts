import type { Busy } from '#shared/domain/model/busy'
import type { Span } from '#shared/lib/zoned-time'

/** One person's or room's taken times inside a window, and when their calendar was read. */
export type BusyTimes = Readonly<{ blocks: readonly Span[]; readAtMs: number; problem: string | null }>

/** By person or room. Several calendars of one person are read together; the age is that of the oldest. */
export function busyTimes(documents: readonly Busy[], { fromMs, toMs }: Span): ReadonlyMap<string, BusyTimes> {
  return new Map([...Map.groupBy(documents, document => document.subjectId)].map(([subjectId, own]) => [subjectId, {
    blocks: own.flatMap(({ blocks }) => blocks.filter(block => block.endMs > fromMs && block.startMs < toMs).map(block => ({ fromMs: block.startMs, toMs: block.endMs }))),
    readAtMs: Math.min(...own.map(document => document.readAtMs)), problem: own.find(document => document.problem !== null)?.problem ?? null,
  }]))
}

/** Whether a calendar says that somebody is taken during a span. */
export const isBusyDuring = (times: BusyTimes | undefined, { fromMs, toMs }: Span): boolean =>
  times !== undefined && times.blocks.some(block => block.fromMs < toMs && block.toMs > fromMs)

/** `read 2 h ago`: how far what is shown may be trusted. */
export function sayAge(readAtMs: number, nowMs: number): string {
  const minutes = Math.max(0, Math.round((nowMs - readAtMs) / 60_000))
  if (minutes < 2) return 'read just now'
  if (minutes < 60) return `read ${minutes} min ago`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `read ${hours} h ago` : `read ${Math.round(hours / 24)} days ago`
}
