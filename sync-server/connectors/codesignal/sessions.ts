import { createHash } from 'node:crypto'
import { z } from 'zod'
import { storableLine } from '#shared/domain/import/clean-text'
import { AppError } from '#shared/lib/app-error'
import { askedFor } from '../kit/assessments.ts'
import type { HookEvent } from '../kit/connector-context.ts'
import type { AssessmentNews } from '../kit/findings.ts'
import { amount, ask, text, type Context } from './graphql.ts'

/** How a moment is written is not published: milliseconds as in their webhooks, or text. */
const moment = z.union([z.number(), z.string()]).nullish().catch(null).transform(at => { const ms = at === null || at === undefined ? Number.NaN : new Date(at).getTime(); return Number.isNaN(ms) ? null : ms })

const sessionSchema = z.looseObject({
  id: z.string().min(1), status: z.string(), maxScore: amount, taskCount: amount, startDate: moment, finishDate: moment, invitationUrl: text, integrityReviewSuggested: z.boolean().nullish().catch(null),
  test: z.looseObject({ title: text }).nullish().catch(null), testTaker: z.looseObject({ email: text }).nullish().catch(null),
  result: z.looseObject({ score: amount, solvedTaskCount: amount, url: text, versionedCodingScore: z.looseObject({ value: amount }).nullish().catch(null) }).nullish().catch(null),
})
/** A session: one person's way through one test. */
export type Session = z.infer<typeof sessionSchema>

const fields = 'id status maxScore taskCount startDate finishDate invitationUrl integrityReviewSuggested test { title } testTaker { email } result { score solvedTaskCount url versionedCodingScore { version value } }'

/** @returns null when CodeSignal has no such session, or no longer. */
export async function readSession(ctx: Context, id: string): Promise<Session | null> {
  const asked = ask(ctx, `query Session($id: ID!) { companyTestSession(id: $id) { ${fields} } }`, { id }, z.looseObject({ companyTestSession: sessionSchema.nullable() }))
  const session = await asked.then(data => data.companyTestSession, (error: unknown) => {
    if (error instanceof AppError && error.code === 'connector.not_found') return null
    throw error
  })
  return session?.status === 'deleted' ? null : session
}

const pageSize = 200
const mostPages = 10
const clocksDifferMs = 10 * 60_000
const listedSchema = z.looseObject({ companyTestSessions: z.array(z.looseObject({ id: z.string().min(1), status: z.string(), createDate: moment, invitationUrl: text, testTaker: z.looseObject({ email: text }).nullish().catch(null) }).nullable()) })

/**
 * The session an earlier try may have made: of this address, made since it was asked for. A test this person sat before
 * is another.
 */
async function findSession(ctx: Context, testId: string, email: string, sinceMs: number): Promise<Invited | null> {
  for (let page = 0; page < mostPages; page += 1) {
    const { companyTestSessions: listed } = await ask(
      ctx, 'query Sessions($testId: ID!, $first: Int, $offset: Int) { companyTestSessions(companyTestId: $testId, first: $first, offset: $offset) { id status createDate invitationUrl testTaker { email } } }',
      { testId, first: pageSize, offset: page * pageSize }, listedSchema,
    )
    const found = listed.find(each => each !== null && each.status !== 'deleted' && each.testTaker?.email?.toLowerCase() === email.toLowerCase() && each.createDate !== null && each.createDate >= sinceMs - clocksDifferMs)
    if (found) return found
    if (listed.length < pageSize) return null
  }
  return null
}

type Invited = Readonly<{ id: string; invitationUrl?: string | null | undefined }>
const createdSchema = z.looseObject({ createCompanyTestSession: z.looseObject({ id: z.string().min(1), invitationUrl: text }) })

/** Who is invited to what, without saying it: finds the request again when CodeSignal's message is faster than its answer. */
export const invitationKey = (testId: string, email: string): string => createHash('sha256').update(`${testId} ${email.toLowerCase()}`).digest('hex')

/** From here on the session's id finds the request: what was made of the person's address has done its work and goes. */
export async function noteSession(ctx: Context, requestId: string, sessionId: string): Promise<void> {
  await ctx.externalIds.set('assessment', requestId, sessionId)
  await ctx.externalIds.remove('invitation', requestId)
}

/** Invites once. `preferExisting` gives back an invitation that is still open instead of making another. */
export async function invite(ctx: Context, event: HookEvent): Promise<Readonly<{ externalId: string; say: string }>> {
  const { requestId, testId } = askedFor(event)
  const known = await ctx.externalIds.get('assessment', requestId)
  if (known !== null) {
    await ctx.externalIds.remove('invitation', requestId)
    return { externalId: known, say: '' }
  }
  const { firstName, lastName } = ctx.record
  const email = ctx.record.email!
  await ctx.externalIds.set('invitation', requestId, invitationKey(testId, email))
  const found = ctx.mayHaveHappened ? await findSession(ctx, testId, email, event.atMs) : null
  const { id, invitationUrl } = found ?? (await ask(
    ctx, 'mutation Invite($sessionFields: TestSessionInput!) { createCompanyTestSession(sessionFields: $sessionFields) { id invitationUrl } }',
    { sessionFields: { testId, candidateEmail: email, ...(firstName ? { candidateFirstName: firstName } : {}), ...(lastName ? { candidateLastName: lastName } : {}), preferExisting: true, externalId: requestId } }, createdSchema,
  )).createCompanyTestSession
  await noteSession(ctx, requestId, id)
  return { externalId: id, say: linkOf(invitationUrl) }
}

export async function removeSession(ctx: Context, id: string): Promise<void> {
  await ask(ctx, 'mutation TakeBack($id: ID!) { deleteCompanyTestSession(id: $id) }', { id }, z.looseObject({ deleteCompanyTestSession: z.unknown() }))
}

const linkOf = (url: string | null | undefined): string => (url ? `Link of the test: ${url}` : '')

/** Handed in is not yet judged: without a result the test is under way, and asked about again. */
function stateOf({ status, startDate, result }: Session): AssessmentNews['state'] {
  if (status === 'expired') return 'expired'
  if (status === 'over') return result ? 'finished' : 'started'
  return status === 'active' || status === 'gracePeriod' || startDate !== null ? 'started' : 'sent'
}

/** What CodeSignal's record of a session says; everything it told is kept once the test is over. */
export function newsOf(about: AssessmentNews['about'], session: Session): AssessmentNews {
  const { id, result, maxScore, taskCount, integrityReviewSuggested, testTaker: _person, ...rest } = session
  const state = stateOf(session)
  const isOver = state === 'finished'
  const coding = result?.versionedCodingScore?.value
  const say = isOver
    ? [
        typeof coding === 'number' ? `Coding score ${coding}` : '', typeof result?.solvedTaskCount === 'number' && typeof taskCount === 'number' ? `${result.solvedTaskCount} of ${taskCount} questions solved` : '',
        integrityReviewSuggested === true ? 'CodeSignal suggests checking how it was taken' : '',
      ].filter(Boolean).join(' · ')
    : session.status === 'over' ? 'Handed in; CodeSignal has no result yet.' : state === 'expired' ? '' : linkOf(session.invitationUrl)
  return {
    about, externalId: id, state, score: isOver ? result?.score ?? coding ?? null : null, maxScore: isOver && typeof result?.score === 'number' ? maxScore ?? null : null, reportUrl: isOver ? result?.url ?? '' : '',
    say: storableLine(say), raw: isOver ? { id, result, maxScore, taskCount, integrityReviewSuggested, ...rest } : null,
  }
}

export const gone = (about: AssessmentNews['about'], externalId: string): AssessmentNews => ({ about, externalId, state: 'cancelled', score: null, maxScore: null, reportUrl: '', say: 'The invitation is no longer in CodeSignal.', raw: null })
