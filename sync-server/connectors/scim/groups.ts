import { AppError } from '#shared/lib/app-error'
import { changing, providerOf, reading, type Context } from './directory.ts'
import { addMember, groupSchema, groupsSchema, removeMember } from './wire.ts'

const tries = 3

/** The group of a name, compared again: a name in a filter may fit more than one, in any case of letters. */
export async function findGroup(ctx: Context, name: string): Promise<string | null> {
  const query = { filter: `displayName eq ${JSON.stringify(name)}`, excludedAttributes: 'members' }
  const { Resources } = (await ctx.http.request({ method: 'GET', path: 'Groups', query, headers: reading })).parse(groupsSchema)
  const named = Resources.filter(group => group.displayName === name)
  if (named.length > 1) throw new AppError('connector.conflict')
  return named[0]?.id ?? null
}

/** Puts an account into a group or takes it out; either is harmless when it is so already. A group that is gone is left. */
async function setMember(ctx: Context, groupId: string, userId: string, isMember: boolean): Promise<void> {
  const path = `Groups/${encodeURIComponent(groupId)}`
  const provider = await providerOf(ctx)
  for (let count = 0; count < tries; count += 1) {
    const reply = await ctx.http.request({ method: 'GET', path, headers: reading, accept: [404] })
    if (reply.status === 404) return
    const group = reply.parse(groupSchema)
    if (group.members.some(member => member.value === userId) === isMember) return
    const members = isMember ? [...group.members, { value: userId }] : group.members.filter(member => member.value !== userId)
    const body = provider.patch.supported ? isMember ? addMember(userId) : removeMember(userId) : { ...group, members }
    const { status } = await ctx.http.request({ method: provider.patch.supported ? 'PATCH' : 'PUT', path, text: JSON.stringify(body), headers: changing(provider, reply, group.meta), accept: [412] })
    if (status !== 412) return
  }
  throw new AppError('connector.conflict', { facts: { status: 412 } })
}

/** The group an account is in now, by name, and the one it left; `missing`: the department has no group, so nothing was moved. */
export type Following = Readonly<{ group: string; left: string | null; isMissing: boolean }>

/** Brings an account into the group of the department, and out of the one we put it into before; null where nobody asked for that. */
export async function followDepartment(ctx: Context, personId: string, userId: string): Promise<Following | null> {
  const { department } = ctx.record
  if (!ctx.config.departmentGroups || department === undefined) return null
  const groupId = await findGroup(ctx, department)
  if (groupId === null) return { group: department, left: null, isMissing: true }
  const [before, name] = [await ctx.externalIds.get('group', personId), await ctx.externalIds.get('groupName', personId)]
  await setMember(ctx, groupId, userId, true)
  const hasMoved = before !== null && before !== groupId
  if (hasMoved) await setMember(ctx, before, userId, false)
  await ctx.externalIds.set('group', personId, groupId)
  await ctx.externalIds.set('groupName', personId, department)
  return { group: department, left: hasMoved ? name : null, isMissing: false }
}

export async function leaveGroup(ctx: Context, personId: string, userId: string): Promise<void> {
  const groupId = await ctx.externalIds.get('group', personId)
  if (groupId === null) return
  await setMember(ctx, groupId, userId, false)
  await ctx.externalIds.remove('group', personId)
}
