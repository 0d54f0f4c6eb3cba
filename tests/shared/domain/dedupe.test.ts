import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildCandidate } from '#shared/domain/commands/candidate'
import type { Change, Stamp } from '#shared/domain/commands/change'
import { chosenFields, emailKey, matchKeys, mergeCandidates, phoneKey, profileKey, sharedKeys, suggestedChoices, unmergeCandidates } from '#shared/domain/dedupe'
import { activitySchema, type Activity } from '#shared/domain/model/activity'
import { applicationSchema, type Application } from '#shared/domain/model/application'
import { candidateSchema, type Candidate } from '#shared/domain/model/candidate'
import { createId } from '#shared/lib/ids'

const stamp: Stamp = { actorId: createId(), nowMs: 1_800_000_000_000, createId }

/** Applies changes to plain documents by id, as the replica would. */
function apply<D extends { id: string }>(documents: readonly D[], changes: readonly Change[]): D[] {
  return documents.map(document => changes.reduce((current, change) => (change.kind === 'edit' && change.id === current.id ? { ...current, ...change.fields } as D : current), document))
}

const activityOf = (changes: readonly Change[]): Activity => {
  for (const change of changes) if (change.kind === 'create' && change.collection === 'activities') return activitySchema.parse(change.document)
  throw new Error('no line')
}

const word = fc.stringMatching(/^[\p{L}\p{N} "\\,\u{1F600}]{1,20}$/u)
const person = fc.record({
  fullName: word, headline: fc.string({ unit: 'binary', maxLength: 40 }).map(text => text.replaceAll('\u0000', '').toWellFormed()), company: fc.oneof(fc.constant(''), word), title: fc.oneof(fc.constant(''), word),
  summary: fc.oneof(fc.constant(''), fc.string({ unit: 'grapheme', minLength: 0, maxLength: 3_000 }).map(text => text.replaceAll('\u0000', '').toWellFormed())),
  emails: fc.uniqueArray(fc.constantFrom('ana@x.org', 'Ana@X.org', 'a.n.a@gmail.com', 'ana@googlemail.com'), { maxLength: 4 }),
  phones: fc.uniqueArray(fc.constantFrom('+49 170 1234567', '0170 1234567', '+1 415 555 2671'), { maxLength: 3 }),
  tags: fc.uniqueArray(fc.constantFrom('react', 'React', 'lead', 'remote'), { maxLength: 4 }),
  expectedCompensation: fc.option(fc.record({ amountMinor: fc.integer({ min: 0, max: 1e9 }), currency: fc.constant('EUR') })),
  privateTo: fc.option(fc.uniqueArray(fc.constantFrom(...Array.from({ length: 3 }, () => createId())), { maxLength: 3 })),
}).map(fields => buildCandidate(createId(), fields, stamp.nowMs))

function card(candidateId: string): Application {
  return applicationSchema.parse({
    id: createId(), candidateId, jobId: createId(), stageId: createId(), status: 'active', stageEnteredAtMs: 1, movedById: null, rejectionReasonId: null, rejectionNote: '',
    hiredStartDate: null, onboarding: [], assessments: [], decisions: [], bookingLinks: [], sourceId: null, ownerId: null, tags: [], appliedAtMs: 1, importId: null, createdAtMs: 1,
  })
}

function merged(winner: Candidate, loser: Candidate, cards: readonly Application[], choices = suggestedChoices(winner, loser)) {
  const answer = mergeCandidates(winner, loser, choices, cards, stamp)
  if (answer.kind !== 'ready') throw new Error(answer.reason)
  return answer.changes
}

test('taking a merge apart restores both records and their applications byte for byte', () => {
  const choice = fc.record(Object.fromEntries(chosenFields.map(field => [field, fc.constantFrom('winner', 'loser')])) as Record<(typeof chosenFields)[number], fc.Arbitrary<'winner' | 'loser'>>)
  fc.assert(fc.property(person, person, choice, fc.nat({ max: 3 }), (winner, loser, choices, count) => {
    const cards = [...Array.from({ length: count }, () => card(loser.id)), card(winner.id)]
    const changes = merged(winner, loser, cards, choices)
    const [winnerAfter, loserAfter] = apply([winner, loser], changes)
    const cardsAfter = apply(cards, changes)
    candidateSchema.parse(winnerAfter)
    expect(cardsAfter.every(each => each.candidateId === winner.id)).toBe(true)
    expect(loserAfter!.mergedIntoId).toBe(winner.id)
    const back = unmergeCandidates(winnerAfter!, loserAfter!, activityOf(changes), cardsAfter, stamp)
    if (back.kind !== 'ready') throw new Error(back.reason)
    expect(JSON.stringify(apply([winnerAfter!, loserAfter!], back.changes))).toBe(JSON.stringify([winner, loser]))
    expect(JSON.stringify(apply(cardsAfter, back.changes))).toBe(JSON.stringify(cards))
  }), { numRuns: 300 })
})

test('what was changed after the merge stays when it is taken apart', () => {
  const winner = buildCandidate(createId(), { fullName: 'Ana Bell', company: '', emails: ['ana@x.org'] }, 1)
  const loser = buildCandidate(createId(), { fullName: 'A. Bell', company: 'Acme', emails: ['bell@y.org'] }, 1)
  const changes = merged(winner, loser, [])
  const [after, gone] = apply([winner, loser], changes)
  const later: Candidate = { ...after!, company: 'Globex', emails: [...after!.emails, 'new@z.org'] }
  const back = unmergeCandidates(later, gone!, activityOf(changes), [], stamp)
  if (back.kind !== 'ready') throw new Error(back.reason)
  expect(apply([later], back.changes)[0]).toMatchObject({ company: 'Globex', emails: ['ana@x.org', 'new@z.org'] })
})

test('the line that tells of a merge holds no pay', () => {
  const winner = buildCandidate(createId(), { fullName: 'Ana' }, 1)
  const loser = buildCandidate(createId(), { fullName: 'Ana', expectedCompensation: { amountMinor: 7_654_321, currency: 'EUR' } }, 1)
  expect(JSON.stringify(activityOf(merged(winner, loser, [])))).not.toContain('7654321')
})

test('merging a private record into an open one keeps the result as private', () => {
  const readers = [createId(), createId()]
  const winner = buildCandidate(createId(), { fullName: 'Ana' }, 1)
  const loser = buildCandidate(createId(), { fullName: 'Ana', privateTo: readers }, 1)
  expect(apply([winner], merged(winner, loser, []))[0]!.privateTo).toEqual(readers)
})

test('a record is merged neither into itself nor twice nor after its erasure', () => {
  const ana = buildCandidate(createId(), { fullName: 'Ana' }, 1)
  const other = buildCandidate(createId(), { fullName: 'Ana' }, 1)
  const reason = (winner: Candidate, loser: Candidate) => mergeCandidates(winner, loser, {}, [], stamp)
  expect(reason(ana, ana)).toEqual({ kind: 'refused', reason: 'same_record' })
  expect(reason(ana, { ...other, mergedIntoId: createId() })).toEqual({ kind: 'refused', reason: 'already_merged' })
  expect(reason({ ...ana, erasedAtMs: 5 }, other)).toEqual({ kind: 'refused', reason: 'erased' })
})

test('two ways of writing one address, phone or profile give one key', () => {
  expect(emailKey(' Ana.B+jobs@GoogleMail.com ')).toBe(emailKey('anab@gmail.com'))
  expect(emailKey('Ana+x@Firm.org')).toBe('ana@firm.org')
  expect(emailKey('no address')).toBeNull()
  expect(phoneKey('+49 170 1234567')).toBe(phoneKey('0170/1234567'))
  expect(phoneKey('12 34')).toBeNull()
  expect(profileKey('https://de.linkedin.com/in/Ana-B/?trk=x')).toBe(profileKey('www.linkedin.com/in/ana-b'))
  expect(profileKey('https://ana.dev')).toBeNull()
})

test('people who share nothing but their name share no key', () => {
  const a = buildCandidate(createId(), { fullName: 'Ana Bell', emails: ['a@x.org'] }, 1)
  const b = buildCandidate(createId(), { fullName: 'Ana Bell', emails: ['b@x.org'] }, 1)
  expect(sharedKeys(a, b)).toEqual([])
  expect(matchKeys(a)).toEqual(['email:a@x.org'])
})
