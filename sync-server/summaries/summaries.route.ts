import type { FastifyInstance } from 'fastify'
import { summaryDraftSchema, summaryInputSchema, summaryServiceInputSchema, summaryServiceSchema, type SummaryService } from '#shared/contract/summaries'
import { doneSchema } from '#shared/contract/http'
import type { CollectionName, Documents } from '#shared/domain/model/collections'
import { AppError } from '#shared/lib/app-error'
import { pinAddress, type AddressGuard } from '../connectors/kit/address-guard.ts'
import type { Wire } from '../connectors/kit/http.ts'
import type { Database } from '../db/database.ts'
import { parseInput } from '../http/problems.ts'
import { authenticate, type IdentityOptions } from '../identity/port.ts'
import { audit } from '../db/audit.ts'
import { askService, namelessText } from './ask-service.ts'

type Seal = Readonly<{ seal(owner: string, value: Readonly<Record<string, unknown>>): string; open(owner: string, sealed: string): Record<string, unknown> }>
/** Reads a record as one person may see it; the replication room does it. */
type ReadAs = <C extends CollectionName>(workspaceId: string, personId: string, collection: C, id: string) => Promise<Documents[C] | null>
export type SummaryOptions = Readonly<{ identity: IdentityOptions; readAs: ReadAs; seal: Seal; wire: Wire; guard: AddressGuard }>

type Row = Readonly<{ isOn: boolean; url: string; model: string; sealed: string | null }>

async function readService(db: Pick<Database, 'query'>, workspaceId: string): Promise<Row | null> {
  const [row] = await db.query<Row>('select is_on as "isOn", url, model, sealed from summary_services where workspace_id = $1', [workspaceId])
  return row ?? null
}

const sealedFor = (workspaceId: string): string => `summary service of ${workspaceId}`
const shown = (row: Row | null, isOwner: boolean): SummaryService => ({ isOn: row?.isOn ?? false, url: isOwner ? row?.url ?? '' : '', model: isOwner ? row?.model ?? '' : '', hasKey: isOwner && (row?.sealed ?? null) !== null })

/**
 * Draft summaries by a service the workspace names itself: off until its owner turns one on, never without the candidate's
 * consent, never with a name. The draft goes back to whoever asked; a person makes it theirs or not.
 */
export function summaryRoutes(app: FastifyInstance, { identity, readAs, seal, wire, guard }: SummaryOptions): void {
  const { db, now } = identity
  app.get('/api/summaries/service', async request => {
    const { workspaceId, role } = await authenticate(identity, request)
    return summaryServiceSchema.parse(shown(await readService(db, workspaceId), role === 'owner'))
  })

  app.put('/api/summaries/service', async request => {
    const { workspaceId, personId, role } = await authenticate(identity, request)
    if (role !== 'owner') throw new AppError('access.forbidden')
    const { isOn, url, model, key } = parseInput(summaryServiceInputSchema, request.body)
    await pinAddress(new URL(url), guard)
    const before = await readService(db, workspaceId)
    // A key belongs to the place it was entered for: another one does not get it.
    const isSamePlace = before !== null && new URL(before.url).origin === new URL(url).origin
    const sealed = key === undefined ? (isSamePlace ? before.sealed : null) : key === '' ? null : seal.seal(sealedFor(workspaceId), { key })
    await db.transaction(async tx => {
      await tx.query(
        `insert into summary_services (workspace_id, is_on, url, model, sealed, changed_by, changed_at_ms) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (workspace_id) do update set is_on = excluded.is_on, url = excluded.url, model = excluded.model, sealed = excluded.sealed,
           changed_by = excluded.changed_by, changed_at_ms = excluded.changed_at_ms`,
        [workspaceId, isOn, url, model, sealed, personId, now()],
      )
      await audit(tx, { workspaceId, personId, action: 'summaries.changed', facts: { isOn: String(isOn), host: new URL(url).host } }, now())
    })
    return doneSchema.parse({ ok: true })
  })

  app.post('/api/summaries', { config: { rateLimit: { max: 20, timeWindow: 60_000 } } }, async request => {
    const { workspaceId, personId } = await authenticate(identity, request)
    const { noteId } = parseInput(summaryInputSchema, request.body)
    const note = await readAs(workspaceId, personId, 'notes', noteId)
    if (!note?.transcript || note.applicationId === null) throw new AppError('request.not_found')
    const application = await readAs(workspaceId, personId, 'applications', note.applicationId)
    if (application?.recordingConsent?.given !== true) throw new AppError('rules.no_recording_consent')
    const service = await readService(db, workspaceId)
    if (!service?.isOn) throw new AppError('summary.off')
    const key = service.sealed === null ? null : String(seal.open(sealedFor(workspaceId), service.sealed)['key'] ?? '')
    const text = await askService(wire, { url: service.url, model: service.model, key }, namelessText(note))
    await db.transaction(tx => audit(tx, { workspaceId, personId, action: 'summaries.asked', facts: { noteId, host: new URL(service.url).host } }, now()))
    return summaryDraftSchema.parse({ text })
  })
}
