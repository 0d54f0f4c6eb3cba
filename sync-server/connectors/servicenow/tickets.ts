import { clipped, storableLine } from '#shared/domain/import/clean-text'
import { AppError } from '#shared/lib/app-error'
import type { Json } from '#shared/lib/json'
import type { ConnectorContext } from '../kit/connector-context.ts'
import { fillJson, placeholdersOf, type Values } from '../kit/template.ts'
import { endStates, type Config, type Secrets, type Work } from './config.ts'
import { oneRecordSchema, orderSchema, recordsSchema, seenSchema, type SnRecord } from './wire.ts'

export type Context = ConnectorContext<Config, Secrets>
/** A ticket of ours; kept in the register as `table/sysId/number`. */
export type Ticket = Readonly<{ table: string; sysId: string; number: string }>

const pageSize = 20
const plain = { sysparm_exclude_reference_link: 'true' }
const table = (name: string, sysId?: string): string => `api/now/table/${name}${sysId === undefined ? '' : `/${encodeURIComponent(sysId)}`}`

export const ticketText = ({ table, sysId, number }: Ticket): string => [table, sysId, number].join('/')
export function ticketOf(text: string): Ticket {
  const [name = '', sysId = '', number = ''] = text.split('/')
  return { table: name, sysId, number }
}

/** What placeholders stand for: fields of theirs, by the mapping. */
export const valuesOf = (ctx: Context): Values => Object.fromEntries(Object.entries(ctx.mapped).map(([name, { value }]) => [name, value]))

/** A caret ends a condition of an encoded query: with one in a value the query would mean something else. */
function condition(field: string, value: string): string {
  if (/[\^\r\n]/.test(value)) throw new AppError('connector.refused', { facts: { field } })
  return `${field}=${value}`
}

/**
 * Rows that hold exactly this value. An instance may ignore a condition it does not understand and answer with
 * everything: each row is compared again.
 * @throws AppError `connector.cannot_look_up` when a whole page of others came, so that ours may be behind it.
 */
async function rows(ctx: Context, name: string, fields: readonly string[], ...conditions: readonly (readonly [field: string, value: string])[]): Promise<readonly SnRecord[]> {
  const query = { ...plain, sysparm_query: conditions.map(([field, value]) => condition(field, value)).join('^'), sysparm_fields: [...fields, ...conditions.map(([field]) => field)].join(','), sysparm_limit: String(pageSize) }
  const { result } = (await ctx.http.request({ method: 'GET', path: table(name), query })).parse(recordsSchema)
  const ours = result.filter(row => conditions.every(([field, value]) => row[field] === value))
  if (ours.length === 0 && result.length >= pageSize) throw new AppError('connector.cannot_look_up')
  return ours
}

const variable = 'sc_item_option.item_option_new.name'

/**
 * Whether this user is shown what was ordered at all, also by others. ServiceNow leaves out rows that a user may not see
 * and says nothing of it: an empty answer then does not mean that nothing was ordered.
 */
export function seesOrders(ctx: Context): Promise<boolean> {
  const ask = async (): Promise<boolean> => {
    const { result } = (await ctx.http.request({ method: 'GET', path: table('sc_item_option_mtom'), query: { ...plain, sysparm_fields: `request_item,${variable}`, sysparm_limit: '1' }, accept: [403] })).parse(seenSchema)
    return result.some(row => Boolean(row['request_item']) && Boolean(row[variable]))
  }
  return ctx.remember('sees orders', (sees: boolean) => (sees ? 3_600_000 : 0), ask)
}

function only(found: readonly SnRecord[]): SnRecord | null {
  if (found.length > 1) throw new AppError('connector.conflict')
  return found[0] ?? null
}

const ticket = (name: string, row: SnRecord): Ticket => {
  // It becomes a part of addresses.
  if (!/^[\da-f]{32}$/i.test(row['sys_id'] ?? '')) throw new AppError('connector.bad_response', { facts: { field: 'sys_id' } })
  return { table: name, sysId: row['sys_id']!, number: clipped(storableLine(row['number'] ?? ''), 100) }
}

/** Looks for the ticket an earlier try may have opened: by its correlation id, or by the variable that holds our key. */
export async function findTicket(ctx: Context, work: Work, key: string): Promise<Ticket | null> {
  const name = work.table ?? 'sc_req_item'
  const known = only(await rows(ctx, name, ['sys_id', 'number'], ['correlation_id', key]))
  if (known) return ticket(name, known)
  if (work.item === undefined) return null
  const ordered = only(await rows(ctx, 'sc_item_option_mtom', ['request_item', 'request_item.number'], [variable, ctx.config.keyVariable ?? ''], ['sc_item_option.value', key]))
  // An order is placed again only where it would have been seen.
  if (ordered === null && !await seesOrders(ctx)) throw new AppError('connector.cannot_look_up')
  return ordered === null ? null : mark(ctx, ticket(name, { sys_id: ordered['request_item'] ?? '', number: ordered['request_item.number'] ?? '' }), key)
}

export const dueOf = (ctx: Context): Record<string, string> => (ctx.record.startDate === undefined ? {} : { due_date: `${ctx.record.startDate} 00:00:00` })

/** Writes our key onto a requested item, so that people there can tell where it came from. */
async function mark(ctx: Context, found: Ticket, key: string): Promise<Ticket> {
  await ctx.http.request({ method: 'PATCH', path: table(found.table, found.sysId), query: { sysparm_fields: 'sys_id' }, json: { correlation_id: key, correlation_display: 'Shortlist', ...dueOf(ctx) } })
  return found
}

export async function openTicket(ctx: Context, work: Work, key: string): Promise<Ticket> {
  const filled = fillJson(work.fields as Json, valuesOf(ctx)) as Record<string, Json>
  if (work.table !== undefined) {
    const json = { ...filled, correlation_id: key, correlation_display: 'Shortlist', ...dueOf(ctx) }
    return ticket(work.table, (await ctx.http.request({ method: 'POST', path: table(work.table), query: { ...plain, sysparm_fields: 'sys_id,number' }, json })).parse(oneRecordSchema).result)
  }
  const reply = await ctx.http.request({ method: 'POST', path: `api/sn_sc/servicecatalog/items/${work.item}/order_now`, json: { sysparm_quantity: '1', variables: { ...filled, [ctx.config.keyVariable ?? '']: key } } })
  const { request_id: request } = reply.parse(orderSchema).result
  const item = only(await rows(ctx, 'sc_req_item', ['sys_id', 'number'], ['request', request], ['cat_item', work.item ?? '']))
  // The order stands; its item appears in a moment, and the next try finds it by our key.
  if (!item) throw new AppError('connector.unavailable')
  return mark(ctx, ticket('sc_req_item', item), key)
}

/** What of a piece of work is filled by fields that changed. */
const fedBy = (work: Work, ctx: Context, changed: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(work.fields).filter(([, template]) => placeholdersOf(JSON.stringify(template)).some(name => ctx.mapped[name]?.ours.some(ours => changed.includes(ours)))))

/** Columns of a record that are filled by fields that changed. A placed order's variables stay as they were ordered. */
export const columnsOf = (work: Work | undefined, ctx: Context, changed: readonly string[]): Readonly<Record<string, Json>> =>
  work?.table === undefined ? {} : fillJson(fedBy(work, ctx, changed) as Json, valuesOf(ctx)) as Record<string, Json>

/** True for an order from the catalog that holds what has changed: ServiceNow lets nobody order it otherwise, so only a note says it. */
export const isOrderedOtherwise = (work: Work | undefined, ctx: Context, changed: readonly string[]): boolean => work?.item !== undefined && Object.keys(fedBy(work, ctx, changed)).length > 0

/** How a ticket stands, with its date and the mark of what it was told last; null when it is there no more. */
export async function readTicket(ctx: Context, { table: name, sysId }: Ticket, work: Work | undefined): Promise<Readonly<{ end: 'done' | 'cancelled' | null; dueDay: string; mark: string }> | null> {
  const reply = await ctx.http.request({ method: 'GET', path: table(name, sysId), query: { ...plain, sysparm_fields: 'sys_id,state,active,due_date,correlation_display' }, accept: [404] })
  if (reply.status === 404) return null
  const { state = '', active = '', due_date: due = '', correlation_display: mark = '' } = reply.parse(oneRecordSchema).result
  const { done, cancelled } = endStates(work, name)
  // A state nobody told us of, on a ticket that is over, is not called done.
  return { end: done.includes(state) ? 'done' : cancelled.includes(state) || active === 'false' ? 'cancelled' : null, dueDay: due.slice(0, 10), mark }
}

/** Changes an open ticket. A note cannot be looked for afterwards, so the event's id stands in a column of ours beside it. */
export async function tellTicket(ctx: Context, { table: name, sysId }: Ticket, eventId: string, columns: Readonly<Record<string, Json>>): Promise<void> {
  await ctx.http.request({ method: 'PATCH', path: table(name, sysId), query: { sysparm_fields: 'sys_id' }, json: { ...columns, correlation_display: `Shortlist ${eventId}` } })
}

export async function cancelTicket(ctx: Context, { table: name, sysId }: Ticket, work: Work | undefined): Promise<void> {
  const note = 'The hire was taken back in Shortlist.'
  await ctx.http.request({ method: 'PATCH', path: table(name, sysId), query: { sysparm_fields: 'sys_id' }, json: { state: endStates(work, name).cancelled[0] ?? '4', work_notes: note, close_notes: note } })
}
