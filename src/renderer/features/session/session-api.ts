import { doneSchema, invitationPreviewSchema, sessionSchema, statusSchema, type Session } from '#shared/contract/http'
import type { z } from 'zod'
import type { acceptInputSchema, setupInputSchema } from '#shared/contract/http'
import { serverAccess, serverRequest } from '../../replica/server-client.ts'
import { deviceName } from './device-name.ts'

const device = (): string => deviceName(navigator.userAgent, serverAccess().isShell)
const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

export const askStatus = () => serverRequest('GET', '/api/status', statusSchema)

export type SetupAnswers = Omit<z.infer<typeof setupInputSchema>, 'device' | 'zone'>
export const setUp = (answers: SetupAnswers): Promise<Session> => serverRequest('POST', '/api/setup', sessionSchema, { ...answers, zone: zone(), device: device() })

export const signIn = (email: string, password: string): Promise<Session> => serverRequest('POST', '/api/sessions', sessionSchema, { email, password, device: device() })

export const previewInvitation = (token: string) => serverRequest('GET', `/api/invitations/${encodeURIComponent(token)}`, invitationPreviewSchema)

export type JoinAnswers = Pick<z.infer<typeof acceptInputSchema>, 'name' | 'password'>
export const acceptInvitation = (token: string, answers: JoinAnswers): Promise<Session> =>
  serverRequest('POST', `/api/invitations/${encodeURIComponent(token)}/accept`, sessionSchema, { ...answers, zone: zone(), device: device() })

/** Ends this computer's session on the server. */
export const endSession = (sessionId: string) => serverRequest('DELETE', `/api/sessions/${sessionId}`, doneSchema)
