import { z } from 'zod'
import type { MissingField } from '#shared/contract/integrations'
import { defineConnector, type Handler } from '../kit/connector.ts'
import type { HookEvent } from '../kit/connector-context.ts'
import type { StepReport } from '../kit/findings.ts'
import { hireLedger } from '../kit/hire-ledger.ts'
import { shareable } from '../kit/record-fields.ts'
import { changeUser, findOrCreateUser, findUser, providerOf, readUser, requiredAttributes, setActive, type Config, type Context, type Secrets } from './directory.ts'
import { findGroup, followDepartment, leaveGroup, type Following } from './groups.ts'
import { sandbox } from './sandbox.ts'
import { departmentPath, heldAt, toUser } from './wire.ts'

const configSchema = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).max(2_000).meta({ title: 'Address', description: 'The SCIM address of your directory, often ending in /scim/v2.' }),
  departmentGroups: z.boolean().default(false).meta({ title: 'Groups by department', description: 'Puts each account into the group named like its department, and out of it when the hire is taken back. Under Fields, departments can have other names there.' }),
})
const secretsSchema = z.strictObject({ token: z.string().min(1).meta({ title: 'Token', description: 'The bearer token of the directory.' }) })
const owner = 'the owner, under Integrations, Fields'
const line = (ours: string, theirs: string, required = false) => ({ ours, theirs, direction: 'out', rule: 'overwrite', transform: 'none', required }) as const

/** What may change after the hire. Names and addresses are the person's, and the directory's from then on. */
const ofTheJob = new Set(['startDate', 'jobTitle', 'department', 'workLocation', 'employmentType', 'level', 'requisitionCode', 'managerName', 'managerEmail'])

function groupStep(following: Following | null): readonly StepReport[] {
  if (following === null) return []
  const { group, left, isMissing } = following
  const line = (name: string, state: StepReport['state'], say: string): StepReport => ({ kind: 'access', key: `Group ${name}`.slice(0, 100), state, say })
  if (isMissing) return [line(group, 'failed', `The directory has no group named ${group}, so the account stays where it was. Make one there, then send this again.`)]
  return [line(group, 'done', `Member of ${group}.`), ...(left === null || left === group ? [] : [line(left, 'cancelled', `Not in ${left} any more.`)])]
}

const hired: Handler<Config, Secrets> = async (event, ctx) => {
  const ledger = hireLedger(event, ctx.externalIds, 'user')
  // Sent again by hand after the hire was taken back: the account must not come on again.
  if (await ledger.isUndone()) return { kind: 'done', summary: 'This hire was taken back since; the account stays as it is.', steps: [{ kind: 'account', state: 'cancelled', say: 'The hire was taken back.' }] }
  const isTold = await ledger.isTold()
  let id = await ledger.known()
  // Hired once more: the account of the first time is switched on again, or made anew where it was removed.
  if (id !== null && !isTold && await setActive(ctx, id, true) === 'gone') id = null
  if (id === null) {
    const user = await findOrCreateUser(ctx, ledger.personId)
    if (user.active === false) await setActive(ctx, user.id, true)
    id = user.id
  }
  const group = isTold ? null : await followDepartment(ctx, ledger.personId, id)
  if (!isTold) await ledger.told(id)
  return { kind: 'done', summary: 'The account is in the directory.', steps: [{ kind: 'account', state: 'done', say: 'The account is there.' }, ...groupStep(group)] }
}

/** Title, department and whatever else of the job the mapping fills follow the record; only what differs is written. */
const changed: Handler<Config, Secrets> = async (event, ctx) => {
  const ledger = hireLedger(event, ctx.externalIds, 'user')
  const id = await ledger.known()
  if (id === null || ctx.record.status !== undefined && ctx.record.status !== 'hired') return { kind: 'done', summary: 'There is no account of this hire yet.' }
  const wanted = Object.entries(ctx.mapped).filter(([, { ours }]) => ours.some(name => ofTheJob.has(name)))
  const outcome = await changeUser(ctx, id, user => wanted.filter(([path, { value }]) => heldAt(user, path) !== value).map(([path, { value }]) => ({ path, value })))
  if (outcome === 'gone') return { kind: 'done', summary: 'The account is not in the directory any more.', steps: [{ kind: 'account', state: 'failed', say: 'The account is not in the directory any more.' }] }
  const group = await followDepartment(ctx, ledger.personId, id)
  return { kind: 'done', summary: outcome === 'same' ? 'The directory keeps nothing of this.' : 'The account follows the record.', steps: groupStep(group) }
}

const reversed: Handler<Config, Secrets> = async (event, ctx) => {
  const ledger = hireLedger(event, ctx.externalIds, 'user')
  const id = await ledger.known() ?? (await findUser(ctx, ledger.personId))?.id
  await ledger.undone()
  if (id === undefined) return { kind: 'done', summary: 'There is no account of this hire.' }
  await setActive(ctx, id, false)
  await leaveGroup(ctx, ledger.personId, id)
  return { kind: 'done', summary: 'The account is switched off.', steps: [{ kind: 'account', state: 'cancelled', say: 'The account is switched off.' }] }
}

/** What the directory's schemas demand of a new account, and the group of the department. */
async function missingInDirectory(event: HookEvent, ctx: Context): Promise<readonly MissingField[]> {
  if (event.kind !== 'candidate.hired') return []
  const user = toUser(ctx.mapped, event.id)
  const has = (attribute: string): boolean => attribute in user || heldAt(user, attribute) !== null
  const missing = (await requiredAttributes(ctx)).filter(attribute => !has(attribute)).map((attribute): MissingField => ({ field: attribute.slice(-60), label: `The directory’s “${attribute.slice(-60)}”`, who: owner }))
  const { department } = ctx.record
  if (!ctx.config.departmentGroups || department === undefined || await findGroup(ctx, department) !== null) return missing
  return [...missing, { field: 'department', label: `A group named like the department, “${department.slice(0, 60)}”`, who: `whoever keeps the directory, or ${owner}` }]
}

export const scim = defineConnector({
  id: 'scim', title: 'SCIM 2.0 directory', category: 'it', summary: 'Creates the account of a hire in your directory, and switches it off when the hire is taken back.',
  configSchema, secretsSchema,
  scopes: [{ name: 'Users: read, create, change', reason: 'Looks for the account, creates it, follows title and department, and switches it off.' }, { name: 'Groups: read, change', reason: 'Puts the account into its department’s group. Only if you ask for it.' }],
  fields: shareable(['fullName', 'firstName', 'lastName', 'email', 'jobTitle', 'department', 'status'], ['phone', 'employmentType', 'startDate', 'workLocation', 'level']),
  events: ['candidate.hired', 'start_date.changed', 'hire.changed', 'offer.changed', 'hire.reversed'], steps: ['account', 'access'], requires: ['email'], reads: ['status', 'department'],
  stepsFor: ({ departmentGroups }) => (departmentGroups ? ['account', 'access'] : ['account']),
  defaultMapping: [
    line('email', 'userName', true), line('email', 'emails'), line('fullName', 'displayName'), line('firstName', 'name.givenName'), line('lastName', 'name.familyName'), line('jobTitle', 'title'), line('department', departmentPath),
  ],
  connect: (config, secrets) => ({ baseUrl: config.address, headers: { authorization: `Bearer ${secrets.token}` } }),
  handles: { 'candidate.hired': hired, 'start_date.changed': changed, 'hire.changed': changed, 'offer.changed': changed, 'hire.reversed': reversed }, takesBack: event => event.kind === 'hire.reversed',
  requiredFields: missingInDirectory,
  held: async (theirs, event, ctx) => {
    const id = await hireLedger(event, ctx.externalIds, 'user').known()
    const found = id === null ? null : await readUser(ctx, id)
    return found === null ? {} : Object.fromEntries(theirs.flatMap(path => {
      const value = heldAt(found.user, path)
      return typeof value === 'string' ? [[path, value]] : []
    }))
  },
  testConnection: async ctx => {
    const { filter } = await providerOf(ctx)
    return filter.supported ? { kind: 'ok', detail: 'The directory answers.' } : { kind: 'failed', code: 'connector.refused', say: 'The directory cannot be searched, so accounts could be created twice.' }
  },
  sandbox, rateLimit: { requests: 5, perMs: 1_000 },
})
