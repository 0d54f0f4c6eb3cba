import type { FastifyInstance } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connector } from '../connectors/kit/connector.ts'
import { Memory } from '../connectors/kit/memory.ts'
import { connectionRoutes } from './connection.route.ts'
import { consentRoutes } from './consent.route.ts'
import { deliveryRoutes } from './delivery.route.ts'
import type { IntegrationOptions } from './guard.ts'
import { inboundRoutes } from './inbound.route.ts'
import { Outbox } from './outbox.ts'
import { overviewRoutes } from './overview.route.ts'
import { createSecretBox } from './secret-box.ts'
import type { Means } from './try-delivery.ts'

export type IntegrationParts = Pick<IntegrationOptions, 'identity' | 'record' | 'changed' | 'ownAccount'> & Readonly<{
  connectors: readonly Connector[]; secretsKey: () => Uint8Array; allowPrivateHosts: readonly string[]; publicUrl: () => string; everyMs?: number
}>

/** The outbox with its routes; it works from `ready` until the server closes. Answers with what other doors to it need. */
export function integrationRoutes(app: FastifyInstance, parts: IntegrationParts): IntegrationOptions {
  const { identity, record } = parts
  const means: Means = {
    db: identity.db, now: identity.now, connectors: new Map(parts.connectors.map(connector => [connector.id, connector])), box: createSecretBox(parts.secretsKey),
    guard: { allowPrivateHosts: parts.allowPrivateHosts }, publicUrl: parts.publicUrl, memory: new Memory(identity.now),
  }
  const outbox = new Outbox({
    ...means, record, random: Math.random, sleep: async ms => { await sleep(ms) }, onFailure: cause => app.log.error({ err: cause }, 'hooks failed'), ...(parts.everyMs === undefined ? {} : { everyMs: parts.everyMs }),
  })
  const options: IntegrationOptions = { identity, record, means, outbox, ...(parts.changed ? { changed: parts.changed } : {}), ...(parts.ownAccount ? { ownAccount: parts.ownAccount } : {}) }
  connectionRoutes(app, options)
  deliveryRoutes(app, options)
  overviewRoutes(app, options)
  inboundRoutes(app, options)
  consentRoutes(app, options)
  app.addHook('onReady', () => outbox.start())
  app.addHook('preClose', () => outbox.stop())
  return options
}
