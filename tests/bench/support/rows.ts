import type { PushRow } from '#shared/contract/sync-protocol'
import type { Candidate } from '#shared/domain/model/candidate'
import type { CollectionName } from '#shared/domain/model/collections'
import { generateMany } from '#shared/domain/sample/generate-many'
import { createOperationId } from '#shared/lib/ids'

export const benchNowMs = 1_790_000_000_000

/** The same candidates in every run, about 740 bytes of JSON each. Another `set` has others. */
export function candidates(count: number, set = 0): readonly Candidate[] {
  // Ids follow from this one.
  const parentId = `019a0000-0000-7000-8000-${String(set).padStart(12, '0')}`
  return [...generateMany(count, { nowMs: benchNowMs, parentId, seed: set + 1 })]
}

export function newRow(collection: CollectionName, content: { id: string }): PushRow {
  return { kind: 'new', collection, id: content.id, operation: createOperationId(), atMs: benchNowMs, content: content as never }
}

export function editRow(collection: CollectionName, id: string, base: number, units: Readonly<Record<string, string>>): PushRow {
  return { kind: 'edit', collection, id, operation: createOperationId(), atMs: benchNowMs, base, units }
}

/** Pieces of at most `size`. */
export function inBatches<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
}
