import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { calendarSourceSchema, calendarsSchema, subjectKindSchema, type Calendar, type SubjectKind } from '#shared/contract/calendars'
import { errorEntry } from '#shared/contract/errors'
import { doneSchema } from '#shared/contract/http'
import { AppError } from '#shared/lib/app-error'
import { createId } from '#shared/lib/ids'
import { parseInput } from '../http/problems.ts'
import { authenticate, type IdentityOptions } from '../identity/port.ts'
import { audit } from '../db/audit.ts'
import type { SessionContext } from '../identity/sessions.ts'
import type { Tx } from '../db/database.ts'
import { busyId } from './busy-document.ts'
import { findCalendar, listCalendars, saveCalendar, type CalendarRow } from './calendar-row.ts'
import { letGoOfKeys } from './own-calendar.ts'
import type { CalendarAccounts, RecordPort, Seal } from './ports.ts'
import { findSubject } from './subjects.ts'

export type CalendarRouteOptions = Pick<IdentityOptions, 'db' | 'now'> & Readonly<{ record: RecordPort; seal: Seal; accounts: CalendarAccounts; /** Reads what is due. */ wake: () => void }>

const params = z.strictObject({ kind: subjectKindSchema, id: z.uuid() })
const arrangers = ['owner', 'recruiter', 'coordinator']
const urlSchema = z.object({ url: z.string() })

/** One's own calendar is one's own; whoever arranges interviews sees to everybody's and to rooms. */
function requireMay(context: SessionContext, kind: SubjectKind, id: string): void {
  if (!arrangers.includes(context.role) && !(kind === 'person' && id === context.personId)) throw new AppError('access.forbidden')
}

/** The whole address of a published calendar is a key: only its host is shown. */
function shownAddress(row: CalendarRow, seal: Seal): string {
  if (row.kind !== 'feed') return row.address
  try {
    return new URL(urlSchema.parse(seal.open(row.id, row.address)).url).host
  } catch {
    return ''
  }
}

type ReadRow = CalendarRow & { kind: Exclude<CalendarRow['kind'], 'off'> }
const isRead = (row: CalendarRow): row is ReadRow => row.kind !== 'off'

async function toCalendar(tx: Tx, row: ReadRow, seal: Seal, readerId: string): Promise<Calendar> {
  const { id, subjectKind, subjectId, kind, connectionId, readAtMs, nextReadAtMs, code } = row
  const subject = await findSubject(tx, row.workspaceId, subjectKind, subjectId)
  return { id, subjectKind, subjectId, subjectName: subject?.name ?? '', kind, connectionId, // Which private account somebody signed in with is their own affair.
    shownAddress: kind === 'own' && subjectId !== readerId ? '' : shownAddress(row, seal), readAtMs, nextReadAtMs, problem: code === null ? null : errorEntry(code).say }
}

/** Which calendar says when a colleague or a room is taken. */
export function calendarRoutes(app: FastifyInstance, options: CalendarRouteOptions): void {
  const { db, now, record, seal, accounts, wake } = options
  const about = async (request: FastifyRequest): Promise<{ context: SessionContext; kind: SubjectKind; id: string }> => {
    const context = await authenticate(options, request)
    const { kind, id } = parseInput(params, request.params)
    requireMay(context, kind, id)
    if (!(await findSubject(db, context.workspaceId, kind, id))) throw new AppError('calendar.unknown_subject')
    return { context, kind, id }
  }
  const note = (tx: Tx, context: SessionContext, action: string, facts: Record<string, string>): Promise<void> =>
    audit(tx, { workspaceId: context.workspaceId, personId: context.personId, sessionId: context.sessionId, action, facts }, now())

  const isFollowed = async (workspaceId: string): Promise<boolean> => (await accounts.list()).some(account => account.workspaceId === workspaceId)

  app.get('/api/calendars', async request => {
    const context = await authenticate(options, request)
    const rows = (await listCalendars(db, context.workspaceId)).filter(isRead)
    const shown = rows.filter(row => arrangers.includes(context.role) || (row.subjectKind === 'person' && row.subjectId === context.personId))
    return calendarsSchema.parse({
      calendars: await Promise.all(shown.map(row => toCalendar(db, row, seal, context.personId))), ownServices: await accounts.listOwnServices(context.workspaceId), isFollowed: await isFollowed(context.workspaceId),
    })
  })
  app.put('/api/calendars/:kind/:id', async request => {
    const { context, kind, id } = await about(request)
    const source = parseInput(calendarSourceSchema, request.body)
    // Somebody who arranges nothing connects their own calendar only by an address they themselves know.
    if (source.kind === 'account' && !arrangers.includes(context.role)) throw new AppError('access.forbidden')
    const calendarId = createId()
    const before = await db.transaction(async tx => {
      const known = await findCalendar(tx, context.workspaceId, kind, id)
      if (source.kind === 'account') await requireConnection(tx, context.workspaceId, source.connectionId)
      await saveCalendar(tx, {
        id: calendarId, workspaceId: context.workspaceId, subjectKind: kind, subjectId: id, kind: source.kind, nextReadAtMs: now(), createdAtMs: now(),
        connectionId: source.kind === 'account' ? source.connectionId : null, address: source.kind === 'account' ? source.address : seal.seal(calendarId, { url: source.url }),
      })
      await note(tx, context, 'calendar.connected', { subject: id, kind: source.kind })
      return known
    })
    if (before) letGoOfKeys(before, options)
    wake()
    return doneSchema.parse({ ok: true })
  })
  app.delete('/api/calendars/:kind/:id', async request => {
    const { context, kind, id } = await about(request)
    const before = await findCalendar(db, context.workspaceId, kind, id)
    // Else the workspace's account would read it again at once.
    const staysOff = await isFollowed(context.workspaceId)
    const tell = await db.transaction(async tx => {
      await tx.query('delete from calendars where workspace_id = $1 and subject_kind = $2 and subject_id = $3', [context.workspaceId, kind, id])
      if (staysOff) await saveCalendar(tx, { id: createId(), workspaceId: context.workspaceId, subjectKind: kind, subjectId: id, kind: 'off', connectionId: null, address: '', nextReadAtMs: now(), createdAtMs: now() })
      await note(tx, context, 'calendar.disconnected', { subject: id })
      return record.write(context.workspaceId, null, [{ collection: 'busy', id: busyId(context.workspaceId, { kind, id }), content: {}, deleted: true }], tx)
    })
    tell()
    if (before) letGoOfKeys(before, options)
    return doneSchema.parse({ ok: true })
  })
  /** Lets the workspace's account read it again. */
  app.post('/api/calendars/:kind/:id/follow', async request => {
    const { context, kind, id } = await about(request)
    await db.query(`delete from calendars where workspace_id = $1 and subject_kind = $2 and subject_id = $3 and kind = 'off'`, [context.workspaceId, kind, id])
    wake()
    return doneSchema.parse({ ok: true })
  })
  /** Reads it now instead of within ten minutes. */
  app.post('/api/calendars/:kind/:id/read', async request => {
    const { context, kind, id } = await about(request)
    if (((await findCalendar(db, context.workspaceId, kind, id))?.kind ?? 'off') === 'off') throw new AppError('request.not_found')
    await db.query('update calendars set next_read_at_ms = $4 where workspace_id = $1 and subject_kind = $2 and subject_id = $3', [context.workspaceId, kind, id, now()])
    wake()
    return doneSchema.parse({ ok: true })
  })
}

async function requireConnection(tx: Tx, workspaceId: string, id: string): Promise<void> {
  const [row] = await tx.query('select id from connections where id = $1 and workspace_id = $2 and deleted_at_ms is null', [id, workspaceId])
  if (!row) throw new AppError('connector.unknown_connection')
}
