import { Pool } from 'pg'
import { openEmbedded } from '#server/db/embedded-database'
import type { PulledRow } from '#shared/contract/sync-protocol'
import { createJob, openStages } from '#shared/domain/commands/job'
import { bookInterview } from '#shared/domain/commands/interview'
import { quickAddCandidate } from '#shared/domain/commands/pipeline'
import type { Application } from '#shared/domain/model/application'
import type { Interview } from '#shared/domain/model/interview'
import { createId } from '#shared/lib/ids'
import type { SignedIn } from '../support/built-server.ts'
import type { Figure, Row, Run } from '../support/measure.ts'
import { Line } from '../support/line.ts'
import { benchNowMs, inBatches, newRow } from '../support/rows.ts'
import { storesOf, withServer, type Prepared, type StoreName } from '../support/with-server.ts'

const coordinators = 100
const [interviewers, slots, wishesEach] = [20, 14, 3]
const weekMs = 7 * 86_400_000
const slotMs = 1_800_000

/** A wish is an interview somebody wants at a time somebody else may want too: hours overlap by halves. */
type Wish = Readonly<{ row: ReturnType<typeof newRow>; resources: readonly string[]; interview: Interview }>

/** Colleagues who can be booked, made as they are made: by invitation. */
async function invite(url: string, { token }: SignedIn, count: number): Promise<readonly string[]> {
  const post = async (path: string, body: object, at: number): Promise<{ url?: string; person?: { id: string } }> => {
    const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', 'x-shortlist-client': 'desktop', authorization: `Bearer ${token}`, 'x-forwarded-for': `10.9.0.${at}` }, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
    return await response.json() as never
  }
  const ids: string[] = []
  for (let at = 0; at < count; at += 1) {
    const { url: link } = await post('/api/invitations', { name: `Interviewer ${at}`, email: `interviewer${at}@bench.test`, role: 'interviewer' }, at)
    const joined = await post(`/api/invitations/${link!.split('/').at(-1)!}/accept`, { name: `Interviewer ${at}`, password: 'a bench needs a long phrase', zone: 'Europe/Berlin', device: 'bench' }, at)
    ids.push(joined.person!.id)
  }
  return ids
}

/** A job with a candidate in process for each coordinator. */
async function openJob(line: Line, ownerId: string): Promise<readonly Application[]> {
  const stamp = { actorId: ownerId, nowMs: benchNowMs, createId }
  const { job, changes } = createJob({ title: 'Ward nurse', openings: 5 }, stamp)
  const added = Array.from({ length: coordinators }, (_, at) => quickAddCandidate({ fullName: `Candidate ${at}` }, job, openStages(job)[0]!.id, stamp))
  const created = [...changes, ...added.flatMap(one => (one.kind === 'ready' ? one.changes : []))].flatMap(change => (change.kind === 'create' ? [change] : []))
  for (const batch of inBatches(created, 100)) await line.push(batch.map(({ collection, document }) => newRow(collection, document)))
  return created.flatMap(({ collection, document }) => (collection === 'applications' ? [document as Application] : []))
}

/** The same for every run: who wants whom when, spread by a fixed stride so that about two of three meet somebody. */
function wishesOf(round: number, applications: readonly Application[], people: readonly string[], ownerId: string): readonly (readonly Wish[])[] {
  return applications.map((application, coordinator) => Array.from({ length: wishesEach }, (_, at) => {
    const [person, slot] = [people[(coordinator * 7 + at * 3) % interviewers]!, (coordinator * 5 + at * 2) % slots]
    const startMs = benchNowMs + round * weekMs + slot * slotMs
    const { interview } = bookInterview({ application, name: 'Interview', startMs, endMs: startMs + 2 * slotMs, interviewerIds: [person], zone: 'Europe/Berlin', kit: null }, { actorId: ownerId, nowMs: benchNowMs, createId })
    return { interview, row: newRow('interviews', interview), resources: [`candidate:${interview.candidateId}`, `person:${person}`] }
  }))
}

/** All coordinators at once, each one wish after the other. Answers with what was booked a second, and how many were refused. */
async function race(wishes: readonly (readonly Wish[])[], book: (coordinator: number, wish: Wish) => Promise<boolean>): Promise<Readonly<{ rate: number; booked: number; refused: number }>> {
  let [booked, refused] = [0, 0]
  const began = performance.now()
  await Promise.all(wishes.map(async (own, coordinator) => {
    for (const wish of own) {
      if (await book(coordinator, wish)) booked += 1
      else refused += 1
    }
  }))
  return { rate: booked / ((performance.now() - began) / 1_000), booked, refused }
}

/** The floor: the same wishes as bare rows under the same exclusion constraint, a transaction each. */
async function floor(name: StoreName, storeUrl: string | null, round: number, wishes: readonly (readonly Wish[])[]): Promise<number> {
  const table = `floor_bookings_${round}`
  const create = `create extension if not exists btree_gist; create table ${table} (workspace_id uuid not null, interview_id uuid not null, resource text not null, during int8range not null,
    exclude using gist (workspace_id with =, resource with =, during with &&))`
  const insert = `insert into ${table} select $1, $2, resource, int8range($3::bigint, $4::bigint) from unnest($5::text[]) as resource`
  const values = ({ interview, resources }: Wish): unknown[] => [interview.jobId, interview.id, interview.startMs, interview.endMs, resources]
  const isTaken = (error: unknown): false => {
    if ((error as { code?: string }).code === '23P01') return false
    throw error
  }
  if (name === 'PGlite') {
    const db = await openEmbedded('memory')
    await db.script(create)
    const { rate } = await race(wishes, async (_, wish) => db.query(insert, values(wish)).then(() => true, isTaken))
    await db.close()
    return rate
  }
  const pool = new Pool({ connectionString: storeUrl!, max: 10 })
  await pool.query(create)
  // Two who meet may each wait for the other; PostgreSQL then lets one try again, and so does whoever books.
  const book = async (wish: Wish): Promise<boolean> => pool.query(insert, values(wish)).then(() => true, error => ((error as { code?: string }).code === '40P01' ? book(wish) : isTaken(error)))
  const { rate } = await race(wishes, (_, wish) => book(wish))
  await pool.end()
  return rate
}

/** Pairs of interviews in the record that take the same person or candidate at the same time. */
function doubles(rows: readonly PulledRow[]): number {
  const live = rows.flatMap(row => (row.collection === 'interviews' && row.content ? [row.content as unknown as Interview] : [])).filter(interview => !interview.cancelled)
  const meets = (a: Interview, b: Interview): boolean => a.startMs < b.endMs && b.startMs < a.endMs && (a.candidateId === b.candidateId || a.seats.some(seat => b.seats.some(other => other.personId === seat.personId)))
  return live.reduce((sum, interview, at) => sum + live.slice(at + 1).filter(other => meets(interview, other)).length, 0)
}

async function measure(run: Run, name: StoreName, { server, owner, store }: Prepared<null>): Promise<readonly Row[]> {
  const lines = await Promise.all(Array.from({ length: coordinators }, (_, at) => Line.open(server.url, owner.token, { collections: ['interviews'], address: `10.8.0.${at}` })))
  const people = await invite(server.url, owner, interviewers)
  const applications = await openJob(lines[0]!, owner.personId)
  const [rates, floors, refusals]: number[][] = [[], [], []]
  let booked = 0
  for (let round = 0; round < (run.isQuick ? 1 : 3); round += 1) {
    const wishes = wishesOf(round, applications, people, owner.personId)
    const result = await race(wishes, async (coordinator, { row }) => lines[coordinator]!.push([row]).then(() => true, (error: Error) => {
      if (error.message.includes('rules.booking_overlap')) return false
      throw error
    }))
    rates!.push(result.rate)
    refusals!.push(result.refused)
    booked += result.booked
    floors!.push(await floor(name, store.kind === 'postgresql' ? store.url : null, round, wishes))
  }
  const reader = await Line.open(server.url, owner.token, { collections: ['interviews'] })
  const rows: PulledRow[] = []
  for (let cursor: string | null = null, done = false; !done;) {
    const page = await reader.pull(cursor)
    rows.push(...page.rows)
    cursor = page.cursor
    done = page.done
  }
  for (const line of [...lines, reader]) line.close()
  const stored = rows.filter(row => row.collection === 'interviews').length
  if (stored !== booked) throw new Error(`${booked} were told that they had booked, and ${stored} interviews are in the record`)
  return [
    { figure: `booking, ${coordinators} coordinators race, ${name}`, unit: 'bookings/s', values: rates!, against: { name: 'bare insert under the constraint', values: floors! }, note: `${booked} booked and told to ${coordinators} laptops at once, while what is free instead is looked for beside them, for every refusal` },
    { figure: `refused of ${coordinators * wishesEach} wishes, ${name}`, unit: 'refusals', values: refusals! },
    { figure: `double bookings in the record, ${name}`, unit: 'pairs', values: [doubles(rows)], goal: { of: 'median', atMost: 0 } },
  ]
}

export const bookings: Figure = {
  name: 'bookings', about: 'bookings a second while 100 coordinators want the same people at the same times, on both stores',
  async rows(run) {
    const rows: Row[] = []
    for (const name of storesOf(run)) rows.push(...await withServer(run, name, prepared => measure(run, name, prepared)))
    return rows
  },
}
