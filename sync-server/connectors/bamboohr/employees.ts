import { AppError } from '#shared/lib/app-error'
import type { ConnectorContext } from '../kit/connector-context.ts'
import { employeeSchema, employeesSchema, idFromLocation, newEmployeeSchema, rowsSchema, type Listed } from './wire.ts'

export type Config = { address: string; endingStatus?: string | undefined }
export type Secrets = { key: string }
export type Context = ConnectorContext<Config, Secrets>

const same = (one: string | null | undefined, other: string | undefined): boolean => (one ?? '').trim().toLowerCase() === (other ?? '').trim().toLowerCase()
const path = (id: string): string => `employees/${encodeURIComponent(id)}`

/** The e-mail field the mapping fills, by which somebody is known again. */
function emailField({ mapped }: Context): 'homeEmail' | 'workEmail' | null {
  return mapped['homeEmail'] ? 'homeEmail' : mapped['workEmail'] ? 'workEmail' : null
}

/**
 * Looks for the person by name and e-mail: BambooHR can search by name alone, so the e-mail is compared here.
 * @throws AppError `connector.forbidden` when the key may not see e-mails, `connector.conflict` when two fit.
 */
export async function findEmployee(ctx: Context): Promise<Listed | null> {
  const { firstName, lastName } = ctx.mapped
  const field = emailField(ctx)
  const fitting: Listed[] = []
  for (let after: string | null = null, page = 0; page < 20; page += 1) {
    const query: Record<string, string> = { 'filter[firstName]': firstName?.value ?? '', 'filter[lastName]': lastName?.value ?? '', 'page[limit]': '100', ...(field ? { fields: field } : {}), ...(after === null ? {} : { 'page[after]': after }) }
    const { data, meta } = (await ctx.http.request({ method: 'GET', path: 'employees', query })).parse(employeesSchema)
    // The search finds parts of names as well.
    const named = data.filter(each => same(each.firstName, firstName?.value) && same(each.lastName, lastName?.value))
    if (field && named.some(each => each._restrictedFields.includes(field))) throw new AppError('connector.forbidden', { facts: { field } })
    fitting.push(...named.filter(each => field === null || same(each[field], ctx.mapped[field]?.value)))
    after = meta.page.nextCursor
    if (after === null) break
  }
  if (fitting.length > 1) throw new AppError('connector.conflict')
  return fitting[0] ?? null
}

const valuesOf = ({ mapped }: Context): Record<string, string> => Object.fromEntries(Object.entries(mapped).map(([field, { value }]) => [field, value]))

export async function createEmployee(ctx: Context): Promise<string> {
  const { headers } = await ctx.http.request({ method: 'POST', path: 'employees', json: newEmployeeSchema.parse(valuesOf(ctx)) })
  return idFromLocation(headers['location'])
}

/** Writes the mapped fields; only those that come from `ours` when given. False when the employee is there no more. */
export async function updateEmployee(ctx: Context, id: string, ours?: readonly string[]): Promise<boolean> {
  const fields = Object.entries(ctx.mapped).filter(([, line]) => ours === undefined || line.ours.some(name => ours.includes(name))).map(([field, { value }]) => [field, value])
  if (fields.length === 0) return true
  const { status } = await ctx.http.request({ method: 'POST', path: path(id), json: Object.fromEntries(fields), accept: [404] })
  return status !== 404
}

/** What an employee holds in some fields; null when they are there no more. */
export async function readEmployee(ctx: Context, id: string, fields: readonly string[]): Promise<Readonly<Record<string, string>> | null> {
  const reply = await ctx.http.request({ method: 'GET', path: path(id), query: { fields: fields.join(','), onlyCurrent: 'false' }, accept: [404] })
  if (reply.status === 404) return null
  return Object.fromEntries(Object.entries(reply.parse(employeeSchema)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** Ends the employment by a row of the status table, once: a row of that day with that status is enough. */
export async function endEmployment(ctx: Context, id: string, day: string, employmentStatus: string): Promise<void> {
  const table = `${path(id)}/tables/employmentStatus`
  const rows = (await ctx.http.request({ method: 'GET', path: table })).parse(rowsSchema)
  if (rows.some(row => row['date'] === day && row['employmentStatus'] === employmentStatus)) return
  await ctx.http.request({ method: 'POST', path: table, json: { date: day, employmentStatus } })
}
