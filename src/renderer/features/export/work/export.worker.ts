import { ExportEngine, type ExportRequest } from './export-messages.ts'

const engine = new ExportEngine()
/** One after the other: what is added must stand in the order it was sent. */
let last: Promise<unknown> = Promise.resolve()

self.addEventListener('message', (event: MessageEvent<ExportRequest>) => {
  const { id } = event.data
  last = last.then(async () => {
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage has no origin
      self.postMessage({ id, output: await engine.answer(event.data) })
    } catch {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage has no origin
      self.postMessage({ id, failed: true })
    }
    return null
  })
})
