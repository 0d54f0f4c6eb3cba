import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import { storableLine } from '#shared/domain/import/clean-text'
import { AppError } from '#shared/lib/app-error'
import { defineConnector } from '../kit/connector.ts'
import type { AssessmentNews } from '../kit/findings.ts'
import { isSameText, jsonOrNull } from '../kit/verify-inbound.ts'

const configSchema = z.strictObject({})
const secretsSchema = z.strictObject({ secret: z.string().min(8).max(500).meta({ title: 'Webhook secret', description: 'CodeSignal, Integrations, Webhooks. Enter the address of this connection there.' }) })

const amount = z.number().nullish().catch(null)
const text = z.string().nullish().catch(null)
/** Their webhook, as their developer pages describe it; whatever else comes along is kept. */
const messageSchema = z.looseObject({
  event: z.string(), triggeredOn: z.number(),
  payload: z.looseObject({
    testSessionId: z.string().min(1), testTitle: text, candidateEmail: z.string(), score: amount, maxScore: amount, versionedCodingScore: z.looseObject({ version: text, value: amount }).nullish().catch(null), plagiarismLabel: text, url: text, expiredReason: text,
    rejectedReasons: z.array(z.string()).nullish().catch(null),
  }),
})

const states: Readonly<Record<string, AssessmentNews['state']>> = {
  companyTestSessionCreated: 'sent', companyTestSessionStarted: 'started', companyTestSessionFinished: 'finished', preScreenResultShared: 'finished', preScreenResultVerified: 'finished', preScreenExpired: 'expired', preScreenCandidateDeclined: 'cancelled',
}

/** Retries go on for more than two weeks, so an old message may be the first that arrives. */
const oldestMs = 20 * 24 * 3_600_000

export const codesignal = defineConnector({
  id: 'codesignal', title: 'CodeSignal', category: 'assessment', summary: 'Hangs results of CodeSignal tests on the application of the candidate with that e-mail. The tests themselves are sent in CodeSignal.',
  configSchema, secretsSchema, scopes: [], events: [], steps: [], requires: [], defaultMapping: [], fields: [], handles: {},
  connect: () => ({ baseUrl: 'https://app.codesignal.com' }),
  inbound: {
    verify: ({ headers, body, address }, { secrets, nowMs }) => {
      // A webhook is set up with an empty message that must be answered.
      if (body.length === 0) return { kind: 'nothing' }
      const told = jsonOrNull(body.toString('utf8'))
      const envelope = z.looseObject({ event: z.string().max(100), triggeredOn: z.int().min(0) }).safeParse(told)
      const given = headers['x-codesignal-signature']
      if (!envelope.success || given === undefined) return { kind: 'forged' }
      const { event, triggeredOn } = envelope.data
      if (triggeredOn > nowMs + 300_000 || triggeredOn < nowMs - oldestMs) return { kind: 'forged' }
      const wanted = createHmac('sha256', secrets.secret).update(`${address}${event}${triggeredOn}`).digest('hex')
      if (!isSameText(given.trim().toLowerCase(), wanted)) return { kind: 'forged' }
      // Their signature does not cover the payload: a second content under the same signature is not taken beside the first.
      return { kind: 'genuine', id: createHash('sha256').update(`${event} ${triggeredOn}`).digest('hex'), sentAtMs: triggeredOn }
    },
    handle: async message => {
      const told = messageSchema.safeParse(message.json())
      if (!told.success) throw new AppError('inbound.unreadable')
      const { event, payload } = told.data
      const state = states[event]
      if (!state) return { summary: 'Nothing to keep of this kind of message.', findings: [] }
      const coding = payload.versionedCodingScore?.value
      const say = [typeof coding === 'number' ? `Coding score ${coding}` : '', payload.plagiarismLabel && payload.plagiarismLabel !== '-' ? `Copying: ${payload.plagiarismLabel}` : '', payload.expiredReason ?? '', ...payload.rejectedReasons ?? []]
      const isOver = state === 'finished'
      return {
        summary: isOver ? 'A result was taken.' : 'News of a test was taken.',
        findings: [{ kind: 'assessment', news: {
          about: { kind: 'person', email: payload.candidateEmail, key: payload.testSessionId }, externalId: payload.testSessionId, test: storableLine(payload.testTitle ?? 'CodeSignal'), state, score: isOver ? payload.score ?? coding ?? null : null,
          maxScore: isOver && typeof payload.score === 'number' ? payload.maxScore ?? null : null, reportUrl: isOver ? payload.url ?? '' : '', say: storableLine(say.filter(Boolean).join(' · ')), raw: payload,
        } }],
      }
    },
  },
  testConnection: async () => ({ kind: 'ok', detail: 'Ready to take results. Send tests in CodeSignal; what comes in is listed here with what became of it.' }),
  sandbox: () => ({ status: 200, body: '' }),
  rateLimit: { requests: 10, perMs: 1_000 },
})
