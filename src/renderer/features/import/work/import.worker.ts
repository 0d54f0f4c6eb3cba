import { ImportEngine } from './import-engine.ts'
import type { ImportReply, ImportRequest } from './import-messages.ts'

const engine = new ImportEngine()
const reply = (message: ImportReply): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage has no origin
  self.postMessage(message)
}

self.addEventListener('message', (event: MessageEvent<ImportRequest>) => {
  const { id } = event.data
  void engine.answer(event.data).then(output => reply({ id, output }), () => reply({ id, failed: true }))
})
