import type { FastifyInstance, FastifyReply } from 'fastify'
import { z, ZodError } from 'zod'
import { errorCatalogue, type ErrorCode } from '#shared/contract/errors'
import { surveyAnswerSchema, surveyReportSchema } from '#shared/contract/surveys'
import { aboutHire, choicesOf, surveyWords, type SurveyKind } from '#shared/domain/surveys/survey-kinds'
import { hireQualities, surveyFigures, type AskedSurvey } from '#shared/domain/surveys/survey-report'
import { AppError } from '#shared/lib/app-error'
import { parseInput } from '../http/problems.ts'
import { authenticate, type IdentityOptions } from '../identity/port.ts'
import { hashToken } from '../identity/secrets.ts'
import type { Tx } from '../db/database.ts'
import { surveyGone, surveyPage, surveyProblem, type SurveyView } from './survey-page.ts'

type Row = Readonly<{ id: string; kind: SurveyKind; score: number | null; comment: string; expiresAtMs: number; candidate: string; job: string; workspace: string }>

const params = z.strictObject({ token: z.string().min(20).max(100) })

async function findSurvey(tx: Pick<Tx, 'query'>, token: string, nowMs: number): Promise<Row | null> {
  const [row] = await tx.query<Row>(
    `select s.id, s.kind, s.score, s.comment, s.expires_at_ms as "expiresAtMs", coalesce(c.content->>'fullName', 'the hire') as candidate, coalesce(j.content->>'title', '') as job, coalesce(w.content->>'name', 'us') as workspace
     from surveys s left join documents c on c.workspace_id = s.workspace_id and c.collection = 'candidates' and c.id = s.candidate_id and not c.deleted and c.content->'erasedAtMs' = 'null'::jsonb
     left join documents j on j.workspace_id = s.workspace_id and j.collection = 'jobs' and j.id = s.job_id and not j.deleted
     left join documents w on w.workspace_id = s.workspace_id and w.collection = 'settings' and w.id = s.workspace_id
     where s.token_hash = $1 and s.expires_at_ms > $2`, [hashToken(token), nowMs],
  )
  return row ?? null
}

function show(reply: FastifyReply, row: Row | null, said: SurveyView['said']): FastifyReply {
  // Without a referrer at all a form's origin would be unknown, and the door for foreign pages would shut.
  void reply.header('referrer-policy', 'same-origin').header('cache-control', 'no-store').type('text/html; charset=utf-8')
  if (!row) return reply.code(410).send(surveyGone())
  const until = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(row.expiresAtMs)
  return reply.code(said === 'choose' ? 400 : 200).send(surveyPage({ ...row, question: surveyWords[row.kind].question({ workspace: row.workspace, job: row.job, person: row.candidate }), about: aboutHire(row.kind, { person: row.candidate, job: row.job }), said, until }))
}

/** The page of one question, and what was answered for those who may read it. */
export async function surveyRoutes(app: FastifyInstance, options: IdentityOptions): Promise<void> {
  const { db, now } = options
  await app.register(async pages => {
    // A page without script sends a form.
    pages.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))))
    // Who opened a link reads a page, also when something went wrong.
    pages.setErrorHandler((error, request, reply) => {
      if (error instanceof ZodError) return show(reply, null, null)
      const code = error instanceof AppError && error.code in errorCatalogue ? error.code as ErrorCode : (error as { statusCode?: number }).statusCode === 429 ? 'request.too_many' : 'unexpected'
      if (code === 'unexpected') request.log.error({ err: error, route: request.routeOptions.url }, 'request failed')
      return reply.code(errorCatalogue[code].status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(surveyProblem(errorCatalogue[code].say))
    })
    pages.get('/s/:token', options.limit(60), async (request, reply) => show(reply, await findSurvey(db, parseInput(params, request.params).token, now()), null))
    pages.post('/s/:token', options.limit(20), async (request, reply) => {
      const { token } = parseInput(params, request.params)
      const row = await findSurvey(db, token, now())
      const answer = surveyAnswerSchema.safeParse(request.body)
      if (!row) return show(reply, null, null)
      if (!answer.success || !choicesOf(row.kind).some(choice => choice.score === answer.data.score)) return show(reply, row, 'choose')
      const { score } = answer.data
      const comment = answer.data.comment.replaceAll('\u0000', '').toWellFormed().trim()
      await db.query('update surveys set score = $2, comment = $3, answered_at_ms = $4 where id = $1 and expires_at_ms > $4', [row.id, score, comment, now()])
      return show(reply, { ...row, score, comment }, 'kept')
    })
  })
  app.get('/api/surveys', async request => {
    const { workspaceId, role } = await authenticate(options, request)
    if (role !== 'owner' && role !== 'recruiter') throw new AppError('access.forbidden')
    const all = await db.query<AskedSurvey>(`select kind, application_id as "applicationId", score, comment from surveys where workspace_id = $1 and state = 'sent'`, [workspaceId])
    return surveyReportSchema.parse({ figures: surveyFigures(all), hires: hireQualities(all) })
  })
}
