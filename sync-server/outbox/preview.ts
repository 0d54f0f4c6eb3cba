import type { LoggedExchange, Preview, TestResult } from '#shared/contract/integrations'
import { errorEntry } from '#shared/contract/errors'
import { AppError, errorCode } from '#shared/lib/app-error'
import type { HookEventKind } from '#shared/domain/model/onboarding'
import type { HookEvent } from '../connectors/kit/connector-context.ts'
import { deliverOnce, missingFor } from '../connectors/kit/context.ts'
import { createWire, type Wire } from '../connectors/kit/http.ts'
import { applyMapping } from '../connectors/kit/mapping.ts'
import type { RecordValues } from '../connectors/kit/record-fields.ts'
import type { ConnectionRow } from './connection-row.ts'
import { forgetfulIds } from './external-id-store.ts'
import { allowOnly, gather, recordValues } from './gather-record.ts'
import { sayMissing } from './judge-try.ts'
import { offerPapers } from './offer-papers.ts'
import { stepsOf } from './steps.ts'
import { connectorOf, contextFor, fieldOwners, sandboxWire, withoutTheirs, type Means } from './try-delivery.ts'

/** How long a preview waits for the other system to say what it demands. */
const askMs = 5_000

/** The exact requests for one application: the handler itself, over the connector's sandbox. Nothing is sent or kept. */
export async function previewDelivery(means: Means, stored: ConnectionRow, about: { kind: HookEventKind; applicationId: string; candidateId: string; jobId: string }, startDate?: string): Promise<Preview> {
  const connection = withoutTheirs(stored, await fieldOwners(means.db, stored.workspaceId))
  const connector = connectorOf(means, connection)
  const event: HookEvent = { id: crypto.randomUUID(), atMs: means.now(), personId: null, data: startDate === undefined ? {} : { startDate }, ...about }
  const found = await gather(means.db, connection.workspaceId, event, means.publicUrl())
  const record = allowOnly(recordValues(found, connection.values), connection.fields)
  const exchanges: LoggedExchange[] = []
  const mapped = applyMapping(connection.mapping, record)
  const samples = connection.mapping.map(({ ours, theirs }) => ({ ours, theirs, value: mapped[theirs]?.value ?? '' }))
  const answer = (say: string, missing: Preview['missing'] = []): Preview => ({ missing, say, samples, steps: about.kind === 'candidate.hired' ? [...stepsOf(connector, connection, record)] : [], exchanges: exchanges.map(exchange => exchange.request) })
  const missing = await missingThere(means, connection, event, record)
  if (missing.length > 0) return answer(sayMissing(missing), missing)
  try {
    const ctx = contextFor(means, connection, { offer: () => offerPapers(means.db, connection.workspaceId, found.offer), record, key: event.id, mayHaveHappened: false, externalIds: forgetfulIds, wire: sandboxWire(connector, connection.config), afresh: true, onExchange: exchange => exchanges.push(exchange) })
    const outcome = await deliverOnce(connector, event, { ...ctx, setSecrets: async () => undefined }, connection.mapping)
    return outcome.kind === 'blocked' ? answer(sayMissing(outcome.missing), [...outcome.missing]) : answer(exchanges.length === 0 ? 'Nothing would be sent for this.' : 'This is what would be sent.')
  } catch (error) {
    return answer(errorEntry(errorCode(error)).say)
  }
}

/**
 * What is missing for this event, by our own rules and by what the other system itself demands: that is asked by reading only, so that the
 * preview does not promise what the sending would refuse. Where it cannot be asked, what we know has to do.
 */
async function missingThere(means: Means, connection: ConnectionRow, event: HookEvent, record: RecordValues): Promise<Preview['missing']> {
  const connector = connectorOf(means, connection)
  if (connection.sandbox || !connector.requiredFields) return []
  const [asked, pretended] = [means.wire ?? createWire(means.guard, askMs), sandboxWire(connector, connection.config)]
  const wire: Wire = request => (request.method === 'GET' ? asked(request) : pretended(request))
  try {
    const ctx = contextFor(means, connection, { record, key: event.id, mayHaveHappened: false, externalIds: forgetfulIds, wire, afresh: true, onExchange: () => undefined })
    return [...await missingFor(connector, event, { ...ctx, setSecrets: async () => undefined }, connection.mapping)]
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}

/** Asks the other system whether the connection works. */
export async function testConnection(means: Means, connection: ConnectionRow): Promise<TestResult> {
  try {
    const ctx = contextFor(means, connection, { record: {}, key: crypto.randomUUID(), mayHaveHappened: false, afresh: true, onExchange: () => undefined })
    return await connectorOf(means, connection).testConnection(ctx)
  } catch (error) {
    const code = errorCode(error)
    return { kind: 'failed', code, say: errorEntry(code).say }
  }
}
