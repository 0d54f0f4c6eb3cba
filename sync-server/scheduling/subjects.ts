import { z } from 'zod'
import type { SubjectKind } from '#shared/contract/calendars'
import type { Tx } from '../db/database.ts'

/** A colleague or room as calendars need it. */
export type Subject = Readonly<{ kind: SubjectKind; id: string; name: string; zone: string }>

const personSchema = z.object({ name: z.string(), zone: z.string() })
const workspaceSchema = z.object({ zone: z.string(), rooms: z.array(z.object({ id: z.string(), name: z.string(), zone: z.string().optional() })).default([]) })

/** Null when there is no such colleague or room in the workspace. */
export async function findSubject(tx: Tx, workspaceId: string, kind: SubjectKind, id: string): Promise<Subject | null> {
  const [row] = await tx.query<{ content: unknown }>(
    `select content from documents where workspace_id = $1 and not deleted and collection = $2 and id = $3`, kind === 'person' ? [workspaceId, 'people', id] : [workspaceId, 'settings', workspaceId],
  )
  if (!row) return null
  if (kind === 'person') return { kind, id, ...personSchema.parse(row.content) }
  const workspace = workspaceSchema.parse(row.content)
  const room = workspace.rooms.find(each => each.id === id)
  return room ? { kind, id, name: room.name, zone: room.zone ?? workspace.zone } : null
}
