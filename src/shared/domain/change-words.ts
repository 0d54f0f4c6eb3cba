import { isObject, isSameJson, type Json } from '../lib/json.ts'
import { parseUnitPath } from './conflict-value.ts'
import type { Content } from './merge/units.ts'
import { recordTitle } from './record-title.ts'
import { itemFieldWord, itemWord, recordWord, unitWords } from './unit-words.ts'
import { itemName, valueWords, type ValueNames } from './value-words.ts'

/** A change as a verb phrase: "moved Ana to Offer", and as a wish: "move Ana to Offer". */
export type Deed = Readonly<{ done: string; wish: string }>

/** One change at a path of a record. `record` is the record as known; it names items and candidates. */
export type ToldChange = Readonly<{
  collection: string; path: string; before: Json; after: Json; record: Content | null
  candidateId: string | null; jobId: string | null
}>

type Fields = Readonly<Record<string, Json>>
const asObject = (value: Json): Fields => (isObject(value) ? value as Fields : {})
const deed = (done: string, wish: string, rest: string): Deed => ({ done: `${done} ${rest}`, wish: `${wish} ${rest}` })

/** Longer values are compared side by side, not told in a sentence. */
const longest = 80
const brief = (words: string): string => (words.length > longest || words.includes('\n') ? '' : words)

/** Whom or what a change is about: "Ana", "the offer to Ana". */
function subjectWords({ collection, record, candidateId, jobId }: Pick<ToldChange, 'collection' | 'record' | 'candidateId' | 'jobId'>, names: ValueNames): string {
  const candidate = candidateId === null ? null : names.candidate(candidateId)
  if (collection === 'candidates' || collection === 'applications') return candidate ?? 'the candidate'
  if (collection === 'jobs') return (jobId === null ? null : names.job(jobId)) ?? 'the job'
  if (collection === 'people') return typeof record?.['name'] === 'string' ? record['name'] : 'a colleague'
  if (collection === 'settings') return 'the workspace settings'
  const title = recordTitle(collection, record ?? (candidateId === null ? null : { candidateId }), names)
  return `the ${title.charAt(0).toLowerCase()}${title.slice(1)}`.replace(/^the an? /, 'the ')
}

function tellPipeline({ before, after, jobId }: ToldChange, whom: string, names: ValueNames): Deed {
  const [was, is] = [asObject(before), asObject(after)]
  const stage = (jobId === null ? null : names.stage(jobId, String(is['stageId'] ?? ''))) ?? 'another stage'
  const reason = names.reason(String(is['rejectionReasonId'] ?? ''))
  const start = is['hiredStartDate'] ? valueWords('applications', 'hiredStartDate', is['hiredStartDate'], { names, jobId }) : null
  if (is['status'] !== was['status']) {
    if (is['status'] === 'hired') return deed('marked', 'mark', `${whom} as hired${start ? `, starting ${start}` : ''}`)
    if (is['status'] === 'rejected') return deed('turned', 'turn', `${whom} away${reason ? ` (${reason})` : ''}`)
    if (is['status'] === 'withdrawn') return deed('noted', 'note', `that ${whom} withdrew`)
    if (was['status'] !== undefined) return deed('took', 'take', `${whom} back into process at ${stage}`)
  }
  if (is['stageId'] !== was['stageId']) return deed('moved', 'move', `${whom} to ${stage}`)
  if (is['hiredStartDate'] !== was['hiredStartDate']) return start ? deed('set', 'set', `the start date of ${whom} to ${start}`) : deed('took', 'take', `the start date of ${whom} away`)
  return deed('changed', 'change', `the reason noted for ${whom}${reason ? ` to ${reason}` : ''}`)
}

function tellBooking({ before, after, jobId }: ToldChange, whom: string, names: ValueNames): Deed {
  const [was, is] = [asObject(before), asObject(after)]
  if (is['cancelled'] === true && was['cancelled'] !== true) return deed('cancelled', 'cancel', whom)
  if (was['cancelled'] === true && is['cancelled'] !== true) return deed('brought', 'bring', `${whom} back`)
  const when = valueWords('interviews', 'startMs', is['startMs'] ?? null, { names, jobId })
  if (is['startMs'] !== was['startMs'] || is['endMs'] !== was['endMs']) return deed('moved', 'move', `${whom} to ${when}`)
  return deed('changed', 'change', `the people or the room of ${whom}`)
}

function tellRecord(change: ToldChange, whom: string, names: ValueNames): Deed {
  const { collection, before, after, candidateId, jobId } = change
  if (after === null) return deed('deleted', 'delete', whom)
  if (before !== null) return deed('changed', 'change', whom)
  const candidate = (candidateId === null ? null : names.candidate(candidateId)) ?? 'a candidate'
  if (collection === 'applications') return deed('put', 'put', `${candidate} on ${(jobId === null ? null : names.job(jobId)) ?? 'a job'}`)
  if (collection === 'candidates') return deed('added', 'add', `${String(asObject(after)['fullName'] ?? candidate)}`)
  if (collection === 'interviews') return deed('booked', 'book', `an interview with ${candidate} for ${valueWords('interviews', 'startMs', asObject(after)['startMs'] ?? null, { names, jobId })}`)
  if (collection === 'notes') return deed('wrote', 'write', `a note on ${candidate}`)
  if (collection === 'messages') return deed('wrote', 'write', `a message to ${candidate}`)
  return deed('added', 'add', `${/^[aeiou]/.test(recordWord(collection)) ? 'an' : 'a'} ${recordWord(collection)}`)
}

function nameOfItem({ record, path, before, after, jobId }: ToldChange, names: ValueNames): string {
  const { unit, itemId, field } = parseUnitPath(path)
  const list = record?.[unit]
  const here = Array.isArray(list) ? (list as readonly Json[]).find(item => asObject(item)['id'] === itemId) : undefined
  const context = { names, jobId }
  const found = field === null ? itemName(before, context) ?? itemName(after, context) : here === undefined ? null : itemName(here, context)
  return found === null ? `a ${itemWord(unit)}` : `the ${itemWord(unit)} “${found}”`
}

function tellItem(change: ToldChange, whom: string, names: ValueNames): Deed {
  const { collection, path, before, after, jobId } = change
  const { field } = parseUnitPath(path)
  const item = nameOfItem(change, names)
  if (field === null) {
    if (after === null) return deed('removed', 'remove', `${item} from ${whom}`)
    return before === null ? deed('added', 'add', `${item} to ${whom}`) : deed('changed', 'change', `${item} of ${whom}`)
  }
  const value = brief(valueWords(collection, path, after, { names, jobId }))
  if (field === 'name' && value) return deed('renamed', 'rename', `${before === null ? item : `the ${itemWord(parseUnitPath(path).unit)} “${String(before)}”`} to “${value}”`)
  return deed('changed', 'change', `the ${itemFieldWord(field)} of ${item}${value ? ` to “${value}”` : ''}`)
}

/** What somebody did to one place of a record, said for the one it was done to. */
export function tellChange(change: ToldChange, names: ValueNames): Deed {
  const { collection, path, before, after, jobId } = change
  const { unit, itemId } = parseUnitPath(path)
  const whom = subjectWords(change, names)
  if (unit === 'record') return tellRecord(change, whom, names)
  if (itemId !== null) return tellItem(change, whom, names)
  if (unit === 'pipeline') return tellPipeline(change, whom, names)
  if (unit === 'booking') return tellBooking(change, whom, names)
  if (unit === 'submission') return after === null ? deed('took', 'take', `${whom} back`) : deed('handed in', 'hand in', whom)
  const field = unitWords(collection, unit)
  if (Array.isArray(before) && Array.isArray(after)) return tellSet(change, field, whom, names)
  if (after === null || after === '' || isSameJson(after, [])) return deed('emptied', 'empty', `the ${field} of ${whom}`)
  const value = brief(valueWords(collection, path, after, { names, jobId }))
  return deed('changed', 'change', `the ${field} of ${whom}${value ? ` to “${value}”` : ''}`)
}

/** What came and what went, where that is short. */
function tellSet({ collection, path, before, after, jobId }: ToldChange, field: string, whom: string, names: ValueNames): Deed {
  const [was, is] = [before as readonly Json[], after as readonly Json[]]
  const say = (items: readonly Json[]): string => brief(valueWords(collection, path, items, { names, jobId }))
  const isIn = (list: readonly Json[], item: Json): boolean => list.some(other => isSameJson(other, item))
  const [added, gone] = [is.filter(item => !isIn(was, item)), was.filter(item => !isIn(is, item))]
  if (added.length > 0 && gone.length === 0 && say(added)) return deed('added', 'add', `“${say(added)}” to the ${field} of ${whom}`)
  if (gone.length > 0 && added.length === 0 && say(gone)) return deed('took', 'take', `“${say(gone)}” off the ${field} of ${whom}`)
  return deed('changed', 'change', `the ${field} of ${whom}`)
}
