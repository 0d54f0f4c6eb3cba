import type { FakeVendor, VendorRequest } from './fake-vendor.ts'
import { officialSpec, startJudgedVendor } from './official-spec.ts'

export type BambooEmployee = Record<string, string> & { id: string; status: string }
export type BambooVendor = FakeVendor & { employees: Map<string, BambooEmployee>; rows: Map<string, Record<string, string>[]>; lists: Record<string, string[]>; fields: string[]; history: string[]; restricted: string[]; pageSize: number }

const spec = officialSpec('bamboohr')

/** BambooHR by its own description: employees, the status table, fields and lists. */
export async function startBamboo(): Promise<BambooVendor> {
  const employees = new Map<string, BambooEmployee>()
  const rows = new Map<string, Record<string, string>[]>()
  const history: string[] = []

  function list({ query }: VendorRequest): unknown {
    const has = (employee: BambooEmployee, name: string): boolean => (employee[name] ?? '').toLowerCase().includes((query.get(`filter[${name}]`) ?? '').toLowerCase())
    const fitting = [...employees.values()].filter(each => has(each, 'firstName') && has(each, 'lastName'))
    const from = Number(query.get('page[after]') ?? 0)
    const size = Math.min(Number(query.get('page[limit]') ?? 50), state.pageSize)
    const asked = query.get('fields')?.split(',') ?? []
    const shown = fitting.slice(from, from + size).map(({ id, ...employee }) => ({
      employeeId: id, firstName: employee['firstName'] ?? null, lastName: employee['lastName'] ?? null, preferredName: null, photoUrl: null, jobTitleName: employee['jobTitle'] ?? null, status: employee['status'] ?? null,
      _restrictedFields: asked.filter(field => state.restricted.includes(field)), ...Object.fromEntries(asked.map(field => [field, state.restricted.includes(field) ? null : employee[field] ?? null])),
    }))
    return { data: shown, meta: { total: fitting.length, page: { limit: size, nextCursor: from + size < fitting.length ? String(from + size) : null, prevCursor: null } }, _links: { self: { href: 'x' } } }
  }

  function change(id: string, { json, path }: VendorRequest): { status: number; headers?: Record<string, string> } {
    const known = employees.get(id)
    if (!known) return { status: 404 }
    if (path.endsWith('/tables/employmentStatus')) {
      const row = json() as Record<string, string>
      rows.set(id, [...rows.get(id) ?? [], { ...row, id: String((rows.get(id)?.length ?? 0) + 1), employeeId: id }])
      if (row['employmentStatus'] === 'Terminated') known.status = 'Inactive'
      history.push(`status ${id} ${row['employmentStatus']}`)
      return { status: 200 }
    }
    Object.assign(known, json())
    history.push(`change ${id} ${Object.keys(json() as object).join(',')}`)
    return { status: 200 }
  }

  const vendor = await startJudgedVendor(spec, request => {
    const [, , , room, id, , table] = request.path.split('/')
    if (room === 'meta' && id === 'fields') return { status: 200, json: state.fields.map((alias, at) => ({ id: at + 1, name: alias, type: 'text', alias })) }
    if (room === 'meta') return { status: 200, json: Object.entries(state.lists).map(([alias, options], at) => ({ fieldId: String(at + 1), alias, name: alias, manageable: 'yes', multiple: 'no', options: options.map((name, option) => ({ id: option, name, archived: 'no' })) })) }
    if (request.method === 'GET' && id === undefined) return { status: 200, json: list(request) }
    if (request.method === 'POST' && id === undefined) {
      const made = { ...(request.json() as Record<string, string>), id: String(employees.size + 101), status: 'Active' }
      employees.set(made.id, made)
      history.push(`create ${made.id}`)
      return { status: 201, headers: { location: `https://company.bamboohr.com/employees/${made.id}` } }
    }
    if (request.method === 'POST') return change(id!, request)
    const known = employees.get(id!)
    if (!known) return { status: 404 }
    if (table !== undefined) return { status: 200, json: rows.get(id!) ?? [] }
    return { status: 200, json: { id: known.id, ...Object.fromEntries((request.query.get('fields') ?? 'firstName,lastName').split(',').flatMap(field => (known[field] === undefined ? [] : [[field, known[field]]]))) } }
  })
  const state = Object.assign(vendor, {
    employees, rows, history, lists: { department: ['Design', 'Sales'] } as Record<string, string[]>, restricted: [] as string[], pageSize: 100,
    fields: ['firstName', 'lastName', 'homeEmail', 'workEmail', 'hireDate', 'jobTitle', 'department', 'location', 'status', 'customNote'],
  })
  return state
}
