import type { CollectionName } from '#shared/domain/model/collections'
import { isObject } from '#shared/lib/json'
import { replicaIndexes } from '../replica-schema.ts'

const ranges = ['$gt', '$gte', '$lt', '$lte', '$in'] as const

function kindOfCondition(condition: unknown): 'equal' | 'range' | 'none' {
  if (condition === undefined) return 'none'
  if (!isObject(condition)) return 'equal'
  if ('$eq' in condition) return 'equal'
  return ranges.some(operator => operator in condition) ? 'range' : 'none'
}

function scoreOf(index: readonly string[], where: Readonly<Record<string, unknown>>, sort: readonly string[]): number {
  let score = 0
  let place = 0
  while (place < index.length && kindOfCondition(where[index[place]!]) === 'equal') {
    score += 10
    place += 1
  }
  const rest = sort.filter(field => !index.slice(0, place).includes(field))
  if (place < index.length && kindOfCondition(where[index[place]!]) === 'range') score += 5
  else if (rest.length === 0 && place === 0) return 0
  if (rest.length > 0 && rest.every((field, offset) => index[place + offset] === field)) score += 4
  return score
}

/** The index that narrows most by equal values, then by a range, then gives the order; none: everything, by id. */
export function chooseIndex(collection: CollectionName, where: Readonly<Record<string, unknown>>, sort: readonly string[]): readonly string[] {
  let best: readonly string[] = []
  let bestScore = 0
  for (const index of replicaIndexes[collection] as readonly (readonly string[])[]) {
    const score = scoreOf(index, where, sort)
    if (score > bestScore) [best, bestScore] = [index, score]
  }
  return best
}
