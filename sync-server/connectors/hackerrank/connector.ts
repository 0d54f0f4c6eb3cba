import { z } from 'zod'
import { storableLine } from '#shared/domain/import/clean-text'
import { askedFor, callbackUrl, isWithdrawal, offeredTest, sentNews, verifyCallback } from '../kit/assessments.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ConnectorContext } from '../kit/connector-context.ts'
import type { AssessmentNews } from '../kit/findings.ts'
import { shareable } from '../kit/record-fields.ts'
import { invitedSchema, testCandidateSchema, testCandidatesSchema, testsSchema, type TestCandidate } from './wire.ts'

const configSchema = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).max(500).default('https://www.hackerrank.com').meta({ title: 'Address', description: 'Leave it as it is unless HackerRank told you otherwise.' }),
})
const secretsSchema = z.strictObject({ key: z.string().min(8).max(500).meta({ title: 'API key', description: 'HackerRank, Settings, API.' }) })
type Context = ConnectorContext<z.infer<typeof configSchema>, z.infer<typeof secretsSchema>>

const pageSize = 100
const mostPages = 10
const candidatesOf = (testId: string): string => `x/api/v3/tests/${encodeURIComponent(testId)}/candidates`

/** Somebody is invited to a test once: who is there already with this address is who we mean. */
async function findInvited(ctx: Context, testId: string, email: string): Promise<string | null> {
  for (let page = 0; page < mostPages; page += 1) {
    const { data } = (await ctx.http.request({ method: 'GET', path: candidatesOf(testId), query: { limit: String(pageSize), offset: String(page * pageSize) } })).parse(testCandidatesSchema)
    const found = data.find(candidate => candidate.email?.toLowerCase() === email.toLowerCase())
    if (found) return found.id
    if (data.length < pageSize) return null
  }
  return null
}

async function invite(ctx: Context, requestId: string, testId: string): Promise<string> {
  const { email, fullName } = ctx.record
  const known = await ctx.externalIds.get('assessment', requestId)
  const found = known?.split('/')[1] ?? (ctx.mayHaveHappened ? await findInvited(ctx, testId, email!) : null)
  const id = found ?? (await ctx.http.request({
    method: 'POST', path: candidatesOf(testId),
    json: { email, ...(fullName ? { full_name: fullName } : {}), send_email: true, accept_result_updates: true, invite_metadata: { shortlist_request: requestId }, ...(ctx.inboundUrl === '' ? {} : { test_result_url: callbackUrl(ctx.inboundUrl, ctx.secrets.key, requestId) }) },
  })).parse(invitedSchema).id
  const externalId = `${testId}/${id}`
  await ctx.externalIds.set('assessment', requestId, externalId)
  return externalId
}

function newsOf(requestId: string, externalId: string, told: TestCandidate): AssessmentNews {
  const isOver = Boolean(told.attempt_endtime)
  const percent = typeof told.percentage_score === 'number' ? told.percentage_score : null
  return {
    about: { kind: 'request', requestId }, externalId, state: isOver ? 'finished' : told.attempt_starttime ? 'started' : 'sent',
    score: isOver ? percent ?? told.score ?? null : null, maxScore: isOver && percent !== null ? 100 : null, reportUrl: isOver ? told.report_url ?? told.authenticated_report_url ?? '' : '',
    say: storableLine([isOver && percent !== null && typeof told.score === 'number' ? `${told.score} points` : '', told.plagiarism_status === true ? 'HackerRank suspects copying' : '', told.feedback ?? ''].filter(Boolean).join(' · ')), raw: isOver ? told : null,
  }
}

async function readResult(ctx: Context, requestId: string, externalId: string): Promise<AssessmentNews> {
  const [testId, id] = externalId.split('/')
  const reply = await ctx.http.request({ method: 'GET', path: `${candidatesOf(testId!)}/${encodeURIComponent(id!)}`, accept: [404] })
  return reply.status === 404
    ? { about: { kind: 'request', requestId }, externalId, state: 'cancelled', score: null, maxScore: null, reportUrl: '', say: 'The invitation is no longer in HackerRank.', raw: null }
    : newsOf(requestId, externalId, reply.parse(testCandidateSchema))
}

export const hackerrank = defineConnector({
  id: 'hackerrank', title: 'HackerRank', category: 'assessment', summary: 'Sends coding tests from the candidate’s profile and hangs results on the application.',
  configSchema, secretsSchema, events: ['assessment.requested'], steps: [], defaultMapping: [], requires: ['email'], fields: shareable(['email', 'fullName']),
  scopes: [{ name: 'Tests: read', reason: 'Lists the tests you can send.' }, { name: 'Candidates: read, invite', reason: 'Sends invitations and reads results.' }],
  connect: (config, secrets) => ({ baseUrl: config.address, headers: { authorization: `Bearer ${secrets.key}` } }),
  takesBack: isWithdrawal,
  handles: {
    'assessment.requested': async (event, ctx) => {
      const { requestId, testId, withdrawn } = askedFor(event)
      if (!withdrawn) return { kind: 'done', summary: 'HackerRank sent the invitation.', findings: [{ kind: 'assessment', news: sentNews(event, await invite(ctx, requestId, testId), '') }] }
      const externalId = await ctx.externalIds.get('assessment', requestId)
      if (externalId === null) return { kind: 'done', summary: 'Nothing had been sent, so there is nothing to take back.' }
      const [ofTest, id] = externalId.split('/')
      await ctx.http.request({ method: 'DELETE', path: `${candidatesOf(ofTest!)}/${encodeURIComponent(id!)}`, accept: [404] })
      return { kind: 'done', summary: 'The invitation was cancelled.', findings: [{ kind: 'assessment', news: { ...sentNews(event, externalId, 'Taken back'), state: 'cancelled' } }] }
    },
  },
  follow: async (open, ctx) => Promise.all(open.map(async ({ requestId, externalId }) => ({ kind: 'assessment' as const, news: await readResult(ctx, requestId, externalId) }))),
  catalog: async ctx => {
    const tests: { id: string; name: string }[] = []
    for (let page = 0; page < 2; page += 1) {
      const { data } = (await ctx.http.request({ method: 'GET', path: 'x/api/v3/tests', query: { limit: String(pageSize), offset: String(page * pageSize) } })).parse(testsSchema)
      tests.push(...data.filter(test => test.state === undefined || test.state === null || test.state === 'active').map(({ id, name }) => offeredTest(id, name)))
      if (data.length < pageSize) break
    }
    return tests
  },
  inbound: {
    keeps: { query: ['request'] },
    verify: (raw, { secrets }) => verifyCallback(raw, secrets.key),
    handle: async ({ query }, ctx) => {
      const requestId = query['request'] ?? ''
      const externalId = await ctx.externalIds.get('assessment', requestId)
      return externalId === null
        ? { summary: 'A result of a test that was not sent from here.', findings: [] }
        : { summary: 'The result was read from HackerRank.', findings: [{ kind: 'assessment', news: await readResult(ctx, requestId, externalId) }] }
    },
  },
  testConnection: async ctx => {
    const { data } = (await ctx.http.request({ method: 'GET', path: 'x/api/v3/tests', query: { limit: '1' } })).parse(testsSchema)
    return { kind: 'ok', detail: data.length > 0 ? 'HackerRank answers and shows your tests.' : 'HackerRank answers, but this key sees no tests. Publish one there first.' }
  },
  sandbox: ({ method, url }) => {
    if (method === 'POST') return { status: 200, body: '{"id":"sandbox","email":"nobody@example.com"}' }
    if (method === 'DELETE') return { status: 204, body: '' }
    return { status: 200, body: /\/candidates\/[^/]+$/.test(url) ? '{"id":"sandbox"}' : '{"data":[]}' }
  },
  rateLimit: { requests: 10, perMs: 1_000 },
})
