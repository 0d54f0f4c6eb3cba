import type { ServerWrite } from '#server/replication/record'
import { generateApplications } from '#shared/domain/sample/generate-many'
import type { Job } from '#shared/domain/model/job'
import { createId } from '#shared/lib/ids'
import type { SignedIn } from '../support/built-server.ts'
import { Crowd, type CrowdMember, type Written } from '../support/crowd.ts'
import { Line } from '../support/line.ts'
import type { Figure, Row, Run } from '../support/measure.ts'
import { benchNowMs, candidates } from '../support/rows.ts'
import { seedDocuments, seedPeople, type Database } from '../support/seed.ts'
import { withSeededServer } from '../support/with-server.ts'

/** Who is connected. Most of a company interviews; few recruit. */
type Mix = Readonly<{ name: string; recruiters: number; managers: number; interviewers: number }>
const company: Mix = { name: '60 recruiters, 140 managers, 800 interviewers', recruiters: 60, managers: 140, interviewers: 800 }
const allRecruiters: Mix = { name: 'all 1,000 recruiters, each sees every write', recruiters: 1_000, managers: 0, interviewers: 0 }

function jobOf(managers: readonly SignedIn[], recruiterId: string): Job {
  const stage = { id: createId(), name: 'Interview', type: 'interview' as const, rank: 'a', archived: false }
  return {
    id: createId(), title: 'Engineer', requisitionCode: '', departmentId: null, locationId: null, employmentTypeId: null, levelId: null, status: 'open', closedAtMs: null,
    closeReason: '', openings: 1, targetStartDate: null, description: '', stages: [stage],
    hiringTeam: [{ id: recruiterId, role: 'recruiter' }, ...managers.map(manager => ({ id: manager.personId, role: 'hiringManager' as const }))],
    interviewPlans: [], bookingRules: null, sessions: [], kits: [], scorecardVisibility: 'afterOwn', importId: null, createdAtMs: benchNowMs,
  }
}

function meetingOf(author: SignedIn, about: { candidateId: string; applicationId: string; jobId: string }): { interview: ServerWrite; card: ServerWrite } {
  const [interviewId, cardId] = [createId(), createId()]
  return {
    interview: { collection: 'interviews', id: interviewId, content: {
      id: interviewId, loopId: createId(), ...about, sessionId: null, name: 'Panel', startMs: benchNowMs, endMs: benchNowMs + 3_600_000,
      seats: [{ personId: author.personId, role: 'interviewer' }], roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: 'Europe/Berlin', bookedById: author.personId,
      video: 'none', kitId: null, kitVersion: null, confirmed: true, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: benchNowMs,
    } },
    card: { collection: 'scorecards', id: cardId, content: {
      id: cardId, interviewId, ...about, authorId: author.personId, kitId: null, kitVersion: null, submittedAtMs: null, ratings: [], recommendation: null, takeaways: '',
      privateNote: '', revisions: [], dueAtMs: null, createdAtMs: benchNowMs,
    } },
  }
}

/** People, 200 jobs, candidates with applications; an interview and a started scorecard for each interviewer. */
async function seed(db: Database, owner: SignedIn, mix: Mix): Promise<readonly CrowdMember[]> {
  const { workspaceId } = owner
  const recruiters = await seedPeople(db, workspaceId, 'recruiter', mix.recruiters)
  const managers = await seedPeople(db, workspaceId, 'hiringManager', mix.managers)
  const interviewers = await seedPeople(db, workspaceId, 'interviewer', mix.interviewers)
  const jobs = Array.from({ length: 200 }, (_, index) => jobOf(managers.length > 0 ? [managers[index % managers.length]!] : [], recruiters[index % recruiters.length]!.personId))
  const people = candidates(2_000)
  const applications = jobs.flatMap((job, index) => [...generateApplications(job, people.slice(index * 10, index * 10 + 10), { nowMs: benchNowMs })])
  const meetings = interviewers.map((person, index) => {
    const { id, candidateId, jobId } = applications[index % applications.length]!
    return meetingOf(person, { candidateId, applicationId: id, jobId })
  })
  await seedDocuments(db, workspaceId, [
    ...jobs.map(job => ({ collection: 'jobs' as const, id: job.id, content: job as ServerWrite['content'] })),
    ...people.map(person => ({ collection: 'candidates' as const, id: person.id, content: person as ServerWrite['content'] })),
    ...applications.map(application => ({ collection: 'applications' as const, id: application.id, content: application as ServerWrite['content'] })),
    ...meetings.flatMap(({ interview, card }) => [interview, card]),
  ])
  const revision = (await db.query<{ sequence: number }>('select sequence from workspaces where id = $1', [workspaceId]))[0]!.sequence
  const writer = ({ token }: SignedIn, collection: 'candidates' | 'scorecards', id: string, field: string): CrowdMember => ({ token, writes: { collection, id, field, revision } })
  return [
    ...recruiters.map((person, index) => writer(person, 'candidates', people[index]!.id, 'headline')),
    // A manager's own job is number `index`; its first candidate is theirs to tag.
    ...managers.map((person, index) => writer(person, 'candidates', people[index * 10 + 1]!.id, 'tags')),
    ...interviewers.map((person, index) => writer(person, 'scorecards', meetings[index]!.card.id, 'takeaways')),
  ]
}

async function measure(run: Run, mix: Mix, judge: boolean): Promise<readonly Row[]> {
  return withSeededServer(run, (db, owner) => seed(db, owner, mix), async ({ server, owner, seeded }) => {
    const first = await Line.open(server.url, owner.token)
    await first.pullAll()
    const [cursor, began] = [first.cursor!, performance.now()]
    first.close()
    const crowd = await Crowd.open(server.url, seeded.map(member => ({ ...member, cursor })), 4)
    const connecting = performance.now() - began
    try {
      const idle = await server.rssMb()
      const memory: number[] = []
      const sampling = setInterval(() => void server.rssMb().then(mb => memory.push(mb)), 500)
      await crowd.write(3, 1_000)
      const [seconds, cpu] = [run.isQuick ? 8 : 15, await server.cpuMs()]
      const written = await crowd.write(seconds, judge ? 5 : 25)
      const busy = (await server.cpuMs() - cpu) / (seconds * 10)
      clearInterval(sampling)
      return rowsOf(mix, written, memory, judge, `${Math.round(written.acknowledged.length / seconds)} writes/s acknowledged of 1,000, ${(written.bytes / seconds / 1e6).toFixed(1)} MB/s to clients before compression, ` +
        `${written.failures} failed, ${written.unanswered} late at the end; all came back in ${(connecting / 1_000).toFixed(1)} s; server ${Math.round(busy)}% of one core, ${Math.round(idle)} MB before the writes; clients share the machine`)
    } finally {
      crowd.close()
    }
  })
}

function rowsOf(mix: Mix, written: Written, memory: readonly number[], judge: boolean, note: string): readonly Row[] {
  const goal = (atMost: number) => (judge ? { goal: { of: 'p95' as const, atMost } } : {})
  return [
    { figure: `1,000 clients acknowledged (${mix.name})`, unit: 'ms', values: written.acknowledged, ...goal(250), note },
    { figure: `1,000 clients delivered (${mix.name})`, unit: 'ms', values: written.delivered, ...goal(250) },
    { figure: `1,000 clients server memory (${mix.name})`, unit: 'MB', values: memory, ...goal(600) },
  ]
}

export const thousandClients: Figure = {
  name: 'thousand-clients', about: '1,000 connected clients, each one write a second, one server process on PostgreSQL',
  async rows(run) {
    return [...await measure(run, company, true), ...await measure(run, allRecruiters, false)]
  },
}
