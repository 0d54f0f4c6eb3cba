import { createTransport } from 'nodemailer'
import type { Transport } from './postman.ts'

/** The address mail comes from: the one given, or the SMTP user when that is an address. */
export function senderOf(smtpUrl: string, from: string | null): string {
  const user = decodeURIComponent(new URL(smtpUrl).username)
  return from ?? (user.includes('@') ? user : `shortlist@${new URL(smtpUrl).hostname}`)
}

/** Sends through the workspace's SMTP server. */
export function createSmtpTransport(smtpUrl: string, from: string | null): Transport & { close(): void } {
  const mailer = createTransport(smtpUrl, { connectionTimeout: 20_000, socketTimeout: 60_000 } as object)
  const sender = senderOf(smtpUrl, from)
  return {
    send: async letter => {
      await mailer.sendMail({
        messageId: letter.messageId, from: sender, to: letter.to, subject: letter.subject, text: letter.text,
        ...(letter.replyTo === null ? {} : { replyTo: letter.replyTo }),
        // nodemailer writes it as RFC 6047 wants: an alternative with its method, and a file for programs that know no better.
        ...(letter.calendar ? { icalEvent: { method: letter.calendar.method, content: letter.calendar.text, filename: 'invitation.ics' } } : {}),
      })
    },
    close: () => mailer.close(),
  }
}
