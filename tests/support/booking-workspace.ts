import type { InterviewPlan, PlanSession } from '#shared/domain/model/interview-plan'
import type { BookingRules } from '#shared/domain/model/booking-link'
import type { Interview } from '#shared/domain/model/interview'
import type { Person } from '#shared/domain/model/person'
import { writeRecord } from '#server/replication/record'
import { startTestServer, type TestServer, type TestServerOptions } from './test-server.ts'
import { aColleague, aPlan, aPlanSeat, aPlanSession, at } from './planning.ts'
import { makeApplication, makeCandidate, makeJob } from './workspace.ts'

/** Thursday 26 February 2026, noon in Berlin: the week after is free. */
const bookingNowMs = at('2026-02-26', '12:00')

/** A workspace with a loop to be booked, and candidates in process for it. */
export type BookingWorkspace = Readonly<{
  server: TestServer
  clock: { nowMs: number }
  plan: InterviewPlan
  sessions: readonly PlanSession[]
  interviewers: readonly Person[]
  applicationIds: readonly string[]
  /** Makes a link for a candidate and gives its path. */
  link(index?: number, fields?: object): Promise<string>
  interviews(): Promise<readonly Interview[]>
  write(rows: Parameters<typeof writeRecord>[3]): Promise<void>
}>

type Loop = Readonly<{ plan?: Partial<InterviewPlan>; sessions: (plan: InterviewPlan, people: readonly Person[]) => readonly PlanSession[]; people?: readonly Person[]; candidates?: number; rules?: BookingRules; candidateZone?: string | null; options?: TestServerOptions }>

export const oneTalk: Loop['sessions'] = (plan, people) => [aPlanSession(plan, 'Screen', [aPlanSeat(people.map(person => person.id))])]

export async function openBookingWorkspace(store: 'PGlite' | 'PostgreSQL', loop: Loop): Promise<BookingWorkspace> {
  const clock = { nowMs: bookingNowMs }
  const server = await startTestServer(store, { now: () => clock.nowMs, config: {}, ...loop.options })
  const { workspaceId } = server.owner
  const people = loop.people ?? [aColleague('Ben Okafor'), aColleague('Chi Tran')]
  const plan = aPlan({ ...loop.plan })
  const sessions = loop.sessions(plan, people)
  const job = makeJob({ title: 'Ward nurse', interviewPlans: [plan], sessions: [...sessions], bookingRules: loop.rules ?? null })
  const candidates = Array.from({ length: loop.candidates ?? 1 }, (_, index) => makeCandidate({ fullName: `Ana ${index} Silva`, emails: [`ana${index}@example.test`], zone: loop.candidateZone ?? 'Europe/Berlin' }))
  const applications = candidates.map(candidate => makeApplication(job, candidate))
  const write: BookingWorkspace['write'] = async rows => { await server.db.transaction(tx => writeRecord(tx, workspaceId, null, rows, clock.nowMs)) }
  await write([
    ...people.map(person => ({ collection: 'people' as const, id: person.id, content: person })), { collection: 'jobs', id: job.id, content: job },
    ...candidates.map(content => ({ collection: 'candidates' as const, id: content.id, content })), ...applications.map(content => ({ collection: 'applications' as const, id: content.id, content })),
  ])
  return {
    server, clock, plan, sessions, interviewers: people, applicationIds: applications.map(each => each.id), write,
    link: async (index = 0, fields = {}) => {
      const answer = await server.request('POST', '/api/booking-links', server.owner.token, {
        applicationId: applications[index]!.id, kind: 'loop', planId: plan.id, sessionIds: null, fromMs: at('2026-03-02', '00:00'), untilMs: at('2026-03-07', '00:00'),
        expiresAtMs: clock.nowMs + 14 * 86_400_000, letter: null, ...fields,
      })
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
      return new URL((answer.body as { url: string }).url).pathname
    },
    interviews: async () => (await server.db.query<{ content: Interview }>(`select content from documents where collection = 'interviews' and not deleted`)).map(row => row.content),
  }
}

/** A candidate's browser: pages as text, forms as they are sent, one redirect followed. */
export function visitor(server: TestServer, path: string) {
  const read = async (response: Response): Promise<{ status: number; text: string; path: string }> => ({ status: response.status, text: await response.text(), path: new URL(response.url).pathname + new URL(response.url).search })
  const get = async (rest = ''): Promise<{ status: number; text: string; path: string }> => read(await fetch(server.url + path + rest))
  return {
    get,
    post: async (rest: string, fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[]) => read(await fetch(server.url + path + rest, {
      method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url }, body: new URLSearchParams(fields as Record<string, string>),
    })),
    /** Where a form leads, without looking at it. */
    send: async (rest: string, fields: Readonly<Record<string, string>>) => {
      const response = await fetch(server.url + path + rest, {
        method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url }, body: new URLSearchParams(fields),
      })
      await response.arrayBuffer()
      return response.headers.get('location') ?? ''
    },
    /** The choices of a page, in order. */
    options: async (rest = ''): Promise<readonly Readonly<{ value: string; label: string }>[]> =>
      [...(await get(rest)).text.matchAll(/name="option" value="([^"]+)" aria-label="([^"]+)"/g)].map(([, value = '', label = '']) => ({ value, label })),
  }
}

