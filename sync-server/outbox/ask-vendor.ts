import type { LoggedExchange } from '#shared/contract/integrations'
import { AppError } from '#shared/lib/app-error'
import type { ConnectorContext } from '../connectors/kit/connector-context.ts'
import type { Finding } from '../connectors/kit/findings.ts'
import type { Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import type { ConnectionRow } from './connection-row.ts'
import { applyFindings } from './findings/apply-findings.ts'
import type { LaneOptions } from './lanes.ts'
import { writePoll } from './poll-log.ts'
import { RateLimiters } from './rate-limiter.ts'
import { refreshState } from './settle-delivery.ts'
import { connectorOf, contextFor } from './try-delivery.ts'

type AskingContext = ConnectorContext<never, never>

/** What a connector needs to look how things are at its vendor, outside of any delivery but at the pace they share. */
function askingContext(options: LaneOptions, connection: ConnectionRow, onExchange: (exchange: LoggedExchange) => void = () => undefined): AskingContext {
  const { now, sleep, limiters = new RateLimiters(now, sleep) } = options
  const limiter = limiters.of(connection.id, connectorOf(options, connection).rateLimit)
  return contextFor(options, connection, { record: {}, key: crypto.randomUUID(), mayHaveHappened: false, onExchange, turn: () => limiter.turn() })
}

/** How to ask, and what becomes of the answers; `news` is how many of them say something new. */
type Ask<T> = Readonly<{
  /** Adds what it learns as it goes: where it fails in the middle, what it knows by then is not lost. */
  ask: (ctx: AskingContext, found: T[]) => Promise<void>
  apply: (tx: Tx, found: readonly T[]) => Promise<Readonly<{ tell: () => void; news: number }>>
  /** False where what was said belongs in nobody's log: only that it was asked is written down. */
  keepsExchanges?: boolean
}>

/** Asks a vendor, and writes what came of it, the line of the log and the health of the connection in one transaction; a failure is seen there. @throws what nobody foresaw, once it is written down. */
export async function askAndLog<T>(options: LaneOptions, connection: ConnectionRow, { ask, apply, keepsExchanges = true }: Ask<T>): Promise<void> {
  const { db, now, record, connectors } = options
  const startedMs = now()
  const exchanges: LoggedExchange[] = []
  const found: T[] = []
  let error: unknown = null
  try {
    await ask(askingContext(options, connection, exchange => exchanges.push(exchange)), found)
  } catch (caught) {
    error = caught
  }
  const tell = await db.transaction(async tx => {
    await lockWorkspace(tx, connection.workspaceId)
    const applied = await apply(tx, found)
    await writePoll(tx, connection, { startedMs, nowMs: now(), error, news: applied.news, exchanges: keepsExchanges ? exchanges : [] })
    const tellState = await refreshState(tx, { record, now }, connectors, connection.id)
    return () => { applied.tell(); tellState() }
  })
  tell()
  if (error !== null && !(error instanceof AppError)) throw error
}

/** Asks for findings and puts them down. */
export function askForFindings(options: LaneOptions, connection: ConnectionRow, ask: (ctx: AskingContext) => Promise<readonly Finding[]>, more: Pick<Ask<Finding>, 'keepsExchanges'> = {}): Promise<void> {
  const { now, record } = options
  return askAndLog<Finding>(options, connection, {
    ...more,
    ask: async (ctx, found) => { found.push(...await ask(ctx)) },
    apply: async (tx, findings) => ({ tell: await applyFindings(tx, { record, now }, connection, findings), news: findings.length }),
  })
}
