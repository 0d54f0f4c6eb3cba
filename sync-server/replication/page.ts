import type { CollectionName } from '#shared/domain/model/collections'
import type { Tx } from '../db/database.ts'
import type { Reader } from './pulled-row.ts'

/** A page of rows, each already JSON. */
export type Page = Readonly<{
  rows: readonly string[]; cursor: string; done: boolean
  progress?: { sent: number; total: number }; usable?: boolean
}>

/** What a pull is about. */
export type PullContext = Readonly<{ tx: Tx; workspaceId: string; reader: Reader; collections: readonly CollectionName[] }>
