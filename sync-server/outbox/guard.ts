import type { FastifyRequest } from 'fastify'
import { AppError } from '#shared/lib/app-error'
import { authenticate, type IdentityOptions } from '../identity/port.ts'
import type { SessionContext } from '../identity/sessions.ts'
import type { Outbox } from './outbox.ts'
import { findConnection, type ConnectionRow } from './connection-row.ts'
import type { RecordPort } from './steps.ts'
import type { Means } from './try-delivery.ts'

/** What the routes of this room are given. */
export type IntegrationOptions = Readonly<{ identity: Pick<IdentityOptions, 'db' | 'now'>; means: Means; record: RecordPort; outbox: Pick<Outbox, 'tick'>; /** Hears that connections were made, changed or ended. */ changed?: () => void; /** Keeps what somebody agreed to for themselves. */ ownAccount?: (grant: Readonly<{ workspaceId: string; personId: string; connectionId: string; address: string; keys: Readonly<Record<string, string>> }>) => Promise<void> }>

export async function requireOwner({ identity }: IntegrationOptions, request: FastifyRequest): Promise<SessionContext> {
  const context = await authenticate(identity, request)
  if (context.role !== 'owner') throw new AppError('access.forbidden')
  return context
}

/** Owner and recruiters: who may read the log. */
export async function requireStaff({ identity }: IntegrationOptions, request: FastifyRequest): Promise<SessionContext> {
  const context = await authenticate(identity, request)
  if (context.role !== 'owner' && context.role !== 'recruiter') throw new AppError('access.forbidden')
  return context
}

/** @throws AppError `connector.unknown_connection`, also for another workspace's. */
export async function requireConnection({ identity }: IntegrationOptions, context: SessionContext, id: string): Promise<ConnectionRow> {
  const row = await findConnection(identity.db, id)
  if (row?.workspaceId !== context.workspaceId) throw new AppError('connector.unknown_connection')
  return row
}
