import type { BookingService } from '#shared/contract/booking-links'
import type { Interview } from '#shared/domain/model/interview'
import type { Database, Tx } from '../db/database.ts'
import type { ServerWrite } from '../replication/record.ts'

/** The record, as this room writes it; what a writing returns tells every laptop once its transaction is committed. */
export type BookingRecord = Readonly<{
  write(workspaceId: string, actorId: string | null, rows: readonly ServerWrite[], tx: Tx): Promise<() => void>
  /** By the rules of every push, all or none. @throws AppError with the rule's code. */
  book(workspaceId: string, actorId: string, interviews: readonly Interview[], also: readonly ServerWrite[], tx: Tx): Promise<() => void>
  /** An interview that stands at another service, whatever our rules say. */
  bookOutside(workspaceId: string, actorId: string, interview: Interview, also: readonly ServerWrite[], tx: Tx): Promise<() => void>
}>

/** Other services by which candidates book, whoever keeps them. Calls throw AppErrors with a code that says what to do. */
export type BookingServices = Readonly<{
  list(workspaceId: string): Promise<readonly BookingService[]>
  /** An address that books once; `mark` comes back with the booking. */
  makeLink(workspaceId: string, connectionId: string, asked: Readonly<{ kindId: string; mark: string; name: string; email: string | null }>): Promise<string>
}>

export type BookingOptions = Readonly<{ db: Database; record: BookingRecord; now: () => number }>
