import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bamboohr } from '#server/connectors/bamboohr/connector'
import type { Connector } from '#server/connectors/kit/connector'
import { createWire } from '#server/connectors/kit/http'
import { createWebhookSecret } from '#server/connectors/kit/standard-webhooks'
import { connectors } from '#server/connectors/registry'
import { restHris } from '#server/connectors/rest-hris/connector'
import { scim } from '#server/connectors/scim/connector'
import { servicenow } from '#server/connectors/servicenow/connector'
import { slack } from '#server/connectors/slack/connector'
import { webhooks } from '#server/connectors/webhooks/connector'
import type { Application } from '#shared/domain/model/application'
import { startBamboo, type BambooVendor } from '#tests/support/bamboohr'
import { stores, type OpenedStore } from '#tests/support/databases'
import { startFakeVendor, type FakeVendor } from '#tests/support/fake-vendor'
import { makeOffer } from '#tests/support/offers'
import { connect, hire, openOutbox, type TestOutbox } from '#tests/support/outbox'
import { startRestHris } from '#tests/support/rest-hris'
import { startDirectory, type Directory } from '#tests/support/scim'
import { startServiceNow, type ServiceNow } from '#tests/support/servicenow'
import { startSlack, type SlackVendor } from '#tests/support/slack'
import { openWorkspace, type TestWorkspace } from '#tests/support/workspace'

type Vendors = { bamboohr: BambooVendor; scim: Directory; servicenow: ServiceNow; slack: SlackVendor }
const work = [{ name: 'Laptop', kind: 'hardware', item: 'a'.repeat(32), fields: { full_name: '{{fullName}}' } }, { name: 'Desk', kind: 'access', table: 'incident', fields: { short_description: 'Desk for {{fullName}}' } }]

/** HR, directory, IT desk and chat of one company, each with its own description and its own state. */
describe.each(stores)('a hire in four systems at once, on $name', ({ open }) => {
  let store: OpenedStore
  let workspace: TestWorkspace
  let vendors: Vendors
  let engine: TestOutbox
  beforeEach(async () => {
    store = await open()
    workspace = await openWorkspace(store.db)
    vendors = { bamboohr: await startBamboo(), scim: await startDirectory(), servicenow: await startServiceNow(), slack: await startSlack() }
    const wire = createWire({ allowPrivateHosts: ['127.0.0.1'] }, 20_000)
    engine = openOutbox(store.db, connectors, { wire: request => wire({ ...request, url: request.url.replace('https://slack.com', vendors.slack.url) }) })
    const add = (connector: Connector, config: object, keys: Record<string, string>): Promise<unknown> => connect(store.db, workspace.workspaceId, connector, { config: config as never, keys })
    await add(bamboohr, { address: vendors.bamboohr.url }, { key: 'sesame' })
    await add(scim, { address: `${vendors.scim.url}/scim/v2`, departmentGroups: false }, { token: 'sesame' })
    await add(servicenow, { address: vendors.servicenow.url, user: 'shortlist', keyVariable: 'shortlist_key', work }, { password: 'sesame' })
    await add(slack, { channel: 'C0DEFAULT01', rooms: [], mentionRecruiter: false }, { token: 'xoxb-sesame-open' })
  })
  afterEach(async () => {
    for (const vendor of Object.values(vendors)) await vendor.stop()
    await store.close()
  })
  const effects = (): Record<keyof Vendors, number> => ({
    bamboohr: vendors.bamboohr.employees.size, scim: vendors.scim.accounts.size, servicenow: vendors.servicenow.orders.length + vendors.servicenow.all('incident').length, slack: vendors.slack.messages.filter(message => message.text.includes('is hired')).length,
  })
  const all: Record<keyof Vendors, number> = { bamboohr: 1, scim: 1, servicenow: 2, slack: 1 }
  const steps = async (id: string): Promise<Record<string, string>> => {
    const [card] = await store.db.query<{ content: Application }>('select content from documents where id = $1', [id])
    return Object.fromEntries(card!.content.onboarding.map(step => [`${step.title} ${step.kind}`, step.state]))
  }
  const later = async (ms: number): Promise<void> => { engine.clock.nowMs += ms; await engine.outbox.drain() }

  test.each(['bamboohr', 'servicenow'] as const)('%s is down: the three others are done at once, and it is done once it is back', async down => {
    vendors[down].mishap({ kind: 'status', status: 503, times: 1e6 })
    const { application } = await hire(workspace)
    await engine.outbox.drain()
    expect(effects()).toEqual({ ...all, [down]: 0 })
    expect(await steps(application.id)).toEqual({
      'BambooHR hris': down === 'bamboohr' ? 'waiting' : 'done', 'SCIM 2.0 directory account': 'done', 'Slack message': 'done',
      ...(down === 'servicenow' ? { 'ServiceNow access': 'waiting', 'ServiceNow hardware': 'waiting' } : { 'ServiceNow: Laptop hardware': 'sent', 'ServiceNow: Desk access': 'sent' }),
    })
    vendors[down].mishap(null)
    await later(15 * 60_000)
    expect(effects()).toEqual(all)
  })

  test('the network is cut after each of them acted and before its answer: one employee, one account, each ticket, one message', async () => {
    const acts = {
      bamboohr: (path: string) => path === '/api/v1/employees', scim: (path: string) => path.endsWith('/Users'), servicenow: (path: string) => path.endsWith('/order_now') || path.endsWith('/incident'), slack: (path: string) => path.endsWith('/chat.postMessage'),
    }
    for (const [name, isAct] of Object.entries(acts)) vendors[name as keyof Vendors].mishap({ kind: 'answerLost', when: request => request.method === 'POST' && isAct(request.path), times: name === 'servicenow' ? 2 : 1 })
    await hire(workspace)
    for (let round = 0; round < 5; round += 1) await later(10 * 60_000)
    expect(effects()).toEqual(all)
  })
})

describe('pay', () => {
  const amount = '7777777'

  test('is never among what a connector is given unless somebody asks for it', () => {
    for (const connector of connectors) expect(connector.fields.filter(field => field.compensation && field.onByDefault), connector.title).toEqual([])
  })

  test('reaches nobody but the one system the owner allowed it for', async () => {
    const store = await stores[0]!.open()
    const workspace = await openWorkspace(store.db)
    const receiver = await startFakeVendor(() => ({ status: 204 }))
    const vendors = { bamboohr: await startBamboo(), scim: await startDirectory(), servicenow: await startServiceNow(), slack: await startSlack(), rest: await startRestHris(), receiver }
    const wire = createWire({ allowPrivateHosts: ['127.0.0.1'] }, 20_000)
    const engine = openOutbox(store.db, connectors, { wire: request => wire({ ...request, url: request.url.replace('https://slack.com', vendors.slack.url) }) })
    const add = (connector: Connector, config: object, keys: Record<string, string>, more: object = {}): Promise<unknown> => connect(store.db, workspace.workspaceId, connector, { config: config as never, keys, events: ['candidate.hired'], ...more })
    await add(bamboohr, { address: vendors.bamboohr.url }, { key: 'sesame' })
    await add(scim, { address: `${vendors.scim.url}/scim/v2`, departmentGroups: false }, { token: 'sesame' })
    await add(servicenow, { address: vendors.servicenow.url, user: 'shortlist', keyVariable: 'shortlist_key', work }, { password: 'sesame' })
    await add(slack, { channel: 'C0DEFAULT01', rooms: [], mentionRecruiter: false }, { token: 'xoxb-sesame-open' })
    await add(webhooks, { address: `${receiver.url}/hooks` }, { secret: createWebhookSecret() })
    const plain = restHris.presets!.find(preset => preset.id === 'plain')!
    await add(restHris, { ...plain.config, findListAt: '', address: vendors.rest.url, createBody: '{"email": "{{email}}", "pay": "{{pay|number}}"}' }, { secret: 'sesame-open-7' }, {
      fields: ['fullName', 'email', 'startDate', 'baseSalaryMinor'], mapping: [...plain.mapping, { ours: 'baseSalaryMinor', theirs: 'pay', direction: 'out', rule: 'overwrite', transform: 'none', required: true }],
    })
    const hired = await hire(workspace)
    await workspace.create(workspace.members.recruiter, 'offers', makeOffer(hired.application, workspace.members.recruiter.personId, { baseSalary: { amountMinor: Number(amount), currency: 'EUR' } }))
    await engine.outbox.drain()
    expect([...vendors.rest.people.values()]).toMatchObject([{ pay: Number(amount) }])
    for (const [name, vendor] of Object.entries(vendors) as [string, FakeVendor][]) {
      expect(vendor.requests.length, name).toBeGreaterThan(0)
      expect(vendor.requests.some(request => `${request.path}?${request.query}${request.body}`.includes(amount)), name).toBe(name === 'rest')
      await vendor.stop()
    }
    await store.close()
  })
})
