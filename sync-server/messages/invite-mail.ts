import { AppError } from '#shared/lib/app-error'
import { isFinal, type Letter, type Transport } from './postman.ts'

/** Invitations go out by the same mail server as messages; answers come to the address they came from. */
export function inviteMail(transport: Transport, sender: string): Readonly<{ organizerEmail: string; send(letter: Letter): Promise<void> }> {
  return {
    organizerEmail: sender,
    send: letter => transport.send(letter).catch((cause: unknown) => { throw new AppError(isFinal(cause) ? 'invite.address_refused' : 'invite.mail_unreachable', { cause }) }),
  }
}
