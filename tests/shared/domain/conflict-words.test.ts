import { expect, test } from 'vitest'
import { conflictWords, momentWords } from '#shared/domain/conflict-words'
import { collectionNames, type CollectionName } from '#shared/domain/model/collections'
import { unitsOf } from '#shared/domain/merge/units'
import { pathWords, unitWords } from '#shared/domain/unit-words'
import { card, conflict, noonMs, pipelineOf, question, reader } from '#tests/support/conflict-documents'
import { aBooking } from '#tests/support/planning'

const story = (about = conflict(), record: object | null = card({ status: 'rejected' })): string => conflictWords(question(about, record), reader).story

test('a move against a rejection is told with both people, both times and what stands', () => {
  expect(story()).toBe('You moved Ana to Offer today at 09:00 on Mara’s laptop; Ben turned Ana away yesterday at 16:00. Ben’s stands.')
})

test('one’s own change comes first, whichever stands', () => {
  expect(conflictWords(question(conflict()), { ...reader, meId: 'ben' }).story)
    .toBe('You turned Ana away yesterday at 16:00 on Chrome on macOS; Mara moved Ana to Offer today at 09:00. Yours stands.')
})

test('two devices of one person are told apart by their names', () => {
  expect(story(conflict({ keptBy: 'mara' }))).toBe('You moved Ana to Offer today at 09:00 on Mara’s laptop; you turned Ana away yesterday at 16:00 on Chrome on macOS. The one that arrived first stands.')
})

test('somebody unknown is a colleague', () => {
  expect(story(conflict({ keptBy: null }))).toContain('; a colleague turned Ana away yesterday at 16:00. Your colleague’s stands.')
})

test('a hire, a withdrawal, a return and a start date have their own verbs', () => {
  const told = (base: object, aside: object) => story(conflict({ base: pipelineOf(base), aside: pipelineOf(aside) })).split(' today')[0]
  expect(told({}, { status: 'hired', hiredStartDate: '2027-01-04' })).toBe('You marked Ana as hired, starting 4 January 2027')
  expect(told({}, { status: 'withdrawn' })).toBe('You noted that Ana withdrew')
  expect(told({ status: 'rejected' }, { status: 'active', stageId: 'o' })).toBe('You took Ana back into process at Offer')
  expect(told({ status: 'hired' }, { status: 'hired', hiredStartDate: '2027-01-04' })).toBe('You set the start date of Ana to 4 January 2027')
  expect(told({}, { status: 'rejected', rejectionReasonId: 'pay' })).toBe('You turned Ana away (Salary)')
})

test('a plain field is told with its value, a long one without', () => {
  const field = (unit: string, aside: string | null, kept: string | null) => story(conflict({ collection: 'candidates', documentId: 'ana', unit, base: '', kept, aside }), { fullName: 'Ana', [unit]: kept })
  expect(field('company', 'Acme', 'Beta')).toBe('You changed the company of Ana to “Acme” today at 09:00 on Mara’s laptop; Ben changed the company of Ana to “Beta” yesterday at 16:00. Ben’s stands.')
  expect(field('sourceId', 'fair', null)).toContain('You changed the source of Ana to “Job fair”')
  expect(field('sourceId', 'fair', null)).toContain('Ben emptied the source of Ana')
  expect(field('summary', 'word '.repeat(60), 'x')).toContain('You changed the summary of Ana today')
})

test('an item of a list is told by its name and what it belongs to', () => {
  const job = { id: 'job', title: 'Nurse', stages: [{ id: 's', name: 'Phone', type: 'screen', rank: 'V', archived: false }] }
  const about = conflict({ collection: 'jobs', documentId: 'job', candidateId: null, applicationId: null, unit: 'stages/s/name', base: 'Screen', kept: 'Phone', aside: 'First call' })
  expect(story(about, job)).toBe('You renamed the stage “Screen” to “First call” today at 09:00 on Mara’s laptop; Ben renamed the stage “Screen” to “Phone” yesterday at 16:00. Ben’s stands.')
  expect(pathWords('jobs', 'stages/s/name')).toBe('name of a stage')
})

test('an item one person removed and the other edited stays, and the words say whose stands', () => {
  const stage = { id: 's', name: 'Screen', type: 'screen', rank: 'V', archived: false }
  const edited = { ...stage, name: 'Phone' }
  const about = conflict({ collection: 'jobs', documentId: 'job', candidateId: null, applicationId: null, unit: 'stages/s', base: stage, kept: null, aside: edited })
  const words = conflictWords(question(about, { id: 'job', title: 'Nurse', stages: [edited] }), reader)
  expect(words.story).toBe('You changed the stage “Screen” of Nurse today at 09:00 on Mara’s laptop; Ben removed the stage “Screen” from Nurse yesterday at 16:00. Yours stands.')
  expect([words.stands.side, words.other.value]).toEqual(['aside', 'removed'])
})

test('a record deleted while somebody worked on it stays, and is named', () => {
  const note = { id: 'note', candidateId: 'ana', plain: 'Call back', visibility: 'team' }
  const about = conflict({ collection: 'notes', documentId: 'note', unit: 'record', base: note, kept: note, aside: null })
  expect(story(about, note)).toBe('You deleted the note on Ana today at 09:00 on Mara’s laptop; Ben changed the note on Ana yesterday at 16:00. Ben’s stands.')
})

test('a refusal says what was wanted, why not, and keeps what stood', () => {
  const about = conflict({ kind: 'refused', code: 'rules.no_opening_left', kept: pipelineOf({}), keptBy: null, aside: pipelineOf({ status: 'hired' }) })
  expect(story(about, card())).toBe('You wanted to mark Ana as hired today at 09:00. All openings of this job are filled.')
})

test('a refused new record and a refused deletion are told as what they were', () => {
  const refused = { kind: 'refused', code: 'rules.no_opening_left', unit: 'record', base: null, kept: null, keptBy: null } as const
  expect(story(conflict({ ...refused, aside: { ...card() } as never }), null)).toBe('You wanted to put Ana on Nurse today at 09:00. All openings of this job are filled.')
  expect(story(conflict({ ...refused, collection: 'notes', documentId: 'n', aside: null }), { candidateId: 'ana' })).toContain('You wanted to delete the note on Ana today at 09:00.')
})

test('a refused interview is told by its name, time and people, not by what a calendar keeps of it', () => {
  const wanted = aBooking(noonMs, ['ben'], { candidateId: 'ana', jobId: 'job', name: 'Talk', bookedById: 'mara' })
  const words = conflictWords(question(conflict({ kind: 'refused', code: 'rules.booking_overlap', collection: 'interviews', documentId: wanted.id, unit: 'record', base: null, kept: null, keptBy: null, aside: wanted as never }), null), reader)
  expect(words.about).toBe('interview')
  expect(words.other.value).toBe('name: Talk\nwhen: 24 Nov 2026, 12:00 to 13:00, with Ben\ncandidate: Ana\njob: Nurse')
})

test('when the record has gone on since, the words give its present value', () => {
  const words = conflictWords(question(conflict(), card({ stageId: 'h' })), reader)
  expect(words.now).toBe('Hired · in process')
  expect(words.story).toMatch(/Since then it was changed again\.$/)
})

test('two answers to one question become one question about its subject', () => {
  const first = conflict({ resolved: 1, choice: 'kept' })
  const answer = (choice: string) => ({ resolved: 1, choice, resolvedById: 'x', resolvedAtMs: 1 })
  const second = conflict({ id: 'again', collection: 'conflicts', documentId: 'question', unit: 'resolution', base: { resolved: 0, choice: null, resolvedById: null, resolvedAtMs: null }, kept: answer('kept'), aside: answer('aside') })
  const words = conflictWords({ conflict: second, subject: first, record: card({ stageId: 'o' }) as never }, reader)
  expect(words.story).toMatch(/^Two people answered the same question: you chose Offer · in process, Ben chose Screen · turned away\./)
  expect(words.stands.side).toBe('aside')
  expect(conflictWords(question(second, null), reader).title).toBe('A question answered twice')
})

test('moments are said as people say them, in the reader’s zone', () => {
  const zone = (atMs: number, name = 'UTC') => momentWords(atMs, noonMs, { zone: name })
  expect(zone(noonMs - 3_600_000)).toBe('today at 11:00')
  expect(zone(noonMs - 24 * 3_600_000)).toBe('yesterday at 12:00')
  expect(zone(noonMs - 4 * 86_400_000)).toBe('on Friday at 12:00')
  expect(zone(noonMs - 40 * 86_400_000)).toBe('on 15 October at 12:00')
  expect(zone(noonMs - 400 * 86_400_000)).toBe('on 20 October 2025 at 12:00')
  expect(zone(noonMs - 3_600_000, 'Asia/Tokyo')).toBe('today at 20:00')
})

test('every unit of every collection has a name', () => {
  for (const collection of collectionNames) {
    for (const unit of unitsOf(collection).keys()) expect(unitWords(collection, unit), `${collection}.${unit}`).not.toMatch(/newer version/)
  }
})

test('every unit makes a whole sentence, also with nothing known', () => {
  const nobody = { ...reader, names: { ...reader.names, person: () => null, candidate: () => null, job: () => null, stage: () => null, reason: () => null, choice: () => null } }
  for (const collection of collectionNames as readonly CollectionName[]) {
    for (const [unit, { leaders, followers }] of unitsOf(collection)) {
      const isGroup = leaders.length + followers.length > 1
      const value = (word: string) => (isGroup ? Object.fromEntries([...leaders, ...followers].map(field => [field, field.endsWith('Ms') ? 5 : word])) : word)
      const about = conflict({ collection, unit, base: value('old'), kept: value('one'), aside: value('two') })
      for (const one of [reader, nobody]) {
        const said = conflictWords(question(about, null), one)
        expect(said.story, `${collection}.${unit}`).not.toMatch(/undefined|\[object|null|\s{2}|NaN/)
        expect(said.story).toMatch(/\.$/)
      }
    }
  }
})
