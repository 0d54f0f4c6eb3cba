import type { StepReport } from './connector.ts'
import type { RecordValues } from './record-fields.ts'

/**
 * What a connector found out about the record, by a message or by asking. A connector never writes: the outbox applies
 * each kind by the rule in `outbox/findings/`, in one transaction with the log. To add a kind: a line here, a file there.
 */
export type Finding = Readonly<
  /** News of a hire: lines of its first-day checklist, and what their system says of fields it may own. */
  | { kind: 'hire'; applicationId: string; steps: readonly StepReport[]; told?: RecordValues }
>
