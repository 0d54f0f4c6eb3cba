import type { Json } from '#shared/lib/json'
import { AppError } from '#shared/lib/app-error'

/** `{{name}}`, or `{{name|number}}` where a number is meant. */
const placeholder = /\{\{\s*([^{}|]+?)\s*(?:\|\s*(number)\s*)?\}\}/g
export type Values = Readonly<Record<string, string>>

export function placeholdersOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(placeholder)].map(found => found[1]!))]
}

const valueOf = (values: Values, name: string): string | undefined => (Object.hasOwn(values, name) ? values[name] : undefined)

/** Fills a text; what is not known is left out. */
export function fillText(template: string, values: Values): string {
  return template.replace(placeholder, (_all, name: string) => valueOf(values, name) ?? '')
}

/**
 * Fills a path with its query. Each value is one piece of it: a slash or a question mark in a name leads nowhere else.
 * @throws AppError `connector.refused` for a value that is empty or would walk up the path.
 */
export function fillPath(template: string, values: Values): string {
  return template.replace(placeholder, (_all, name: string) => {
    const value = encodeURIComponent(valueOf(values, name) ?? '')
    if (value === '' || value === '.' || value === '..') throw new AppError('connector.refused', { facts: { field: name } })
    return value
  })
}

/**
 * Fills a JSON template. It is read as JSON first and filled afterwards, so no value can break out of its string. A
 * member that is one placeholder without a value is left out.
 */
export function fillJson(template: Json, values: Values): Json | undefined {
  if (typeof template === 'string') return fillString(template, values)
  if (Array.isArray(template)) return template.map(each => fillJson(each, values)).filter(each => each !== undefined)
  if (template === null || typeof template !== 'object') return template
  return Object.fromEntries(Object.entries(template).flatMap(([key, value]): [string, Json][] => {
    const filled = value === undefined ? undefined : fillJson(value, values)
    return filled === undefined ? [] : [[key, filled]]
  }))
}

function fillString(template: string, values: Values): Json | undefined {
  const [only] = [...template.matchAll(placeholder)]
  if (!only || only[0] !== template.trim()) return fillText(template, values)
  const value = valueOf(values, only[1]!)
  if (value === undefined) return undefined
  return only[2] === 'number' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value
}

/** The place a JSON pointer (RFC 6901) names; undefined when there is none. */
export function atPointer(value: unknown, pointer: string): unknown {
  return pointer.split('/').slice(1).map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, step) => (at !== null && typeof at === 'object' && Object.hasOwn(at, step) ? (at as Record<string, unknown>)[step] : undefined), value)
}
