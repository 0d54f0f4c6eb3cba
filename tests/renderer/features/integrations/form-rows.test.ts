import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeConnector } from '#server/outbox/form-of'
import { servicenow } from '#server/connectors/servicenow/connector'
import { slack } from '#server/connectors/slack/connector'
import { at, pairsOf, put, rowsIn } from '../../../../src/renderer/features/integrations/form-rows.ts'

const work = { name: 'Laptop', kind: 'hardware', table: 'incident', fields: { short_description: 'Laptop for {{fullName}}', count: 2 }, when: { department: ['Engineering'] } }

test('a list of ServiceNow requests and of Slack channels is lines with inputs, never text with brackets', () => {
  const rows = (connector: typeof slack) => describeConnector(connector).form.filter(field => field.kind === 'rows').map(field => [field.name, field.columns.map(column => [column.path.join('.'), column.kind, column.required])])
  expect(rows(servicenow)).toEqual([['work', [
    ['name', 'text', true], ['kind', 'choice', true], ['item', 'text', false], ['table', 'text', false], ['fields', 'pairs', false],
    ['when.department', 'texts', false], ['when.level', 'texts', false], ['when.workLocation', 'texts', false], ['when.employmentType', 'texts', false], ['done', 'texts', false], ['cancelled', 'texts', false],
  ]]])
  expect(rows(slack)).toEqual([['rooms', [['channel', 'text', true], ['requisitionCode', 'text', false], ['department', 'text', false]]]])
  expect([servicenow, slack].flatMap(connector => describeConnector(connector).form).some(field => field.kind === 'json')).toBe(false)
})

test('what is written into one place of a line leaves every other place as it is', () => {
  fc.assert(fc.property(fc.constantFrom(['name'], ['table'], ['when', 'department'], ['when', 'level'], ['fields']), fc.option(fc.string(), { nil: undefined }), (path, value) => {
    const after = put(work, path, value)
    expect(at(after, path)).toBe(value)
    for (const other of [['name'], ['kind'], ['table'], ['fields'], ['when', 'department']].filter(each => each[0] !== path[0])) expect(at(after, other)).toEqual(at(work, other))
    expect(rowsIn(JSON.stringify([after]))).toEqual([JSON.parse(JSON.stringify(after))])
  }))
})

test('a place that is emptied is gone, with what would be left empty around it', () => {
  expect(put(work, ['when', 'department'], undefined)).not.toHaveProperty('when')
  expect(put({ ...work, when: { department: ['A'], level: ['B'] } }, ['when', 'department'], undefined)).toMatchObject({ when: { level: ['B'] } })
  expect(pairsOf(work.fields)).toEqual([['short_description', 'Laptop for {{fullName}}'], ['count', 2]])
  expect(rowsIn('')).toEqual([])
})
