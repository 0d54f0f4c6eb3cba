import type { ConnectorContext } from './connector-context.ts'
import type { Finding } from './findings.ts'

/** A message as it came over the wire: nothing of it is believed yet. Names of headers are in lower case. */
export type RawInbound = Readonly<{
  headers: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  /** The very bytes: signatures are made over these, never over JSON that was read and written again. */
  body: Buffer
  /** The address it was sent to, as the sender knows it; some sign it too. */
  address: string
}>

/** What a connector says of a message before anything of it is used. */
export type Verdict = Readonly<
  /** It is theirs. `id` is the same whenever they send it again; what was taken once is answered and not worked again. */
  | { kind: 'genuine'; id: string; sentAtMs: number | null }
  /** Their way of asking whether somebody is here: answered at once, nothing is kept. */
  | { kind: 'challenge'; contentType: string; body: string }
  /** Theirs, and nothing to do: a ping. */
  | { kind: 'nothing' }
  | { kind: 'forged' }
>

/** A genuine message, written down already. It may come again after a crash: make its effect happen once. */
export type InboundMessage = Readonly<{
  id: string
  receivedAtMs: number
  sentAtMs: number | null
  headers: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  text: string
  /** @throws AppError `inbound.unreadable`. */
  json(): unknown
}>

/** What came of a message. `summary` stands in the log: plain words, nothing personal. */
export type InboundOutcome = Readonly<{ summary: string; findings: readonly Finding[] }>

/** How a connector takes messages that other systems send to `ctx.inboundUrl`. */
export type InboundSpec<Config, Secrets> = Readonly<{
  /** Pure and quick: it runs before anything is written. Use the helpers of `verify-inbound.ts`. */
  verify(raw: RawInbound, settings: Readonly<{ config: Config; secrets: Secrets; nowMs: number }>): Verdict
  /** Runs after the sender was answered; failures are tried again like deliveries. May ask the vendor through `ctx.http`. */
  handle(message: InboundMessage, ctx: ConnectorContext<Config, Secrets>): Promise<InboundOutcome>
  /** Headers and parameters of the address that `handle` needs; all others are forgotten once the message is verified. */
  keeps?: Readonly<{ headers?: readonly string[]; query?: readonly string[] }>
}>
