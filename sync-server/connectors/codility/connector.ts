import { z } from 'zod'
import { storableLine } from '#shared/domain/import/clean-text'
import { askedFor, callbackUrl, isWithdrawal, offeredTest, sentNews, verifyCallback } from '../kit/assessments.ts'
import { defineConnector } from '../kit/connector.ts'
import type { ConnectorContext } from '../kit/connector-context.ts'
import type { AssessmentNews } from '../kit/findings.ts'
import { shareable } from '../kit/record-fields.ts'
import { invitedSchema, sessionSchema, sessionsSchema, testSchema, testsSchema, type Session } from './wire.ts'

const configSchema = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).max(500).default('https://codility.com').meta({ title: 'Address', description: 'Leave it as it is unless Codility told you otherwise.' }),
})
const secretsSchema = z.strictObject({ token: z.string().min(8).max(500).meta({ title: 'Access token', description: 'Codility, My account, Integrations.' }) })
type Context = ConnectorContext<z.infer<typeof configSchema>, z.infer<typeof secretsSchema>>

const mostPages = 10
/** Their addresses are taken as paths under ours: a reply must never lead the token elsewhere. */
const pathOf = (url: string): string => { const { pathname, search } = new URL(url, 'https://codility.com'); return `${pathname.replace(/^\//, '')}${search}` }
const sessionIdOf = (url: string): string => decodeURIComponent(pathOf(url).split('?')[0]!.replace(/\/+$/, '').split('/').at(-1)!)

/** The session of an invitation that an earlier try may have made: sessions carry the id we gave. */
async function findSession(ctx: Context, testId: string, requestId: string): Promise<string | null> {
  const { sessions_url: first } = (await ctx.http.request({ method: 'GET', path: `api/tests/${encodeURIComponent(testId)}/` })).parse(testSchema)
  let next = first ?? null
  for (let page = 0; next && page < mostPages; page += 1) {
    const listed = (await ctx.http.request({ method: 'GET', path: pathOf(next) })).parse(sessionsSchema)
    const found = listed.results.find(session => session.candidate === requestId)
    if (found) return found.id
    next = listed.next ?? null
  }
  return null
}

async function invite(ctx: Context, requestId: string, testId: string): Promise<{ externalId: string; say: string }> {
  const known = await ctx.externalIds.get('assessment', requestId) ?? (ctx.mayHaveHappened ? await findSession(ctx, testId, requestId) : null)
  if (known !== null) {
    await ctx.externalIds.set('assessment', requestId, known)
    return { externalId: known, say: '' }
  }
  const { email, firstName, lastName } = ctx.record
  const { candidates: [invited] } = (await ctx.http.request({
    method: 'POST', path: `api/tests/${encodeURIComponent(testId)}/invite/`,
    json: {
      candidates: [{ id: requestId, email, ...(firstName ? { first_name: firstName } : {}), ...(lastName ? { last_name: lastName } : {}) }],
      ...(ctx.inboundUrl === '' ? {} : { event_callbacks: ['result', 'similarity'].map(event => ({ event, url: callbackUrl(ctx.inboundUrl, ctx.secrets.token, requestId) })) }),
    },
  })).parse(invitedSchema)
  const externalId = sessionIdOf(invited!.session_url)
  await ctx.externalIds.set('assessment', requestId, externalId)
  return { externalId, say: invited!.test_link ? `Link of the test: ${invited!.test_link}` : '' }
}

function newsOf(requestId: string, externalId: string, told: Session): AssessmentNews {
  const result = told.evaluation?.result
  const isOver = typeof result === 'number'
  return {
    about: { kind: 'request', requestId }, externalId, state: isOver ? 'finished' : told.start_date ? 'started' : 'sent', score: isOver ? result : null, maxScore: isOver ? told.evaluation?.max_result ?? null : null,
    reportUrl: isOver ? told.report_link ?? told.pdf_report_url ?? '' : '', say: isOver && told.similarity ? storableLine(`Similarity: ${told.similarity}`) : '', raw: isOver ? told : null,
  }
}

async function readSession(ctx: Context, requestId: string, externalId: string): Promise<AssessmentNews> {
  const reply = await ctx.http.request({ method: 'GET', path: `api/sessions/${encodeURIComponent(externalId)}/`, accept: [404] })
  return reply.status === 404
    ? { about: { kind: 'request', requestId }, externalId, state: 'cancelled', score: null, maxScore: null, reportUrl: '', say: 'The invitation is no longer in Codility.', raw: null }
    : newsOf(requestId, externalId, reply.parse(sessionSchema))
}

export const codility = defineConnector({
  id: 'codility', title: 'Codility', category: 'assessment', summary: 'Invites to Codility tests from the candidate’s profile and hangs results on the application.',
  configSchema, secretsSchema, events: ['assessment.requested'], steps: [], defaultMapping: [], requires: ['email'], fields: shareable(['email', 'firstName', 'lastName']),
  scopes: [{ name: 'Tests and sessions', reason: 'Lists tests, invites to them and reads results.' }],
  connect: (config, secrets) => ({ baseUrl: config.address, headers: { authorization: `Bearer ${secrets.token}` } }),
  takesBack: isWithdrawal,
  handles: {
    'assessment.requested': async (event, ctx) => {
      const { requestId, testId, withdrawn } = askedFor(event)
      if (!withdrawn) {
        const { externalId, say } = await invite(ctx, requestId, testId)
        return { kind: 'done', summary: 'Codility made the invitation.', findings: [{ kind: 'assessment', news: sentNews(event, externalId, say) }] }
      }
      const externalId = await ctx.externalIds.get('assessment', requestId)
      if (externalId === null) return { kind: 'done', summary: 'Nothing had been sent, so there is nothing to take back.' }
      return { kind: 'done', summary: 'Already sent: cancel the invitation in Codility.', findings: [{ kind: 'assessment', news: sentNews(event, externalId, 'Taken back here; cancel the invitation in Codility too.') }] }
    },
  },
  follow: async (open, ctx) => Promise.all(open.map(async ({ requestId, externalId }) => ({ kind: 'assessment' as const, news: await readSession(ctx, requestId, externalId) }))),
  catalog: async ctx => {
    const tests: { id: string; name: string }[] = []
    let next: string | null = 'api/tests/'
    for (let page = 0; next !== null && page < mostPages; page += 1) {
      const listed: z.infer<typeof testsSchema> = (await ctx.http.request({ method: 'GET', path: next })).parse(testsSchema)
      tests.push(...listed.results.filter(test => test.is_archived !== true).map(({ id, name }) => offeredTest(id, name)))
      next = listed.next ? pathOf(listed.next) : null
    }
    return tests
  },
  inbound: {
    keeps: { query: ['request'] },
    verify: (raw, { secrets }) => verifyCallback(raw, secrets.token),
    handle: async ({ query }, ctx) => {
      const requestId = query['request'] ?? ''
      const externalId = await ctx.externalIds.get('assessment', requestId)
      return externalId === null
        ? { summary: 'A result of a test that was not sent from here.', findings: [] }
        : { summary: 'The result was read from Codility.', findings: [{ kind: 'assessment', news: await readSession(ctx, requestId, externalId) }] }
    },
  },
  testConnection: async ctx => {
    const { results } = (await ctx.http.request({ method: 'GET', path: 'api/tests/' })).parse(testsSchema)
    return { kind: 'ok', detail: results.length > 0 ? 'Codility answers and shows your tests.' : 'Codility answers, but this token sees no tests.' }
  },
  sandbox: ({ method, url }) => {
    if (method === 'POST') return { status: 200, body: '{"candidates":[{"session_url":"https://codility.com/api/sessions/SANDBOX/"}]}' }
    return { status: 200, body: url.includes('/sessions/') ? '{"id":"SANDBOX"}' : /\/tests\/[^/]+\/$/.test(url) ? '{"id":"1"}' : '{"results":[]}' }
  },
  rateLimit: { requests: 5, perMs: 1_000 },
})
