import { z } from 'zod'
import type { RecordValues } from '../kit/record-fields.ts'

const texts = z.array(z.string().max(200)).max(100)
/** One request a hire sets off: an item ordered from the catalog, or a record of a table. */
export const workSchema = z.strictObject({
  name: z.string().trim().min(1).max(60).meta({ title: 'What it is', description: 'As it stands on the first-day list, such as Laptop.' }),
  kind: z.enum(['account', 'access', 'hardware', 'welcome']).meta({ title: 'Kind' }),
  item: z.string().regex(/^[0-9a-f]{32}$/, '“item” is the 32 letters and digits of a catalog item’s sys_id.').optional().meta({ title: 'Catalog item', description: 'The item’s sys_id, 32 letters and digits. Or name a table.' }),
  table: z.string().regex(/^[a-z][a-z0-9_]*$/, '“table” is the name of a table, such as incident.').optional().meta({ title: 'Table', description: 'Where a record is opened instead, such as incident.' }),
  /** Variables of the item or columns of the table; `"{{jobTitle}}"` stands for a field of theirs. */
  fields: z.record(z.string().max(100), z.json()).default({}).meta({ title: 'What is filled in', description: 'Variables of the item or columns of the table. {{fullName}} and its like stand for the fields under Fields.' }),
  /** Only for hires whose values are among these, in the words this connection sends. */
  when: z.strictObject({
    department: texts.meta({ title: 'Only for departments' }), level: texts.meta({ title: 'Only for levels' }), workLocation: texts.meta({ title: 'Only for places' }), employmentType: texts.meta({ title: 'Only for employment types' }),
  }).partial().default({}),
  /** States that mean done or called off; those of requested items and incidents are known. */
  done: texts.optional().meta({ title: 'States that mean done', description: 'Only where your instance has its own.' }), cancelled: texts.optional().meta({ title: 'States that mean called off' }),
})
export type Work = z.infer<typeof workSchema>

export const configSchema = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).max(2_000).meta({ title: 'Address', description: 'Your instance, such as https://yourcompany.service-now.com.' }),
  user: z.string().trim().min(1).max(200).meta({ title: 'User', description: 'A user of its own for Shortlist, with the roles listed below.' }),
  work: z.array(workSchema).min(1).max(40).meta({ title: 'What a hire sets off', description: 'One line for each request: an order from the catalog, or a record of a table.' }),
  keyVariable: z.string().trim().max(80).regex(/^[A-Za-z0-9_]*$/, 'A variable’s name has letters, digits and underscores.').optional().meta({ title: 'Variable for our key', description: 'Each ordered item needs a text variable of this name, such as shortlist_key, hidden from people: by it an order is found again instead of placed twice. The user must be shown orders (table sc_item_option_mtom); an order whose answer was lost otherwise waits for you.' }),
}).superRefine(({ work, keyVariable }, found) => {
  const names = new Set<string>()
  work.forEach((each, at) => {
    if ((each.item === undefined) === (each.table === undefined)) found.addIssue({ code: 'custom', path: ['work', at], message: `“${each.name}” needs either “item” or “table”.` })
    if (names.has(each.name)) found.addIssue({ code: 'custom', path: ['work', at], message: `“${each.name}” is there twice; each needs a name of its own.` })
    names.add(each.name)
  })
  if (!keyVariable && work.some(each => each.item !== undefined)) found.addIssue({ code: 'custom', path: ['keyVariable'], message: 'Items are ordered, so a variable for our key is needed: without it an order could be placed twice.' })
})
export type Config = z.infer<typeof configSchema>

export const secretsSchema = z.strictObject({ password: z.string().min(1).meta({ title: 'Password', description: 'Of that user.' }) })
export type Secrets = z.infer<typeof secretsSchema>

/** The work that is for this hire. */
export function workFor({ work }: Pick<Config, 'work'>, record: RecordValues): readonly Work[] {
  return work.filter(({ when }) => (['department', 'level', 'workLocation', 'employmentType'] as const).every(name => when[name] === undefined || when[name].includes(record[name] ?? '')))
}

const incidentStates = { done: ['6', '7'], cancelled: ['8'] }
const taskStates = { done: ['3'], cancelled: ['4', '7'] }

/** States of a ticket that end it, by table unless the owner says otherwise. */
export function endStates(work: Pick<Work, 'done' | 'cancelled'> | undefined, table: string): Readonly<{ done: readonly string[]; cancelled: readonly string[] }> {
  const usual = table === 'incident' ? incidentStates : taskStates
  return { done: work?.done ?? usual.done, cancelled: work?.cancelled ?? usual.cancelled }
}
