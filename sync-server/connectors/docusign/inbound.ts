import { createHash } from 'node:crypto'
import { AppError } from '#shared/lib/app-error'
import type { Finding } from '../kit/findings.ts'
import type { InboundSpec } from '../kit/inbound.ts'
import { isHmacOf } from '../kit/verify-inbound.ts'
import type { Config, Context, Secrets } from './config.ts'
import { readEnvelope, remarksOn, signedPaper, termsOf, versionOf } from './envelopes.ts'
import { connectSchema, type Envelope } from './wire.ts'

type Signature = Extract<Finding, { kind: 'signature' }>

/** A finding with the paper that was signed. News of the signature never waits for its paper: what cannot be fetched now is asked for again. */
export async function withPaper(ctx: Context, envelope: Envelope, finding: Signature): Promise<Signature> {
  if (finding.state !== 'completed') return finding
  try {
    return { ...finding, paper: await signedPaper(ctx, envelope) }
  } catch (error) {
    if (error instanceof AppError) return finding
    throw error
  }
}

/** One finding of an envelope as it stands; null when it is none of ours. */
export async function findingOf(ctx: Context, envelope: Envelope): Promise<Signature | null> {
  const { envelopeId, statusChangedDateTime } = envelope
  const offerId = await ctx.externalIds.lookup('open', envelopeId)
  if (offerId === null) return null
  const state = envelope.status.toLowerCase()
  const changedMs = Date.parse(statusChangedDateTime ?? '')
  const reason = envelope.recipients?.signers.find(each => each.declinedReason)?.declinedReason
  return {
    kind: 'signature', offerId, envelopeId, versionId: versionOf(envelope), state, atMs: Number.isNaN(changedMs) ? ctx.nowMs : changedMs,
    ...(state === 'completed' ? { signed: termsOf(envelope), remarks: remarksOn(envelope) } : {}), ...(state === 'declined' && reason ? { reason } : {}),
  }
}

const keysOf = ({ hmacKey, nextHmacKey }: Secrets): readonly string[] => [hmacKey, nextHmacKey].filter(key => key !== '')

/**
 * Connect's messages. Each key of the account signs the raw body in a header of its own; one that fits is enough. Messages repeat and
 * overtake each other, so they only say that there is news: the envelope is read as it stands.
 */
export const inbound: InboundSpec<Config, Secrets> = {
  verify: ({ headers, body }, { secrets }) => {
    const signatures = Object.entries(headers).filter(([name]) => /^x-docusign-signature-\d{1,3}$/.test(name)).map(([, value]) => value)
    const keys = keysOf(secrets)
    if (keys.length === 0 || !signatures.some(signature => isHmacOf(keys, signature, body, { algorithm: 'sha256', encoding: 'base64' }))) return { kind: 'forged' }
    try {
      const { event, generatedDateTime, data } = connectSchema.parse(JSON.parse(body.toString('utf8')))
      const sentAtMs = Date.parse(generatedDateTime)
      return { kind: 'genuine', id: `${data.envelopeId}/${event}/${generatedDateTime}`, sentAtMs: Number.isNaN(sentAtMs) ? null : sentAtMs }
    } catch {
      // Theirs, and not what we understand: kept, so that the log says so.
      return { kind: 'genuine', id: createHash('sha256').update(body).digest('hex'), sentAtMs: null }
    }
  },
  handle: async (message, ctx) => {
    const { data, event } = connectSchema.parse(message.json())
    if (await ctx.externalIds.lookup('open', data.envelopeId) === null) return { summary: 'An envelope that is not ours, or was taken back.', findings: [] }
    const envelope = await readEnvelope(ctx, data.envelopeId)
    const finding = await findingOf(ctx, envelope)
    return { summary: `DocuSign says ${finding?.state ?? event}.`, findings: finding ? [await withPaper(ctx, envelope, finding)] : [] }
  },
}
