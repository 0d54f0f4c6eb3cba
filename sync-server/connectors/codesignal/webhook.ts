import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import { storableLine } from '#shared/domain/import/clean-text'
import { AppError } from '#shared/lib/app-error'
import type { AssessmentNews } from '../kit/findings.ts'
import type { InboundSpec } from '../kit/inbound.ts'
import { isSameText, jsonOrNull } from '../kit/verify-inbound.ts'
import { amount, text, type Config, type Context, type Secrets } from './graphql.ts'
import { gone, invitationKey, newsOf, noteSession, readSession } from './sessions.ts'

/** Their webhook, as their developer pages describe it; whatever else comes along is kept. */
const messageSchema = z.looseObject({
  event: z.string(), triggeredOn: z.number(),
  payload: z.looseObject({
    testSessionId: z.string().min(1), testId: text, testTitle: text, candidateEmail: z.string(), externalId: text, score: amount, maxScore: amount, versionedCodingScore: z.looseObject({ version: text, value: amount }).nullish().catch(null),
    plagiarismLabel: text, url: text, expiredReason: text, rejectedReasons: z.array(z.string()).nullish().catch(null),
  }),
})
type Payload = z.infer<typeof messageSchema>['payload']

const states: Readonly<Record<string, AssessmentNews['state']>> = {
  companyTestSessionCreated: 'sent', companyTestSessionStarted: 'started', companyTestSessionFinished: 'finished', preScreenResultShared: 'finished', preScreenResultVerified: 'finished', preScreenExpired: 'expired', preScreenCandidateDeclined: 'cancelled',
}

/** Retries go on for more than two weeks, so an old message may be the first that arrives. */
const oldestMs = 20 * 24 * 3_600_000

/** The request of ours a session belongs to, also while the answer to the invitation is still on its way. */
async function requestOf(ctx: Context, { testSessionId, testId, candidateEmail, externalId }: Payload): Promise<string | null> {
  const known = await ctx.externalIds.lookup('assessment', testSessionId)
  if (known !== null) return known
  for (const requestId of [externalId, testId ? await ctx.externalIds.lookup('invitation', invitationKey(testId, candidateEmail)) : null]) {
    const isOpen = requestId && await ctx.externalIds.get('invitation', requestId) !== null && await ctx.externalIds.get('assessment', requestId) === null
    if (!isOpen) continue
    await noteSession(ctx, requestId, testSessionId)
    return requestId
  }
  return null
}

function saidBy(payload: Payload): string {
  const coding = payload.versionedCodingScore?.value
  return storableLine([
    typeof coding === 'number' ? `Coding score ${coding}` : '', payload.plagiarismLabel && payload.plagiarismLabel !== '-' ? `Copying: ${payload.plagiarismLabel}` : '', payload.expiredReason ?? '', ...payload.rejectedReasons ?? [],
  ].filter(Boolean).join(' · '))
}

/** What a message says by itself: all there is without an API key, and for tests that are no sessions of the company's own. */
function toldBy(about: AssessmentNews['about'], state: AssessmentNews['state'], payload: Payload): AssessmentNews {
  const isOver = state === 'finished'
  return {
    about, externalId: payload.testSessionId, test: storableLine(payload.testTitle ?? 'CodeSignal'), state, score: isOver ? payload.score ?? payload.versionedCodingScore?.value ?? null : null,
    maxScore: isOver && typeof payload.score === 'number' ? payload.maxScore ?? null : null, reportUrl: isOver ? payload.url ?? '' : '', say: saidBy(payload), raw: payload,
  }
}

/** Their signature does not cover the payload: with an API key the session itself is read, and the message only says that there is news. */
async function newsFrom(ctx: Context, event: string, payload: Payload): Promise<AssessmentNews | null> {
  const state = states[event]!
  const requestId = await requestOf(ctx, payload)
  const about = requestId === null ? { kind: 'person' as const, email: payload.candidateEmail, key: payload.testSessionId } : { kind: 'request' as const, requestId }
  if (!ctx.secrets.token) return toldBy(about, state, payload)
  const session = await readSession(ctx, payload.testSessionId)
  if (session === null) return event.startsWith('companyTestSession') ? (requestId === null ? null : gone(about, payload.testSessionId)) : toldBy(about, state, payload)
  const news = newsOf(about.kind === 'person' ? { ...about, email: session.testTaker?.email ?? about.email } : about, session)
  const more = news.state === 'finished' ? saidBy({ ...payload, versionedCodingScore: null }) : ''
  return { ...news, ...(requestId === null ? { test: storableLine(session.test?.title ?? payload.testTitle ?? 'CodeSignal') } : {}), say: [news.say, more].filter(Boolean).join(' · '), raw: news.raw === null ? null : { session: news.raw, message: payload } }
}

export const inbound: InboundSpec<Config, Secrets> = {
  verify: ({ headers, body, address }, { secrets, nowMs }) => {
    const told = jsonOrNull(body.toString('utf8'))
    const envelope = z.looseObject({ event: z.string().max(100), triggeredOn: z.int().min(0) }).safeParse(told)
    const given = headers['x-codesignal-signature']
    if (!envelope.success || given === undefined || !secrets.secret) return { kind: 'forged' }
    const { event, triggeredOn } = envelope.data
    if (triggeredOn > nowMs + 300_000 || triggeredOn < nowMs - oldestMs) return { kind: 'forged' }
    const wanted = createHmac('sha256', secrets.secret).update(`${address}${event}${triggeredOn}`).digest('hex')
    if (!isSameText(given.trim().toLowerCase(), wanted)) return { kind: 'forged' }
    // Their signature does not cover the payload: a second content under the same signature is not taken beside the first.
    return { kind: 'genuine', id: createHash('sha256').update(`${event} ${triggeredOn}`).digest('hex'), sentAtMs: triggeredOn }
  },
  handle: async (message, ctx) => {
    const told = messageSchema.safeParse(message.json())
    if (!told.success) throw new AppError('inbound.unreadable')
    const { event, payload } = told.data
    if (!states[event]) return { summary: 'Nothing to keep of this kind of message.', findings: [] }
    const news = await newsFrom(ctx, event, payload)
    if (news === null) return { summary: 'News of a test that CodeSignal does not have.', findings: [] }
    return { summary: news.state === 'finished' ? 'A result was taken.' : 'News of a test was taken.', findings: [{ kind: 'assessment', news }] }
  },
}
