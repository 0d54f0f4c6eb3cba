import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import { defineConnector, type ConnectorContext, type Handler, type HookEvent } from '../kit/connector.ts'
import { shareable } from '../kit/record-fields.ts'
import { activePatch, departmentPath, foundSchema, providerSchema, scimType, toUser, userSchema, type User } from './wire.ts'

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
  const { Resources } = reply.parse(foundSchema)
  const ours = Resources.find(each => each.externalId === personId)
  // A directory that does not keep to the filter answers with strangers: none of them may be taken for ours.
  if (!ours && Resources.length > 0) throw new AppError('connector.bad_response')
  return ours ?? null
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

/** Switches an account on or off, by the version it has. False when the directory has it no more. */
async function setActive(ctx: Context, id: string, active: boolean): Promise<boolean> {
  const path = `Users/${encodeURIComponent(id)}`
  const reply = await ctx.http.request({ method: 'GET', path, headers: { accept: scimType }, accept: [404] })
  if (reply.status === 404) return false
  const user = reply.parse(userSchema)
  // RFC 7643 §4.1.1 leaves the meaning of an absent `active` to the directory: only a plain false is off.
  if ((user.active !== false) === active) return true
  const { patch } = (await ctx.http.request({ method: 'GET', path: 'ServiceProviderConfig', headers: { accept: scimType } })).parse(providerSchema)
  const version = reply.headers['etag'] ?? user.meta?.version
  const headers = { accept: scimType, 'content-type': scimType, ...(version ? { 'if-match': version } : {}) }
  const body = patch.supported ? activePatch(active) : { ...user, active }
  await ctx.http.request({ method: patch.supported ? 'PATCH' : 'PUT', path, text: JSON.stringify(body), headers })
  return true
}

const hired: Handler<Config, Secrets> = async (event, ctx) => {
  const personId = personOf(event)
  const { externalIds } = ctx
  // Sent again by hand after the hire was taken back: the account must not come on again.
  if (await externalIds.get('undoneHire', event.id) !== null) {
    return { kind: 'done', summary: 'This hire was taken back since; the account stays as it is.', steps: [{ kind: 'account', state: 'cancelled', say: 'The hire was taken back.' }] }
  }
  const isTold = await externalIds.get('hire', personId) === event.id
  let id = await externalIds.get('user', personId)
  // Hired once more: the account of the first time is switched on again, or made anew where it was removed.
  if (id !== null && !isTold && !(await setActive(ctx, id, true))) id = null
  if (id === null) {
    const user = await findOrCreate(ctx, personId)
    if (user.active === false) await setActive(ctx, user.id, true)
    await externalIds.set('user', personId, user.id)
  }
  if (!isTold) await externalIds.set('hire', personId, event.id)
  return { kind: 'done', summary: 'The account is in the directory.', steps: [{ kind: 'account', state: 'done', say: 'The account is there.' }] }
}

const reversed: Handler<Config, Secrets> = async (event, ctx) => {
  const personId = personOf(event)
  const id = await ctx.externalIds.get('user', personId) ?? (await find(ctx, personId))?.id
  if (id !== undefined) await setActive(ctx, id, false)
  const hireId = await ctx.externalIds.get('hire', personId)
  if (hireId !== null) await ctx.externalIds.set('undoneHire', hireId, personId)
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
