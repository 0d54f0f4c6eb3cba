import { isObject, type Json } from '../lib/json.ts'
import { parseUnitPath } from './conflict-value.ts'
import { planSays } from './plan-words.ts'
import { listWords } from '../lib/list-words.ts'
import type { TimelineNames } from './timeline-words.ts'
import { itemFieldWord, itemWord, unitWords } from './unit-words.ts'

/** How ids and instants are said to one reader. */
export type ValueNames = TimelineNames & Readonly<{
  /** A value of a controlled list: a source, a department. */
  choice: (id: string) => string | null
  /** The reader's zone. */
  zone: string
  locale?: string
}>

export type ValueContext = Readonly<{ names: ValueNames; jobId: string | null }>
type Say = (value: Json, context: ValueContext) => string
type Fields = Readonly<Record<string, Json>>

const nothing = 'nothing'
const hidden = 'one you may not see'
const asObject = (value: Json): Fields => (isObject(value) ? value as Fields : {})
const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

const choices = (said: Readonly<Record<string, string>>): Say => value => said[String(value)] ?? String(value)
const named = (find: (names: ValueNames, id: string) => string | null): Say => (value, { names }) => find(names, String(value)) ?? hidden
const sayChoice = named((names, id) => names.choice(id))
const sayPerson = named((names, id) => names.person(id))

const sayInstant: Say = (value, { names }) => (typeof value !== 'number' ? 'an unknown time'
  : new Intl.DateTimeFormat(names.locale ?? 'en-GB', { timeZone: names.zone, day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(value))

/** A calendar day has no zone: it is the same day for every reader. */
const sayDay: Say = (value, { names }) => {
  const ms = Date.parse(`${String(value)}T00:00:00Z`)
  return Number.isNaN(ms) ? String(value) : new Intl.DateTimeFormat(names.locale ?? 'en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(ms)
}

const sayMoney: Say = (value, { names }) => {
  const { amountMinor, currency } = asObject(value)
  if (typeof amountMinor !== 'number') return hidden
  const format = new Intl.NumberFormat(names.locale ?? 'en-GB', { style: 'currency', currency: text(currency) || 'EUR' })
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

const statusWords: Readonly<Record<string, string>> = { active: 'in process', rejected: 'turned away', withdrawn: 'withdrew', hired: 'hired' }

const sayPipeline: Say = (value, { names, jobId }) => {
  const card = asObject(value)
  const status = text(card['status']) || 'active'
  const stage = jobId === null ? null : names.stage(jobId, text(card['stageId']))
  const reason = names.reason(text(card['rejectionReasonId']))
  const day = text(card['hiredStartDate'])
  const parts = [stage ?? 'a stage you may not see', statusWords[status] ?? status]
  if (reason && (status === 'rejected' || status === 'withdrawn')) parts.push(reason)
  if (text(card['rejectionNote'])) parts.push(`“${text(card['rejectionNote'])}”`)
  if (status === 'hired' && day) parts.push(`starts ${sayDay(day, { names, jobId })}`)
  return parts.join(' · ')
}

const sayBooking: Say = (value, context) => {
  const booking = asObject(value)
  const people = (Array.isArray(booking['seats']) ? booking['seats'] as readonly Json[] : []).map(seat => sayPerson(asObject(seat)['personId'] ?? '', context))
  const end = new Intl.DateTimeFormat(context.names.locale ?? 'en-GB', { timeZone: context.names.zone, hour: '2-digit', minute: '2-digit' }).format(Number(booking['endMs']))
  const when = `${sayInstant(booking['startMs'] ?? 0, context)} to ${end}`
  const base = people.length === 0 ? when : `${when}, with ${listWords(people)}`
  const why = text(booking['cancelReason'])
  return booking['cancelled'] === true ? `cancelled (${base})${why ? `: ${why}` : ''}` : base
}

const sayOfferStatus = choices({ draft: 'draft', approving: 'waiting for approval', approved: 'approved', extended: 'sent to the candidate', accepted: 'accepted', declined: 'declined', expired: 'expired', rescinded: 'rescinded' })
const sayJobStatus = choices({ draft: 'draft', open: 'open', onHold: 'on hold', closed: 'closed' })
const sayStatusUnit = (say: Say): Say => (value, context) => {
  const fields = asObject(value)
  const reason = text(fields['closeReason'])
  return isObject(value) ? `${say(fields['status'] ?? '', context)}${reason ? `: ${reason}` : ''}` : say(value, context)
}

const said: Readonly<Record<string, Say>> = {
  pipeline: sayPipeline, booking: sayBooking, 'jobs.status': sayStatusUnit(sayJobStatus), 'offers.status': sayStatusUnit(sayOfferStatus),
  sourceId: sayChoice, departmentId: sayChoice, locationId: sayChoice, employmentTypeId: sayChoice, levelId: sayChoice,
  rejectionReasonId: named((names, id) => names.reason(id)), ownerId: sayPerson, authorId: sayPerson, personId: sayPerson, addedById: sayPerson,
  candidateId: named((names, id) => names.candidate(id)), jobId: named((names, id) => names.job(id)), mergedIntoId: named((names, id) => names.candidate(id)),
  expectedCompensation: sayMoney, baseSalary: sayMoney, bonus: sayMoney, targetStartDate: sayDay, hiredStartDate: sayDay, startDate: sayDay, expiresOn: sayDay,
  privateTo: (value, context) => (Array.isArray(value) ? `only ${listWords((value as readonly Json[]).map(id => sayPerson(id, context)))}` : hidden),
  scorecardVisibility: choices({ afterOwn: 'after handing in one’s own', always: 'by hiring managers at any time', never: 'recruiters only' }),
  visibility: choices({ private: 'the author alone', session: 'those in the interview', panel: 'the panel', team: 'the hiring team', recruiters: 'recruiters only' }),
  recommendation: choices({ strongNo: 'strong no', no: 'no', noDecision: 'no decision', yes: 'yes', strongYes: 'strong yes' }),
  video: choices({ none: 'none', meet: 'Google Meet', teams: 'Teams', zoom: 'Zoom', own: 'own link' }),
  body: value => text(asObject(value)['plain']) || (typeof value === 'string' ? value : nothing),
  submission: (value, context) => (value === null ? 'not handed in' : `handed in on ${sayInstant(value, context)}`),
  type: choices({ lead: 'lead', applied: 'applied', screen: 'screen', assessment: 'assessment', interview: 'interview', offer: 'offer', hired: 'hired' }),
  role: choices({ owner: 'owner', recruiter: 'recruiter', coordinator: 'coordinator', hiringManager: 'hiring manager', interviewer: 'interviewer', sourcer: 'sourcer' }),
  decision: choices({ waiting: 'waiting', approved: 'approved', declined: 'declined' }), side: choices({ us: 'our side', candidate: 'the candidate’s side' }),
  rank: () => 'another place', sha256: () => 'another content', archived: value => (value === true ? 'archived' : 'in use'),
  cancelled: value => (value === true ? 'cancelled' : 'not cancelled'),
  ...planSays,
}

/** How an item of a list is called: its name, or the person it stands for. */
export function itemName(value: Json, { names }: ValueContext): string | null {
  const item = asObject(value)
  const own = text(item['name']) || text(item['title']) || text(item['school']) || text(item['company'])
  return own || names.person(text(item['personId'])) || names.person(text(item['id']))
}

function sayItem(unit: string, value: Json, context: ValueContext): string {
  const parts = Object.entries(asObject(value))
    .filter(([field, part]) => field !== 'id' && !['name', 'rank', 'sha256'].includes(field) && part !== null && part !== '' && part !== false && !(Array.isArray(part) && part.length === 0))
    .map(([field, part]) => `${itemFieldWord(field)}: ${sayField(unit, field, part, context)}`)
  return [itemName(value, context) ?? `a ${itemWord(unit)}`, ...parts].join(' · ')
}

function sayField(collection: string, name: string, value: Json, context: ValueContext): string {
  if ((value === null && name !== 'submission') || value === '') return nothing
  const say = said[`${collection}.${name}`] ?? said[name]
  if (say) return say(value, context)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return name.endsWith('Ms') ? sayInstant(value, context) : String(value)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return sayList(name, value as readonly Json[], context)
  return sayGroup(collection, value as Fields, context)
}

function sayList(name: string, items: readonly Json[], context: ValueContext): string {
  if (items.length === 0) return nothing
  return items.map(item => (isObject(item) ? itemName(item as Json, context) ?? `a ${itemWord(name)}` : String(item))).join(', ')
}

function sayGroup(collection: string, fields: Fields, context: ValueContext): string {
  const parts = Object.entries(fields).filter(([, value]) => value !== null && value !== '' && !isObject(value))
  return parts.length === 0 ? nothing : parts.map(([field, value]) => `${unitWords(collection, field)}: ${sayField(collection, field, value, context)}`).join(' · ')
}

/** Fields of a whole record that say little to a person. */
const unsaid = new Set(['id', 'createdAtMs', 'importId', 'stageEnteredAtMs', 'movedById', 'newestFirst', 'body', 'loopId', 'sessionId', 'applicationId', 'interviewId', 'kitVersion', 'revisions'])

/** Of an interview: with its time, people and room in one line, and nothing of its calendar entry. */
function interviewFields(whole: Fields): Fields {
  const { name = '', candidateId = null, jobId = null, video = null, limitReason = null } = whole
  return { name, booking: whole as Json, candidateId, jobId, video: video === 'none' ? null : video, limitReason }
}

/** A whole record in a few words, field by field. */
function sayRecord(collection: string, value: Json, context: ValueContext): string {
  const whole = asObject(value)
  const fields = Object.entries(collection === 'interviews' ? interviewFields(whole) : whole).filter(([name, part]) =>
    !unsaid.has(name) && part !== null && part !== '' && part !== false && !(Array.isArray(part) && part.length === 0) && !(isObject(part) && Object.keys(part).length === 0))
  return fields.map(([name, part]) => {
    const isStage = name === 'stageId' && context.jobId !== null
    const words = isStage ? context.names.stage(context.jobId!, String(part)) ?? hidden : sayField(collection, name, part, context)
    const label = name === 'plain' ? 'text' : isStage ? 'stage' : name === 'booking' ? 'when' : name === 'status' && collection === 'applications' ? 'status' : unitWords(collection, name)
    return `${label}: ${words}`
  }).join('\n')
}

/** The value at a path, for a person. Never empty. */
export function valueWords(collection: string, path: string, value: Json, context: ValueContext): string {
  const { unit, itemId, field } = parseUnitPath(path)
  if (unit === 'record') return value === null ? 'deleted' : sayRecord(collection, value, context) || 'a record with nothing in it'
  if (itemId === null) return sayField(collection, unit, value, context)
  if (field !== null) return sayField(unit, field, value, context)
  return value === null ? 'removed' : sayItem(unit, value, context)
}
