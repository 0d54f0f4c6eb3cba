import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { bookingServicesSchema, madeBookingLinkSchema, newBookingLinkSchema, type MadeBookingLink } from '#shared/contract/booking-links'
import { doneSchema } from '#shared/contract/http'
import { opens } from '#shared/domain/access/keys'
import { newestFirstOf, type Activity } from '#shared/domain/model/activity'
import type { Application } from '#shared/domain/model/application'
import { planOf } from '#shared/domain/scheduling/gather-loop'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { parseInput } from '../http/problems.ts'
import { authenticate, type IdentityOptions } from '../identity/port.ts'
import { createToken } from '../identity/secrets.ts'
import { audit } from '../db/audit.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import type { SessionContext } from '../identity/sessions.ts'
import { loadDocuments } from '../replication/document-store.ts'
import { loadReader } from '../replication/pull.ts'
import { letGo } from './hold.ts'
import { findLink, insertLink, lineOnApplication, saveLink, type LinkRow } from './link-store.ts'
import { loadLinkFacts, loadOptionFacts, zoneOf, type LinkFacts } from './load-facts.ts'
import { hasTimes } from './offered-days.ts'
import type { BookingOptions, BookingServices } from './ports.ts'

/** Hands a letter to the mail server; null where the server has none. */
export type Mail = Readonly<{ send(letter: Readonly<{ messageId: string; to: string; subject: string; text: string; replyTo: string | null }>): Promise<void> }> | null
export type BookingLinksOptions = BookingOptions & Pick<IdentityOptions, 'publicUrl' | 'limit'> & Readonly<{ mail: Mail; services: BookingServices }>

const arrangers = ['owner', 'recruiter', 'coordinator']
const longestWindowMs = 61 * 86_400_000

/** The card a link is for, if this person arranges interviews and may see it. */
async function applicationFor({ db }: BookingOptions, context: SessionContext, id: string): Promise<Application> {
  if (!arrangers.includes(context.role)) throw new AppError('access.forbidden')
  const [stored] = await loadDocuments(db, context.workspaceId, [{ collection: 'applications', id }])
  const reader = await loadReader(db, context.workspaceId, context.personId)
  if (!stored || stored.deleted || !opens(reader.keys, Object.keys(stored.audience))) throw new AppError('document.unknown')
  return stored.content as unknown as Application
}

type NewBookingLink = z.infer<typeof newBookingLinkSchema>

function linkOf(input: NewBookingLink, context: SessionContext, application: Application, nowMs: number): LinkRow {
  const { kind, planId, sessionIds, fromMs, untilMs, expiresAtMs, outside } = input
  return {
    id: createId(), workspaceId: context.workspaceId, kind, name: '', candidateId: application.candidateId, applicationId: application.id, jobId: application.jobId, planId: kind === 'loop' ? planId : null,
    sessionIds, fromMs, untilMs, createdBy: context.personId, createdAtMs: nowMs, expiresAtMs, sentAtMs: null, openedAtMs: null, bookedAtMs: null, cancelledAtMs: null, revokedAtMs: null, changesUsed: 0, held: null,
    connectionId: outside?.connectionId ?? null, through: null, outsideKind: outside?.kindId ?? null, outsideRef: null,
  }
}

/** The service a link leads to, and what it books there. */
type Leads = Readonly<{ title: string; kindName: string; rehearses: boolean }>

/** @throws AppError `connector.unknown_connection` or `request.malformed` for a service or a kind that is not on offer. */
async function leadsTo({ services }: BookingLinksOptions, workspaceId: string, { outside, sessionIds, kind }: NewBookingLink): Promise<Leads | null> {
  if (outside === null) return null
  const service = (await services.list(workspaceId)).find(each => each.connectionId === outside.connectionId)
  if (!service) throw new AppError('connector.unknown_connection')
  const found = service.kinds.find(each => each.id === outside.kindId)
  if (!found || kind !== 'loop' || sessionIds !== null && sessionIds.length !== 1) throw new AppError('request.malformed', { facts: { field: 'outside' } })
  return { title: service.title, kindName: found.name.slice(0, 200), rehearses: service.rehearses }
}

/** What the link is called on the candidate: its plan, or its one session. @throws AppError `booking.plan_unusable`. */
function nameOf({ job, link }: LinkFacts, service: Leads | null): string {
  if (link.kind === 'times') return 'Times'
  if (service !== null && link.sessionIds === null) return service.kindName
  const found = planOf(job, link.planId ?? '')
  const sessions = found?.sessions.filter(session => link.sessionIds?.includes(session.id) ?? true) ?? []
  if (!found || sessions.length === 0) throw new AppError('booking.plan_unusable')
  return sessions.length === 1 ? sessions[0]!.name : found.plan.name
}

/** Sends the link; what the letter says around it stands in no table of ours, for it holds the secret. */
async function sendLetter(options: BookingLinksOptions, facts: LinkFacts, letter: NonNullable<NewBookingLink['letter']>, url: string): Promise<MadeBookingLink['letter']> {
  const { link, candidate, people } = facts
  const text = letter.body.includes('{{link}}') ? letter.body.replaceAll('{{link}}', url) : `${letter.body}\n\n${url}`
  try {
    await options.mail!.send({ messageId: `<${link.id}@shortlist>`, to: candidate.emails[0]!, subject: letter.subject, text, replyTo: people.get(link.createdBy)?.email ?? null })
  } catch {
    return 'failed'
  }
  const nowMs = options.now()
  const line: Activity = {
    id: createId(), kind: 'message.sent', candidateId: link.candidateId, applicationId: link.applicationId, jobId: link.jobId, actorId: link.createdBy, atMs: nowMs, newestFirst: newestFirstOf(nowMs),
    facts: { bookingLinkId: link.id }, importId: null, createdAtMs: nowMs,
  }
  await change(options, link, fresh => ({ ...fresh, sentAtMs: nowMs }), [{ collection: 'activities', id: line.id, content: line }])
  return 'sent'
}

/** Changes a link and its line on the application together. */
async function change({ db, record }: BookingOptions, link: LinkRow, to: (fresh: LinkRow) => LinkRow, also: Parameters<BookingOptions['record']['write']>[2] = []): Promise<void> {
  const announce = await db.transaction(async tx => {
    await lockWorkspace(tx, link.workspaceId)
    const fresh = await findLink(tx, link.workspaceId, link.id)
    if (!fresh) return () => undefined
    const after = to(fresh)
    await saveLink(tx, after)
    return record.write(link.workspaceId, link.createdBy, [await lineOnApplication(tx, after), ...also], tx)
  })
  announce()
}

/** Making and taking back links; the page of a link is `booking-pages.route.ts`. */
export function bookingLinkRoutes(app: FastifyInstance, options: BookingLinksOptions): void {
  const { db, now, record } = options
  app.get('/api/booking-links/services', options.limit(60), async request => {
    const context = await authenticate(options, request)
    if (!arrangers.includes(context.role)) throw new AppError('access.forbidden')
    return bookingServicesSchema.parse({ services: await options.services.list(context.workspaceId) })
  })
  app.post('/api/booking-links', options.limit(60), async (request, reply) => {
    const context = await authenticate(options, request)
    const input = parseInput(newBookingLinkSchema, request.body)
    const application = await applicationFor(options, context, input.applicationId)
    const nowMs = now()
    if (input.untilMs <= input.fromMs || input.untilMs - input.fromMs > longestWindowMs || input.expiresAtMs <= nowMs) throw new AppError('request.malformed', { facts: { field: 'untilMs' } })
    const draft = linkOf(input, context, application, nowMs)
    const drafted = await loadLinkFacts(db, draft)
    if (!drafted) throw new AppError('document.unknown')
    if (input.letter && drafted.candidate.emails.length === 0) throw new AppError('booking.no_address')
    if (input.letter && options.mail === null) throw new AppError('booking.mail_off')
    const service = await leadsTo(options, context.workspaceId, input)
    const link: LinkRow = { ...draft, name: nameOf(drafted, service), through: service?.title ?? null }
    const token = createToken()
    // Asked for before anything is written: a service that refuses leaves nothing behind.
    const leads = input.outside && await options.services.makeLink(context.workspaceId, input.outside.connectionId, { kindId: input.outside.kindId, mark: link.id, name: drafted.candidate.fullName, email: drafted.candidate.emails[0] ?? null })
    const announce = await db.transaction(async tx => {
      await lockWorkspace(tx, link.workspaceId)
      await insertLink(tx, link, token)
      await audit(tx, { workspaceId: link.workspaceId, personId: context.personId, action: 'booking_link.created', facts: { linkId: link.id } }, nowMs)
      return record.write(link.workspaceId, context.personId, [await lineOnApplication(tx, link)], tx)
    })
    announce()
    const facts: LinkFacts = { ...drafted, link }
    const url = leads ?? `${options.publicUrl()}/book/${token}`
    // A link of a rehearsal leads nowhere: nobody is sent one.
    const letter = input.letter && service?.rehearses !== true ? await sendLetter(options, facts, input.letter, url) : 'not_asked'
    const isFree = link.kind === 'times' || service !== null || hasTimes(await loadOptionFacts(db, facts, zoneOf(facts), now()))
    void reply.code(201)
    return madeBookingLinkSchema.parse({ id: link.id, url, letter, hasTimes: isFree })
  })
  app.delete('/api/booking-links/:id', async request => {
    const context = await authenticate(options, request)
    const { id } = parseInput(z.strictObject({ id: z.uuid() }), request.params)
    const link = await findLink(db, context.workspaceId, id)
    if (!link) throw new AppError('request.not_found')
    await applicationFor(options, context, link.applicationId)
    if (link.connectionId !== null) throw new AppError('booking.kept_by_service')
    await db.transaction(tx => letGo(tx, link, now()))
    await change(options, link, fresh => ({ ...fresh, held: null, revokedAtMs: fresh.revokedAtMs ?? now() }))
    return doneSchema.parse({ ok: true })
  })
}
