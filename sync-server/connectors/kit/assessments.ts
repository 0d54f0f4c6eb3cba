import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import { clipped, storableLine } from '#shared/domain/import/clean-text'
import type { OfferedTest } from '#shared/domain/model/assessment'
import { AppError } from '#shared/lib/app-error'
import type { HookEvent } from './connector-context.ts'
import type { AssessmentNews } from './findings.ts'
import type { RawInbound, Verdict } from './inbound.ts'
import { isSameText } from './verify-inbound.ts'

const askedSchema = z.object({ requestId: z.string(), testId: z.string().min(1).max(200), test: z.string(), withdrawn: z.boolean() })

/** What an `assessment.requested` asks for. @throws AppError `connector.refused` for an event of another shape. */
export function askedFor(event: HookEvent): z.infer<typeof askedSchema> {
  const asked = askedSchema.safeParse(event.data)
  if (!asked.success) throw new AppError('connector.refused')
  return asked.data
}

/** A request not to send a test any more, or to take its invitation back. */
export const isWithdrawal = (event: HookEvent): boolean => event.kind === 'assessment.requested' && event.data['withdrawn'] === true

/** A test as a vendor names it; by its id where it says no name. */
export const offeredTest = (id: string, title: string | null | undefined): OfferedTest => ({ id, name: clipped(storableLine(title ?? ''), 200) || `Test ${id}` })

/** News with nothing in it yet but that it was sent. */
export function sentNews(event: HookEvent, externalId: string | null, say: string): AssessmentNews {
  const { requestId, test } = askedFor(event)
  return { about: { kind: 'request', requestId, ...(event.applicationId === null ? {} : { applicationId: event.applicationId }) }, externalId, test, state: 'sent', score: null, maxScore: null, reportUrl: '', say, raw: null }
}

/**
 * For vendors that sign nothing: an address nobody can guess, made of the request and a secret we hold. What such a
 * message says is never believed; the result is read from the vendor.
 */
export function callbackUrl(inboundUrl: string, secret: string, requestId: string): string {
  return `${inboundUrl}?request=${requestId}&token=${tokenOf(secret, requestId)}`
}

const tokenOf = (secret: string, requestId: string): string => createHmac('sha256', secret).update(`assessment callback ${requestId}`).digest('hex')

/** A message to such an address; the same content again is the same message. */
export function verifyCallback({ query, body }: RawInbound, secret: string): Verdict {
  const { request, token } = query
  if (request === undefined || token === undefined || !isSameText(token, tokenOf(secret, request))) return { kind: 'forged' }
  return { kind: 'genuine', id: createHash('sha256').update(request).update(body).digest('hex'), sentAtMs: null }
}
