import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isCompensation, recordFieldNames } from '#server/connectors/kit/record-fields'
import { connectors } from '#server/connectors/registry'
import { describeConnector } from '#server/outbox/form-of'

/** The suites a connector can go through, and the file that puts it through. One that is in no line fails below. */
const proofs: Readonly<Record<string, Readonly<{ file: string; suite: string; spec: string | null }>>> = {
  bamboohr: { file: 'connectors/bamboohr', suite: 'connectorSuite(', spec: 'bamboohr' },
  'rest-hris': { file: 'connectors/rest-hris', suite: 'connectorSuite(', spec: null },
  scim: { file: 'connectors/scim', suite: 'connectorSuite(', spec: 'scim' },
  servicenow: { file: 'connectors/servicenow', suite: 'connectorSuite(', spec: 'servicenow' },
  slack: { file: 'connectors/slack', suite: 'connectorSuite(', spec: 'slack' },
  docusign: { file: 'connectors/docusign', suite: 'connectorSuite(', spec: 'docusign' },
  webhooks: { file: 'connectors/webhooks', suite: 'connectorSuite(', spec: 'standards' },
  hackerrank: { file: 'connectors/hackerrank', suite: 'connectorSuite(', spec: null },
  codility: { file: 'connectors/codility', suite: 'connectorSuite(', spec: null },
  codesignal: { file: 'connectors/codesignal', suite: 'connectorSuite(', spec: 'codesignal' },
  'google-calendar': { file: 'connectors/google-calendar', suite: 'eventPortSuite(', spec: 'google-calendar' },
  'microsoft-365': { file: 'connectors/microsoft-365', suite: 'eventPortSuite(', spec: 'microsoft-graph' },
  zoom: { file: 'connectors/zoom', suite: 'eventPortSuite(', spec: 'zoom' },
  // It takes messages and changes nothing at a vendor: repeats, forgeries and what cannot be read are tested by name.
  'inbound-candidates': { file: 'inbound/inbound-candidates', suite: "connect({ signing: 'standardWebhooks' })", spec: null },
  calendly: { file: 'connectors/calendly', suite: 'connectorSuite(', spec: 'calendly' },
}
const at = (path: string): URL => new URL(path, import.meta.url)

test('every connector of the registry is proved somewhere, and every line of the table is a connector', () => {
  expect(Object.keys(proofs).toSorted()).toEqual(connectors.map(connector => connector.id).toSorted())
})

describe.each(connectors.map(connector => [connector.title, connector] as const))('%s', (_title, connector) => {
  const { file, suite, spec } = proofs[connector.id]!
  const folder = `../../../sync-server/connectors/${connector.id}/`

  test('begins with no field that it never uses: the monthly review would tell its owner to take that away', () => {
    const used = new Set<string>([...connector.defaultMapping.map(line => line.ours), ...connector.requires, ...connector.reads ?? []])
    const given = connector.fields.filter(field => field.onByDefault).map(field => field.name)
    expect(connector.defaultMapping.length === 0 ? [] : given.filter(name => !used.has(name))).toEqual([])
  })

  test('goes through its suite, and is judged by its vendor’s own description where there is one', () => {
    expect(readFileSync(at(`../${file}.test.ts`), 'utf8').includes(suite), `${suite} in ${file}`).toBe(true)
    if (spec !== null) expect(existsSync(at(`../../specs/${spec}`))).toBe(true)
  })

  test('has a page that says how it avoids doing things twice, and its limits or checks', () => {
    const page = readFileSync(at(`${folder}README.md`), 'utf8')
    expect(page).toMatch(/\*\*(Once|Verification)[.:]?\*\*|\*\*Once[.:]/)
    expect(page).toMatch(/[Ll]imit|signature|Scopes/)
  })

  test('has a form in which each input has a name, and a choice has choices', () => {
    const { form, summary } = describeConnector(connector)
    expect(summary).toMatch(/\.$/)
    for (const field of form) {
      expect(field.label, field.name).not.toBe('')
      if (field.kind === 'choice') expect(field.choices.length, field.name).toBeGreaterThan(1)
    }
    for (const field of form.filter(each => each.secret)) expect(field.help, field.name).not.toBe('')
  })

  test('refuses settings and keys it does not know', () => {
    expect(connector.configSchema.safeParse({ nobodyAskedFor: 1 }).success).toBe(false)
    expect(connector.secretsSchema.safeParse({ nobodyAskedFor: 'x' }).success).toBe(false)
  })

  test('asks for named permissions with a reason, and handles what it is told of', () => {
    for (const { name, reason } of connector.scopes) expect([name, reason].every(text => text.length > 3), name).toBe(true)
    expect(Object.keys(connector.handles).toSorted()).toEqual([...connector.events].toSorted())
    expect(connector.rateLimit.requests).toBeGreaterThan(0)
  })

  test('is given only fields that exist, pay never by itself, and what it needs without being asked', () => {
    const names = connector.fields.map(field => field.name)
    const onByDefault = connector.fields.filter(field => field.onByDefault).map(field => field.name)
    for (const name of names) expect(recordFieldNames).toContain(name)
    expect(onByDefault.filter(isCompensation)).toEqual([])
    for (const name of connector.requires) expect(onByDefault).toContain(name)
    for (const { ours, direction, required } of connector.defaultMapping) if (direction === 'out') expect(required ? onByDefault : names).toContain(ours)
  })
})
