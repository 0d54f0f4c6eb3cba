import { z } from 'zod'
import type { OfferedTest } from '#shared/domain/model/assessment'
import { AppError } from '#shared/lib/app-error'
import { askedFor, isWithdrawal, offeredTest, sentNews } from '../kit/assessments.ts'
import { defineConnector, type Handler, type Outcome } from '../kit/connector.ts'
import type { HookEvent } from '../kit/connector-context.ts'
import type { AssessmentNews } from '../kit/findings.ts'
import { shareable } from '../kit/record-fields.ts'
import { ask, configSchema, secretsSchema, text, type Config, type Context, type Secrets } from './graphql.ts'
import { gone, invite, newsOf, readSession, removeSession } from './sessions.ts'
import { inbound } from './webhook.ts'

const pageSize = 100
const testsSchema = z.looseObject({ companyTests: z.looseObject({ totalCount: z.number().nullish().catch(null), tests: z.array(z.looseObject({ id: z.string().min(1), title: text }).nullable()) }) })
const readTests = async (ctx: Context, first: number, offset: number): Promise<z.infer<typeof testsSchema>['companyTests']> =>
  (await ask(ctx, 'query Tests($first: Int!, $offset: Int) { companyTests(first: $first, offset: $offset) { totalCount tests { id title } } }', { first, offset }, testsSchema)).companyTests

async function readNews(ctx: Context, requestId: string, externalId: string): Promise<AssessmentNews> {
  const session = await readSession(ctx, externalId)
  const about = { kind: 'request' as const, requestId }
  return session === null ? gone(about, externalId) : newsOf(about, session)
}

/** Only an invitation that nobody followed is taken back: a test that was begun keeps its result. */
async function takeBack(ctx: Context, event: HookEvent): Promise<Outcome> {
  const { requestId } = askedFor(event)
  const externalId = await ctx.externalIds.get('assessment', requestId)
  if (externalId === null) return { kind: 'done', summary: 'Nothing had been sent, so there is nothing to take back.' }
  const news = await readNews(ctx, requestId, externalId)
  if (news.state !== 'sent') return { kind: 'done', summary: 'It was begun or over already, so it was left in CodeSignal.', findings: [{ kind: 'assessment', news }] }
  await removeSession(ctx, externalId)
  return { kind: 'done', summary: 'The invitation was cancelled.', findings: [{ kind: 'assessment', news: { ...sentNews(event, externalId, 'Taken back'), state: 'cancelled' } }] }
}

const requested: Handler<Config, Secrets> = async (event, ctx) => {
  if (!ctx.secrets.token) throw new AppError('connector.bad_config', { facts: { field: 'token' } })
  if (askedFor(event).withdrawn) return takeBack(ctx, event)
  const { externalId, say } = await invite(ctx, event)
  return { kind: 'done', summary: 'CodeSignal made the invitation.', findings: [{ kind: 'assessment', news: sentNews(event, externalId, say) }] }
}

export const codesignal = defineConnector({
  id: 'codesignal', title: 'CodeSignal', category: 'assessment', summary: 'Sends CodeSignal tests from the candidate’s profile and hangs results on the application, also of tests that were sent in CodeSignal.',
  configSchema, secretsSchema, events: ['assessment.requested'], steps: [], requires: ['email'], defaultMapping: [], fields: shareable(['email', 'firstName', 'lastName']),
  scopes: [{ name: 'Tests and test sessions', reason: 'Lists tests, invites to them, takes invitations back and reads results.' }],
  connect: (config, { token }) => ({ baseUrl: config.address, ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}) }),
  handles: { 'assessment.requested': requested }, takesBack: isWithdrawal,
  follow: async (open, ctx) => (ctx.secrets.token ? Promise.all(open.map(async ({ requestId, externalId }) => ({ kind: 'assessment' as const, news: await readNews(ctx, requestId, externalId) }))) : []),
  catalog: async ctx => {
    const tests: OfferedTest[] = []
    for (let page = 0; ctx.secrets.token && page < 2; page += 1) {
      const listed = await readTests(ctx, pageSize, page * pageSize)
      tests.push(...listed.tests.flatMap(test => (test === null ? [] : [offeredTest(test.id, test.title)])))
      if (listed.tests.length < pageSize) break
    }
    return tests
  },
  inbound,
  testConnection: async ctx => {
    const { token, secret } = ctx.secrets
    if (!token) return secret ? { kind: 'ok', detail: 'Ready to take results. Add an API key to send tests from here too.' } : { kind: 'failed', code: 'connector.bad_config', say: 'Enter an API key to send tests, a webhook secret to take results, or both.' }
    const { totalCount, tests } = await readTests(ctx, 1, 0)
    const seen = (totalCount ?? tests.length) > 0 ? 'CodeSignal answers and shows your tests.' : 'CodeSignal answers, but this key sees no tests.'
    return { kind: 'ok', detail: secret ? seen : `${seen} Results are asked for every three minutes; with a webhook secret they come at once.` }
  },
  sandbox: ({ json }) => {
    const { query } = z.object({ query: z.string() }).parse(json)
    const data = query.includes('createCompanyTestSession') ? { createCompanyTestSession: { id: 'sandbox', invitationUrl: null } }
      : query.includes('deleteCompanyTestSession') ? { deleteCompanyTestSession: 'sandbox' }
        : query.includes('companyTestSessions') ? { companyTestSessions: [] }
          : query.includes('companyTestSession') ? { companyTestSession: { id: 'sandbox', status: 'pending' } } : { companyTests: { totalCount: 0, tests: [] } }
    return { status: 200, body: JSON.stringify({ data }) }
  },
  rateLimit: { requests: 5, perMs: 1_000 },
})
