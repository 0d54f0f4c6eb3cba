import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCandidate } from '#shared/domain/commands/candidate'
import { cancelMessages, fillTemplate, queueMessages } from '#shared/domain/commands/candidate-message'
import type { Change, Stamp } from '#shared/domain/commands/change'
import { createJob, openStages } from '#shared/domain/commands/job'
import { previewStep } from '#shared/domain/commands/move-preview'
import {
  cardsAfter, changeStartDate, hireApplication, moveApplications, quickAddCandidate, rejectApplications, reopenApplications, tagCandidates, undoPipeline, undoTags, withdrawApplications,
} from '#shared/domain/commands/pipeline'
import { applicationSchema, type Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Message } from '#shared/domain/model/message'
import { createId } from '#shared/lib/ids'

const stamp: Stamp = { actorId: createId(), nowMs: 1_800_000_000_000, createId }
const later: Stamp = { ...stamp, nowMs: stamp.nowMs + 60_000 }
const { job } = createJob({ title: 'Nurse', openings: 1 }, stamp)
const [applied, screen, , offer, hired] = openStages(job).map(stage => stage.id) as [string, string, string, string, string]

function card(stageId = applied, fields: Partial<Application> = {}): Application {
  return applicationSchema.parse({
    id: createId(), candidateId: createId(), jobId: job.id, stageId, status: 'active', stageEnteredAtMs: 1, movedById: null, rejectionReasonId: null, rejectionNote: '',
    hiredStartDate: null, onboarding: [], assessments: [], decisions: [], bookingLinks: [], sourceId: null, ownerId: null, tags: [], appliedAtMs: 1, importId: null, createdAtMs: 1, ...fields,
  })
}
const lines = (changes: readonly Change[]) => changes.flatMap(each => (each.kind === 'create' && each.collection === 'activities' ? [each.document] : []))
const byId = (cards: readonly Application[]) => new Map(cards.map(each => [each.id, each]))

test('a move sets stage, time and mover, and tells the timeline from where to where', () => {
  const one = card()
  const changes = moveApplications([one], screen, stamp)
  expect(cardsAfter([one], changes)[0]).toMatchObject({ stageId: screen, stageEnteredAtMs: stamp.nowMs, movedById: stamp.actorId, status: 'active' })
  expect(lines(changes)).toMatchObject([{ kind: 'stage.moved', applicationId: one.id, facts: { fromStageId: applied, toStageId: screen }, actorId: stamp.actorId }])
})

test('cards that stand there already, or are out of process, are not moved', () => {
  expect(moveApplications([card(screen), card(applied, { status: 'rejected' }), card(applied, { status: 'hired' })], screen, stamp)).toEqual([])
})

test('a rejection keeps the stage, the reason and the note; a withdrawal is told apart', () => {
  const [one, two] = [card(screen), card(screen)]
  const reasonId = createId()
  const rejection = rejectApplications([one], { reasonId, note: 'no visa' }, stamp)
  expect(cardsAfter([one], rejection)[0]).toMatchObject({ status: 'rejected', stageId: screen, rejectionReasonId: reasonId, rejectionNote: 'no visa' })
  expect(lines(withdrawApplications([two], { reasonId: null, note: '' }, stamp))[0]?.kind).toBe('application.withdrawn')
})

test('reopening clears why the card was closed, and a reversed hire is called one', () => {
  const closed = card(screen, { status: 'rejected', rejectionReasonId: createId(), rejectionNote: 'x' })
  expect(cardsAfter([closed], reopenApplications([closed], null, stamp))[0]).toMatchObject({ status: 'active', stageId: screen, rejectionReasonId: null, rejectionNote: '' })
  const done = card(hired, { status: 'hired', hiredStartDate: '2027-01-01' })
  const changes = reopenApplications([done], offer, stamp)
  expect(lines(changes)[0]?.kind).toBe('hire.reversed')
  expect(cardsAfter([done], changes)[0]).toMatchObject({ status: 'active', stageId: offer, hiredStartDate: null })
})

test('a hire goes to the stage of hires with its start date', () => {
  const one = card(offer)
  expect(cardsAfter([one], hireApplication(one, job, '2027-02-01', stamp))[0]).toMatchObject({ status: 'hired', stageId: hired, hiredStartDate: '2027-02-01' })
})

test('undo gives back what every step took, for any mix of cards and steps', () => {
  const stages = fc.constantFrom(applied, screen, offer)
  const status = fc.constantFrom('active', 'rejected', 'withdrawn', 'hired')
  const step = fc.constantFrom('move', 'reject', 'withdraw', 'reopen')
  fc.assert(fc.property(fc.array(fc.record({ stageId: stages, status })), step, stages, (raw, kind, to) => {
    const before = raw.map(fields => card(fields.stageId, { status: fields.status as Application['status'] }))
    const input = { reasonId: null, note: 'n' }
    const changes = kind === 'move' ? moveApplications(before, to, stamp) : kind === 'reject' ? rejectApplications(before, input, stamp) : kind === 'withdraw' ? withdrawApplications(before, input, stamp) : reopenApplications(before, to, stamp)
    const after = cardsAfter(before, changes)
    const back = undoPipeline(before, after, byId(after), later)
    expect(cardsAfter(after, back)).toEqual(before)
    expect(lines(back).every(line => line.facts['undone'] === true)).toBe(true)
    expect(lines(back)).toHaveLength(lines(changes).length)
  }))
})

test('undo leaves alone what a colleague did since', () => {
  const [one, two] = [card(), card()]
  const after = cardsAfter([one, two], moveApplications([one, two], screen, stamp))
  const now = byId([{ ...after[0]!, stageId: offer, movedById: createId() }, after[1]!])
  expect(undoPipeline([one, two], after, now, later).filter(each => each.kind === 'edit').map(each => each.kind === 'edit' && each.id)).toEqual([two.id])
})

test('tags are added and removed on many, and undo takes back only what it set', () => {
  const people = [buildCandidate(createId(), { fullName: 'A', tags: ['react'] }, 1), buildCandidate(createId(), { fullName: 'B' }, 1)]
  const change = { add: ['react', 'remote'], remove: [] }
  const apply = (list: readonly Candidate[], changes: readonly Change[]) => list.map(person => changes.reduce((now, each) => (each.kind === 'edit' && each.collection === 'candidates' && each.id === person.id ? { ...now, ...each.fields } : now), person))
  const after = apply(people, tagCandidates(people, change, stamp))
  expect(after.map(person => person.tags)).toEqual([['react', 'remote'], ['react', 'remote']])
  const back = undoTags(people, change, new Map(after.map(person => [person.id, person])), later)
  expect(apply(after, back).map(person => person.tags)).toEqual([['react'], []])
})

test('a quick add makes the person and the card in one step', () => {
  const added = quickAddCandidate({ fullName: 'Ana', emails: ['ana@example.test'] }, job, screen, stamp)
  expect(added.kind === 'ready' && added.changes.map(each => each.collection)).toEqual(['candidates', 'activities', 'applications', 'activities'])
  expect(added.kind === 'ready' && added.application.stageId).toBe(screen)
})

test('messages go only to people with an address, are filled in, and can be stopped until sent', () => {
  const [one, two] = [card(), card()]
  const people = new Map([[one.candidateId, buildCandidate(one.candidateId, { fullName: 'Ana Bee', emails: ['ana@example.test'] }, 1)], [two.candidateId, buildCandidate(two.candidateId, { fullName: 'No Mail' }, 1)]])
  const changes = queueMessages([one, two], people, { subject: 'About {{job.title}}', body: 'Dear {{candidate.firstName}}, {{unknown.place}}', templateId: null, sendAfterMs: later.nowMs }, { jobTitle: 'Nurse', senderName: 'Mara', workspaceName: 'Clinic' }, stamp)
  const messages = changes.flatMap(each => (each.kind === 'create' && each.collection === 'messages' ? [each.document as Message] : []))
  expect(messages).toMatchObject([{ toEmail: 'ana@example.test', subject: 'About Nurse', body: 'Dear Ana, {{unknown.place}}', sendAfterMs: later.nowMs }])
  expect(cancelMessages([messages[0]!, { ...messages[0]!, delivery: { state: 'sent', atMs: 1, problem: null } }])).toHaveLength(1)
  expect(fillTemplate('{{ sender.name }}', { candidateName: '', jobTitle: '', senderName: 'Mara', workspaceName: '' })).toBe('Mara')
})

test('before a step one reads what it sets off', () => {
  const around = { interviews: [], messages: [], scorecards: [], hiredCount: 0, integrations: [], candidates: [], nowMs: stamp.nowMs }
  expect(previewStep({ kind: 'move', toStageId: screen }, [card()], job, around)).toEqual(['Tells the candidate nothing.'])
  expect(previewStep({ kind: 'hire' }, [card(offer)], job, around)[0]).toBe('Fills the last opening, once it is confirmed.')
  expect(previewStep({ kind: 'hire' }, [card(offer)], job, { ...around, hiredCount: 1 })[0]).toMatch(/will not be confirmed/)
  expect(previewStep({ kind: 'move', toStageId: hired }, [card(offer)], job, around)[0]).toMatch(/Mark as hired/)
})

test('before a hire one reads which systems prepare what, and what they lack, without any network', () => {
  const connection = { id: stamp.actorId, connectorId: 'acme', title: 'Acme HRIS', category: 'hris', events: ['candidate.hired' as const], steps: ['hris' as const, 'account' as const], state: 'well' as const, failingSinceMs: null, sandbox: false, requires: ['email', 'department', 'startDate'] }
  const around = { interviews: [], messages: [], scorecards: [], hiredCount: 0, candidates: [buildCandidate(card().candidateId, { fullName: 'Ana Bee', emails: [] }, 1)], nowMs: stamp.nowMs }
  const said = previewStep({ kind: 'hire' }, [card(offer)], job, { ...around, integrations: [connection, { ...connection, title: 'Old IT', steps: ['hardware'], requires: [], state: 'paused' }] })
  expect(said).toContain('Acme HRIS prepares the employee record and the account.')
  expect(said).toContain('Acme HRIS waits for what is missing: e-mail (on the candidate) and department (on the job).')
  expect(said).toContain('Old IT prepares hardware once it is resumed: it is paused.')
  expect(previewStep({ kind: 'reject' }, [card(offer)], job, { ...around, integrations: [connection] })).toEqual(['Tells the candidate nothing.'])
})

test('another first day is told with both days, changes nothing else, and only for somebody hired', () => {
  const one = card(hired, { status: 'hired', hiredStartDate: '2027-01-04' })
  const changes = changeStartDate(one, '2027-02-01', stamp)
  expect(changes[0]).toEqual({ kind: 'edit', collection: 'applications', id: one.id, fields: { hiredStartDate: '2027-02-01' } })
  expect(changes[1]).toMatchObject({ document: { kind: 'start_date.changed', facts: { fromStartDate: '2027-01-04', startDate: '2027-02-01' } } })
  expect(changeStartDate(one, '2027-01-04', stamp)).toEqual([])
  expect(changeStartDate(card(offer), '2027-02-01', stamp)).toEqual([])
})
