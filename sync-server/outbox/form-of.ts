import { z } from 'zod'
import { connectorInfoSchema, type ConnectorInfo, type FormColumn, type FormField } from '#shared/contract/integrations'
import type { Connector } from '../connectors/kit/connector.ts'

type Property = Readonly<{
  type?: string | undefined; format?: string | undefined; enum?: string[] | undefined; title?: string | undefined; description?: string | undefined; maxLength?: number | undefined; anyOf?: unknown[] | undefined
  items?: Property | undefined; properties?: Record<string, Property> | undefined; required?: string[] | undefined; additionalProperties?: unknown
}>
const propertySchema: z.ZodType<Property> = z.looseObject({
  type: z.string().optional(), format: z.string().optional(), enum: z.array(z.string()).optional(), title: z.string().optional(), description: z.string().optional(), maxLength: z.number().optional(),
  anyOf: z.array(z.unknown()).optional(), required: z.array(z.string()).optional(), additionalProperties: z.unknown().optional(),
  get items() { return propertySchema.optional() },
  get properties() { return z.record(z.string(), propertySchema).optional() },
})
const objectSchema = z.looseObject({ properties: z.record(z.string(), propertySchema).default({}), required: z.array(z.string()).default([]) })

/** `subdomainName` → "Subdomain name". */
const wordsOf = (name: string): string => {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const choicesOf = (property: Property): FormField['choices'] => (property.enum ?? []).map(value => ({ value, label: wordsOf(value) }))

/** What can be written into a line of a list; null for what a form has no input for. */
function columnKindOf({ type, enum: values, items, additionalProperties }: Property): FormColumn['kind'] | null {
  if (values) return 'choice'
  if (type === 'string') return 'text'
  if (type === 'array' && items?.type === 'string') return 'texts'
  return type === 'object' && additionalProperties !== undefined && additionalProperties !== false ? 'pairs' : null
}

/** The inputs of a line, those of parts of it included; null when one of them cannot be shown. */
function columnsOf({ properties = {}, required = [] }: Property, path: readonly string[] = []): readonly FormColumn[] | null {
  const columns: FormColumn[] = []
  for (const [name, property] of Object.entries(properties)) {
    const [kind, here] = [columnKindOf(property), [...path, name]]
    const inner = kind === null && property.properties ? columnsOf(property, here) : null
    if (kind !== null) columns.push({ path: here, kind, label: property.title ?? wordsOf(name), help: property.description ?? '', required: required.includes(name) && path.length === 0, choices: choicesOf(property) })
    else if (inner) columns.push(...inner)
    else return null
  }
  return columns
}

const rowsOf = (property: Property): readonly FormColumn[] => (property.type === 'array' && property.items?.properties ? columnsOf(property.items) ?? [] : [])

function kindOf(property: Property): FormField['kind'] {
  if (property.enum) return 'choice'
  if (rowsOf(property).length > 0) return 'rows'
  if (property.type === 'boolean') return 'yesNo'
  if (property.type === 'integer' || property.type === 'number') return 'number'
  if (property.type !== undefined && property.type !== 'string') return 'json'
  if (property.format === 'uri') return 'url'
  if (property.format === 'email') return 'email'
  return (property.maxLength ?? 0) > 500 ? 'longText' : 'text'
}

function fieldsOf(schema: z.ZodObject, secret: boolean): FormField[] {
  const { properties, required } = objectSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return Object.entries(properties).map(([name, property]) => ({
    name, secret, label: property.title ?? wordsOf(name), help: property.description ?? '', kind: kindOf(property), required: required.includes(name),
    choices: choicesOf(property), columns: [...rowsOf(property)],
  }))
}

/** A connector as the workstation shows it; its form follows from its schemas. */
export function describeConnector(connector: Connector): ConnectorInfo {
  const { id, title, category, summary, scopes, fields, events, defaultMapping, presets, steps } = connector
  return connectorInfoSchema.parse({
    id, title, category, summary, form: [...fieldsOf(connector.configSchema, false), ...fieldsOf(connector.secretsSchema, true)], scopes: [...scopes], fields: [...fields], events: [...events],
    defaultMapping: [...defaultMapping], steps: [...steps], presets: presets ?? [], canAppend: connector.held !== undefined, canTell: connector.held !== undefined || connector.tells !== undefined, asksConsent: connector.consent !== undefined,
  })
}
