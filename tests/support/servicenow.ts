import type { FakeVendor, VendorRequest } from './fake-vendor.ts'
import { officialSpec, startJudgedVendor } from './official-spec.ts'

type Row = Record<string, string>
export type ServiceNow = FakeVendor & { tables: Map<string, Map<string, Row>>; orders: string[]; notes: string[]; mandatory: string[]; variables: string[]; understands: boolean; add(table: string, row: Row): Row; /** What the user of the connection may read of orders. */ showsOrders: boolean; all(table: string): Row[] }

const spec = officialSpec('servicenow')
const sysId = (count: number): string => count.toString(16).padStart(32, '0')

/** An instance: tables, a catalog whose orders open requested items, encoded queries. */
export async function startServiceNow(): Promise<ServiceNow> {
  const tables: ServiceNow['tables'] = new Map()
  const orders: string[] = []
  const notes: string[] = []
  let count = 0
  const table = (name: string): Map<string, Row> => tables.get(name) ?? tables.set(name, new Map()).get(name)!
  const add = (name: string, row: Row): Row => {
    count += 1
    const made = { ...row, sys_id: sysId(count) }
    table(name).set(made.sys_id, made)
    return made
  }

  function order(item: string, { json }: VendorRequest): Row {
    const { variables = {} } = json() as { variables?: Row }
    const request = add('sc_request', { number: `REQ${count}` })
    const wanted = add('sc_req_item', { number: `RITM${count}`, request: request['sys_id']!, cat_item: item, state: '1', active: 'true' })
    for (const [name, value] of Object.entries(variables)) add('sc_item_option_mtom', { request_item: wanted['sys_id']!, 'request_item.number': wanted['number']!, 'sc_item_option.item_option_new.name': name, 'sc_item_option.value': value })
    orders.push(variables['shortlist_key'] ?? '')
    return request
  }

  function find(name: string, { query }: VendorRequest): Row[] {
    const conditions = (query.get('sysparm_query') ?? '').split('^').filter(part => part !== '').map(part => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] as const)
    if (name === 'sc_item_option_mtom' && !state.showsOrders) return []
    const found = [...table(name).values()].filter(row => !state.understands || conditions.every(([field, value]) => row[field] === value))
    const fields = query.get('sysparm_fields')?.split(',')
    return found.slice(0, Number(query.get('sysparm_limit') ?? 10_000)).map(row => (fields ? Object.fromEntries(fields.map(field => [field, row[field] ?? ''])) : row))
  }

  const vendor = await startJudgedVendor(spec, request => {
    const [, , room, , name, id] = request.path.split('/')
    if (room === 'sn_sc') {
      const item = id!
      if (request.method === 'GET') return { status: 200, json: { result: { sys_id: item, name: 'An item', variables: [{ name: 'container', children: state.variables.map(variable => ({ name: variable, mandatory: state.mandatory.includes(variable) })) }] } } }
      const request_ = order(item, request)
      return { status: 200, json: { result: { sys_id: request_['sys_id'], number: request_['number'], request_number: request_['number'], request_id: request_['sys_id'], table: 'sc_request', parent_id: null } } }
    }
    if (request.method === 'POST') return { status: 201, json: { result: add(name!, { number: `INC${count}`, state: '1', active: 'true', ...(request.json() as Row) }) } }
    if (id === undefined) return { status: 200, json: { result: find(name!, request) } }
    const row = table(name!).get(id)
    if (!row) return { status: 404, json: { error: { message: 'No Record found', detail: null }, status: 'failure' } }
    if (request.method === 'PATCH') {
      const { work_notes: note, ...changed } = request.json() as Row
      if (note !== undefined) notes.push(note)
      Object.assign(row, changed)
    }
    return { status: 200, json: { result: row } }
  })
  // Others order there too: a laptop somebody in sales asked for.
  add('sc_item_option_mtom', { request_item: sysId(0xfffff), 'request_item.number': 'RITM0000001', 'sc_item_option.item_option_new.name': 'full_name', 'sc_item_option.value': 'Somebody else' })
  const state = Object.assign(vendor, { tables, orders, notes, add, mandatory: [] as string[], variables: ['full_name', 'shortlist_key'], understands: true, showsOrders: true, all: (name: string) => [...table(name).values()] })
  return state
}
