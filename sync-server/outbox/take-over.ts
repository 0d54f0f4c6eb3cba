import type { RecordValues } from '../connectors/kit/record-fields.ts'
import type { Tx } from '../db/database.ts'
import { audit } from '../identity/sessions.ts'
import type { ConnectionRow } from './connection-row.ts'
import type { StepsPort } from './steps.ts'
import { fieldOwners } from './try-delivery.ts'

const nothing = (): void => undefined
const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/**
 * Takes over what another system says of a field, if that system owns it. What anybody else says of it is refused and
 * written into the audit: field and connection, never the value. So far the record can take over the start date.
 */
export async function takeOver(tx: Tx, port: StepsPort, connection: ConnectionRow, applicationId: string, told: RecordValues): Promise<() => void> {
  const names = Object.keys(told)
  if (names.length === 0) return nothing
  const owners = await fieldOwners(tx, connection.workspaceId)
  for (const field of names.filter(name => owners.get(name) !== connection.id)) {
    await audit(tx, { workspaceId: connection.workspaceId, personId: null, action: 'connection.write_refused', facts: { field, connectionId: connection.id } }, port.now())
  }
  const { startDate } = told
  if (startDate === undefined || !dayPattern.test(startDate) || owners.get('startDate') !== connection.id) return nothing
  const [card] = await tx.query<{ status: string; now: string | null }>(
    `select content->>'status' as status, content->>'hiredStartDate' as now from documents where workspace_id = $1 and collection = 'applications' and id = $2 and not deleted`, [connection.workspaceId, applicationId],
  )
  if (card?.status !== 'hired' || card.now === startDate) return nothing
  return port.record.write(connection.workspaceId, null, [{ collection: 'applications', id: applicationId, content: { hiredStartDate: startDate } }], tx)
}
