import { openBridge } from '../../bridge/bridge.ts'
import { toast } from '../../ui/overlays/toast.tsx'

const problems = {
  no_space: 'There is no room for the file on this computer.', no_permission: 'This folder cannot be written to. Choose another one.', unreadable: 'The file could not be saved there.', other: 'The file could not be saved.',
} as const

/** Saves a file where the person says. */
export async function saveBytes(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<void> {
  const answer = await openBridge().saveFile(name, bytes)
  if (answer.kind === 'failed') toast({ text: problems[answer.reason], tone: 'bad' })
}
