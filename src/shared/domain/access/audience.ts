import type { AnyDocument, CollectionName, Documents } from '../model/collections.ts'
import { coordinatorKey, everyoneKey, jobKey, ownerKey, personKey, staffKey, type AccessKey } from './keys.ts'
import { fieldRule, hidesNothing } from './field-access.ts'

/** What the audience of a document depends on beyond its own content. */
export type AudienceFacts = Readonly<{
  /** The candidate's privacy, the jobs of their applications, and everyone who interviews them or is asked to approve an offer to them. */
  candidate: Readonly<{ privateTo: readonly string[] | null; jobIds: readonly string[]; interviewerIds: readonly string[]; approverIds?: readonly string[] }> | null
  /** People seated at the interviews of the document's application. */
  panelIds: readonly string[]
  /** People who are asked to approve the offer of the document's application. */
  approverIds?: readonly string[]
  /** People seated at the document's own interview. */
  seatIds: readonly string[]
  /** People asked to judge at one of the application's interviews; who only listens is not among them. */
  judgeIds: readonly string[]
  /** Those who have judged: their card on the application is in, and none of theirs on the document's interview waits. */
  judgedIds: readonly string[]
  /** Those who only listened at the document's interview and judge nowhere on the application, once everybody who judges there has; no coordinators. */
  listenedIds: readonly string[]
  /** The job's hiring managers and its rule for reading scorecards. */
  job: Readonly<{ managerIds: readonly string[]; interviewerIds: readonly string[]; approverIds?: readonly string[]; scorecardVisibility: 'afterOwn' | 'always' | 'never' }> | null
}>

const people = (ids: readonly string[]): AccessKey[] => ids.map(personKey)
const atWork: readonly AccessKey[] = [staffKey, coordinatorKey]

/** A private candidate narrows everything about them to the owner and the named people. */
function narrowed(facts: AudienceFacts, audience: readonly AccessKey[], always: readonly AccessKey[] = []): readonly AccessKey[] {
  const privateTo = facts.candidate?.privateTo
  return privateTo ? [ownerKey, ...people(privateTo), ...always] : audience
}

function ofCandidate(facts: AudienceFacts): readonly AccessKey[] {
  const { jobIds = [], interviewerIds = [], approverIds = [] } = facts.candidate ?? {}
  return narrowed(facts, [...atWork, ...jobIds.map(jobKey), ...people(interviewerIds), ...people(approverIds)])
}

function ofApplication(jobId: string, facts: AudienceFacts): readonly AccessKey[] {
  return narrowed(facts, [...atWork, jobKey(jobId), ...people(facts.panelIds), ...people(facts.approverIds ?? [])])
}

/**
 * What was heard in an interview: whoever judges hears of it when their own judgement is in. Who only listened has none to
 * hand in and hears of that interview when its last judgement is in: nobody who still judges there can be told by them.
 */
function heard(facts: AudienceFacts, author: AccessKey, withManagers: boolean): readonly AccessKey[] {
  const rule = facts.job?.scorecardVisibility ?? 'afterOwn'
  if (rule === 'never') return narrowed(facts, [author, staffKey], [author])
  const managers = withManagers ? facts.job?.managerIds ?? [] : []
  // A hiring manager who also judges, at whichever of the panel's interviews, waits like everyone else.
  const waiting = new Set(rule === 'always' ? [] : facts.judgeIds)
  const free = managers.filter(id => !waiting.has(id))
  return narrowed(facts, [author, staffKey, ...people(free), ...people(facts.judgedIds), ...people(facts.listenedIds)], [author])
}

function ofNote(note: Documents['notes'], facts: AudienceFacts): readonly AccessKey[] {
  const author = personKey(note.authorId)
  const isOfInterview = note.interviewId !== null
  switch (note.visibility) {
    case 'private': return [author]
    case 'session': return isOfInterview ? narrowed(facts, [author, staffKey, ...people(facts.seatIds)], [author]) : [author]
    case 'panel': return isOfInterview ? heard(facts, author, false) : narrowed(facts, [author, staffKey, ...people(facts.panelIds)], [author])
    case 'recruiters': return narrowed(facts, [author, staffKey], [author])
    case 'team': return isOfInterview ? heard(facts, author, true) : [author, ...ofCandidate(facts)]
  }
}

/** Blind until one's own is in. */
function ofScorecard(card: Documents['scorecards'], facts: AudienceFacts): readonly AccessKey[] {
  const author = personKey(card.authorId)
  return card.submittedAtMs === null ? [author] : heard(facts, author, true)
}

function ofActivity(activity: Documents['activities'], facts: AudienceFacts): readonly AccessKey[] {
  if (activity.candidateId === null) return activity.jobId === null ? atWork : [...atWork, jobKey(activity.jobId)]
  return activity.jobId === null ? ofCandidate(facts) : ofApplication(activity.jobId, facts)
}

function ofJob(job: Documents['jobs'], facts: AudienceFacts): readonly AccessKey[] {
  return [...atWork, jobKey(job.id), ...people(job.hiringTeam.map(member => member.id)), ...people(facts.job?.interviewerIds ?? []), ...people(facts.job?.approverIds ?? [])]
}

/** Those who see a record in full: recruiters, or the owner alone where the record is private. */
const inFull = (subject: readonly AccessKey[]): readonly AccessKey[] => (subject.includes(staffKey) ? [staffKey] : subject.filter(key => key === ownerKey))

/**
 * A conflict shows values, so its audience is never wider than the record's and the field's own. A record that the server
 * did not take is shown to those who would have seen it.
 */
function ofConflict(conflict: Documents['conflicts'], subject: readonly AccessKey[]): readonly AccessKey[] {
  const author = conflict.aside.byId === null ? [] : [personKey(conflict.aside.byId)]
  const collection = conflict.collection as CollectionName
  if (conflict.unit === 'record') {
    // It holds a whole record, every field of it; whoever wrote it sees it when nothing else is in it.
    if (conflict.kept.value === null) return [...inFull(subject), ...author]
    return hidesNothing(collection) ? subject : inFull(subject)
  }
  const see = fieldRule(collection, conflict.unit)?.see
  if (see === 'self') return [personKey(conflict.documentId)]
  if (see === undefined) return subject.length === 0 ? [staffKey, ...author] : subject
  if (!subject.includes(staffKey)) return subject.filter(key => key === ownerKey || key.startsWith('person:'))
  const deciders = see === 'deciders' && conflict.jobId !== null ? subject.filter(key => key === jobKey(conflict.jobId!)) : []
  // A note to recruiters is read by its author too. Only theirs gets as far as a rule, or meets itself from another device.
  const isOwn = see === 'recruiters' && (conflict.code?.startsWith('rules.') === true || conflict.aside.byId === conflict.kept.byId)
  return [staffKey, ...deciders, ...(isOwn ? author : [])]
}

/**
 * The keys that open a document. Pure: the server gathers the facts, this decides.
 * `subject` is the audience of the record a conflict speaks of, or would speak of had it been taken.
 */
export function audienceOf<C extends CollectionName>(
  collection: C, content: AnyDocument, facts: AudienceFacts, subject: readonly AccessKey[] = [],
): readonly AccessKey[] {
  const is = <N extends CollectionName>(name: N): Documents[N] | null => (collection as CollectionName) === name ? content as Documents[N] : null
  const [job, application, activity, interview, note, card, offer, busy, conflict] = [
    is('jobs'), is('applications'), is('activities'), is('interviews'), is('notes'), is('scorecards'), is('offers'), is('busy'), is('conflicts'),
  ]
  if (job) return ofJob(job, facts)
  if (application) return ofApplication(application.jobId, facts)
  if (activity) return ofActivity(activity, facts)
  if (interview) {
    const seated = people(interview.seats.map(seat => seat.personId))
    return narrowed(facts, [...atWork, jobKey(interview.jobId), ...seated], seated)
  }
  if (note) return ofNote(note, facts)
  if (card) return ofScorecard(card, facts)
  if (offer) {
    const approvers = people(offer.approvals.map(step => step.personId))
    return narrowed(facts, [staffKey, jobKey(offer.jobId), ...approvers], approvers)
  }
  if (busy) return [...atWork, ...(busy.subjectKind === 'person' ? [personKey(busy.subjectId)] : [])]
  if (conflict) return ofConflict(conflict, subject)
  if (collection === 'candidates') return ofCandidate(facts)
  if (collection === 'messages') return narrowed(facts, atWork)
  return [everyoneKey]
}
