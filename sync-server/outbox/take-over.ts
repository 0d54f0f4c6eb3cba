import type { ValueList } from '#shared/contract/integrations'
import { clipped, storableLine } from '#shared/domain/import/clean-text'
import { day } from '#shared/domain/model/fields'
import type { Job } from '#shared/domain/model/job'
import type { Settings } from '#shared/domain/model/settings'
import { followedFields } from '#shared/domain/onboarding/owned-fields'
import type { RecordFieldName, RecordValues } from '../connectors/kit/record-fields.ts'
import type { Tx } from '../db/database.ts'
import { audit } from '../db/audit.ts'
import type { ConnectionRow } from './connection-row.ts'
import type { RecordWrite, StepsPort } from './steps.ts'
import { fieldOwners } from './try-delivery.ts'

const dayMs = 24 * 3_600_000

/** Fields of a job that are values of a controlled list. */
const listed = {
  department: ['departments', 'departmentId'], workLocation: ['locations', 'locationId'], employmentType: ['employmentTypes', 'employmentTypeId'], level: ['levels', 'levelId'],
} as const satisfies Partial<Record<RecordFieldName, readonly [ValueList, keyof Job]>>
/** Whether what another system says of this field can be taken over at all. */
export const followsOwner = (field: string): boolean => followedFields.includes(field)

type Hired = Readonly<{ status: string; startDate: string | null; jobId: string; job: Job; settings: Settings | null; others: number }>

/**
 * Takes over what another system says of a field, if that system owns it. What anybody else says of it is refused and
 * written into the audit: field and connection, never the value. Null where nothing changes.
 */
export async function takeOver(tx: Tx, port: StepsPort, connection: ConnectionRow, applicationId: string, told: RecordValues): Promise<(() => void) | null> {
  const names = Object.keys(told)
  if (names.length === 0) return null
  const owners = await fieldOwners(tx, connection.workspaceId)
  // What is read every quarter of an hour is refused every time, and written down once a day.
  const refuse = async (field: string, why: string): Promise<void> => {
    const facts = { field, connectionId: connection.id, applicationId, why }
    const known = await tx.query(`select 1 as known from audit where workspace_id = $1 and action = 'connection.write_refused' and facts = $2::text::jsonb and at_ms > $3 limit 1`, [connection.workspaceId, JSON.stringify(facts), port.now() - dayMs])
    if (known.length === 0) await audit(tx, { workspaceId: connection.workspaceId, personId: null, action: 'connection.write_refused', facts }, port.now())
  }
  for (const field of names.filter(name => owners.get(name) !== connection.id)) await refuse(field, 'not_the_owner')
  const owned = names.filter(name => owners.get(name) === connection.id && followsOwner(name))
  const hired = owned.length === 0 ? null : await readHired(tx, connection.workspaceId, applicationId)
  if (hired?.status !== 'hired') return null
  const rows: RecordWrite[] = []
  const { startDate } = told
  if (owned.includes('startDate') && startDate !== undefined && day.safeParse(startDate).success && startDate !== hired.startDate) rows.push({ collection: 'applications', id: applicationId, content: { hiredStartDate: startDate } })
  const fields = await jobFieldsOf(hired, connection, told, owned, refuse)
  if (Object.keys(fields).length > 0) rows.push({ collection: 'jobs', id: hired.jobId, content: fields })
  return rows.length === 0 ? null : port.record.write(connection.workspaceId, null, rows, tx)
}

async function readHired(tx: Tx, workspaceId: string, applicationId: string): Promise<Hired | null> {
  const [row] = await tx.query<Hired>(
    `select a.content->>'status' as status, a.content->>'hiredStartDate' as "startDate", a.job_id as "jobId", j.content as job, s.content as settings,
       (select count(*)::int from documents o where o.workspace_id = $1 and o.collection = 'applications' and o.job_id = a.job_id and o.id <> a.id and not o.deleted and o.content->>'status' = 'hired') as others
     from documents a join documents j on j.workspace_id = a.workspace_id and j.collection = 'jobs' and j.id = a.job_id and not j.deleted
       left join documents s on s.workspace_id = a.workspace_id and s.collection = 'settings' and s.id = a.workspace_id and not s.deleted
     where a.workspace_id = $1 and a.collection = 'applications' and a.id = $2 and not a.deleted`, [workspaceId, applicationId],
  )
  return row ?? null
}

/** What of an employee becomes the job's. Where several were hired on one job, one of them does not change it for all. */
async function jobFieldsOf(hired: Hired, connection: ConnectionRow, told: RecordValues, owned: readonly string[], refuse: (field: string, why: string) => Promise<void>): Promise<Record<string, string>> {
  const fields: Record<string, string> = {}
  for (const name of owned.filter(each => each !== 'startDate') as (keyof typeof listed | 'jobTitle')[]) {
    const value = told[name]?.trim() ?? ''
    const [field, next] = name === 'jobTitle' ? ['title', clipped(storableLine(value), 200) || null] as const : [listed[name][1], valueOf(hired.settings, connection, listed[name][0], value)] as const
    if (next === null) await refuse(name, 'not_in_the_list')
    else if (hired.job[field] !== next && hired.others > 0) await refuse(name, 'several_hires')
    else if (hired.job[field] !== next) fields[field] = next
  }
  return fields
}

/** Our value for theirs: by the connection's table of values, else by the name in our list. */
function valueOf(settings: Settings | null, connection: ConnectionRow, list: ValueList, theirs: string): string | null {
  const folded = (text: string): string => text.trim().toLowerCase()
  const byTable = Object.entries(connection.values[list] ?? {}).find(([, name]) => folded(name) === folded(theirs))?.[0]
  const ours = settings?.[list] ?? []
  return (ours.find(value => value.id === byTable) ?? ours.find(value => !value.archived && folded(value.name) === folded(theirs)))?.id ?? null
}
