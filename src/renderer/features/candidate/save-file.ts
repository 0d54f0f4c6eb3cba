import { openBridge } from '../../bridge/bridge.ts'
import { toast } from '../../ui/overlays/toast.tsx'

const problems = {
  no_space: 'There is no room for the file on this computer.',
  no_permission: 'This folder cannot be written to. Choose another one.',
  unreadable: 'The file could not be saved there.',
  other: 'The file could not be saved.',
} as const

/** Saves a file where the person says: the system's dialog in the desktop app, a download in the browser. */
export async function saveFile(blob: Blob, name: string): Promise<void> {
  const answer = await openBridge().saveFile(name, new Uint8Array(await blob.arrayBuffer()))
  if (answer.kind === 'failed') toast({ text: problems[answer.reason], tone: 'bad' })
}
