import { audienceOf, type AudienceFacts } from '#shared/domain/access/audience'
import { judgesOf } from '#shared/domain/debrief/due'
import type { Content } from '#shared/domain/merge/units'
import type { AnyDocument, CollectionName, Documents } from '#shared/domain/model/collections'
import { checkDocument } from '#shared/domain/model/parse-content'
import { isObject, type Json } from '#shared/lib/json'
import { loadOfJobs } from './document-store.ts'
import { documentKey, type StoredDocument } from './stored-document.ts'
import type { Work } from './work.ts'

type JobFacts = NonNullable<AudienceFacts['job']>
type Group = readonly StoredDocument[]

function liveOf<C extends CollectionName>(group: Group, collection: C): Documents[C][] {
  return group.filter(document => document.collection === collection && !document.deleted).map(document => document.content as unknown as Documents[C])
}

function jobFacts(work: Work, jobId: string | null, interviewerIds: readonly string[] = [], approverIds: readonly string[] = []): JobFacts | null {
  const job = jobId === null ? null : work.live('jobs', jobId)
  if (!job) return null
  const managerIds = job.hiringTeam.filter(member => member.role === 'hiringManager').map(member => member.id)
  return { managerIds, interviewerIds, approverIds, scorecardVisibility: job.scorecardVisibility }
}

const seated = (interviews: readonly Documents['interviews'][]): string[] => [
  ...new Set(interviews.filter(interview => !interview.cancelled).flatMap(interview => interview.seats.map(seat => seat.personId))),
]

const asked = (offers: readonly Documents['offers'][]): string[] => [...new Set(offers.flatMap(offer => offer.approvals.map(row => row.personId)))]

type Interviews = readonly Documents['interviews'][]
const judging = (interviews: Interviews): string[] => [...new Set(interviews.filter(interview => !interview.cancelled).flatMap(judgesOf))]

/**
 * Who handed in a card on an application and has none left to hand in on this interview. Who only listens hands in none;
 * a card of somebody who was not there counts for nothing.
 */
function judgedIn(cards: readonly Documents['scorecards'][], interviews: Interviews, here: Documents['interviews'] | undefined): string[] {
  const byId = new Map(interviews.map(interview => [interview.id, interview]))
  const judged = cards.filter(card => judgesOf(byId.get(card.interviewId) ?? { seats: [] }).includes(card.authorId))
  const waiting = here ? stillJudging(judged, here) : []
  return [...new Set(judged.map(card => card.authorId))].filter(id => !waiting.includes(id))
}

/** Who has yet to hand in their card of an interview. */
function stillJudging(cards: readonly Documents['scorecards'][], interview: Documents['interviews']): string[] {
  const here = new Set(cards.filter(card => card.interviewId === interview.id).map(card => card.authorId))
  return judging([interview]).filter(id => !here.has(id))
}

/**
 * Who only listened at an interview whose judgements are all in, and has none to make on its application. Coordinators are
 * not among them: they can seat themselves, and a seat one gave oneself opens nobody's judgement.
 */
function listenedIn(work: Work, cards: readonly Documents['scorecards'][], judges: readonly string[], here: Documents['interviews'] | undefined): string[] {
  if (!here || stillJudging(cards, here).length > 0) return []
  return listeners(here).filter(id => !judges.includes(id) && work.live('people', id)?.role !== 'coordinator')
}

const listeners = (interview: Documents['interviews']): string[] => seated([interview]).filter(id => !judging([interview]).includes(id))

/** The facts for every document of one candidate; looked up once per candidate, then by application. */
function factsOfGroup(work: Work, candidateId: string, group: Group): FactsOf {
  const interviews = liveOf(group, 'interviews')
  const offers = liveOf(group, 'offers')
  // A deleted candidate stays as private as they were: an edit that comes late must neither bring them back nor be shown them.
  const privateTo = work.get('candidates', candidateId)?.content['privateTo'] as Documents['candidates']['privateTo'] | undefined
  const candidate = {
    privateTo: privateTo ?? null,
    jobIds: liveOf(group, 'applications').map(application => application.jobId),
    interviewerIds: seated(interviews),
    approverIds: asked(offers),
  }
  const cards = liveOf(group, 'scorecards').filter(card => card.submittedAtMs !== null)
  return document => {
    const content = document.content as { applicationId?: string | null; jobId?: string | null; interviewId?: string | null }
    const applicationId = document.collection === 'applications' ? document.id : content.applicationId ?? null
    const here = interviews.find(each => each.id === content.interviewId)
    const panel = interviews.filter(each => each.applicationId === applicationId)
    const handedIn = cards.filter(card => card.applicationId === applicationId)
    const judgeIds = judging(panel)
    return {
      candidate, job: jobFacts(work, content.jobId ?? null), approverIds: asked(offers.filter(offer => offer.applicationId === applicationId)), panelIds: seated(panel),
      seatIds: here ? seated([here]) : [], judgeIds, judgedIds: judgedIn(handedIn, interviews, here), listenedIds: listenedIn(work, handedIn, judgeIds, here),
    }
  }
}

function samePlace(now: StoredDocument['audience'], keys: readonly string[]): boolean {
  const unique = new Set(keys)
  return Object.keys(now).length === unique.size && [...unique].every(key => key in now)
}

/** Moves a document to a new audience; keys that stay keep the moment they began. */
function place(work: Work, document: StoredDocument, keys: readonly string[]): void {
  const isNew = work.unplaced.has(documentKey(document.collection, document.id))
  if (!isNew && samePlace(document.audience, keys)) return
  const next = isNew ? document.streamRevision : work.sequence + 1
  const audience = Object.fromEntries(keys.map(key => [key, document.audience[key] ?? next]))
  const left = Object.keys(document.audience).filter(key => !(key in audience))
  const departed = { ...document.departed, ...Object.fromEntries(left.map(key => [key, next])) }
  for (const key of keys) delete departed[key]
  work.setAudience(document, audience, departed)
}

const noFacts: AudienceFacts = { candidate: null, panelIds: [], seatIds: [], judgeIds: [], judgedIds: [], listenedIds: [], job: null }

type FactsOf = (document: StoredDocument) => AudienceFacts

/** Who would see a record that was not taken; nobody where it is no record at all. */
function keysOfRefused(conflict: StoredDocument, collection: CollectionName, id: string, factsOf: FactsOf): readonly string[] {
  const { value } = conflict.content['aside'] as { value: Json }
  const checked = isObject(value) ? checkDocument(collection, value as Content) : null
  if (checked?.kind !== 'fits') return []
  // A card that was not taken is not handed in.
  const wanted = { ...checked.content, ...(collection === 'scorecards' ? { submittedAtMs: null } : {}) } as unknown as AnyDocument
  const facts = factsOf({ ...conflict, collection, id, content: checked.content })
  // A candidate is as private as whoever added them meant them to be.
  const isPrivate = 'privateTo' in wanted && facts.candidate !== null
  return audienceOf(collection, wanted, isPrivate ? { ...facts, candidate: { ...facts.candidate, privateTo: wanted.privateTo } } : facts)
}

/** A conflict is seen by whoever sees the record it speaks of, within the field's own limits. */
function subjectKeys(work: Work, document: StoredDocument, factsOf: FactsOf): readonly string[] {
  const { collection, documentId, unit } = document.content as { collection?: CollectionName; documentId?: string; unit?: string }
  if (document.collection !== 'conflicts' || !collection || !documentId) return []
  const subject = work.get(collection, documentId)
  if (subject) return Object.keys(subject.audience)
  return unit === 'record' ? keysOfRefused(document, collection, documentId, factsOf) : []
}

function placeOne(work: Work, document: StoredDocument, factsOf: FactsOf): void {
  place(work, document, audienceOf(document.collection, document.content as unknown as AnyDocument, factsOf(document), subjectKeys(work, document, factsOf)))
}

const conflictsLast = (a: StoredDocument, b: StoredDocument): number =>
  Number(a.collection === 'conflicts') - Number(b.collection === 'conflicts')

/**
 * Works out who sees what after a transaction's changes: for new documents, and for everything that belongs to a
 * candidate or a job whose access may have changed.
 */
export async function placeDocuments(work: Work): Promise<void> {
  const fresh = [...work.unplaced].map(key => work.changed.get(key)!).sort(conflictsLast)
  const candidateIds = new Set(work.touchedCandidates)
  const withCandidate = fresh.filter(document => candidateIdOf(document) !== null)
  for (const document of withCandidate) candidateIds.add(candidateIdOf(document)!)
  await work.loadCandidates([...candidateIds])
  const groups = work.byCandidate()
  const related = [...groups.values()].flat()
  await work.load([...jobNamesOf(related, fresh), ...listenerNamesOf(related)])
  for (const candidateId of candidateIds) {
    const group = (groups.get(candidateId) ?? []).toSorted(conflictsLast)
    const facts = factsOfGroup(work, candidateId, group)
    const isWhole = work.touchedCandidates.has(candidateId)
    for (const document of group) {
      if (isWhole || work.unplaced.has(documentKey(document.collection, document.id))) placeOne(work, document, facts)
    }
  }
  for (const document of fresh.filter(document => candidateIdOf(document) === null)) {
    const { jobId } = document.content as { jobId?: string | null }
    placeOne(work, document, () => ({ ...noFacts, job: jobFacts(work, document.collection === 'jobs' ? document.id : jobId ?? null) }))
  }
  await placeJobs(work)
}

/** What opens to the panel by the rule of its job. */
const isHeard = (document: StoredDocument): boolean => document.collection === 'scorecards' || document.collection === 'notes' && document.content['interviewId'] !== null

/** The interviews and offers of some jobs and what was heard, as this transaction leaves them; its own are not in the store yet. */
async function relatedToJobs(work: Work, jobIds: readonly string[]): Promise<readonly StoredDocument[]> {
  const collections: readonly CollectionName[] = ['interviews', 'scorecards', 'notes', 'offers']
  const kept = work.adopt(await loadOfJobs(work.tx, work.workspaceId, jobIds, collections))
  const own = [...work.changed.values()].filter(document => collections.includes(document.collection) && jobIds.includes(String(document.content['jobId'])))
  return [...new Set([...kept, ...own].filter(document => !document.deleted))]
}

/** A job opens to its team and to everyone who interviews or approves an offer for it; what was heard follows its managers. */
async function placeJobs(work: Work): Promise<void> {
  if (work.touchedJobs.size === 0) return
  const jobIds = [...work.touchedJobs]
  await work.load(jobIds.map(id => ({ collection: 'jobs' as const, id })))
  const related = await relatedToJobs(work, jobIds)
  for (const jobId of jobIds) {
    const job = work.get('jobs', jobId)
    if (!job) continue
    const own = related.filter(document => document.content['jobId'] === jobId)
    placeOne(work, job, () => ({ ...noFacts, job: jobFacts(work, jobId, seated(liveOf(own, 'interviews')), asked(liveOf(own, 'offers'))) }))
    for (const each of own.filter(isHeard)) work.touchedCandidates.add(candidateIdOf(each)!)
  }
  const heard = related.filter(isHeard)
  await work.loadCandidates([...new Set(heard.map(each => candidateIdOf(each)!))])
  const groups = work.byCandidate()
  await work.load(listenerNamesOf([...groups.values()].flat()))
  for (const each of heard) {
    const candidateId = candidateIdOf(each)!
    placeOne(work, work.get(each.collection, each.id)!, factsOfGroup(work, candidateId, groups.get(candidateId) ?? []))
  }
}

function candidateIdOf(document: StoredDocument): string | null {
  if (document.collection === 'candidates') return document.id
  const { candidateId } = document.content as { candidateId?: string | null }
  return candidateId ?? null
}

/** Whose role decides what they hear by listening. */
function listenerNamesOf(documents: Group): { collection: 'people'; id: string }[] {
  return [...new Set(liveOf(documents, 'interviews').flatMap(listeners))].map(id => ({ collection: 'people', id }))
}

function jobNamesOf(...groups: readonly (readonly StoredDocument[])[]): { collection: 'jobs'; id: string }[] {
  const ids = new Set(groups.flat().map(document => document.content['jobId']).filter((id): id is string => typeof id === 'string'))
  return [...ids].map(id => ({ collection: 'jobs', id }))
}
