import { isRefusedRecord, type Question } from '#shared/domain/conflict-value'
import { isObject, type Json } from '#shared/lib/json'

/** A way forward that the server offered with its refusal. */
export type Way = Readonly<{ kind: 'value'; label: string; value: Json } | { kind: 'go'; label: string; path: string }>

/** The most ways that have a key: 3 to 9. */
const mostWays = 7

/** What the server offered: another value for the place in question, or another record to go to. */
export function waysOf({ subject }: Question): readonly Way[] {
  return subject.alternatives.slice(0, mostWays).map(({ label, value }): Way => {
    if (!isObject(value)) return { kind: 'value', label, value: value as Json }
    const { candidateId } = value
    if (typeof candidateId === 'string' && Object.keys(value).length === 1) return { kind: 'go', label, path: `/candidates/${candidateId}` }
    const wanted = subject.aside.value
    const isWhole = isObject(wanted) && (isRefusedRecord(subject) || !subject.unit.includes('/'))
    return { kind: 'value', label, value: (isWhole ? { ...wanted, ...value } : value) as Json }
  })
}
