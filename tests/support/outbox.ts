import type { Database } from '#server/db/database'
import type { Connector } from '#server/connectors/kit/connector'
import { insertConnection, type ConnectionRow } from '#server/outbox/connection-row'
import { Outbox, type OutboxOptions } from '#server/outbox/outbox'
import { createSecretBox } from '#server/outbox/secret-box'
import { writeRecord } from '#server/replication/record'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import { createId } from '#shared/lib/ids'
import { editRow, makeApplication, makeCandidate, makeJob, newRow, pipelineOf, testNowMs, type TestWorkspace } from './workspace.ts'

export const testBox = createSecretBox(() => new Uint8Array(32).fill(7))

/** An outbox with a clock that moves when told to and no chance in it. */
export type TestOutbox = Readonly<{ outbox: Outbox; clock: { nowMs: number }; options: OutboxOptions }>

export function openOutbox(db: Database, connectors: readonly Connector[], more: Partial<OutboxOptions> = {}): TestOutbox {
  const clock = { nowMs: testNowMs }
  const options: OutboxOptions = {
    db, connectors: new Map(connectors.map(connector => [connector.id, connector])), box: testBox, guard: { allowPrivateHosts: ['127.0.0.1'] }, now: () => clock.nowMs, publicUrl: () => 'https://hiring.example.test',
    random: () => 0, sleep: async ms => { clock.nowMs += ms }, onFailure: cause => { throw cause },
    record: { write: async (workspaceId, actorId, rows, tx) => { await writeRecord(tx, workspaceId, actorId, rows, clock.nowMs); return () => undefined } }, ...more,
  }
  return { outbox: new Outbox(options), clock, options }
}

export async function connect(db: Database, workspaceId: string, connector: Connector, fields: Partial<ConnectionRow> & { config: ConnectionRow['config']; keys: Record<string, string> }): Promise<ConnectionRow> {
  const id = createId()
  const { keys, ...rest } = fields
  const row: ConnectionRow = {
    id, workspaceId, connectorId: connector.id, title: connector.title, secrets: testBox.seal(id, keys), secretsChanged: {}, events: [...connector.events],
    fields: connector.fields.filter(field => field.onByDefault).map(field => field.name), mapping: [...connector.defaultMapping], values: {}, sandbox: false, paused: false, sinceSequence: 0,
    holdUntilMs: null, holds: 0, failingSinceMs: null, lastSuccessAtMs: null, lastCode: null, state: 'well', createdAtMs: testNowMs, reviewedAtMs: null, ...rest,
  }
  await insertConnection(db, row)
  return row
}

export type Hire = Readonly<{ job: Job; candidate: Candidate; application: Application; change(fields: Partial<Application>): Promise<void> }>

/** A candidate is hired by the recruiter; `change` goes on from there. */
export async function hire(workspace: TestWorkspace, fields: Partial<Application> = {}, person: Partial<Candidate> = {}): Promise<Hire> {
  const { recruiter } = workspace.members
  const job = makeJob({ openings: 10 })
  const candidate = makeCandidate({ emails: ['ana@example.test'], ...person })
  const application = makeApplication(job, candidate)
  const made = await workspace.push(recruiter, [newRow('jobs', job), newRow('candidates', candidate), newRow('applications', application)])
  let current = application
  let revision = made[2]!.revision
  const change = async (next: Partial<Application>): Promise<void> => {
    current = { ...current, ...next, stageEnteredAtMs: current.stageEnteredAtMs + 1 }
    const [result] = await workspace.push(recruiter, [editRow('applications', application.id, revision, pipelineOf(current, {}))])
    if (result?.kind !== 'accepted') throw new Error(JSON.stringify(result))
    revision = result.revision
  }
  await change({ status: 'hired', hiredStartDate: '2026-10-01', ...fields })
  return { job, candidate, application, change }
}
