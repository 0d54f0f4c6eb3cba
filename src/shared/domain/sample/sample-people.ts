import { derivedId } from '../../lib/derived-id.ts'
import { buildCandidate } from '../commands/candidate.ts'
import type { Candidate } from '../model/candidate.ts'
import type { SeededRandom } from './seeded-random.ts'
import { cities, companies, degrees, firstNames, lastNames, schools, tags, type SampleJob } from './sample-words.ts'

/** What surrounds a made-up person. `ordinal` makes name and id differ from everybody else's. */
export type PersonPlace = Readonly<{ parentId: string; ordinal: number; job: SampleJob; ownerId: string | null; importId: string | null; createdAtMs: number; sourceId: string | null }>

const ascii = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ı', 'i').toLowerCase().replace(/[^a-z]+/g, '')

function employmentsOf(random: SeededRandom, place: PersonPlace, id: string): Candidate['employments'] {
  let year = new Date(place.createdAtMs).getUTCFullYear() - 1 - random.whole(3)
  let end: string | null = null
  return random.some(companies, 1 + random.whole(3)).map((company, index) => {
    const start = `${year}-${String(1 + random.whole(12)).padStart(2, '0')}`
    const item = { id: derivedId(id, `employment ${index}`), company, title: random.pick(place.job.titles), start, end, summary: index < 2 ? random.pick(place.job.work) : '' }
    end = start
    year -= 2 + random.whole(3)
    return item
  })
}

/** One made-up person with a history that fits the job. Deterministic for the random stream and the place. */
export function samplePerson(random: SeededRandom, place: PersonPlace): Candidate {
  const id = derivedId(place.parentId, `candidate ${place.ordinal}`)
  const [first, last] = [firstNames[place.ordinal % firstNames.length]!, lastNames[(place.ordinal * 7 + Math.floor(place.ordinal / firstNames.length) * 3) % lastNames.length]!]
  const employments = employmentsOf(random, place, id)
  const now = employments[0]!
  const mail = `${ascii(first)}.${ascii(last)}${place.ordinal >= 60 ? place.ordinal : ''}`
  const began = Number(employments.at(-1)!.start!.slice(0, 4))
  return buildCandidate(id, {
    fullName: `${first} ${last}`, headline: `${now.title} at ${now.company}`, company: now.company, title: now.title, location: random.pick(cities),
    emails: [`${mail}@mail.example`], phones: random.next() < 0.7 ? [`+1 555 01${String(place.ordinal % 100).padStart(2, '0')}`] : [],
    links: random.next() < 0.8 ? [`https://people.example/${mail}`] : [], tags: random.next() < 0.5 ? [...random.some(tags, 1 + random.whole(2))] : [],
    sourceId: place.sourceId, employments,
    educations: [{ id: derivedId(id, 'education'), school: random.pick(schools), degree: random.pick(degrees), start: String(began - 4), end: String(began) }],
    ownerId: place.ownerId, importId: place.importId,
  }, place.createdAtMs)
}
