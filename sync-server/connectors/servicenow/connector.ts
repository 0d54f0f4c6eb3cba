import { defineConnector, type Handler, type PollUpdate } from '../kit/connector.ts'
import type { StepReport } from '../kit/findings.ts'
import { shareable } from '../kit/record-fields.ts'
import { missingInWork, variablesOf } from './catalog.ts'
import { hireChanged, startDateChanged } from './changes.ts'
import { configSchema, secretsSchema, workFor, type Config, type Secrets } from './config.ts'
import { defaultMapping, presets } from './presets.ts'
import { sandbox } from './sandbox.ts'
import { applicationOf, keepSetOff, openOnce, step, ticketsOf } from './set-off.ts'
import { cancelTicket, readTicket, seesOrders, ticketOf } from './tickets.ts'
import { recordsSchema } from './wire.ts'

const hired: Handler<Config, Secrets> = async (event, ctx) => {
  const applicationId = applicationOf(event)
  const { externalIds } = ctx
  if (await externalIds.get('undoneHire', event.id) !== null) return { kind: 'done', summary: 'This hire was taken back since; nothing was ordered.', steps: [{ kind: 'access', state: 'cancelled', say: 'The hire was taken back.' }] }
  const works = workFor(ctx.config, ctx.record)
  await externalIds.set('hire', applicationId, event.id)
  await keepSetOff(ctx, event.id, works)
  const steps: StepReport[] = []
  for (const work of works) steps.push(step(work, 'sent', `${(await openOnce(ctx, event.id, work)).number} is with ServiceNow.`))
  return { kind: 'done', summary: works.length === 0 ? 'Nothing is set up for this hire’s department and level.' : `ServiceNow has ${works.length === 1 ? 'one request' : `${works.length} requests`}.`, steps }
}

const reversed: Handler<Config, Secrets> = async (event, ctx) => {
  const applicationId = applicationOf(event)
  const hireId = await ctx.externalIds.get('hire', applicationId)
  if (hireId !== null) await ctx.externalIds.set('undoneHire', hireId, applicationId)
  const steps: StepReport[] = []
  for (const { set, work, ticket } of await ticketsOf(ctx, applicationId)) {
    const now = await readTicket(ctx, ticket, work)
    if (now?.end === null) await cancelTicket(ctx, ticket, work)
    steps.push(now?.end === 'done' ? step(set, 'failed', `${ticket.number} was done before the hire was taken back. Have it undone there.`) : step(set, 'cancelled', `${ticket.number} is called off.`))
  }
  const isCalledOff = steps.some(each => each.state === 'cancelled')
  return { kind: 'done', summary: steps.length === 0 ? 'There is no request of ours for this hire.' : isCalledOff ? 'Open requests are called off.' : 'No request is open any more; what was done is to be undone there.', steps }
}

export const servicenow = defineConnector({
  id: 'servicenow', title: 'ServiceNow', category: 'it', summary: 'Asks IT for account, access and hardware when somebody is hired, and shows how far each is.',
  configSchema, secretsSchema,
  scopes: [
    { name: 'Catalog: see and order the named items', reason: 'Places the orders a hire sets off.' },
    { name: 'sc_req_item and the named tables: read, create, write', reason: 'Opens records, reads how they stand, tells them what changed, calls them off.' },
    { name: 'sc_item_option_mtom: read', reason: 'Finds an order again by our key instead of placing it twice. Only if items are ordered.' },
  ],
  fields: shareable(['fullName', 'firstName', 'lastName', 'startDate', 'jobTitle', 'department', 'workLocation', 'level', 'employmentType'], ['email', 'phone', 'managerName', 'managerEmail', 'recruiterEmail', 'requisitionCode']),
  events: ['candidate.hired', 'start_date.changed', 'hire.changed', 'hire.reversed'], steps: ['account', 'access', 'hardware', 'welcome'], requires: ['fullName', 'startDate'],
  stepsFor: (config, record) => [...new Set((record ? workFor(config, record) : config.work).map(({ kind }) => kind))],
  defaultMapping, presets,
  connect: ({ address, user }, { password }) => ({ baseUrl: address, headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } }),
  handles: { 'candidate.hired': hired, 'start_date.changed': startDateChanged, 'hire.changed': hireChanged, 'hire.reversed': reversed }, takesBack: event => event.kind === 'hire.reversed',
  requiredFields: missingInWork,
  testConnection: async ctx => {
    for (const { item, name, table } of ctx.config.work) {
      if (item !== undefined && !(await variablesOf(ctx, item)).all.includes(ctx.config.keyVariable ?? '')) return { kind: 'failed', code: 'connector.bad_config', say: `The item of “${name}” has no variable ${ctx.config.keyVariable}. Add it there, hidden from people.` }
      ;(await ctx.http.request({ method: 'GET', path: `api/now/table/${table ?? 'sc_req_item'}`, query: { sysparm_limit: '1', sysparm_fields: 'sys_id' } })).parse(recordsSchema)
    }
    const isBlind = ctx.config.work.some(({ item }) => item !== undefined) && !await seesOrders(ctx)
    return { kind: 'ok', detail: `The instance answers and has everything a hire sets off.${isBlind ? ' This user is shown no orders yet (table sc_item_option_mtom): should the answer to an order ever be lost, it waits for somebody to look there.' : ''}` }
  },
  poll: async (open, ctx) => {
    const updates: PollUpdate[] = []
    for (const { applicationId, kind, key } of open) {
      const hireId = await ctx.externalIds.get('hire', applicationId)
      const text = hireId === null ? null : await ctx.externalIds.get('ticket', `${hireId}/${key}`)
      if (text === null) continue
      const ticket = ticketOf(text)
      const now = await readTicket(ctx, ticket, ctx.config.work.find(work => work.name === key))
      if (now === null) updates.push({ applicationId, steps: [{ kind, key, state: 'failed', say: `${ticket.number} is not in ServiceNow any more.` }] })
      else if (now.end !== null) updates.push({ applicationId, steps: [{ kind, key, state: now.end === 'done' ? 'done' : 'failed', say: now.end === 'done' ? `${ticket.number} is done.` : `${ticket.number} was closed there without being done.` }] })
    }
    return updates
  },
  sandbox, rateLimit: { requests: 5, perMs: 1_000 },
})
