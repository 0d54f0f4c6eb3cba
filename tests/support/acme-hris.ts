import { z } from 'zod'
import { defineConnector } from '#server/connectors/kit/connector'
import { shareable } from '#server/connectors/kit/record-fields'
import { startFakeVendor, type FakeVendor } from './fake-vendor.ts'

const employeeSchema = z.object({ id: z.string() })
const foundSchema = z.object({ employees: z.array(employeeSchema) })

/** A connector of a vendor that does not exist: the smallest one that is right. */
export const acmeHris = defineConnector({
  id: 'acme-hris', title: 'Acme HRIS', category: 'hris', summary: 'Creates the employee at a hire.',
  configSchema: z.strictObject({ address: z.url().meta({ title: 'Address' }), company: z.string().min(1).meta({ title: 'Company' }) }),
  secretsSchema: z.strictObject({ key: z.string().min(1).meta({ title: 'Key' }) }),
  scopes: [{ name: 'employees.write', reason: 'Creates the employee.' }], fields: shareable(['fullName', 'email', 'startDate', 'department'], ['baseSalaryMinor']),
  events: ['candidate.hired', 'start_date.changed', 'hire.reversed'], steps: ['hris'], requires: ['fullName', 'startDate'],
  defaultMapping: [{ ours: 'fullName', theirs: 'display_name', direction: 'out', rule: 'overwrite', transform: 'none', required: true }],
  connect: (config, secrets) => ({ baseUrl: config.address, headers: { authorization: `Bearer ${secrets.key}` } }),
  handles: {
    'candidate.hired': async (event, ctx) => {
      const applicationId = event.applicationId!
      let employee = await ctx.externalIds.get('employee', applicationId)
      if (employee === null && ctx.mayHaveHappened) {
        const found = (await ctx.http.request({ method: 'GET', path: 'employees', query: { correlation: applicationId } })).parse(foundSchema)
        employee = found.employees[0]?.id ?? null
      }
      if (employee === null) {
        const made = await ctx.http.request({ method: 'POST', path: 'employees', json: { name: ctx.mapped['display_name']?.value, start: ctx.record.startDate, department: ctx.record.department, correlation: applicationId } })
        employee = made.parse(employeeSchema).id
      }
      await ctx.externalIds.set('employee', applicationId, employee)
      return { kind: 'done', summary: `Employee ${employee} is in Acme.`, steps: [{ kind: 'hris', state: 'done', say: `Employee ${employee}` }] }
    },
    'start_date.changed': async (event, ctx) => {
      const employee = await ctx.externalIds.get('employee', event.applicationId!)
      if (employee !== null) await ctx.http.request({ method: 'PUT', path: `employees/${employee}`, json: { start: ctx.record.startDate } })
      return { kind: 'done', summary: 'The new start date is in Acme.' }
    },
    'hire.reversed': async (event, ctx) => {
      const employee = await ctx.externalIds.get('employee', event.applicationId!)
      if (employee !== null) await ctx.http.request({ method: 'DELETE', path: `employees/${employee}`, accept: [404] })
      return { kind: 'done', summary: 'Taken back in Acme.', steps: [{ kind: 'hris', state: 'cancelled', say: 'Taken back.' }] }
    },
  },
  testConnection: async ctx => {
    await ctx.http.request({ method: 'GET', path: 'employees' })
    return { kind: 'ok', detail: 'Acme answers.' }
  },
  sandbox: request => (request.method === 'POST' ? { status: 201, body: '{"id":"sandbox-1"}' } : { status: 200, body: '{"employees":[]}' }),
  rateLimit: { requests: 1_000, perMs: 1_000 },
})

export type AcmeVendor = FakeVendor & { employees: Map<string, { id: string; correlation: string; start: string; name: string; department?: string }>; history: string[] }

/** Acme as it is: employees by id, and every change in the order it came. */
export async function startAcme(): Promise<AcmeVendor> {
  const employees: AcmeVendor['employees'] = new Map()
  const history: string[] = []
  const vendor = await startFakeVendor(request => {
    const [, , id] = request.path.split('/')
    if (request.method === 'GET') return { status: 200, json: { employees: [...employees.values()].filter(each => each.correlation === request.query.get('correlation')) } }
    if (request.method === 'POST') {
      const made = { ...(request.json() as { name: string; start: string; correlation: string }), id: String(employees.size + 1) }
      employees.set(made.id, made)
      history.push(`create ${made.correlation}`)
      return { status: 201, json: { id: made.id } }
    }
    const known = employees.get(id!)
    if (!known) return { status: 404, json: {} }
    history.push(`${request.method === 'PUT' ? 'change' : 'remove'} ${known.correlation}`)
    if (request.method === 'PUT') employees.set(known.id, { ...known, ...(request.json() as object) })
    else employees.delete(known.id)
    return { status: 200, json: known }
  })
  return Object.assign(vendor, { employees, history })
}
