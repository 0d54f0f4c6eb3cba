import { expect, test } from 'vitest'
import { describeConnector } from '#server/outbox/form-of'
import { webhooks } from '#server/connectors/webhooks/connector'
import { readForm } from '../../../../src/renderer/features/integrations/connector-form.tsx'

const { form } = describeConnector(webhooks)
const address = { address: 'https://hooks.example.test' }

test('a key that is left empty stays as it is, and only a ticked box erases the one that is kept', () => {
  expect(readForm(form, address, false)).toMatchObject({ secrets: {}, problems: [] })
  expect(readForm(form, { ...address, 'remove previousSecret': 'true' }, false).secrets).toEqual({ previousSecret: '' })
  expect(readForm(form, { ...address, 'remove previousSecret': 'false' }, false).secrets).toEqual({})
})

test('a key that has to be there cannot be left out of a new connection', () => {
  expect(readForm(form, address, true).problems).toEqual([{ fieldId: 'secret', message: 'Fill in Signing secret.' }])
})
