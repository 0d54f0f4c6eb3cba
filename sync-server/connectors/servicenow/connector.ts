import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import { sayDay } from '#shared/lib/zoned-time'
import { defineConnector, type Handler, type PollUpdate } from '../kit/connector.ts'
import type { HookEvent } from '../kit/connector-context.ts'
import type { StepReport } from '../kit/findings.ts'
import { shareable } from '../kit/record-fields.ts'
import { missingInWork, valuesOf, variablesOf } from './catalog.ts'
import { configSchema, secretsSchema, workFor, type Config, type Secrets, type Work } from './config.ts'
import { defaultMapping, presets } from './presets.ts'
import { sandbox } from './sandbox.ts'
import { cancelTicket, findTicket, moveTicket, openTicket, readTicket, seesOrders, ticketOf, ticketText, type Context, type Ticket } from './tickets.ts'
import { recordsSchema } from './wire.ts'

function applicationOf(event: HookEvent): string {
  if (event.applicationId === null) throw new AppError('connector.refused')
  return event.applicationId
}

/** What a hire set off, by name: kept with the hire, so that it is called off also when the settings changed since. */
const setOffSchema = z.array(z.object({ name: z.string(), kind: z.enum(['account', 'access', 'hardware', 'welcome']) }))

const step = (work: z.infer<typeof setOffSchema>[number], state: StepReport['state'], say: string): StepReport => ({ kind: work.kind, key: work.name, state, say })

/** The tickets of the last hire of an application that this connection was told of. */
async function ticketsOf(ctx: Context, applicationId: string): Promise<readonly Readonly<{ set: z.infer<typeof setOffSchema>[number]; work: Work | undefined; ticket: Ticket }>[]> {
  const hireId = await ctx.externalIds.get('hire', applicationId)
  const kept = hireId === null ? null : await ctx.externalIds.get('setOff', hireId)
  const found = []
  for (const set of kept === null ? [] : setOffSchema.parse(JSON.parse(kept))) {
    const text = await ctx.externalIds.get('ticket', `${hireId}/${set.name}`)
    if (text !== null) found.push({ set, work: ctx.config.work.find(each => each.name === set.name), ticket: ticketOf(text) })
  }
  return found
}

const hired: Handler<Config, Secrets> = async (event, ctx) => {
  const applicationId = applicationOf(event)
  const { externalIds } = ctx
  if (await externalIds.get('undoneHire', event.id) !== null) return { kind: 'done', summary: 'This hire was taken back since; nothing was ordered.', steps: [{ kind: 'access', state: 'cancelled', say: 'The hire was taken back.' }] }
  const works = workFor(ctx.config, ctx.record)
  await externalIds.set('hire', applicationId, event.id)
  await externalIds.set('setOff', event.id, JSON.stringify(works.map(({ name, kind }) => ({ name, kind }))))
  const steps: StepReport[] = []
  for (const work of works) {
    const name = `${event.id}/${work.name}`
    const known = await externalIds.get('ticket', name)
    const ticket = known !== null ? ticketOf(known) : ctx.mayHaveHappened ? await findTicket(ctx, work, name) ?? await openTicket(ctx, work, name, valuesOf(ctx)) : await openTicket(ctx, work, name, valuesOf(ctx))
    if (known === null) await externalIds.set('ticket', name, ticketText(ticket))
    steps.push(step(work, 'sent', `${ticket.number} is with ServiceNow.`))
  }
  return { kind: 'done', summary: works.length === 0 ? 'Nothing is set up for this hire’s department and level.' : `ServiceNow has ${works.length === 1 ? 'one request' : `${works.length} requests`}.`, steps }
}

const startDateChanged: Handler<Config, Secrets> = async (event, ctx) => {
  const moved: StepReport[] = []
  for (const { set, work, ticket } of await ticketsOf(ctx, applicationOf(event))) {
    const now = await readTicket(ctx, ticket, work)
    if (now === null || now.end !== null || now.dueDay === ctx.record.startDate) continue
    await moveTicket(ctx, ticket)
    moved.push(step(set, 'sent', `${ticket.number} is with ServiceNow, for ${ctx.record.startDate === undefined ? 'no date' : sayDay(ctx.record.startDate)}.`))
  }
  return { kind: 'done', summary: moved.length === 0 ? 'No open request needs the new start date.' : 'The open requests have the new start date.', steps: moved }
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
  return { kind: 'done', summary: 'Open requests are called off.', steps }
}

export const servicenow = defineConnector({
  id: 'servicenow', title: 'ServiceNow', category: 'it', summary: 'Asks IT for account, access and hardware when somebody is hired, and shows how far each is.',
  configSchema, secretsSchema,
  scopes: [
    { name: 'Catalog: see and order the named items', reason: 'Places the orders a hire sets off.' },
    { name: 'sc_req_item and the named tables: read, create, write', reason: 'Opens records, reads how they stand, moves their date, calls them off.' },
    { name: 'sc_item_option_mtom: read', reason: 'Finds an order again by our key instead of placing it twice. Only if items are ordered.' },
  ],
  fields: shareable(['fullName', 'firstName', 'lastName', 'startDate', 'jobTitle', 'department', 'workLocation', 'level', 'employmentType'], ['email', 'phone', 'managerName', 'managerEmail', 'recruiterEmail', 'requisitionCode']),
  events: ['candidate.hired', 'start_date.changed', 'hire.reversed'], steps: ['account', 'access', 'hardware'], requires: ['fullName', 'startDate'],
  defaultMapping, presets,
  connect: ({ address, user }, { password }) => ({ baseUrl: address, headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } }),
  handles: { 'candidate.hired': hired, 'start_date.changed': startDateChanged, 'hire.reversed': reversed },
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
