import type { MissingField } from '#shared/contract/integrations'
import { labelOf } from '../kit/record-fields.ts'
import type { Context } from './employees.ts'
import { fieldsSchema, listsSchema } from './wire.ts'

const rememberMs = 10 * 60_000
/** Fields of ours with a controlled list, and where the owner puts them into BambooHR's words. */
const controlled: Readonly<Record<string, string>> = { department: 'Departments', workLocation: 'Locations', employmentType: 'Employment types', level: 'Levels' }
const owner = 'the owner, under Integrations, Fields'

/** The account's own fields and lists. An account that shows none, or a key that may not see them, sets no demands. */
async function metadata(ctx: Context): Promise<Readonly<{ names: ReadonlySet<string>; lists: ReadonlyMap<string, ReadonlySet<string>> }>> {
  return ctx.remember('metadata', rememberMs, async () => {
    const fields = await ctx.http.request({ method: 'GET', path: 'meta/fields', accept: [403] })
    const lists = await ctx.http.request({ method: 'GET', path: 'meta/lists', accept: [403] })
    const known = fields.status === 403 ? [] : fields.parse(fieldsSchema).filter(field => field.deprecated !== true)
    const listed = lists.status === 403 ? [] : lists.parse(listsSchema)
    return {
      names: new Set(known.flatMap(field => [String(field.id), ...(field.alias ? [field.alias] : [])])),
      lists: new Map(listed.flatMap(list => (list.alias ? [[list.alias, new Set(list.options.filter(option => option.archived !== 'yes').flatMap(option => option.name ?? []))]] : []))),
    }
  })
}

/**
 * What BambooHR would refuse or quietly drop: names it requires, fields the account does not have, and values that are
 * not on its lists.
 */
export async function missingInBamboo(ctx: Context): Promise<readonly MissingField[]> {
  const unmapped = ['firstName', 'lastName'].filter(field => !ctx.mapped[field])
    .map(field => ({ field, label: `BambooHR’s field ${field}`, who: owner }))
  if (unmapped.length > 0) return unmapped
  const { names, lists } = await metadata(ctx)
  return Object.entries(ctx.mapped).flatMap(([field, { value, ours }]): MissingField[] => {
    if (names.size > 0 && !names.has(field)) return [{ field: field.slice(0, 60), label: `BambooHR has no field “${field.slice(0, 60)}”`, who: owner }]
    const source = ours.find(name => name in controlled)
    const options = lists.get(field)
    if (!source || !options || options.has(value)) return []
    return [{ field: source, label: `${labelOf(source)} in BambooHR’s words`, who: `${owner}: ${controlled[source]}` }]
  })
}
