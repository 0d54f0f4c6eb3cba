import { z } from 'zod'
import type { Job } from '#shared/domain/model/job'
import { byRank } from '#shared/lib/rank'
import { AppError } from '#shared/lib/app-error'
import { readLists } from './lists.ts'
import { defineRoute } from './define-route.ts'
import { isoOf, pageFrom, readCursor } from './pages.ts'
import { idParams, jobSchema, jobsPage, pageQuery } from './schemas.ts'

function shown(job: Job, nameOf: Awaited<ReturnType<typeof readLists>>): z.infer<typeof jobSchema> {
  const { id, title, requisitionCode, status, openings } = job
  return {
    id, title, requisitionCode, status, openings, department: nameOf('departments', job.departmentId), location: nameOf('locations', job.locationId), employmentType: nameOf('employmentTypes', job.employmentTypeId), level: nameOf('levels', job.levelId),
    stages: job.stages.filter(stage => !stage.archived).toSorted(byRank).map(stage => ({ id: stage.id, name: stage.name, type: stage.type })), createdAt: isoOf(job.createdAtMs),
  }
}

export const listJobs = defineRoute({
  method: 'GET', path: '/api/v1/jobs', scope: 'jobs:read', title: 'List jobs', say: 'Newest first; open ones unless another status is asked for.',
  query: z.strictObject({ ...pageQuery, status: z.enum(['draft', 'open', 'onHold', 'closed']).default('open') }),
  answers: { 200: { say: 'A page of jobs', schema: jobsPage } },
  handle: async ({ program: { workspaceId }, query }, { db }) => {
    const found = await db.query<{ id: string; content: Job }>(
      `select id, content from documents where workspace_id = $1 and collection = 'jobs' and not deleted and content->>'status' = $2 and ($3::uuid is null or id < $3) order by id desc limit ${query.limit + 1}`,
      [workspaceId, query.status, readCursor(query.after)],
    )
    const nameOf = await readLists(db, workspaceId)
    const { rows, next } = pageFrom(found, query.limit)
    return { status: 200, body: { data: rows.map(row => shown(row.content, nameOf)), next } }
  },
})

export const readJob = defineRoute({
  method: 'GET', path: '/api/v1/jobs/:id', scope: 'jobs:read', title: 'Read a job', params: idParams, answers: { 200: { say: 'The job', schema: jobSchema } }, problems: ['request.not_found'],
  handle: async ({ program: { workspaceId }, params }, { db }) => {
    const [row] = await db.query<{ content: Job }>(`select content from documents where workspace_id = $1 and collection = 'jobs' and id = $2 and not deleted`, [workspaceId, params.id])
    if (!row) throw new AppError('request.not_found')
    return { status: 200, body: shown(row.content, await readLists(db, workspaceId)) }
  },
})
