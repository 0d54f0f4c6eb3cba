import type { Content } from '../merge/units.ts'
import type { CollectionName } from '../model/collections.ts'
import type { Role } from '../model/person.ts'
import { maySeeField } from './field-access.ts'
import { jobKey, type AccessKey } from './keys.ts'

/** Who asks. */
export type Actor = Readonly<{ personId: string; role: Role; keys: ReadonlySet<AccessKey> }>

/** A change to judge: `before` is null for a new document, `after` null for a deletion. */
export type ProposedWrite = Readonly<{
  collection: CollectionName
  before: Content | null
  after: Content | null
  /** The fields whose value differs. */
  fields: readonly string[]
}>

export type WriteVerdict = Readonly<{ kind: 'allowed' } | { kind: 'refused'; code: string }>

const allowed: WriteVerdict = { kind: 'allowed' }
const refused = (code: string): WriteVerdict => ({ kind: 'refused', code })
const verdict = (ok: boolean): WriteVerdict => (ok ? allowed : refused('access.not_yours_to_change'))

/** Another service holds the time, and tells those it named: neither can be changed here without its hearing of it. */
function movesWhatIsHeldElsewhere({ before, after, fields }: ProposedWrite): boolean {
  const held = before?.['bookedThrough'] as { personIds: readonly string[] } | null | undefined
  if (!held || !after) return false
  // Called off here, it was called off there.
  if (before?.['cancelled'] === true && after['cancelled'] === false) return true
  const seated = new Set((after['seats'] as readonly { personId: string }[] | undefined)?.map(seat => seat.personId))
  return fields.includes('startMs') || fields.includes('endMs') || fields.includes('seats') && held.personIds.some(id => !seated.has(id))
}

type Judge = (actor: Actor, write: ProposedWrite, content: Content) => WriteVerdict

const isStaff = (actor: Actor): boolean => actor.role === 'owner' || actor.role === 'recruiter'
const isAtWork = (actor: Actor): boolean => isStaff(actor) || actor.role === 'coordinator'
const onlyFields = (write: ProposedWrite, names: readonly string[]): boolean => write.fields.every(field => names.includes(field))
const manages = (actor: Actor, content: Content): boolean => actor.keys.has(jobKey(String(content['jobId'])))
const pipelineFields = ['stageId', 'status', 'stageEnteredAtMs', 'movedById', 'rejectionReasonId', 'rejectionNote', 'hiredStartDate']
const holdsItems = (value: unknown): boolean => Array.isArray(value) && value.length > 0
/** A timeline line or a note may be taken back with the import that brought it. Records may be taken back by recruiters; their history stays on the server. */
const isFromImport = (content: Content): boolean => typeof content['importId'] === 'string'

/** Whose two opinions a conflict holds. */
const isSideOf = (actor: Actor, conflict: Content): boolean =>
  [conflict['kept'], conflict['aside']].some(side => (side as { byId?: unknown } | undefined)?.byId === actor.personId)

/** A note of an interview that is open to those who sit there, or to the panel, is written by all who may read it. */
const isWrittenTogether = (note: Content): boolean => typeof note['interviewId'] === 'string' && note['transcript'] === undefined && (note['visibility'] === 'session' || note['visibility'] === 'panel')

/** Who heard a voice knows whose it is: whoever may read a transcript may say so, and nothing else in it. */
const isNamingVoices = (write: ProposedWrite): boolean => write.before !== null && write.after !== null && write.before['transcript'] !== undefined && write.fields.length > 0 && onlyFields(write, ['speakers'])

const judges: Record<CollectionName, Judge> = {
  settings: (actor, write) => {
    if (write.after === null) return verdict(false)
    // What people are trained for, and how, is said by those who say who is trained.
    if (actor.role === 'coordinator') return verdict(write.before !== null && onlyFields(write, ['interviewSkills']))
    return verdict(actor.role === 'owner' || (actor.role === 'recruiter' && !write.fields.includes('name')))
  },
  people: (actor, write, content) => {
    if (write.before === null || write.after === null) return refused('access.people_are_invited')
    // Who is certified is said by those who arrange interviews, not by oneself.
    if (content['id'] === actor.personId) return verdict(isAtWork(actor) || !write.fields.includes('trainings'))
    return verdict(isAtWork(actor) && onlyFields(write, ['interviewing', 'focusBlocks', 'timeOff', 'trainings', 'skills', 'title', 'zone']))
  },
  jobs: (actor, write, content) => {
    if (write.after === null) return verdict(isStaff(actor))
    if (isStaff(actor)) return allowed
    if (write.before === null) return verdict(false)
    if (actor.role === 'coordinator') return verdict(onlyFields(write, ['interviewPlans', 'sessions', 'bookingRules', 'kits']))
    return verdict(actor.keys.has(jobKey(String(content['id']))) && onlyFields(write, ['description', 'kits', 'interviewPlans', 'bookingRules', 'sessions']))
  },
  candidates: (actor, write, content) => {
    if (write.after === null) return verdict(isStaff(actor))
    if (isStaff(actor)) return allowed
    if (actor.role === 'coordinator') {
      return verdict(!write.fields.some(field => ['privateTo', 'expectedCompensation', 'mergedIntoId', 'erasedAtMs'].includes(field)) || write.before === null && content['privateTo'] === null && content['expectedCompensation'] === null)
    }
    return verdict(write.before !== null && onlyFields(write, ['tags']))
  },
  applications: (actor, write, content) => {
    if (write.after === null) return verdict(isStaff(actor))
    if (isStaff(actor)) return allowed
    // Whoever is there may write down that the candidate agreed to being recorded.
    if (write.before !== null && write.fields.length > 0 && onlyFields(write, ['recordingConsent'])) return allowed
    // Whoever prepares the first day ticks what is ready, on their laptop and after the hire.
    if (write.before !== null && write.fields.length > 0 && onlyFields(write, ['onboardingMarks'])) return verdict(isAtWork(actor) || manages(actor, content))
    const hires = content['status'] === 'hired' || write.before?.['status'] === 'hired'
    if (hires) return refused('access.only_recruiters_hire')
    // Deciding is for recruiters and the job's hiring managers; a new card carries no decision with it.
    if (actor.role === 'coordinator') return verdict(write.before !== null || !holdsItems(content['decisions']))
    return verdict(write.before !== null && manages(actor, content) && onlyFields(write, [...pipelineFields, 'tags', 'decisions']))
  },
  activities: (actor, write, content) => {
    if (write.after === null) return verdict(isStaff(actor) && isFromImport(content))
    return verdict(write.before === null && content['actorId'] === actor.personId)
  },
  // Taking a booking of one's own back deletes it; everybody else's is called off and stays readable.
  interviews: (actor, write, content) => movesWhatIsHeldElsewhere(write) ? refused('access.booked_elsewhere') : verdict(write.after !== null ? isAtWork(actor) : isStaff(actor) || (isAtWork(actor) && content['bookedById'] === actor.personId)),
  notes: (actor, write, content) => {
    // What was recorded is taken away when the candidate asks for it, also once its author has left.
    if (write.after === null && isStaff(actor) && (isFromImport(content) || content['transcript'] !== undefined)) return allowed
    const isOwn = (write.before ?? content)['authorId'] === actor.personId && content['authorId'] === actor.personId
    return verdict(isOwn || isNamingVoices(write) || write.before !== null && write.after !== null && isWrittenTogether(write.before) && onlyFields(write, ['body', 'plain']))
  },
  scorecards: (actor, write, content) => {
    if (write.after === null) return refused('access.scorecards_are_kept')
    return verdict(content['authorId'] === actor.personId && (write.before ?? content)['authorId'] === actor.personId)
  },
  offers: (actor, write) => {
    if (write.after === null) return refused('access.offers_are_kept')
    return verdict(isStaff(actor) || (write.before !== null && onlyFields(write, ['approvals'])))
  },
  busy: () => refused('access.written_by_the_server'),
  // Reading of a disagreement is not having a say in it, and an answer is given in one's own name.
  conflicts: (actor, write, content) => {
    if (write.before === null || write.after === null || !onlyFields(write, ['resolved', 'choice', 'resolvedById', 'resolvedAtMs'])) return verdict(false)
    const isOwnAnswer = !write.fields.includes('resolvedById') || content['resolvedById'] === null || content['resolvedById'] === actor.personId
    return verdict(isOwnAnswer && (isAtWork(actor) || manages(actor, content) || content['documentId'] === actor.personId || isSideOf(actor, content)))
  },
  messages: (actor, write) => verdict(write.after !== null && isAtWork(actor)),
}

/**
 * May this person make this change to a document they can read? The server asks for every pushed document; the
 * workstation asks the same function first, so that nobody is offered what would be refused.
 */
export function judgeWrite(actor: Actor, write: ProposedWrite): WriteVerdict {
  const content = write.after ?? write.before
  if (!content) return refused('access.nothing_to_change')
  const hidden = write.before !== null && write.fields.some(field => !maySeeField(write.collection, field, content, actor.keys))
  return hidden ? verdict(false) : judges[write.collection](actor, write, content)
}
