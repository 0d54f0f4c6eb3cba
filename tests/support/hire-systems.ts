import { createHash } from 'node:crypto'
import { bamboohr } from '#server/connectors/bamboohr/connector'
import { docusign } from '#server/connectors/docusign/connector'
import type { Connector } from '#server/connectors/kit/connector'
import { createWebhookSecret } from '#server/connectors/kit/standard-webhooks'
import { restHris } from '#server/connectors/rest-hris/connector'
import { scim } from '#server/connectors/scim/connector'
import { servicenow } from '#server/connectors/servicenow/connector'
import { slack } from '#server/connectors/slack/connector'
import { webhooks } from '#server/connectors/webhooks/connector'
import { newSettings } from '#server/identity/new-workspace'
import { writeRecord, type ServerWrite } from '#server/replication/record'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import { createId } from '#shared/lib/ids'
import { startBamboo } from './bamboohr.ts'
import { docusignConfig, hmacKey, rsaKey, startDocusign } from './docusign.ts'
import { startFakeVendor, type FakeVendor } from './fake-vendor.ts'
import { makeOffer } from './offers.ts'
import { startRestHris } from './rest-hris.ts'
import { startDirectory } from './scim.ts'
import { startServiceNow } from './servicenow.ts'
import { startSlack } from './slack.ts'
import { makeApplication, makeCandidate, makeJob, testNowMs, type TestWorkspace } from './workspace.ts'

/** Somebody about whom a system was told: by an event of that id. */
export type Told = Readonly<{ kind: HireSystem['kind']; candidate: Candidate; application: Application; eventId: string }>
/** A system a hire acts on, with its stateful fake. `effects` counts what stands there of one person; `whole` is what must. */
export type HireSystem = Readonly<{
  connector: Connector; vendor: FakeVendor; config: Readonly<Record<string, unknown>>; keys: Readonly<Record<string, string>>; fields?: readonly string[]
  /** Where the vendor lives in the world; its fake stands in for it. */
  home?: string
  kind: 'candidate.hired' | 'offer.changed'
  effects(told: Told): Readonly<Record<string, number>>
  whole: Readonly<Record<string, number>>
}>

const count = <T>(all: Iterable<T>, fits: (each: T) => boolean): number => [...all].filter(fits).length
const plainPreset = restHris.presets!.find(preset => preset.id === 'plain')!
const filled = (config: Readonly<Record<string, unknown>>): Record<string, unknown> => Object.fromEntries(Object.entries(config).filter(([, value]) => value !== ''))
export const serviceNowWork = [
  { name: 'Laptop', kind: 'hardware', item: 'a'.repeat(32), fields: { full_name: '{{fullName}}' } }, { name: 'Desk', kind: 'access', table: 'incident', fields: { short_description: 'Desk for {{fullName}}' } },
]
const design = { id: createId(), name: 'Design', rank: 'a', archived: false }

/** Every system a hire acts on, by name. */
export const hireSystems = {
  BambooHR: async () => {
    const vendor = await startBamboo()
    return { connector: bamboohr, vendor, kind: 'candidate.hired', config: { address: vendor.url }, keys: { key: 'sesame-open-7' }, effects: ({ candidate }) => ({ employees: count(vendor.employees.values(), each => each['homeEmail'] === candidate.emails[0]) }), whole: { employees: 1 } }
  },
  'another HR system': async () => {
    const vendor = await startRestHris()
    return { connector: restHris, vendor, kind: 'candidate.hired', config: { ...filled(plainPreset.config), address: vendor.url }, keys: { secret: 'sesame-open-7' }, effects: ({ candidate }) => ({ employees: count(vendor.people.values(), each => each['email'] === candidate.emails[0]) }), whole: { employees: 1 } }
  },
  'a SCIM directory': async () => {
    const vendor = await startDirectory()
    return {
      connector: scim, vendor, kind: 'candidate.hired', config: { address: `${vendor.url}/scim/v2`, departmentGroups: true }, keys: { token: 'sesame-open-7' }, whole: { accounts: 1, memberships: 1 },
      effects: ({ candidate }) => {
        const accounts = [...vendor.accounts.values()].filter(each => each.externalId === candidate.id)
        return { accounts: accounts.length, memberships: accounts.reduce((sum, account) => sum + count(vendor.groups.get('g1')!.members, member => member.value === account.id), 0) }
      },
    }
  },
  ServiceNow: async () => {
    const vendor = await startServiceNow()
    return {
      connector: servicenow, vendor, kind: 'candidate.hired', config: { address: vendor.url, user: 'shortlist', keyVariable: 'shortlist_key', work: serviceNowWork }, keys: { password: 'sesame-open-7' }, whole: { orders: 1, marked: 1, incidents: 1 },
      effects: ({ eventId }) => ({
        orders: count(vendor.orders, key => key === `${eventId}/Laptop`), marked: count(vendor.all('sc_req_item'), row => row['correlation_id'] === `${eventId}/Laptop`), incidents: count(vendor.all('incident'), row => row['correlation_id'] === `${eventId}/Desk`),
      }),
    }
  },
  Slack: async () => {
    const vendor = await startSlack()
    return {
      connector: slack, vendor, kind: 'candidate.hired', home: 'https://slack.com', config: { channel: 'C0DEFAULT01', welcomeChannel: 'C0WELCOME01' }, keys: { token: 'xoxb-sesame-open' }, whole: { said: 1, welcomes: 1 },
      effects: ({ eventId }) => ({ said: count(vendor.messages, each => each.metadata.event_payload['name'] === eventId), welcomes: count(vendor.messages, each => each.metadata.event_payload['name'] === `${eventId}/welcome`) }),
    }
  },
  DocuSign: async () => {
    const vendor = await startDocusign()
    return {
      connector: docusign, vendor, kind: 'offer.changed', home: 'https://account-d.docusign.com', config: docusignConfig, keys: { privateKey: rsaKey, hmacKey, nextHmacKey: '' }, whole: { envelopes: 1 },
      effects: ({ candidate }) => ({ envelopes: count(vendor.envelopes.values(), each => each.signer.email === candidate.emails[0]) }),
    }
  },
  'a webhook': async () => {
    const taken: string[] = []
    // A receiver as Standard Webhooks asks for: it knows an id again.
    const vendor = await startFakeVendor(({ headers }) => {
      if (!taken.includes(headers['webhook-id']!)) taken.push(headers['webhook-id']!)
      return { status: 204 }
    })
    return { connector: webhooks, vendor, kind: 'candidate.hired', config: { address: `${vendor.url}/hooks` }, keys: { secret: createWebhookSecret() }, effects: ({ eventId }) => ({ taken: count(taken, id => id === eventId) }), whole: { taken: 1 } }
  },
} satisfies Record<string, () => Promise<HireSystem>>

/** What people of a test have in common: a department that every system knows, and a job with many openings. */
export async function openHiring(workspace: TestWorkspace): Promise<Job> {
  const { workspaceId } = workspace
  const job = makeJob({ openings: 10_000, departmentId: design.id })
  await write(workspace, [{ collection: 'settings', id: workspaceId, content: { ...newSettings({ id: workspaceId, name: 'Acme', zone: 'Europe/Berlin', nowMs: testNowMs, email: false }), departments: [design] } }, { collection: 'jobs', id: job.id, content: job }])
  return job
}

const write = (workspace: TestWorkspace, rows: readonly ServerWrite[]): Promise<unknown> => workspace.db.transaction(tx => writeRecord(tx, workspace.workspaceId, null, rows, testNowMs))

/** Somebody is hired, or their offer is extended; each with a name of their own. */
export async function tellOf(workspace: TestWorkspace, job: Job, kind: HireSystem['kind'], name: string): Promise<Told> {
  const candidate = makeCandidate({ fullName: `Ana ${name}`, emails: [`ana.${name.toLowerCase()}@example.test`] })
  const application = makeApplication(job, candidate)
  const person: ServerWrite[] = [{ collection: 'candidates', id: candidate.id, content: candidate }, { collection: 'applications', id: application.id, content: application }]
  if (kind === 'candidate.hired') {
    await write(workspace, person)
    await write(workspace, [{ collection: 'applications', id: application.id, content: { status: 'hired', hiredStartDate: '2026-10-01' } }])
  } else {
    const offer = makeOffer(application, workspace.members.owner.personId)
    const letter = { id: createId(), versionId: offer.currentVersionId!, name: 'Offer v1.pdf', sha256: createHash('sha256').update(offer.id).digest('hex'), sizeBytes: 8, atMs: 1, byId: workspace.members.owner.personId }
    await workspace.db.query(
      `insert into files (workspace_id, sha256, part, parts, size_bytes, media_type, bytes, created_at_ms, created_by) values ($1, $2, 0, 1, 8, 'application/pdf', $3, 1, $4)`, [workspace.workspaceId, letter.sha256, Buffer.from('%PDF-1.7'), workspace.members.owner.personId],
    )
    await write(workspace, [...person, { collection: 'offers', id: offer.id, content: { ...offer, letters: [letter] } }])
    // That it was drafted is nothing to be signed.
    await workspace.db.query('delete from events where application_id = $1', [application.id])
    await write(workspace, [{ collection: 'offers', id: offer.id, content: { status: 'extended' } }])
  }
  const [event] = await workspace.db.query<{ id: string }>('select id from events where application_id = $1 and kind = $2', [application.id, kind])
  return { kind, candidate, application, eventId: event!.id }
}
