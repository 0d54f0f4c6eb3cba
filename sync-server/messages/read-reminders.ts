import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import type { Interview } from '#shared/domain/model/interview'
import type { Person } from '#shared/domain/model/person'
import type { Scorecard } from '#shared/domain/model/scorecard'
import type { Settings } from '#shared/domain/model/settings'
import { reminderTimesOf } from '#shared/domain/reminders/reminder-times'
import { remindersOf, type Reminder } from '#shared/domain/reminders/plan-reminders'
import type { Tx } from '../db/database.ts'

/** The workspace as its reminders see it at this moment. */
export type ReminderState = Readonly<{
  settings: Settings | null; reminders: readonly Reminder[]; interviews: ReadonlyMap<string, Interview>; cards: readonly Scorecard[]
  applications: ReadonlyMap<string, Application>; candidates: ReadonlyMap<string, Candidate>; jobs: ReadonlyMap<string, Documents['jobs']>; people: ReadonlyMap<string, Person>
}>

const hour = 3_600_000
const backMs = 15 * 24 * hour
/** A candidate is reminded 72 hours before at most, and told of nothing that was booked in the hour before that. */
const aheadMs = 74 * hour

async function load<C extends CollectionName>(tx: Tx, workspaceId: string, collection: C, ids: readonly string[] | null): Promise<Map<string, Documents[C]>> {
  const rows = await tx.query<{ id: string; content: Documents[C] }>(
    `select id, content from documents where workspace_id = $1 and collection = $2 and not deleted and ($3::uuid[] is null or id = any($3::uuid[]))`, [workspaceId, collection, ids],
  )
  return new Map(rows.map(row => [row.id, row.content]))
}

/** Reads the interviews around now and everything their reminders depend on. */
export async function readReminders(tx: Tx, workspaceId: string, nowMs: number): Promise<ReminderState> {
  const interviews = new Map((await tx.query<{ id: string; content: Interview }>(
    `select id, content from documents where workspace_id = $1 and collection = 'interviews' and not deleted
       and (content->>'startMs')::bigint > $2 and (content->>'startMs')::bigint < $3`, [workspaceId, nowMs - backMs, nowMs + aheadMs],
  )).map(row => [row.id, row.content]))
  const all = [...interviews.values()]
  const applications = await load(tx, workspaceId, 'applications', all.map(each => each.applicationId))
  const candidates = await load(tx, workspaceId, 'candidates', all.map(each => each.candidateId))
  const jobs = await load(tx, workspaceId, 'jobs', all.map(each => each.jobId))
  const people = await load(tx, workspaceId, 'people', null)
  const settings = await load(tx, workspaceId, 'settings', [workspaceId])
  const cards = (await tx.query<{ content: Scorecard }>(
    `select content from documents where workspace_id = $1 and collection = 'scorecards' and not deleted and candidate_id = any($2::uuid[])`, [workspaceId, [...candidates.keys()]],
  )).map(row => row.content)
  const state = { settings: settings.get(workspaceId) ?? null, interviews, cards, applications, candidates, jobs, people }
  return { ...state, reminders: all.flatMap(interview => remindersAbout(interview, state)) }
}

/** Nobody is reminded of the sample, of somebody merged away or erased, or of a process that has ended. */
function remindersAbout(interview: Interview, { settings, cards, applications, candidates, jobs, people }: Omit<ReminderState, 'reminders'>): readonly Reminder[] {
  const [application, candidate, job] = [applications.get(interview.applicationId), candidates.get(interview.candidateId), jobs.get(interview.jobId)]
  const sample = settings?.sampleImportId ?? null
  if (!application || !candidate || candidate.mergedIntoId !== null || candidate.erasedAtMs !== null || application.status !== 'active' || (sample !== null && candidate.importId === sample)) return []
  const active = [...people.values()].filter(person => person.active)
  const owner = active.find(person => person.id === application.ownerId && (person.role === 'owner' || person.role === 'recruiter'))
  const onTeam = active.filter(person => job?.hiringTeam.some(member => member.id === person.id && member.role === 'recruiter'))
  const recruiters = owner ? [owner] : onTeam.length > 0 ? onTeam : active.filter(person => person.role === 'owner')
  return remindersOf({
    interview, handedIn: new Set(cards.filter(card => card.interviewId === interview.id && card.submittedAtMs !== null).map(card => card.authorId)),
    people: new Map(active.map(person => [person.id, { quiet: person.preferences?.quietHours ?? null, zone: person.zone }])), recruiterIds: recruiters.map(person => person.id),
    times: reminderTimesOf(settings), isCandidateReachable: candidate.emails.length > 0 && (settings?.automaticMail?.candidates ?? true),
  }).filter(reminder => reminder.personId === null || (settings?.automaticMail?.colleagues ?? true))
}
