import { z } from 'zod'
import { applicationStatusSchema, type Application } from '#shared/domain/model/application'
import { id } from '#shared/domain/model/fields'
import type { Job } from '#shared/domain/model/job'
import { AppError } from '#shared/lib/app-error'
import { findJob, putOnJob } from '../../intake/put-on-job.ts'
import { isOpenCandidate, openCandidate } from './candidates.ts'
import { defineRoute } from './define-route.ts'
import { readLists } from './lists.ts'
import { isoOf, pageFrom, readCursor } from './pages.ts'
import { applicationSchema, applicationsPage, appliedSchema, idParams, newApplicationSchema, pageQuery } from './schemas.ts'
import { writeOnce } from './write-once.ts'

type Row = Readonly<{ id: string; content: Application; stages: Job['stages'] | null }>

/** Why somebody was turned away, and what they are paid, stay inside. */
function shown({ content: card, stages }: Row, nameOf: Awaited<ReturnType<typeof readLists>>): z.infer<typeof applicationSchema> {
  const stage = stages?.find(each => each.id === card.stageId)
  return {
    id: card.id, candidateId: card.candidateId, jobId: card.jobId, status: card.status, stage: stage ? { id: stage.id, name: stage.name, type: stage.type } : null, source: nameOf('sources', card.sourceId),
    appliedAt: isoOf(card.appliedAtMs), stageEnteredAt: isoOf(card.stageEnteredAtMs), createdAt: isoOf(card.createdAtMs),
  }
}

const select = `select a.id, a.content, j.content->'stages' as stages from documents a left join documents j on j.workspace_id = a.workspace_id and j.collection = 'jobs' and j.id = a.job_id
  where a.workspace_id = $1 and a.collection = 'applications' and not a.deleted and exists (select 1 from documents where workspace_id = $1 and collection = 'candidates' and id = a.candidate_id and ${isOpenCandidate})`

export const listApplications = defineRoute({
  method: 'GET', path: '/api/v1/applications', scope: 'applications:read', title: 'List applications', say: 'Newest first.',
  query: z.strictObject({ ...pageQuery, jobId: id.optional(), candidateId: id.optional(), status: applicationStatusSchema.optional() }), answers: { 200: { say: 'A page of applications', schema: applicationsPage } },
  handle: async ({ program: { workspaceId }, query }, { db }) => {
    const found = await db.query<Row>(
      `${select} and ($2::uuid is null or a.job_id = $2) and ($3::uuid is null or a.candidate_id = $3) and ($4::text is null or a.content->>'status' = $4) and ($5::uuid is null or a.id < $5) order by a.id desc limit ${query.limit + 1}`,
      [workspaceId, query.jobId ?? null, query.candidateId ?? null, query.status ?? null, readCursor(query.after)],
    )
    const nameOf = await readLists(db, workspaceId)
    const { rows, next } = pageFrom(found, query.limit)
    return { status: 200, body: { data: rows.map(row => shown(row, nameOf)), next } }
  },
})

export const readApplication = defineRoute({
  method: 'GET', path: '/api/v1/applications/:id', scope: 'applications:read', title: 'Read an application', params: idParams, answers: { 200: { say: 'The application', schema: applicationSchema } }, problems: ['request.not_found'],
  handle: async ({ program: { workspaceId }, params }, { db }) => {
    const [row] = await db.query<Row>(`${select} and a.id = $2`, [workspaceId, params.id])
    if (!row) throw new AppError('request.not_found')
    return { status: 200, body: shown(row, await readLists(db, workspaceId)) }
  },
})

export const addApplication = defineRoute({
  method: 'POST', path: '/api/v1/applications', scope: 'applications:write', title: 'Put a candidate on a job', say: 'Somebody who is on the job already is not put there twice.',
  body: newApplicationSchema, answers: { 201: { say: 'Put on the job', schema: appliedSchema }, 200: { say: 'On the job already', schema: appliedSchema } }, problems: ['request.not_found', 'api.cannot_apply'],
  handle: (call, tools) => writeOnce(tools, call, async (tx, stamp) => {
    const { workspaceId } = call.program
    const candidate = await openCandidate(tx, workspaceId, call.body.candidateId)
    const put = await putOnJob(tx, workspaceId, candidate, await findJob(tx, workspaceId, call.body.jobId), call.body.stageId, stamp)
    if (put.kind === 'created') return { status: 201, body: { outcome: 'created', id: put.id }, changes: put.changes }
    if (put.kind === 'existing') return { status: 200, body: { outcome: 'existing', id: put.id }, changes: [] }
    const missing = { no_such_job: 'jobId', no_such_stage: 'stageId' }[put.reason as string]
    throw missing ? new AppError('request.not_found', { facts: { field: missing } }) : new AppError('api.cannot_apply', { facts: { reason: put.reason } })
  }),
})
