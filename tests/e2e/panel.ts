import { beginNote } from '../../src/shared/domain/commands/interview-note.ts'
import { bookInterview } from '../../src/shared/domain/commands/interview.ts'
import { createJob, editJob, openStages } from '../../src/shared/domain/commands/job.ts'
import { currentKits, saveKit } from '../../src/shared/domain/commands/kit.ts'
import { quickAddCandidate } from '../../src/shared/domain/commands/pipeline.ts'
import { noAnswers, submitScorecard, type CardAnswers } from '../../src/shared/domain/commands/scorecard.ts'
import { evidenceOf, type Evidence } from '../../src/shared/domain/evidence.ts'
import type { Interview } from '../../src/shared/domain/model/interview.ts'
import type { Job } from '../../src/shared/domain/model/job.ts'
import type { KitVersion } from '../../src/shared/domain/model/kit.ts'
import { createId } from '../../src/shared/lib/ids.ts'
import { linesText } from '../../src/shared/lib/text-merge.ts'
import type { Replica } from '../../src/renderer/replica/replica.ts'
import { openPeer, owner, ownerToken, post } from './support.ts'

/** A colleague joins by invitation, as they would from the letter. */
export async function joinAs(origin: string, name: string, email: string, role: string): Promise<{ email: string; password: string }> {
  const invitation = await post(origin, '/api/invitations', { name, email, role }, await ownerToken(origin))
  await post(origin, `/api/invitations/${String(invitation['url']).split('/').at(-1)!}/accept`, { name, password: owner.password, zone: 'Europe/Berlin', device: 'joins' })
  return { email, password: owner.password }
}

export type Panel = Readonly<{ job: Job; kit: KitVersion; interviews: readonly Interview[] }>
type PanelPlan = Readonly<{ title: string; attributes: readonly string[]; candidates: readonly string[]; personIds: readonly string[]; managerIds?: readonly string[]; endedHoursAgo?: number }>

/** A job whose candidates each met the whole panel, an hour each, ending before now. */
export async function makePanel(replica: Replica, plan: PanelPlan): Promise<Panel> {
  const stamp = { actorId: replica.identity.personId, nowMs: Date.now(), createId }
  const { job, changes } = createJob({ title: plan.title, openings: 2 }, stamp)
  const attributes = plan.attributes.map(name => ({ id: createId(), name, about: '', anchors: ['', '', '', '', ''] }))
  await replica.write(changes)
  await replica.write([
    ...saveKit(job, { kitId: createId(), name: 'Technical', purpose: '', cover: [], questions: [], attributes, doNots: [], archived: false }, stamp),
    ...(plan.managerIds ? editJob(job, { hiringTeam: [...job.hiringTeam, ...plan.managerIds.map(id => ({ id, role: 'hiringManager' as const }))] }, stamp) : []),
  ])
  const kit = currentKits((await replica.get('jobs', job.id))!)[0]!
  const interviews: Interview[] = []
  for (const [at, fullName] of plan.candidates.entries()) {
    const added = quickAddCandidate({ fullName }, job, openStages(job)[0]!.id, stamp)
    if (added.kind !== 'ready') throw new Error('not added')
    const application = added.changes.flatMap(change => (change.kind === 'create' && change.collection === 'applications' ? [change.document] : []))[0]!
    const endMs = stamp.nowMs - (at + (plan.endedHoursAgo ?? 1)) * 3_600_000
    const booked = bookInterview({ application, name: 'Technical', startMs: endMs - 3_600_000, endMs, interviewerIds: plan.personIds, zone: 'Europe/Berlin', kit }, stamp)
    interviews.push(booked.interview)
    await replica.write([...added.changes, ...booked.changes])
  }
  await replica.sync.settled()
  return { job, kit, interviews }
}

/** Hands a card in on somebody's own laptop. */
export async function handIn(replica: Replica, { kit }: Panel, interview: Interview, ratings: readonly (number | null)[], answers: Partial<CardAnswers> = {}): Promise<void> {
  const rated = kit.attributes.map(({ id }, at) => {
    const rating = ratings[at] ?? null
    return { id, rating, comment: rating === null ? '' : 'Said what they would do and why.', evidence: rating === null ? [] : [{ noteId: null, quote: 'I would ring the ward first, then the family.', atSeconds: 754 }] }
  })
  const answer = submitScorecard(interview, null, { ...noAnswers, ratings: rated, recommendation: 'yes', takeaways: 'Decides early and says why.', ...answers }, kit, { actorId: replica.identity.personId, nowMs: Date.now(), createId })
  if (answer.kind !== 'ready') throw new Error('not complete')
  await replica.write(answer.changes)
}

/** Writes a note of the interview with one line marked as evidence, as the editor would; gives the evidence it makes. */
export async function noteEvidence(replica: Replica, interview: Interview, attribute: Readonly<{ id: string; name: string }>, words: string): Promise<Evidence> {
  const text = linesText([['Came in time.'], [`${words} `, { kind: 'attribute', attributes: { id: attribute.id, label: attribute.name } }]])
  const [written] = beginNote(interview, { id: createId(), visibility: 'panel', text }, { actorId: replica.identity.personId, nowMs: Date.now(), createId })
  if (written?.kind !== 'create' || written.collection !== 'notes') throw new Error('no note')
  await replica.write([written])
  return evidenceOf([written.document]).get(attribute.id)![0]!
}

/** Acts once on a colleague's laptop, and leaves: one process holds one replica. */
export async function onLaptopOf(origin: string, person: Readonly<{ email: string; password: string }>, act: (replica: Replica) => Promise<void>): Promise<void> {
  const replica = await openPeer(origin, person)
  await replica.sync.settled()
  await act(replica)
  await replica.sync.settled()
  await replica.close()
}
