import { createHash } from 'node:crypto'
import { AppError } from '#shared/lib/app-error'
import type { Span } from '#shared/lib/zoned-time'
import type { BusyReading } from '../kit/calendar.ts'
import { createHttp, type HttpReply, type Wire } from '../kit/http.ts'
import { createMask } from '../kit/mask.ts'
import { readAside } from './read-aside.ts'

export type FeedQuestion = Readonly<{ url: string; window: Span; zone: string; memo: Readonly<Record<string, string>>; wire: Wire; now: () => number; /** How long reading may take. */ patienceMs?: number }>

const redirects = [301, 302, 303, 307, 308]
const mostRedirects = 3

/** Calendar programs write `webcal:` for a feed that is fetched over https. */
export const feedAddress = (url: string): string => url.replace(/^webcals?:\/\//i, 'https://')

/** Each address on the way is judged like the first: a redirect into one's own network is refused. */
async function fetchFeed({ url, memo, wire, now }: FeedQuestion, askUnchanged: boolean): Promise<HttpReply> {
  const conditions = askUnchanged ? { ...(memo['etag'] ? { 'if-none-match': memo['etag'] } : {}), ...(memo['lastModified'] ? { 'if-modified-since': memo['lastModified'] } : {}) } : {}
  let address = feedAddress(url)
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const http = createHttp({ baseUrl: address, headers: {}, wire, mask: createMask([address]), now, payloadLimitBytes: 0, onExchange: () => undefined })
    const reply = await http.request({ method: 'GET', path: address, headers: { accept: 'text/calendar, text/plain;q=0.5', ...conditions }, accept: [304, ...redirects] })
    if (!redirects.includes(reply.status)) return reply
    const next = reply.headers['location'] ?? ''
    if (!URL.canParse(next, address)) throw new AppError('connector.bad_response')
    address = new URL(next, address).href
  }
  throw new AppError('connector.bad_response')
}

/** The window is part of what was read: over another one an unchanged calendar says other times. */
const windowName = (window: Span): string => `${window.fromMs}-${window.toMs}`

/**
 * When the owner of a published calendar is taken.
 * @throws AppError `calendar.feed_unreadable`, `calendar.feed_too_large`, or a code of the kit.
 */
export async function readFeed(question: FeedQuestion): Promise<BusyReading> {
  const { window, zone, memo } = question
  const about = `${windowName(window)} ${zone}`
  const isSameQuestion = memo['about'] === about
  const reply = await fetchFeed(question, isSameQuestion).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'connector.not_found' ? new AppError('calendar.feed_gone', { cause: error }) : error
  })
  if (reply.status === 304) return { kind: 'unchanged' }
  const hash = createHash('sha256').update(reply.text).digest('base64url')
  if (isSameQuestion && memo['hash'] === hash) return { kind: 'unchanged' }
  const answer = await readAside(reply.text, { window, zone }, question.patienceMs)
  if (answer.kind === 'unreadable') throw new AppError('calendar.feed_unreadable')
  if (answer.kind === 'tooLarge') throw new AppError('calendar.feed_too_large')
  const { etag, 'last-modified': lastModified } = reply.headers
  return { kind: 'read', blocks: answer.blocks, memo: { about, hash, ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) } }
}
