import { AppError } from '#shared/lib/app-error'
import type { ConnectorContext } from '../kit/connector-context.ts'
import type { HttpReply } from '../kit/http.ts'
import { coreUrn, foundSchema, patchOf, providerSchema, schemasSchema, scimType, toUser, userSchema, withEdits, type Edit, type Provider, type User } from './wire.ts'

export type Config = { address: string; departmentGroups: boolean }
export type Secrets = { token: string }
export type Context = ConnectorContext<Config, Secrets>

const hourMs = 3_600_000
const tries = 3
export const reading = { accept: scimType }

/** What the directory can do, by its own word (RFC 7644 §4). */
export function providerOf(ctx: Context): Promise<Provider> {
  return ctx.remember('provider', hourMs, async () => (await ctx.http.request({ method: 'GET', path: 'ServiceProviderConfig', headers: reading })).parse(providerSchema))
}

/** Attributes that must be given for a new user, by the directory's schemas. One that publishes none demands none. */
export function requiredAttributes(ctx: Context): Promise<readonly string[]> {
  return ctx.remember('required', hourMs, async () => {
    const reply = await ctx.http.request({ method: 'GET', path: 'Schemas', headers: reading, accept: [403, 404, 501] })
    if (reply.status >= 400) return []
    const users = reply.parse(schemasSchema).Resources.filter(({ id }) => id === coreUrn || ctx.theirFields.some(path => path.startsWith(`${id}:`)))
    return users.flatMap(({ id, attributes }) => attributes.filter(({ required, mutability }) => required === true && mutability !== 'readOnly').map(({ name }) => (id === coreUrn ? name : `${id}:${name}`)))
  })
}

/** Looks for our account. @throws AppError `connector.bad_response` when the directory does not keep to the filter. */
export async function findUser(ctx: Context, personId: string): Promise<User | null> {
  if (!(await providerOf(ctx)).filter.supported) throw new AppError('connector.refused', { facts: { field: 'filter' } })
  const reply = await ctx.http.request({ method: 'GET', path: 'Users', query: { filter: `externalId eq ${JSON.stringify(personId)}` }, headers: reading })
  const { Resources } = reply.parse(foundSchema)
  const ours = Resources.find(each => each.externalId === personId)
  // A directory that does not keep to the filter answers with strangers: none of them may be taken for ours.
  if (!ours && Resources.length > 0) throw new AppError('connector.bad_response')
  return ours ?? null
}

export async function findOrCreateUser(ctx: Context, personId: string): Promise<User> {
  const found = await findUser(ctx, personId)
  if (found) return found
  const reply = await ctx.http.request({ method: 'POST', path: 'Users', text: JSON.stringify(toUser(ctx.mapped, personId)), headers: { ...reading, 'content-type': scimType }, accept: [409] })
  if (reply.status !== 409) return reply.parse(userSchema)
  // Taken in the meantime by our own earlier try, or by somebody else's account of that name: only the first is ours.
  const ours = await findUser(ctx, personId)
  if (!ours) throw new AppError('connector.conflict', { facts: { status: 409 } })
  return ours
}

export async function readUser(ctx: Context, id: string): Promise<Readonly<{ user: User; reply: HttpReply }> | null> {
  const reply = await ctx.http.request({ method: 'GET', path: `Users/${encodeURIComponent(id)}`, headers: reading, accept: [404] })
  return reply.status === 404 ? null : { user: reply.parse(userSchema), reply }
}

/** Headers of a change: by the version that was read, where the directory keeps versions. */
export function changing(provider: Provider, reply: HttpReply, meta: User['meta']): Record<string, string> {
  const version = reply.headers['etag'] ?? meta?.version
  return { ...reading, 'content-type': scimType, ...(provider.etag.supported && version !== undefined ? { 'if-match': version } : {}) }
}

/**
 * Changes an account from what it holds now: PATCH where the directory has it, else PUT. Somebody else's change in
 * between (412) is read again.
 */
export async function changeUser(ctx: Context, id: string, edit: (user: User) => readonly Edit[]): Promise<'gone' | 'same' | 'changed'> {
  for (let count = 0; count < tries; count += 1) {
    const found = await readUser(ctx, id)
    if (!found) return 'gone'
    const edits = edit(found.user)
    if (edits.length === 0) return 'same'
    const provider = await providerOf(ctx)
    const body = provider.patch.supported ? patchOf(edits) : withEdits(found.user, edits)
    const { status } = await ctx.http.request({
      method: provider.patch.supported ? 'PATCH' : 'PUT', path: `Users/${encodeURIComponent(id)}`, text: JSON.stringify(body), headers: changing(provider, found.reply, found.user.meta), accept: [412],
    })
    if (status !== 412) return 'changed'
  }
  throw new AppError('connector.conflict', { facts: { status: 412 } })
}

/** Switches an account on or off. RFC 7643 §4.1.1 leaves the meaning of an absent `active` open: only a plain false is off. */
export function setActive(ctx: Context, id: string, active: boolean): Promise<'gone' | 'same' | 'changed'> {
  return changeUser(ctx, id, user => ((user.active !== false) === active ? [] : [{ path: 'active', value: active }]))
}
