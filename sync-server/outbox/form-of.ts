import { z } from 'zod'
import { connectorInfoSchema, type ConnectorInfo, type FormField } from '#shared/contract/integrations'
import type { Connector } from '../connectors/kit/connector.ts'

const propertySchema = z.looseObject({
  type: z.string().optional(), format: z.string().optional(), enum: z.array(z.string()).optional(), title: z.string().optional(), description: z.string().optional(), maxLength: z.number().optional(),
  anyOf: z.array(z.unknown()).optional(),
})
const objectSchema = z.looseObject({ properties: z.record(z.string(), propertySchema).default({}), required: z.array(z.string()).default([]) })

/** `subdomainName` → "Subdomain name". */
const wordsOf = (name: string): string => {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function kindOf(property: z.infer<typeof propertySchema>): FormField['kind'] {
  if (property.enum) return 'choice'
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
    choices: (property.enum ?? []).map(value => ({ value, label: wordsOf(value) })),
  }))
}

/** A connector as the workstation shows it; its form follows from its schemas. */
export function describeConnector(connector: Connector): ConnectorInfo {
  const { id, title, category, summary, scopes, fields, events, defaultMapping, presets, steps } = connector
  return connectorInfoSchema.parse({
    id, title, category, summary, form: [...fieldsOf(connector.configSchema, false), ...fieldsOf(connector.secretsSchema, true)], scopes: [...scopes], fields: [...fields], events: [...events],
    defaultMapping: [...defaultMapping], steps: [...steps], presets: presets ?? [], canAppend: connector.held !== undefined, asksConsent: connector.consent !== undefined,
  })
}
