import { isObject } from './json.ts'

/** Deeper nesting than any of our documents has. */
const maxDepth = 16
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * True for JSON that PostgreSQL can keep and that harms no reader: no NUL, no lone surrogates, no prototype keys, no
 * bottomless nesting, no numbers that JSON cannot write.
 */
export function isStorableJson(value: unknown, depth = 0): boolean {
  if (depth > maxDepth) return false
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000')
  if (typeof value === 'number') return Number.isFinite(value)
  if (value === null || value === undefined || typeof value === 'boolean') return true
  if (Array.isArray(value)) return value.every(item => isStorableJson(item, depth + 1))
  if (!isObject(value)) return false
  return Object.entries(value).every(([key, item]) => !forbiddenKeys.has(key) && isStorableJson(key, depth) && isStorableJson(item, depth + 1))
}
