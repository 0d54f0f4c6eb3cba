import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { toldEventKinds } from '#shared/domain/model/onboarding'
import { AppError } from '#shared/lib/app-error'
import { toCloudEvent } from '../kit/cloud-event.ts'
import { defineConnector, type Handler } from '../kit/connector.ts'
import type { ConnectorContext } from '../kit/connector-context.ts'
import { shareable } from '../kit/record-fields.ts'
import { signMessage, webhookSecretPattern } from '../kit/standard-webhooks.ts'

const secretSchema = z.string().regex(webhookSecretPattern)
const configSchema = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).max(2_000).meta({ title: 'Address', description: 'Where events are posted.' }),
})
const secretsSchema = z.strictObject({
  secret: secretSchema.meta({ title: 'Signing secret', description: 'Starts with whsec_. The receiver checks each message with it.' }),
  previousSecret: secretSchema.optional().meta({ title: 'Previous signing secret', description: 'While the receiver changes over, messages carry a signature of each. Remove it afterwards.' }),
})
type Context = ConnectorContext<z.infer<typeof configSchema>, z.infer<typeof secretsSchema>>

/** Posts one signed message. The id is the same at every try: by it a receiver tells a repeat. */
async function post(ctx: Context, id: string, message: unknown): Promise<void> {
  const { secret, previousSecret } = ctx.secrets
  const body = JSON.stringify(message)
  const signature = signMessage(previousSecret === undefined ? [secret] : [secret, previousSecret], { id, atMs: ctx.nowMs, body })
  const { status } = await ctx.http.request({
    method: 'POST', path: ctx.config.address, text: body, headers: { 'content-type': 'application/cloudevents+json; charset=utf-8', ...signature }, accept: [410],
  })
  // Standard Webhooks: 410 says that nobody listens here any more.
  if (status === 410) throw new AppError('connector.gone')
}

const send: Handler<z.infer<typeof configSchema>, z.infer<typeof secretsSchema>> = async (event, ctx) => {
  await post(ctx, event.id, toCloudEvent(event, ctx.record, ctx.workspaceId))
  return { kind: 'done', summary: 'The receiver took the message.' }
}

export const webhooks = defineConnector({
  id: 'webhooks', title: 'Webhook', category: 'webhook', summary: 'Tells any address of yours what happens, with a signature it can check.',
  configSchema, secretsSchema, scopes: [], events: toldEventKinds, steps: [], requires: [], defaultMapping: [],
  fields: shareable(
    ['fullName', 'email', 'startDate', 'jobTitle', 'requisitionCode', 'department', 'workLocation', 'employmentType', 'level', 'stage', 'status', 'source', 'recordUrl'],
    ['firstName', 'lastName', 'phone', 'location', 'rejectionReason', 'managerName', 'managerEmail', 'recruiterName', 'recruiterEmail', 'interviewStart', 'interviewTitle', 'offerStatus', 'baseSalaryMinor', 'currency', 'salaryPeriod', 'bonusMinor', 'equity'],
  ),
  connect: config => ({ baseUrl: config.address }),
  handles: Object.fromEntries(toldEventKinds.map(kind => [kind, send])),
  testConnection: async ctx => {
    const id = randomUUID()
    await post(ctx, id, { specversion: '1.0', id, source: `urn:shortlist:workspace:${ctx.workspaceId}`, type: 'app.shortlist.connection.tested', time: new Date(ctx.nowMs).toISOString() })
    return { kind: 'ok', detail: 'The receiver took a signed test message.' }
  },
  sandbox: () => ({ status: 204, body: '' }),
  rateLimit: { requests: 20, perMs: 1_000 },
})
