import { canonicalJson, isObject, isSameJson, type Json } from '../../lib/json.ts'
import { mergeText, plainFromText } from '../../lib/text-merge.ts'
import type { Unit } from './units.ts'

/** Two values that exclude each other, at a path inside the unit (`''` is the unit itself). */
export type Clash = Readonly<{ path: string; base: Json; mine: Json; theirs: Json }>

/** What a unit's value becomes, and what could not be decided without a person. */
export type MergedUnit = Readonly<{ value: Json; clashes: readonly Clash[] }>

type Item = Readonly<Record<string, Json>>

const isItems = (value: Json): value is readonly Item[] =>
  Array.isArray(value) && value.every(item => isObject(item) && typeof item['id'] === 'string')

function leadersOf(unit: Unit, value: Json): Json {
  if (unit.leaders.length + unit.followers.length === 1 || !isObject(value)) return value
  return Object.fromEntries(unit.leaders.map(field => [field, (value[field] as Json | undefined) ?? null]))
}

/** True when two values of a unit mean the same: followers do not count, nor does the order of a set or the moment of a mark. */
export function isSameUnit(unit: Unit, a: Json, b: Json): boolean {
  if (unit.rule.isMark === true) return (a === null) === (b === null)
  if (unit.merge === 'set' && Array.isArray(a) && Array.isArray(b)) {
    return isSameJson(a.map(canonicalJson).sort(), b.map(canonicalJson).sort())
  }
  return isSameJson(leadersOf(unit, a), leadersOf(unit, b))
}

function mergeSet(base: Json, mine: Json, theirs: Json): Json {
  const keyed = (value: Json) => new Map((Array.isArray(value) ? (value as readonly Json[]) : []).map(item => [canonicalJson(item), item]))
  const [was, own, other] = [keyed(base), keyed(mine), keyed(theirs)]
  const kept = [...other].filter(([key]) => own.has(key) || !was.has(key))
  const added = [...own].filter(([key]) => !was.has(key) && !other.has(key))
  return [...kept, ...added].map(([, item]) => item)
}

/** What two who never saw each other's value had before them: nothing. What is blank on one side says nothing against the other. */
export function blankOf(mine: Json | undefined, theirs: Json | undefined): Json {
  if (mine === undefined || mine === null || mine === '' || Array.isArray(mine) && mine.length === 0) return mine ?? null
  if (Array.isArray(theirs)) return []
  if (typeof theirs === 'string') return ''
  return isObject(theirs) && isObject(mine) ? Object.fromEntries(Object.entries(theirs).map(([field, each]) => [field, blankOf(mine[field] as Json | undefined, each as Json)])) : null
}

function mergeItem(id: string, base: Item | undefined, mine: Item, theirs: Item): MergedUnit {
  const merged: Record<string, Json> = {}
  const clashes: Clash[] = []
  for (const field of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [was, own, other] = [base === undefined ? blankOf(mine[field], theirs[field]) : base[field] ?? null, mine[field] ?? null, theirs[field] ?? null]
    if (isSameJson(own, was) || isSameJson(own, other)) merged[field] = other
    else if (isSameJson(other, was)) merged[field] = own
    else {
      merged[field] = other
      clashes.push({ path: `${id}/${field}`, base: was, mine: own, theirs: other })
    }
  }
  return { value: merged, clashes }
}

/** Items merge one by one. Removing against editing: the edited item stays and a person is asked. */
function mergeList(base: Json, mine: Json, theirs: Json): MergedUnit {
  const keyed = (value: Json) => new Map((isItems(value) ? value : []).map(item => [String(item['id']), item]))
  const [was, own, other] = [keyed(base), keyed(mine), keyed(theirs)]
  const value: Json[] = []
  const clashes: Clash[] = []
  for (const id of new Set([...other.keys(), ...own.keys()])) {
    const [before, my, their] = [was.get(id), own.get(id), other.get(id)]
    if (my && their) {
      const merged = mergeItem(id, before, my, their)
      value.push(merged.value)
      clashes.push(...merged.clashes)
    } else if (!before) value.push((my ?? their)!)
    else if (!isSameJson(my ?? their, before)) {
      value.push((my ?? their)!)
      clashes.push({ path: id, base: before, mine: my ?? null, theirs: their ?? null })
    }
  }
  return { value, clashes }
}

/** Only additions are possible: an item known to either side stays, the first writing of it wins. */
function mergeAppend(mine: Json, theirs: Json): Json {
  if (!isItems(mine) || !isItems(theirs)) return theirs ?? mine
  const known = new Set(theirs.map(item => item['id']))
  return [...theirs, ...mine.filter(item => !known.has(item['id']!))]
}

function mergeTextUnit(unit: Unit, mine: Json, theirs: Json): Json {
  const [field] = unit.leaders
  if (!isObject(mine) || !isObject(theirs) || field === undefined) return theirs
  const [other, own] = [String(theirs[field] ?? ''), String(mine[field] ?? '')]
  if (own === '' || own === other) return theirs
  const body = mergeText(other, own)
  return body === other ? theirs : { ...theirs, [field]: body, plain: plainFromText(body) } as Json
}

function decide(unit: Unit, base: Json, mine: Json, theirs: Json): MergedUnit {
  switch (unit.merge) {
    case 'set': return { value: mergeSet(base, mine, theirs), clashes: [] }
    case 'list': return mergeList(base, mine, theirs)
    case 'append': return { value: mergeAppend(mine, theirs), clashes: [] }
    case 'max': return { value: Math.max(Number(mine ?? 0), Number(theirs ?? 0)), clashes: [] }
    case 'text': return { value: mergeTextUnit(unit, mine, theirs), clashes: [] }
    case 'owner': return { value: mine, clashes: [] }
    case 'ask': return { value: theirs, clashes: [{ path: '', base, mine, theirs }] }
  }
}

/**
 * Three-way merge of one unit. `theirs` is what the server holds, `mine` what the editor wants, `base` what the
 * editor saw. Pure and deterministic; runs inside the push transaction and on the laptop alike.
 */
export function mergeUnit(unit: Unit, base: Json, mine: Json, theirs: Json): MergedUnit {
  // Append-only lists and growing numbers never go back, even where only one side changed.
  // A text only ever joins, so what travels may be just what was typed.
  if (unit.merge === 'append' || unit.merge === 'max' || unit.merge === 'text') return decide(unit, base, mine, theirs)
  // Nobody else touched it: all of mine stands, followers too.
  if (isSameJson(theirs, base)) return { value: mine, clashes: [] }
  if (isSameUnit(unit, mine, theirs) || isSameUnit(unit, mine, base)) return { value: theirs, clashes: [] }
  if (isSameUnit(unit, theirs, base)) return { value: mine, clashes: [] }
  return decide(unit, base, mine, theirs)
}
