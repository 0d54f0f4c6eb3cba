import { v5 } from 'uuid'
import { clipped, storableLine } from '#shared/domain/import/clean-text'
import { newestFirstOf, type Activity } from '#shared/domain/model/activity'
import { assessmentSchema, type Assessment, type AssessmentState } from '#shared/domain/model/assessment'
import type { Application } from '#shared/domain/model/application'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import type { AssessmentNews } from '../../connectors/kit/findings.ts'
import type { Tx } from '../../db/database.ts'
import { findPeople } from '../../intake/candidate-keys.ts'
import type { ConnectionRow } from '../connection-row.ts'
import type { Apply } from './apply.ts'
import { ownerOf } from './new-candidate.ts'

type Place = Readonly<{ id: string; application: Application }>

const rank: Readonly<Record<AssessmentState, number>> = { failed: 0, sent: 0, started: 1, finished: 2, expired: 2, cancelled: 2 }

async function readApplication(tx: Tx, workspaceId: string, id: string): Promise<Application | null> {
  const [row] = await tx.query<{ content: Application }>(`select content from documents where workspace_id = $1 and collection = 'applications' and id = $2 and not deleted`, [workspaceId, id])
  return row?.content ?? null
}

/** Where news belongs: at the request, else with the one person of that e-mail, on their newest open application. */
async function placeOf(tx: Tx, { id: connectionId, workspaceId }: ConnectionRow, { about }: AssessmentNews): Promise<Place | null> {
  if (about.kind === 'request') {
    const [known] = await tx.query<{ applicationId: string }>('select application_id as "applicationId" from assessment_requests where request_id = $1 and connection_id = $2', [about.requestId, connectionId])
    const applicationId = known?.applicationId ?? about.applicationId
    const application = applicationId === undefined ? null : await readApplication(tx, workspaceId, applicationId)
    return application && { id: about.requestId, application }
  }
  const [person, ...others] = await findPeople(tx, workspaceId, { emails: [about.email], phones: [], links: [] })
  if (!person || others.length > 0) throw new AppError('inbound.no_match')
  const [card] = await tx.query<{ content: Application }>(
    `select content from documents where workspace_id = $1 and collection = 'applications' and candidate_id = $2 and not deleted order by (content->>'status' = 'active') desc, created_revision desc limit 1`, [workspaceId, person.id],
  )
  if (!card) throw new AppError('inbound.no_match')
  return { id: v5(about.key, connectionId), application: card.content }
}

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null)
const secure = (url: string): string => (URL.parse(url)?.protocol === 'https:' && url.length <= 2_000 ? url : '')

/** Vendors may repeat the address they call, with the token in it. */
const withoutTokens = (text: string): string => text.replace(/([?&]token=)[\w-]+/g, '$1•••')

/** The link of the invitation stays while the test is under way: asking again how far it is does not tell it again. */
const stillSaid = (before: Assessment | undefined, { state }: AssessmentNews): string => (before && isUnderWay(before.state) && isUnderWay(state) ? before.say : '')
const isUnderWay = (state: AssessmentState): boolean => state === 'sent' || state === 'started'

function told(before: Assessment | undefined, id: string, { id: connectionId, title }: ConnectionRow, news: AssessmentNews, nowMs: number): Assessment {
  return assessmentSchema.parse({
    id, connectionId, vendor: clipped(title, 120), test: clipped(storableLine(news.test ?? before?.test ?? ''), 200) || 'A test', state: news.state, score: finite(news.score), maxScore: finite(news.maxScore), reportUrl: secure(news.reportUrl),
    say: clipped(storableLine(news.say) || stillSaid(before, news), 500), sentAtMs: before?.sentAtMs ?? nowMs, finishedAtMs: news.state === 'finished' ? before?.finishedAtMs ?? nowMs : null, atMs: nowMs,
    raw: news.raw === null ? before?.raw ?? '' : clipped(withoutTokens(JSON.stringify(news.raw, null, 2)), 20_000),
  })
}

/** Hangs what a vendor tells of a test on the application, as evidence. News that came late changes nothing any more. */
export const applyAssessmentNews: Apply<'assessment'> = async (tx, { record, now }, connection, { news }) => {
  const place = await placeOf(tx, connection, news)
  if (!place) return () => undefined
  const { id, application } = place
  const all = (application.assessments as Application['assessments'] | undefined) ?? []
  const before = all.find(each => each.id === id)
  if (before && rank[before.state] > rank[news.state]) return () => undefined
  const nowMs = now()
  const next = told(before, id, connection, news, nowMs)
  await tx.query(
    `insert into assessment_requests (request_id, workspace_id, connection_id, application_id, external_id, state, at_ms) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (request_id) do update set external_id = coalesce(excluded.external_id, assessment_requests.external_id), state = excluded.state`,
    [id, connection.workspaceId, connection.id, application.id, news.externalId, news.state, nowMs],
  )
  // The vendor told it again: nothing is new but the time.
  if (before && JSON.stringify({ ...before, atMs: 0 }) === JSON.stringify({ ...next, atMs: 0 })) return () => undefined
  const actorId = await ownerOf(tx, connection.workspaceId)
  const rows = [{ collection: 'applications' as const, id: application.id, content: { assessments: [...all.filter(each => each.id !== id), next].slice(-100) } }]
  const isResult = news.state === 'finished' && before?.state !== 'finished'
  return record.write(connection.workspaceId, actorId, [...rows, ...(isResult ? [lineOf(application, next, actorId, nowMs)] : [])], tx, connection.title)
}

function lineOf({ id: applicationId, candidateId, jobId }: Application, { test }: Assessment, actorId: string, nowMs: number): { collection: 'activities'; id: string; content: Activity } {
  const id = createId()
  // The result itself is for those who may see it; the line is for everybody who sees the card.
  return { collection: 'activities', id, content: { id, kind: 'assessment.result', candidateId, applicationId, jobId, actorId, atMs: nowMs, newestFirst: newestFirstOf(nowMs), facts: { test }, importId: null, createdAtMs: nowMs } }
}
