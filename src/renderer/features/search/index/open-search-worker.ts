import type { SearchMessage, SearchPort, SearchReply } from './search-messages.ts'

/** An index in a worker: building it and asking it never hold up the screen. */
export function openSearchWorker(): SearchPort {
  const worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module', name: 'search' })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage has no origin
  const post = (message: SearchMessage): void => worker.postMessage(message)
  const port: SearchPort = { post, onReply: () => {}, onFailure: () => {}, close: () => worker.terminate() }
  worker.addEventListener('message', (event: MessageEvent<SearchReply>) => port.onReply(event.data))
  worker.addEventListener('error', () => port.onFailure())
  return port
}
