import type { Interview } from '#shared/domain/model/interview'
import type { Database, Tx } from '../db/database.ts'
import type { ServerWrite } from '../replication/record.ts'

/** The record, as this room writes it; what a writing returns tells every laptop once its transaction is committed. */
export type BookingRecord = Readonly<{
  write(workspaceId: string, actorId: string | null, rows: readonly ServerWrite[], tx: Tx): Promise<() => void>
  /** By the rules of every push, all or none. @throws AppError with the rule's code. */
  book(workspaceId: string, actorId: string, interviews: readonly Interview[], also: readonly ServerWrite[], tx: Tx): Promise<() => void>
}>

export type BookingOptions = Readonly<{ db: Database; record: BookingRecord; now: () => number }>
