import { toldEventKinds, type HookEventKind } from '#shared/domain/model/onboarding'
import { defineConnector, type Handler } from '../kit/connector.ts'
import type { HookEvent } from '../kit/connector-context.ts'
import type { StepReport } from '../kit/findings.ts'
import { changedFields } from '../kit/hire-changes.ts'
import { shareable } from '../kit/record-fields.ts'
import { call, postOnce, userOf, type Context } from './calls.ts'
import { channelFor, configSchema, secretsSchema, type Config, type Secrets } from './config.ts'
import { plain, welcomeFor, wordsFor } from './words.ts'
import { channelSchema, whoSchema } from './wire.ts'

const said = (kind: 'message' | 'welcome', say: string): StepReport => ({ kind, state: 'done', say })

/** Kinds in which the recruiter is mentioned; more would be noise. */
const calling: ReadonlySet<HookEventKind> = new Set(['candidate.hired', 'hire.reversed', 'offer.changed', 'scorecard.submitted'])

async function textFor(event: HookEvent, ctx: Context, isFirst: boolean): Promise<string | null> {
  const words = wordsFor(event.kind, ctx.record, changedFields(event))
  if (words === null) return null
  const { recruiterEmail, recordUrl } = ctx.record
  const user = ctx.config.mentionRecruiter && recruiterEmail !== undefined && calling.has(event.kind) ? await userOf(ctx, recruiterEmail) : null
  return `${words}${user === null ? '' : ` <@${user}>`}${isFirst && recordUrl !== undefined ? ` <${plain(recordUrl)}|Open in Shortlist>` : ''}`
}

/** The first message about a candidate in a channel begins their thread; all others are said in it. */
const say: Handler<Config, Secrets> = async (event, ctx) => {
  const channel = channelFor(ctx.config, ctx.record)
  const about = `${channel}/${event.candidateId ?? event.applicationId ?? event.id}`
  const begun = await ctx.externalIds.get('thread', about)
  // The message that began the thread is told again: it is no reply to itself.
  const thread = begun !== null && await ctx.externalIds.get('threadEvent', about) === event.id ? null : begun
  const text = await textFor(event, ctx, thread === null)
  if (text === null) return { kind: 'done', summary: 'There is nothing to say about this.' }
  const ts = await postOnce(ctx, { name: event.id, channel, text, thread, sinceMs: event.atMs })
  if (begun === null) {
    await ctx.externalIds.set('thread', about, ts)
    await ctx.externalIds.set('threadEvent', about, event.id)
  }
  return { kind: 'done', summary: 'Said in Slack.', ...(event.kind === 'candidate.hired' ? { steps: [said('message', 'Said in Slack.'), ...await welcome(event, ctx)] } : {}) }
}

async function welcome(event: HookEvent, ctx: Context): Promise<readonly StepReport[]> {
  const { welcomeChannel } = ctx.config
  if (welcomeChannel === undefined) return []
  await postOnce(ctx, { name: `${event.id}/welcome`, channel: welcomeChannel, text: welcomeFor(ctx.record), thread: null, sinceMs: event.atMs })
  return [said('welcome', 'Announced in the welcome channel.')]
}

export const slack = defineConnector({
  id: 'slack', title: 'Slack', category: 'chat', summary: 'Tells a channel what happens, with one thread a candidate, and announces who joins.',
  configSchema, secretsSchema,
  scopes: [
    { name: 'chat:write', reason: 'Posts messages.' }, { name: 'channels:read, groups:read', reason: 'Tests whether the app is in its channels.' },
    { name: 'channels:history, groups:history', reason: 'Finds a message again instead of posting it twice.' }, { name: 'users:read.email', reason: 'Mentions the recruiter. Only if you ask for it.' },
  ],
  fields: shareable(['fullName', 'jobTitle', 'department', 'requisitionCode', 'stage', 'startDate', 'offerStatus', 'interviewStart', 'recordUrl'], ['recruiterEmail']),
  events: toldEventKinds, steps: ['message', 'welcome'], requires: ['fullName'], defaultMapping: [],
  stepsFor: ({ welcomeChannel }) => (welcomeChannel === undefined ? ['message'] : ['message', 'welcome']),
  connect: (_config, { token }) => ({ baseUrl: 'https://slack.com/api', headers: { authorization: `Bearer ${token}` } }),
  handles: Object.fromEntries(toldEventKinds.map(kind => [kind, say])),
  testConnection: async ctx => {
    const who = await call(ctx, { method: 'GET', path: 'auth.test' }, whoSchema)
    const { channel, rooms, welcomeChannel } = ctx.config
    for (const id of new Set([channel, ...rooms.map(room => room.channel), ...(welcomeChannel ? [welcomeChannel] : [])])) {
      const found = await call(ctx, { method: 'GET', path: 'conversations.info', query: { channel: id } }, channelSchema, ['channel_not_found'])
      if (found === null) return { kind: 'failed', code: 'connector.channel_unknown', say: `Slack knows no channel ${id}, or the app may not see it. Check the ID, and invite the app to a private channel.` }
      if (found.channel.is_archived === true) return { kind: 'failed', code: 'connector.channel_closed', say: `The channel ${id} is archived. Choose another.` }
      if (found.channel.is_member === false) return { kind: 'failed', code: 'connector.channel_not_joined', say: `The app is not in the channel ${id}. Invite it there with /invite.` }
    }
    return { kind: 'ok', detail: `${who?.team ?? 'Slack'} answers, and the app is in its channels.` }
  },
  sandbox: ({ url }) => {
    if (url.includes('/users.lookupByEmail')) return { status: 200, body: '{"ok":false,"error":"users_not_found"}' }
    if (url.includes('/conversations.info')) return { status: 200, body: '{"ok":true,"channel":{"is_member":true}}' }
    if (url.includes('/conversations.')) return { status: 200, body: '{"ok":true,"messages":[]}' }
    return { status: 200, body: '{"ok":true,"ts":"1700000000.000100","channel":"C00000000","team":"A rehearsal"}' }
  },
  // chat.postMessage takes about one a second and channel.
  rateLimit: { requests: 1, perMs: 1_100 }, payloadLimitBytes: 40_000,
})
