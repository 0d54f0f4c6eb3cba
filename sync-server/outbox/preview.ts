import type { LoggedExchange, LoggedRequest, Preview, TestResult } from '#shared/contract/integrations'
import { errorEntry } from '#shared/contract/errors'
import { AppError, errorCode } from '#shared/lib/app-error'
import type { HookEventKind } from '#shared/domain/model/onboarding'
import type { HookEvent } from '../connectors/kit/connector-context.ts'
import { deliverOnce, missingFor } from '../connectors/kit/context.ts'
import { createWire, type Wire } from '../connectors/kit/http.ts'
import { applyMapping } from '../connectors/kit/mapping.ts'
import type { RecordValues } from '../connectors/kit/record-fields.ts'
import type { ConnectionRow } from './connection-row.ts'
import { externalIdStore, forgetfulIds, readingIds } from './external-id-store.ts'
import { allowOnly, gather, recordValues } from './gather-record.ts'
import { sayMissing } from './judge-try.ts'
import { offerPapers } from './offer-papers.ts'
import { stepsOf } from './steps.ts'
import { connectorOf, contextFor, fieldOwners, sandboxWire, withoutTheirs, type Means } from './try-delivery.ts'

/** How long a preview waits for the other system to say what it demands. */
const askMs = 5_000

/** What happens to a hire that other systems were told of: whether anything is sent then hangs on what they hold, so that is read there. */
const afterTheHire: readonly HookEventKind[] = ['start_date.changed', 'hire.changed', 'hire.reversed']

type About = Readonly<{ kind: HookEventKind; applicationId: string; candidateId: string; jobId: string }>

/**
 * The exact requests for one application: the handler itself, over the connector's sandbox. Nothing is changed or kept. Of a hire that was
 * told, what is known of it and what the other system holds is read; where it cannot be asked, the sandbox answers for it.
 */
export async function previewDelivery(means: Means, stored: ConnectionRow, about: About, startDate?: string | null): Promise<Preview> {
  const connection = withoutTheirs(stored, await fieldOwners(means.db, stored.workspaceId))
  const connector = connectorOf(means, connection)
  const event: HookEvent = { id: crypto.randomUUID(), atMs: means.now(), personId: null, data: startDate ? { startDate } : {}, ...about }
  const gathered = await gather(means.db, connection.workspaceId, event, means.publicUrl())
  const found = startDate === undefined || gathered.application === null ? gathered : { ...gathered, application: { ...gathered.application, hiredStartDate: startDate } }
  const record = allowOnly(recordValues(found, connection.values), connection.fields)
  const mapped = applyMapping(connection.mapping, record)
  const samples = connection.mapping.map(({ ours, theirs }) => ({ ours, theirs, value: mapped[theirs]?.value ?? '' }))
  const answer = (say: string, more: Partial<Pick<Preview, 'missing' | 'exchanges' | 'sends'>> = {}): Preview =>
    ({ missing: [], say, sends: null, samples, steps: about.kind === 'candidate.hired' ? [...stepsOf(connector, connection, record)] : [], exchanges: [], ...more })
  const missing = await missingThere(means, connection, event, record)
  if (missing.length > 0) return answer(sayMissing(missing), { missing })
  const run = async (isRead: boolean): Promise<Preview> => {
    const exchanges: LoggedExchange[] = []
    const sent = (): LoggedRequest[] => exchanges.map(exchange => exchange.request)
    const externalIds = isRead ? readingIds(externalIdStore(means.db, connection.id, false, means.now)) : forgetfulIds
    const ctx = contextFor(means, connection, {
      offer: () => offerPapers(means.db, connection.workspaceId, found.offer), record, key: event.id, mayHaveHappened: false, externalIds, wire: isRead ? readingWire(means, connection) : sandboxWire(connector, connection.config), afresh: true,
      onExchange: exchange => exchanges.push(exchange),
    })
    const outcome = await deliverOnce(connector, event, { ...ctx, setSecrets: async () => undefined }, connection.mapping)
    if (outcome.kind === 'blocked') return answer(sayMissing(outcome.missing), { missing: [...outcome.missing], exchanges: sent() })
    if (isRead) {
      const sends = exchanges.some(exchange => exchange.request.method !== 'GET')
      return answer(sends ? 'This is what would be sent.' : outcome.summary, { exchanges: sent(), sends })
    }
    return answer(exchanges.length === 0 ? 'Nothing would be sent for this.' : 'This is what would be sent.', { exchanges: sent() })
  }
  const isRead = afterTheHire.includes(about.kind) && !connection.sandbox
  return run(isRead).catch(async error => {
    if (!isRead || !(error instanceof AppError)) return answer(errorEntry(errorCode(error)).say)
    return run(false).catch(again => answer(errorEntry(errorCode(again)).say))
  })
}

/** The other system itself for what only looks, its pretence for everything else. */
function readingWire(means: Means, connection: ConnectionRow): Wire {
  const [asked, pretended] = [means.wire ?? createWire(means.guard, askMs), sandboxWire(connectorOf(means, connection), connection.config)]
  return request => (request.method === 'GET' ? asked(request) : pretended(request))
}

/**
 * What is missing for this event, by our own rules and by what the other system itself demands: that is asked by reading only, so that the
 * preview does not promise what the sending would refuse. Where it cannot be asked, what we know has to do.
 */
async function missingThere(means: Means, connection: ConnectionRow, event: HookEvent, record: RecordValues): Promise<Preview['missing']> {
  const connector = connectorOf(means, connection)
  if (connection.sandbox || !connector.requiredFields) return []
  try {
    const ctx = contextFor(means, connection, { record, key: event.id, mayHaveHappened: false, externalIds: forgetfulIds, wire: readingWire(means, connection), afresh: true, onExchange: () => undefined })
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
