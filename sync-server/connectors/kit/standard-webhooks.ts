import { randomBytes } from 'node:crypto'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'

/** `whsec_` and 24 to 64 random bytes as base64 (Standard Webhooks, "Signature scheme"). */
export const webhookSecretPattern = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/

export function createWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/**
 * Headers of a signed message. While a secret is rotated both are given, newest first, and the message carries a
 * signature of each: the receiver changes over when it likes.
 */
export function signMessage(secrets: readonly string[], message: Readonly<{ id: string; atMs: number; body: string }>): Record<string, string> {
  const at = new Date(message.atMs)
  return {
    'webhook-id': message.id, 'webhook-timestamp': String(Math.floor(message.atMs / 1_000)),
    'webhook-signature': secrets.map(secret => new Webhook(secret).sign(message.id, at, message.body)).join(' '),
  }
}

/** True when one of the secrets signed exactly these bytes less than five minutes ago. */
export function isGenuine(secrets: readonly string[], headers: Readonly<Record<string, string | undefined>>, body: string | Buffer): boolean {
  const given = Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  return secrets.some(secret => {
    try {
      new Webhook(secret).verify(body, given, { jsonParse: false })
      return true
    } catch (error) {
      if (error instanceof WebhookVerificationError) return false
      throw error
    }
  })
}
