import type { FastifyInstance } from 'fastify'
import PostalMime from 'postal-mime'
import { AppError } from '#shared/lib/app-error'
import { isGenuine } from '../../connectors/kit/standard-webhooks.ts'
import type { Database } from '../../db/database.ts'
import { parseReplies } from '../ical/reply.ts'
import { takeReply, type ReplyOutcome } from './take-reply.ts'

export type MailInOptions = Readonly<{ db: Database; now: () => number; /** Null: this server takes no mail. */ secret: string | null; wake: () => void }>

const largestMailBytes = 10 * 1024 * 1024

/** Every calendar text in a message, as parts or as attached files. */
export async function calendarTexts(message: Buffer): Promise<Readonly<{ from: string | null; texts: readonly string[] }>> {
  const mail = await new PostalMime({ attachmentEncoding: 'arraybuffer' }).parse(message)
  const parts = mail.attachments.filter(part => part.mimeType === 'text/calendar' || part.mimeType === 'application/ics' || part.filename?.toLowerCase().endsWith('.ics') === true)
  const texts = parts.map(part => (typeof part.content === 'string' ? part.content : Buffer.from(part.content as ArrayBuffer).toString('utf8')))
  return { from: mail.from?.address?.toLowerCase() ?? null, texts }
}

/**
 * POST /api/mail: a whole e-mail (message/rfc822) that came to the sender's address, brought by the mail gateway and
 * signed by Standard Webhooks. Answers to invitations are taken; everything else is left alone.
 */
export async function mailInRoute(app: FastifyInstance, { db, now, secret, wake }: MailInOptions): Promise<void> {
  await app.register(async mail => {
    mail.removeAllContentTypeParsers()
    mail.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestMailBytes }, (_request, body, done) => done(null, body))
    mail.post('/api/mail', { bodyLimit: largestMailBytes }, async request => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]))
      if (secret === null || !Buffer.isBuffer(request.body) || !isGenuine([secret], headers, request.body)) throw new AppError('inbound.not_genuine')
      const { from, texts } = await calendarTexts(request.body)
      const outcomes: ReplyOutcome[] = []
      // The same answer often stands in a message twice: as a part, and as a file.
      const replies = new Map(texts.flatMap(parseReplies).map(reply => [`${reply.uid} ${reply.attendee}`, reply]))
      for (const reply of replies.values()) outcomes.push(await takeReply(db, reply, from, now()))
      if (outcomes.includes('taken')) wake()
      return { replies: outcomes }
    })
  })
}
