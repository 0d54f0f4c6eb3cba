import type { Finding } from '../../connectors/kit/findings.ts'
import type { Tx } from '../../db/database.ts'
import type { ConnectionRow } from '../connection-row.ts'
import type { StepsPort } from '../steps.ts'

/** Writes one kind of finding, in the transaction given; what it returns tells the laptops. */
export type Apply<Kind extends Finding['kind']> = (tx: Tx, port: StepsPort, connection: ConnectionRow, finding: Extract<Finding, { kind: Kind }>) => Promise<() => void>
