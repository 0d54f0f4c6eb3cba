import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { ipcContract } from '#shared/contract/ipc'
import type { IpcInput, IpcOutput } from '#shared/contract/ipc'
import type { IpcCallName } from '#shared/contract/ipc-channels'
import { AppError } from '#shared/lib/app-error'
import { isOwnPage } from '../native/external-links.ts'

/** Answers a channel. The only importer of `ipcMain`: sender, question and answer are checked here. */
export function handle<C extends IpcCallName>(channel: C, answer: (input: IpcInput<C>) => Promise<IpcOutput<C>> | IpcOutput<C>): void {
  const { input, output } = ipcContract[channel]
  ipcMain.handle(channel, async (event, raw: unknown) => {
    assertTrustedSender(event)
    const question = input.safeParse(raw)
    // The parse error holds what was sent, perhaps a secret: only the channel's name is told.
    if (!question.success) throw new AppError('request.malformed', { facts: { channel } })
    // Safe: TypeScript cannot follow C through the lookup, the schema above it can.
    return output.parse(await answer(question.data as IpcInput<C>))
  })
}

/** Only our own page, and only its main frame: a frame inside it, or a page that got in, is refused. */
function assertTrustedSender(event: Pick<IpcMainInvokeEvent, 'senderFrame'>): void {
  const frame = event.senderFrame
  if (frame === null || frame.parent !== null || !isOwnPage(frame.url)) throw new AppError('request.foreign_origin')
}
