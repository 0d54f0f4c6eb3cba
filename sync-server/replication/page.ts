import type { CollectionName } from '#shared/domain/model/collections'
import type { Tx } from '../db/database.ts'
import type { Reader } from './pulled-row.ts'

/** A page of rows, each already JSON. */
export type Page = Readonly<{
  rows: readonly string[]; cursor: string; done: boolean
  progress?: { sent: number; total: number }; usable?: boolean
}>

/** Who pulls what. */
export type PullRequest = Readonly<{ tx: Tx; workspaceId: string; personId: string; collections: readonly CollectionName[] }>

/** The same with the keys this page is read by. */
export type PullContext = PullRequest & Readonly<{ reader: Reader }>
