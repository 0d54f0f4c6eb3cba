import { z } from 'zod'

/**
 * How two people's changes to one field meet. Never by clock.
 *
 * - `ask`: one value stands everywhere at once, the other is kept in a conflict that a person resolves.
 * - `set`: additions and removals merge; members are compared as JSON.
 * - `list`: items carry an `id`; items merge one by one, and within an item field by field (`ask`).
 * - `append`: items are only ever added (by `id`); nothing can be taken away.
 * - `max`: the larger number stands.
 * - `text`: a Yjs state as base64; both people's typing stays.
 * - `owner`: one system or person may write it; everyone else reads.
 */
export type MergePolicy = 'ask' | 'set' | 'list' | 'append' | 'max' | 'text' | 'owner'

/** Who may read a field beyond being allowed to read its document. `deciders`: recruiters and the job's hiring managers. */
export type FieldAudience = 'compensation' | 'recruiters' | 'self' | 'deciders'

/**
 * What becomes of a field when the candidate it tells of is erased. `keep`: it says nothing of the person. `empty`: it goes,
 * and the field stands as if nothing had ever been written. A function keeps the part that is no person's, such as a number.
 * A field that can hold words decides; the others say nothing of anybody and stay.
 */
export type Erasure = 'keep' | 'empty' | ((value: never) => unknown)

/** The rule written beside a field. `unit` names a group of fields that change and conflict as one. */
export type FieldRule = Readonly<{
  merge: MergePolicy
  unit?: string
  /** A follower takes the value of whoever wins the unit and never causes a conflict itself. */
  follows?: boolean
  /** For `owner`: the server itself, or the person whose record it is. */
  owner?: 'server' | 'self'
  /** A mark: two people who set it apart, each in their own moment, agree. */
  isMark?: boolean
  see?: FieldAudience
  erase?: Erasure
}>

/** Where every field's rule is kept; filled by the helpers below while the schemas are declared. */
export const fieldRules = z.registry<FieldRule>()

type Extra = Omit<FieldRule, 'merge'>

function rule<T extends z.ZodType>(merge: MergePolicy, schema: T, extra: Extra = {}): T {
  // A schema value may be shared by several fields, so each field registers its own clone.
  const own = schema.clone()
  fieldRules.add(own, { merge, ...extra })
  return own
}

export const ask = <T extends z.ZodType>(schema: T, extra?: Extra): T => rule('ask', schema, extra)
export const set = <T extends z.ZodType>(schema: T, extra?: Extra): T => rule('set', schema, extra)
export const list = <T extends z.ZodType>(schema: T, extra?: Extra): T => rule('list', schema, extra)
export const append = <T extends z.ZodType>(schema: T, extra?: Extra): T => rule('append', schema, extra)
export const max = <T extends z.ZodType>(schema: T, extra?: Extra): T => rule('max', schema, extra)
export const text = <T extends z.ZodType>(schema: T, extra?: Extra): T => rule('text', schema, extra)
export const byServer = <T extends z.ZodType>(schema: T, extra?: Extra): T => rule('owner', schema, { ...extra, owner: 'server' })
export const bySelf = <T extends z.ZodType>(schema: T, extra?: Extra): T => rule('owner', schema, { ...extra, owner: 'self', see: 'self' })

/** A document's rules by field name. `id` and `createdAtMs` never change and have none. */
export type DocumentRules = Readonly<Record<string, FieldRule>>

/** Reads the rules back from a document schema; throws at start-up when a field was declared without one. */
export function rulesOf(schema: z.ZodObject): DocumentRules {
  const rules: Record<string, FieldRule> = {}
  for (const [name, field] of Object.entries(schema.shape)) {
    if (name === 'id' || name === 'createdAtMs') continue
    const found = fieldRules.get(field as z.ZodType)
    if (!found) throw new Error(`field ${name} has no merge rule`)
    rules[name] = found
  }
  return rules
}
