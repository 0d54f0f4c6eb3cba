import { SearchIndex } from './search-index.ts'
import { handleSearchMessage, type SearchMessage } from './search-messages.ts'

const index = new SearchIndex()
self.addEventListener('message', (event: MessageEvent<SearchMessage>) => {
  const reply = handleSearchMessage(index, event.data)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage has no origin
  if (reply) self.postMessage(reply)
})
