import { eraseDue } from '#server/replication/erasure/for-good'
import type { Database } from '#server/db/database'
import { graceMs } from '#shared/domain/erasure/standing'
import { textFromPlain } from '#shared/lib/text-merge'
import { createId } from '#shared/lib/ids'
import type { Application } from '#shared/domain/model/application'
import { makeOffer } from './offers.ts'
import { makeInterview } from '../shared/domain/debrief/debrief-fixtures.ts'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, pipelineOf, testNowMs, type TestWorkspace } from './workspace.ts'

/** A word that stands in everything about one candidate and nowhere else. */
export const secret = 'Quillfeather'
export const resumeHash = 'c'.repeat(64)

/** Whether anything in any table of the database holds a text, as text or as bytes. */
export async function tablesHolding(db: Database, text: string): Promise<string[]> {
  const tables = await db.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`)
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await db.query<{ n: number }>(`select count(*)::int as n from "${name}" t where t::text ilike $1 or t::text ilike $2`, [`%${text}%`, `%${Buffer.from(text).toString('hex')}%`])
    if (Number(row!.n) > 0) found.push(name)
  }
  return found
}

/** The rounds of the server once the grace is over, and a little. */
export const afterGrace = (db: Database, ms = testNowMs + graceMs + 1): Promise<number> => eraseDue(db, ms, () => undefined)

/** A candidate on a job with a file, a note, an interview held and one to come, a card, an offer, a letter that waits, and a clash. */
export async function wholeCandidate(workspace: TestWorkspace) {
  const { db, workspaceId, members: { recruiter, owner, interviewer }, push } = workspace
  const job = makeJob()
  const file = { id: createId(), name: `${secret}.pdf`, mediaType: 'application/pdf', sizeBytes: 3, sha256: resumeHash, kind: 'resume' as const, addedAtMs: testNowMs, addedById: recruiter.personId }
  const candidate = makeCandidate({ fullName: `Ana ${secret}`, emails: [`ana@${secret}.test`], tags: [secret], summary: secret, files: [file], expectedCompensation: { amountMinor: 7_654_321, currency: 'EUR' } })
  const application = makeApplication(job, candidate, { tags: [secret] })
  const ids = { candidateId: candidate.id, applicationId: application.id, jobId: job.id }
  const held = makeInterview(job, application.id, [interviewer.personId], { candidateId: candidate.id, name: `Panel with ${secret}`, startMs: testNowMs - 7_200_000, endMs: testNowMs - 3_600_000, confirmed: false, bookedById: recruiter.personId })
  const coming = makeInterview(job, application.id, [interviewer.personId], { candidateId: candidate.id, startMs: testNowMs + 7_200_000, endMs: testNowMs + 10_800_000, confirmed: false, bookedById: recruiter.personId })
  const note = { id: createId(), ...ids, interviewId: null, authorId: recruiter.personId, visibility: 'team', title: secret, body: textFromPlain(secret), plain: secret, importId: null, createdAtMs: testNowMs }
  const message = { id: createId(), ...ids, authorId: recruiter.personId, toEmail: `ana@${secret}.test`, subject: secret, body: secret, templateId: null, sendAfterMs: testNowMs + 1_000_000, cancelled: false, delivery: null, createdAtMs: testNowMs }
  const card = {
    id: createId(), interviewId: held.id, ...ids, authorId: interviewer.personId, kitId: null, kitVersion: null, submittedAtMs: null, dueAtMs: null, revisions: [], recommendation: 'yes', takeaways: secret, privateNote: '', createdAtMs: testNowMs,
    ratings: [{ id: createId(), rating: 4, comment: secret, evidence: [{ noteId: null, quote: secret, atSeconds: null }] }],
  }
  const made = await push(recruiter, [
    newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application), newRow('interviews', held), newRow('interviews', coming), newRow('notes', note), newRow('messages', message),
    newRow('offers', { ...makeOffer(application, recruiter.personId, { terms: secret }) }),
  ])
  await push(interviewer, [newRow('scorecards', card)])
  // Kept versions, and two people who disagree.
  const { revision } = made[1]!
  await push(recruiter, [editRow('candidates', candidate.id, revision, { headline: `${secret} the first` })])
  await push(owner, [editRow('candidates', candidate.id, revision, { headline: `${secret} the second`, files: [] })])
  await push(recruiter, [editRow('applications', application.id, made[2]!.revision, { pipeline: pipelineOf(application, { stageId: job.stages[1]!.id, rejectionNote: secret }) })])
  await db.query(`insert into files (workspace_id, sha256, part, parts, size_bytes, media_type, bytes, created_at_ms, created_by) values ($1, $2, 0, 1, 12, 'application/pdf', $3, 1, $4)`, [workspaceId, resumeHash, Buffer.from(secret), recruiter.personId])
  return { job, candidate, application: application as Application, held, coming, note, message, card }
}

/** Marks a candidate as erased as somebody's laptop does. */
export async function markErased({ db, push, members, workspaceId }: TestWorkspace, id: string, by: keyof TestWorkspace['members'] = 'recruiter', erasedAtMs: number | null = testNowMs) {
  const [row] = await db.query<{ revision: number }>(`select revision from documents where workspace_id = $1 and collection = 'candidates' and id = $2`, [workspaceId, id])
  return (await push(members[by], [editRow('candidates', id, Number(row!.revision), { erasedAtMs })]))[0]!
}
