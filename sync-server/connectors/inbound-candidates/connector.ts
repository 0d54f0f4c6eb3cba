import { createHash } from 'node:crypto'
import { z } from 'zod'
import { storableLine, storableText } from '#shared/domain/import/clean-text'
import { AppError } from '#shared/lib/app-error'
import { defineConnector } from '../kit/connector.ts'
import type { FoundPerson } from '../kit/findings.ts'
import type { RawInbound, Verdict } from '../kit/inbound.ts'
import { isFresh, isHmacOf, verifyStandard } from '../kit/verify-inbound.ts'
import { webhookSecretPattern } from '../kit/standard-webhooks.ts'
import { nodesAt, textsAt } from './read-path.ts'

const path = (title: string, start = '') => z.string().max(200).default(start).meta({ title, description: 'Where it stands in the message, like candidate.emails[].value. Empty: nowhere.' })
const header = (title: string, description: string) => z.string().max(100).regex(/^[A-Za-z0-9-]*$/).default('').meta({ title, description })

const configSchema = z.strictObject({
  signing: z.enum(['standardWebhooks', 'headerSignature']).meta({ title: 'How messages are signed', description: 'Standard Webhooks where the sender knows it; else a signature in one header.' }),
  signatureHeader: header('Header with the signature', 'For a signature in one header.'),
  signaturePrefix: z.string().max(20).default('').meta({ title: 'What stands before it', description: 'For example sha256= with nothing else.' }),
  algorithm: z.enum(['sha256', 'sha512', 'sha1']).default('sha256').meta({ title: 'Kind of signature' }),
  encoding: z.enum(['hex', 'base64']).default('hex').meta({ title: 'Written as' }),
  timeHeader: header('Header with the time', 'When the sender signs the time too, as time.body, messages older than five minutes are refused.'),
  idHeader: header('Header with the id of a message', 'Tells a repeat. Without it, the same message twice is one.'),
  people: path('Where the people stand'), fullName: path('Name', 'fullName'), firstName: path('First name'), lastName: path('Last name'), emails: path('E-mail', 'email'), phones: path('Phone', 'phone'), links: path('Profile links', 'links[]'),
  title: path('Position', 'title'), company: path('Company', 'company'), location: path('Place', 'location'), headline: path('Headline'), summary: path('Summary'), source: path('Source'), tags: path('Tags'),
  job: path('Job: its id or requisition code', 'job'),
})
const secretsSchema = z.strictObject({
  secret: z.string().min(16).max(500).meta({ title: 'Signing secret', description: 'At least 16 characters; for Standard Webhooks it starts with whsec_.' }),
  previousSecret: z.string().min(16).max(500).optional().meta({ title: 'Previous signing secret', description: 'While the sender changes over, either is taken. Remove it afterwards.' }),
})
type Config = z.infer<typeof configSchema>

const secretsOf = ({ secret, previousSecret }: z.infer<typeof secretsSchema>): string[] => (previousSecret === undefined ? [secret] : [secret, previousSecret])

/** Seconds, milliseconds or ISO 8601. */
function momentOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const ms = /^\d{9,11}$/.test(text) ? Number(text) * 1_000 : /^\d{12,14}$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}

function verifyHeader(raw: RawInbound, config: Config, secrets: readonly string[], nowMs: number): Verdict {
  const { headers, body } = raw
  const { signatureHeader, signaturePrefix, algorithm, encoding, timeHeader, idHeader } = config
  const time = timeHeader === '' ? undefined : headers[timeHeader.toLowerCase()]
  const sentAtMs = momentOf(time)
  if (timeHeader !== '' && (sentAtMs === null || !isFresh(sentAtMs, nowMs))) return { kind: 'forged' }
  const signed = time === undefined ? body : Buffer.concat([Buffer.from(`${time}.`), body])
  if (!isHmacOf(secrets, headers[signatureHeader.toLowerCase()], signed, { algorithm, encoding, prefix: signaturePrefix })) return { kind: 'forged' }
  // An id that is not signed could be changed by whoever replays a message, so what was signed tells the repeat too.
  const digest = createHash('sha256').update(signed).digest('hex')
  return { kind: 'genuine', id: timeHeader === '' || idHeader === '' ? digest : headers[idHeader.toLowerCase()] ?? digest, sentAtMs }
}

const most = { emails: 20, phones: 20, links: 30, tags: 50 } as const

/** A person as the paths find them; null without a name or without anything by which they can be recognised. */
export function personAt(node: unknown, config: Config): FoundPerson | null {
  const one = (name: keyof Config, max: number): string => storableLine(textsAt(node, String(config[name]))[0] ?? '').slice(0, max)
  const all = (name: keyof typeof most, max: number): string[] => [...new Set(textsAt(node, config[name]).map(storableLine).filter(text => text !== '' && text.length <= max))].slice(0, most[name])
  const fullName = one('fullName', 200) || [one('firstName', 100), one('lastName', 99)].filter(Boolean).join(' ')
  const [emails, phones, links] = [all('emails', 320).filter(text => z.email().safeParse(text).success), all('phones', 60), all('links', 500)]
  if (fullName === '' || emails.length + phones.length + links.length === 0) return null
  return {
    fullName, emails, phones, links, tags: all('tags', 60), headline: one('headline', 300), company: one('company', 200), title: one('title', 200), location: one('location', 200), source: one('source', 120),
    summary: storableText(textsAt(node, config.summary)[0] ?? '').slice(0, 20_000),
  }
}

const flat = { signing: 'standardWebhooks', fullName: 'fullName', emails: 'email', phones: 'phone', links: 'links[]', title: 'title', company: 'company', location: 'location', job: 'job' }

export const inboundCandidates = defineConnector({
  id: 'inbound-candidates', title: 'Candidates from another program', category: 'webhook', summary: 'Takes people that a sourcing tool or form sends, recognises those who are known, and puts them on the job it names.',
  configSchema, secretsSchema, scopes: [], fields: [], events: [], steps: [], defaultMapping: [], requires: [], handles: {},
  presets: [
    { id: 'flat', title: 'Plain message: fullName, email, phone, links, job', config: flat, mapping: [] },
    { id: 'json-resume', title: 'JSON Resume', config: { signing: 'standardWebhooks', fullName: 'basics.name', emails: 'basics.email', phones: 'basics.phone', links: 'basics.profiles[].url', title: 'work[0].position', company: 'work[0].name', location: 'basics.location.city', headline: 'basics.label', summary: 'basics.summary', job: 'meta.job' }, mapping: [] },
  ],
  connect: () => ({ baseUrl: 'https://localhost.invalid' }),
  testConnection: async ({ config, secrets }) => {
    if (config.signing === 'standardWebhooks' && !secretsOf(secrets).every(secret => webhookSecretPattern.test(secret))) throw new AppError('connector.bad_config', { facts: { field: 'secret' } })
    if (config.signing === 'headerSignature' && config.signatureHeader === '') throw new AppError('connector.bad_config', { facts: { field: 'signatureHeader' } })
    return { kind: 'ok', detail: 'Ready to take messages. What comes in is listed here with what became of it.' }
  },
  inbound: {
    verify: (raw, { config, secrets, nowMs }) => {
      const known = secretsOf(secrets)
      if (config.signing === 'headerSignature') return config.signatureHeader === '' ? { kind: 'forged' } : verifyHeader(raw, config, known, nowMs)
      const usable = known.filter(secret => webhookSecretPattern.test(secret))
      return verifyStandard(usable, raw, nowMs)
    },
    handle: async (message, { config }) => {
      const nodes = nodesAt(message.json(), config.people)
      const found = nodes.flatMap(node => {
        const person = personAt(node, config)
        return person ? [{ kind: 'candidate' as const, person, job: textsAt(node, config.job)[0] ?? null }] : []
      })
      if (found.length === 0 || found.length > 200) throw new AppError('inbound.unreadable')
      const left = nodes.length - found.length
      return { findings: found, summary: `${found.length === 1 ? 'One person' : `${found.length} people`} taken${left > 0 ? `; ${left} had no name or nothing to be recognised by` : ''}.` }
    },
  },
  sandbox: () => ({ status: 200, body: '' }),
  rateLimit: { requests: 10, perMs: 1_000 },
})
