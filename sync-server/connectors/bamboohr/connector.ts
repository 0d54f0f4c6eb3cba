import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import { defineConnector, type Handler } from '../kit/connector.ts'
import type { StepReport } from '../kit/findings.ts'
import { hireLedger, type HireLedger } from '../kit/hire-ledger.ts'
import { changedFields, listOf } from '../kit/hire-changes.ts'
import { isGiven } from '../kit/mapping.ts'
import { shareable } from '../kit/record-fields.ts'
import { createEmployee, endEmployment, findEmployee, readEmployee, updateEmployee, type Config, type Context, type Secrets } from './employees.ts'
import { missingInBamboo } from './metadata.ts'
import { sandbox } from './sandbox.ts'
import { employeesSchema } from './wire.ts'

const configSchema = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).max(2_000).meta({ title: 'Address', description: 'Where you sign in, such as https://yourcompany.bamboohr.com.' }),
  endingStatus: z.string().trim().min(1).max(100).optional().meta({
    title: 'Status that ends an employment', description: 'Set when a hire is taken back; as it stands on BambooHR’s list, such as Terminated. Leave empty to do that there by hand: the first-day list then says so until it is done.',
  }),
})
const secretsSchema = z.strictObject({ key: z.string().min(1).meta({ title: 'API key', description: 'Made in BambooHR under your name, API Keys. It can do what its person can.' }) })

const line = (ours: string, theirs: string, required = false) => ({ ours, theirs, direction: 'out', rule: 'overwrite', transform: 'none', required }) as const
const activateKey = 'Make active again'
const endKey = 'End the employment'

const done = (id: string, say = `Employee ${id}`): StepReport => ({ kind: 'hris', state: 'done', say })

const theirs = (id: string): StepReport => done(id, `Employee ${id} was in BambooHR already and was not changed. Check title and start date there.`)

/** Somebody who was here before: their record gets the new hire's fields; BambooHR's own status is a person's decision. */
async function hireAgain(ctx: Context, id: string): Promise<readonly StepReport[] | null> {
  if (!await updateEmployee(ctx, id)) return null
  if ((await readEmployee(ctx, id, ['status']))?.['status'] !== 'Inactive') return [done(id)]
  return [done(id, `Employee ${id}, who worked here before`), { kind: 'hris', key: activateKey, state: 'sent', say: `Employee ${id} is inactive in BambooHR. Give them an employment status there.` }]
}

async function employ(ctx: Context, ledger: HireLedger): Promise<{ id: string; steps: readonly StepReport[] }> {
  const known = await ledger.known()
  if (known !== null && await ledger.isLinked()) return { id: known, steps: [theirs(known)] }
  const again = known === null ? null : await hireAgain(ctx, known)
  if (known !== null && again !== null) return { id: known, steps: again }
  const found = await findEmployee(ctx)
  if (!found) {
    const id = await createEmployee(ctx)
    return { id, steps: [done(id)] }
  }
  const id = found.employeeId
  if (found.status === 'Inactive') return { id, steps: await hireAgain(ctx, id) ?? [done(id)] }
  if (ctx.mayHaveHappened) return { id, steps: [done(id)] }
  // Somebody else made this record. It is theirs: it is linked, never changed.
  await ledger.link(id)
  return { id, steps: [theirs(id)] }
}

const hired: Handler<Config, Secrets> = async (event, ctx) => {
  const ledger = hireLedger(event, ctx.externalIds, 'employee')
  if (await ledger.isUndone()) return { kind: 'done', summary: 'This hire was taken back since; nothing was sent.', steps: [{ kind: 'hris', state: 'cancelled', say: 'The hire was taken back.' }] }
  const known = await ledger.known()
  if (known !== null && await ledger.isTold()) return { kind: 'done', summary: `Employee ${known} is in BambooHR.`, steps: [done(known)] }
  const { id, steps } = await employ(ctx, ledger)
  await ledger.told(id)
  return { kind: 'done', summary: `Employee ${id} is in BambooHR.`, steps }
}

const startDateChanged: Handler<Config, Secrets> = async (event, ctx) => {
  const ledger = hireLedger(event, ctx.externalIds, 'employee')
  const id = await ledger.known()
  if (id === null) return { kind: 'done', summary: 'There is no employee of ours in BambooHR yet.' }
  if (await ledger.isLinked()) return { kind: 'done', summary: `Employee ${id} was in BambooHR before the hire; change the start date there.`, steps: [done(id, 'The start date changed here. This record was in BambooHR before: change it there.')] }
  if (!isGiven(ctx.mapped, 'startDate')) return { kind: 'done', summary: 'BambooHR is given no start date.' }
  if (!await updateEmployee(ctx, id, ['startDate'])) throw new AppError('connector.not_found')
  return { kind: 'done', summary: 'The new start date is in BambooHR.' }
}

/** The job was edited before the first day: only what changed is written, and only in a record of ours. */
const hireChanged: Handler<Config, Secrets> = async (event, ctx) => {
  const ledger = hireLedger(event, ctx.externalIds, 'employee')
  const id = await ledger.known()
  const fields = changedFields(event)
  if (id === null || await ledger.isUndone()) return { kind: 'done', summary: 'There is no employee of ours in BambooHR yet.' }
  if (!Object.values(ctx.mapped).some(line => line.ours.some(name => fields.includes(name)))) return { kind: 'done', summary: 'BambooHR is given nothing of this.' }
  if (await ledger.isLinked()) return { kind: 'done', summary: `Employee ${id} was in BambooHR before the hire; change it there.`, steps: [done(id, `${listOf(fields)} changed here. This record was in BambooHR before: change it there.`)] }
  if (!await updateEmployee(ctx, id, fields)) throw new AppError('connector.not_found')
  return { kind: 'done', summary: `${listOf(fields)} changed in BambooHR.` }
}

const reversed: Handler<Config, Secrets> = async (event, ctx) => {
  const ledger = hireLedger(event, ctx.externalIds, 'employee')
  const { endingStatus } = ctx.config
  await ledger.undone()
  const id = await ledger.known()
  if (id !== null && await ledger.isLinked()) return { kind: 'done', summary: `Employee ${id} was in BambooHR before the hire and stays.` }
  const current = id === null ? null : await readEmployee(ctx, id, ['status'])
  if (id === null || current === null) return { kind: 'done', summary: 'There is no employee of ours in BambooHR.' }
  if (endingStatus !== undefined) {
    await endEmployment(ctx, id, new Date(event.atMs).toISOString().slice(0, 10), endingStatus)
    return { kind: 'done', summary: `Employee ${id} is ended in BambooHR.`, steps: [{ kind: 'hris', state: 'cancelled', say: `Employee ${id} is set to ${endingStatus}.` }] }
  }
  if (current['status'] === 'Inactive') return { kind: 'done', summary: `Employee ${id} is inactive in BambooHR.` }
  return { kind: 'done', summary: `Employee ${id} must be ended in BambooHR by hand.`, steps: [{ kind: 'hris', key: endKey, state: 'sent', say: `Employee ${id} is still active in BambooHR. End the employment there.` }] }
}

export const bamboohr = defineConnector({
  id: 'bamboohr', title: 'BambooHR', category: 'hris', summary: 'Makes a hire an employee in BambooHR, and keeps the start date right.',
  configSchema, secretsSchema,
  scopes: [
    { name: 'Employees: see names, e-mail, status; add; edit', reason: 'Looks whether the person is there, adds them, changes the start date.' },
    { name: 'Employment status: see, edit', reason: 'Ends the employment when a hire is taken back. Only if you name a status for it.' },
    { name: 'Account fields and lists: see', reason: 'Checks fields and values before anything is sent.' },
  ],
  fields: shareable(['firstName', 'lastName', 'email', 'startDate', 'jobTitle', 'department', 'workLocation'], ['phone', 'employmentType', 'level', 'managerName', 'location']),
  events: ['candidate.hired', 'start_date.changed', 'hire.changed', 'hire.reversed'], steps: ['hris'], requires: ['firstName', 'lastName', 'startDate'],
  defaultMapping: [
    line('firstName', 'firstName', true), line('lastName', 'lastName', true), line('email', 'homeEmail', true), line('startDate', 'hireDate', true), line('jobTitle', 'jobTitle'), line('department', 'department'), line('workLocation', 'location'),
  ],
  connect: ({ address }, { key }) => ({ baseUrl: new URL('/api/v1/', address).href, headers: { authorization: `Basic ${Buffer.from(`${key}:x`).toString('base64')}` } }),
  handles: { 'candidate.hired': hired, 'start_date.changed': startDateChanged, 'hire.changed': hireChanged, 'hire.reversed': reversed }, takesBack: event => event.kind === 'hire.reversed',
  requiredFields: (event, ctx) => (event.kind === 'candidate.hired' ? missingInBamboo(ctx) : Promise.resolve([])),
  held: async (theirs, event, ctx) => {
    const id = await hireLedger(event, ctx.externalIds, 'employee').known() ?? (await findEmployee(ctx))?.employeeId
    return id === undefined ? {} : await readEmployee(ctx, id, theirs) ?? {}
  },
  testConnection: async ctx => {
    const { data } = (await ctx.http.request({ method: 'GET', path: 'employees', query: { 'page[limit]': '1', fields: 'homeEmail' } })).parse(employeesSchema)
    if (data.some(each => each._restrictedFields.includes('homeEmail'))) return { kind: 'failed', code: 'connector.forbidden', say: 'This key may not see e-mail addresses, so people could be added twice. Use the key of somebody who may.' }
    return { kind: 'ok', detail: 'BambooHR answers.' }
  },
  poll: async (open, ctx) => {
    const updates = []
    for (const { applicationId, kind, key } of open) {
      const id = await ctx.externalIds.get('application', applicationId)
      if (id === null) continue
      const status = (await readEmployee(ctx, id, ['status']))?.['status'] ?? 'Inactive'
      if (key === endKey && status === 'Inactive') updates.push({ applicationId, steps: [{ kind, key, state: 'cancelled', say: 'Ended in BambooHR.' } as const] })
      if (key === activateKey && status === 'Active') updates.push({ applicationId, steps: [{ kind, key, state: 'done', say: 'Active in BambooHR.' } as const] })
    }
    return updates
  },
  sandbox, rateLimit: { requests: 4, perMs: 1_000 },
})
