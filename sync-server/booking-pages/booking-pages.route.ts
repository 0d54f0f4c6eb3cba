import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { changeOfBooking } from '#shared/domain/scheduling/booking-change'
import { errorCatalogue, type ErrorCode } from '#shared/contract/errors'
import { AppError } from '#shared/lib/app-error'
import { isZone } from '#shared/lib/zoned-time'
import { sendProblem } from '../http/problems.ts'
import type { RouteLimit } from '../http/security.ts'
import { cancelBooked, confirmHeld, noteOpened, saveTimes, type Outcome } from './confirm.ts'
import { holdOption } from './hold.ts'
import { findLinkByToken, type LinkRow } from './link-store.ts'
import { loadLinkFacts, loadOptionFacts, zoneOf, type LinkFacts } from './load-facts.ts'
import { offeredDays } from './offered-days.ts'
import { bookedPage, confirmPage } from './page/booked-page.ts'
import { choosePage } from './page/choose-page.ts'
import type { Notice } from './page/layout.ts'
import { plainPage } from './page/plain-page.ts'
import { daysAsked, timesPage, windowsOf } from './page/times-page.ts'
import { sheet } from './page/sheet.ts'
import script from './page/zone.browser.js?raw'
import type { BookingOptions } from './ports.ts'

export type BookingPagesOptions = BookingOptions & Readonly<{ limit: RouteLimit }>

const tokenSchema = z.object({ token: z.string().min(20).max(100).regex(/^[\w-]+$/) })
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).refine(text => !Number.isNaN(Date.parse(text)))
const zone = z.string().refine(isZone)
const querySchema = z.object({ zone: zone.optional().catch(undefined), from: day.optional().catch(undefined), move: z.string().optional(), said: z.string().max(20).optional() })
const formSchema = z.object({ zone })
const holdSchema = z.object({ zone, option: z.string().max(400).regex(/^\d{4}-\d{2}-\d{2} [\w.-]+$/) })
const cancelSchema = z.object({ sure: z.literal('yes') })
/** A form sends a line's end as two signs where the page counted one: what fitted there must fit here. */
const asTyped = (text: string): string => text.replaceAll('\r\n', '\n')
/** `read`: the zone the boxes were read in; `look`: draw the page again, in the zone that is chosen now. */
const timesSchema = z.object({ zone, read: zone.optional(), look: z.string().optional(), window: z.union([z.string().max(40), z.array(z.string().max(40)).max(100)]).default([]), note: z.string().transform(asTyped).pipe(z.string().max(500)).default('') })

const warn = (say: string): Notice => ({ say, tone: 'warn' })
const notices: Readonly<Record<string, Notice>> = {
  taken: warn('Somebody was quicker: that time is gone. These are still free.'),
  late: warn('It is too late to change this here.'),
  none: warn('Tick at least one time.'),
  times: { say: 'Thank you. We know your times now; you may change them here until the link runs out.', tone: 'good' },
  zone: warn('These are the times of another zone now. Look at what is ticked before you send it.'),
  over: warn('One of these times is over by now. Look at what is ticked, and send it again.'),
  unread: warn('That could not be read. Please choose again.'),
}

/** A page for whoever holds the link: what it is about, and the zone it is read in. */
type Visit = Readonly<{ link: LinkRow; facts: LinkFacts; path: string; zone: string; notice: Notice | null }>

/**
 * The pages a candidate books by: no account, no script needed, no more than one link lets see. Forms of the site's own
 * pages alone are taken (see `http/security`).
 */
export async function bookingPages(app: FastifyInstance, options: BookingPagesOptions): Promise<void> {
  await app.register(async pages => {
    pages.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 20_000 }, (_request, body, done) => done(null, fieldsOf(String(body))))
    pages.addHook('onSend', async (_request, reply) => {
      // Forms must say where they come from, and nobody else learns the address.
      void reply.header('referrer-policy', 'same-origin')
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
    })
    pages.setErrorHandler((error, request, reply) => {
      const status = (error as { statusCode?: number }).statusCode
      if (error instanceof AppError) return sendProblem(reply, error.code in errorCatalogue ? error.code as ErrorCode : 'unexpected')
      if (error instanceof z.ZodError) return page(reply, 400, plainPage('That could not be read', 'Go back and choose again.'))
      if (status === 429) return page(reply, 429, plainPage('One moment', 'That was a little too often. Wait a minute, then load this page again.'))
      request.log.error({ err: error, route: request.routeOptions.url }, 'a booking page failed')
      return page(reply, 500, plainPage('Something went wrong', 'Nothing was booked. Please try again in a moment.'))
    })
    assets(pages)
    readRoutes(pages, options)
    writeRoutes(pages, options)
  })
}

const page = (reply: FastifyReply, status: number, text: string): FastifyReply => reply.code(status).type('text/html; charset=utf-8').send(text)

/** A form's fields; one that comes twice is a list. */
function fieldsOf(body: string): Readonly<Record<string, string | readonly string[]>> {
  const fields = new URLSearchParams(body)
  return Object.fromEntries([...new Set(fields.keys())].map(key => { const all = fields.getAll(key); return [key, all.length === 1 ? all[0]! : all] }))
}

function assets(app: FastifyInstance): void {
  app.get('/book/assets/book.css', (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(sheet))
  app.get('/book/assets/zone.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').header('cache-control', 'public, max-age=3600').send(script))
}

const nowhere = (reply: FastifyReply): FastifyReply => page(reply, 404, plainPage('This link does not work', 'It was taken back, has been replaced, or was not copied whole. Ask the person who sent it for a new one.'))

/** Opens a link, or has answered already. Every link that leads nowhere looks the same. */
async function visit({ db, now }: BookingOptions, request: FastifyRequest, reply: FastifyReply): Promise<Visit | null> {
  const params = tokenSchema.safeParse(request.params)
  const link = params.success ? await findLinkByToken(db, params.data.token) : null
  const facts = link && link.revokedAtMs === null ? await loadLinkFacts(db, link) : null
  if (!params.success || !link || !facts) {
    nowhere(reply)
    return null
  }
  if (link.cancelledAtMs !== null) {
    page(reply, 200, plainPage('Called off', 'You called this off. Write to the person who sent you the link if that was not meant.', facts.settings.name))
    return null
  }
  if (link.expiresAtMs <= now() && facts.loop.length === 0) {
    page(reply, 410, plainPage('This link has run out', 'Ask the person who sent it for a new one.', facts.settings.name))
    return null
  }
  const query = querySchema.parse(request.query)
  // A form says in which zone it was read: the page that answers it must not be in another one.
  const form = formSchema.safeParse(request.body)
  return { link, facts, path: `/book/${params.data.token}`, zone: query.zone ?? (form.success ? form.data.zone : zoneOf(facts)), notice: notices[query.said ?? ''] ?? null }
}

function readRoutes(app: FastifyInstance, options: BookingPagesOptions): void {
  const { db, now, limit } = options
  app.get('/book/:token', limit(60), async (request, reply) => {
    const found = await visit(options, request, reply)
    if (!found) return reply
    const { link, facts, path, zone: inZone, notice } = found
    await noteOpened(options, link)
    const { move, from } = querySchema.parse(request.query)
    if (link.kind === 'times') return page(reply, 200, timesPage(facts, path, inZone, now(), notice))
    if (link.bookedAtMs !== null && facts.loop.length === 0) return page(reply, 200, plainPage('This was called off', 'Write to the person who sent you the link to find another time.', facts.settings.name))
    if (facts.loop.length > 0 && (move === undefined || changeOfBooking(facts, now()).kind !== 'open')) return page(reply, 200, bookedPage(facts, path, inZone, now(), notice))
    const offered = offeredDays(await loadOptionFacts(db, facts, inZone, now()), from ?? null)
    return page(reply, 200, choosePage({ facts, path, zone: inZone, notice, ...offered }))
  })
  app.get('/book/:token/confirm', limit(60), async (request, reply) => {
    const found = await visit(options, request, reply)
    if (!found) return reply
    const { facts, path, notice } = found
    if (facts.link.held === null) return reply.redirect(path, 303)
    return page(reply, 200, confirmPage(facts, facts.link.held, path, facts.link.held.untilMs > now() ? notice : warn('This was kept for you for ten minutes. It is yours if nobody else was quicker.')))
  })
}

/** Somebody loads the address of an answer anew: the page itself is what they want. */
const answersOnly = ['hold', 'cancel', 'times'] as const

function writeRoutes(app: FastifyInstance, options: BookingPagesOptions): void {
  const { now, limit } = options
  const back = (reply: FastifyReply, { path, zone: inZone }: Pick<Visit, 'path' | 'zone'>, extra: Readonly<Record<string, string>>): FastifyReply => reply.redirect(`${path}?${new URLSearchParams({ zone: inZone, ...extra })}`, 303)
  const said: Readonly<Record<Outcome, string>> = { done: '', taken: 'taken', too_late: 'late' }
  const movesAgain = ({ facts }: Visit): Readonly<Record<string, string>> => (facts.loop.length > 0 ? { move: '1' } : {})

  for (const name of answersOnly) {
    app.get(`/book/:token/${name}`, limit(60), async (request, reply) => {
      const found = await visit(options, request, reply)
      return found ? back(reply, found, {}) : reply
    })
  }
  app.post('/book/:token/hold', limit(30), async (request, reply) => {
    const found = await visit(options, request, reply)
    if (!found) return reply
    const wish = holdSchema.safeParse(request.body)
    if (!wish.success || found.link.kind !== 'loop') return back(reply, found, { said: 'unread', ...movesAgain(found) })
    if ((found.link.bookedAtMs !== null || found.facts.loop.length > 0) && changeOfBooking(found.facts, now()).kind !== 'open') return back(reply, found, { said: 'late' })
    const [onDay = '', key = ''] = wish.data.option.split(' ')
    const outcome = await holdOption(options, found.link, key, { day: onDay, zone: wish.data.zone })
    if (outcome === 'held') return reply.redirect(`${found.path}/confirm`, 303)
    return back(reply, { ...found, zone: wish.data.zone }, { from: onDay, said: 'taken', ...movesAgain(found) })
  })
  app.post('/book/:token/confirm', limit(30), async (request, reply) => {
    const found = await visit(options, request, reply)
    if (!found) return reply
    const inZone = found.facts.link.held?.zone ?? found.zone
    const outcome = await confirmHeld(options, found.link)
    return back(reply, { path: found.path, zone: inZone }, outcome === 'done' ? {} : { said: said[outcome], ...movesAgain(found) })
  })
  app.post('/book/:token/cancel', limit(30), async (request, reply) => {
    const found = await visit(options, request, reply)
    if (!found) return reply
    if (!cancelSchema.safeParse(request.body).success) return back(reply, found, { said: 'unread' })
    const outcome = await cancelBooked(options, found.link)
    return back(reply, found, outcome === 'done' ? {} : { said: said[outcome] })
  })
  app.post('/book/:token/times', limit(30), async (request, reply) => {
    const found = await visit(options, request, reply)
    if (!found) return reply
    const wish = timesSchema.safeParse(request.body)
    if (!wish.success || found.link.kind !== 'times') return back(reply, found, { said: 'unread' })
    const { look, note, read = wish.data.zone } = wish.data
    const { windows, isWhole } = windowsOf([wish.data.window].flat(), daysAsked(found.facts, read, now()))
    // What was written is on no other page: the answer is the page itself, with all of it.
    const again = (status: number, notice: Notice | null): FastifyReply => page(reply, status, timesPage(found.facts, found.path, look === undefined ? read : wish.data.zone, now(), notice, { windows, note }))
    if (look !== undefined) return again(200, windows.length > 0 && read !== wish.data.zone ? notices['zone']! : null)
    if (!isWhole || windows.length === 0) return again(422, notices[isWhole ? 'none' : 'over']!)
    await saveTimes(options, found.link, { zone: read, windows, note: note.trim() })
    return back(reply, { ...found, zone: read }, { said: 'times' })
  })
}
