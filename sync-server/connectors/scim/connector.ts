import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import { defineConnector, type ConnectorContext, type Handler, type HookEvent } from '../kit/connector.ts'
import { shareable } from '../kit/record-fields.ts'
import { departmentPath, disablePatch, foundSchema, providerSchema, scimType, toUser, userSchema, type User } from './wire.ts'

const configSchema = z.strictObject({ address: z.url({ protocol: /^https?$/ }).max(2_000).meta({ title: 'Address', description: 'The SCIM address of your directory, often ending in /scim/v2.' }) })
const secretsSchema = z.strictObject({ token: z.string().min(1).meta({ title: 'Token', description: 'The bearer token of the directory.' }) })
type Config = z.infer<typeof configSchema>
type Secrets = z.infer<typeof secretsSchema>
type Context = ConnectorContext<Config, Secrets>

const line = (ours: string, theirs: string, required = false) => ({ ours, theirs, direction: 'out', rule: 'overwrite', transform: 'none', required }) as const

function personOf(event: HookEvent): string {
  if (event.candidateId === null) throw new AppError('connector.refused')
  return event.candidateId
}

async function find(ctx: Context, personId: string): Promise<User | null> {
  const reply = await ctx.http.request({ method: 'GET', path: 'Users', query: { filter: `externalId eq "${personId}"` }, headers: { accept: scimType } })
  return reply.parse(foundSchema).Resources[0] ?? null
}

async function findOrCreate(ctx: Context, personId: string): Promise<User> {
  const found = await find(ctx, personId)
  if (found) return found
  const reply = await ctx.http.request({
    method: 'POST', path: 'Users', text: JSON.stringify(toUser(ctx.mapped, personId)), headers: { accept: scimType, 'content-type': scimType }, accept: [409],
  })
  if (reply.status !== 409) return reply.parse(userSchema)
  // Taken in the meantime by our own earlier try, or by somebody else's account of that name: only the first is ours.
  const ours = await find(ctx, personId)
  if (!ours) throw new AppError('connector.conflict', { facts: { status: 409 } })
  return ours
}

const hired: Handler<Config, Secrets> = async (event, ctx) => {
  const personId = personOf(event)
  if (await ctx.externalIds.get('user', personId) === null) await ctx.externalIds.set('user', personId, (await findOrCreate(ctx, personId)).id)
  return { kind: 'done', summary: 'The account is in the directory.', steps: [{ kind: 'account', state: 'done', say: 'The account is there.' }] }
}

async function disable(ctx: Context, id: string): Promise<void> {
  const path = `Users/${encodeURIComponent(id)}`
  const { patch } = (await ctx.http.request({ method: 'GET', path: 'ServiceProviderConfig', headers: { accept: scimType } })).parse(providerSchema)
  const reply = await ctx.http.request({ method: 'GET', path, headers: { accept: scimType }, accept: [404] })
  if (reply.status === 404) return
  const user = reply.parse(userSchema)
  if (user.active === false) return
  const version = reply.headers['etag'] ?? user.meta?.version
  const headers = { accept: scimType, 'content-type': scimType, ...(version ? { 'if-match': version } : {}) }
  const body = patch.supported ? disablePatch : { ...user, active: false }
  await ctx.http.request({ method: patch.supported ? 'PATCH' : 'PUT', path, text: JSON.stringify(body), headers })
}

const reversed: Handler<Config, Secrets> = async (event, ctx) => {
  const personId = personOf(event)
  const id = await ctx.externalIds.get('user', personId) ?? (await find(ctx, personId))?.id
  if (id !== undefined) await disable(ctx, id)
  return { kind: 'done', summary: 'The account is switched off.', steps: [{ kind: 'account', state: 'cancelled', say: 'The account is switched off.' }] }
}

export const scim = defineConnector({
  id: 'scim', title: 'SCIM 2.0 directory', category: 'it', summary: 'Creates the account of a hire in your directory, and switches it off when the hire is taken back.',
  configSchema, secretsSchema, scopes: [{ name: 'Users: read, create, change', reason: 'Looks for the account, creates it, and switches it off.' }],
  fields: shareable(['fullName', 'firstName', 'lastName', 'email', 'jobTitle', 'department'], ['phone', 'employmentType']),
  events: ['candidate.hired', 'hire.reversed'], steps: ['account'], requires: ['email'],
  defaultMapping: [
    line('email', 'userName', true), line('email', 'emails'), line('fullName', 'displayName'), line('firstName', 'name.givenName'), line('lastName', 'name.familyName'), line('jobTitle', 'title'), line('department', departmentPath),
  ],
  connect: (config, secrets) => ({ baseUrl: config.address, headers: { authorization: `Bearer ${secrets.token}` } }),
  handles: { 'candidate.hired': hired, 'hire.reversed': reversed },
  testConnection: async ctx => {
    const { filter } = (await ctx.http.request({ method: 'GET', path: 'ServiceProviderConfig', headers: { accept: scimType } })).parse(providerSchema)
    return filter.supported ? { kind: 'ok', detail: 'The directory answers.' } : { kind: 'failed', code: 'connector.refused', say: 'The directory cannot be searched, so accounts could be created twice.' }
  },
  sandbox: ({ method, url }) => {
    if (url.includes('/ServiceProviderConfig')) return { status: 200, body: '{"patch":{"supported":true},"filter":{"supported":true},"etag":{"supported":true}}' }
    if (method === 'GET' && url.includes('filter=')) return { status: 200, body: '{"totalResults":0,"Resources":[]}' }
    return { status: method === 'POST' ? 201 : 200, body: '{"id":"sandbox-1","active":true}' }
  },
  rateLimit: { requests: 5, perMs: 1_000 },
})
