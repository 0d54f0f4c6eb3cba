import type { SearchAnswer, SearchIndex } from './search-index.ts'
import type { SearchEntry, SearchKind } from './search-entry.ts'

/** What the main thread tells or asks the index. */
export type SearchMessage =
  | Readonly<{ kind: 'put'; entries: readonly SearchEntry[] }>
  | Readonly<{ kind: 'remove'; of: SearchKind; ids: readonly string[] }>
  | Readonly<{ kind: 'query'; question: number; text: string; limit: number; kinds?: readonly SearchKind[] }>

export type SearchReply = Readonly<{ question: number; answer: SearchAnswer }>

/** Does what a message says; a question has a reply. */
export function handleSearchMessage(index: SearchIndex, message: SearchMessage): SearchReply | null {
  switch (message.kind) {
    case 'put': {
      for (const entry of message.entries) index.put(entry)
      return null
    }
    case 'remove': {
      for (const id of message.ids) index.remove(message.of, id)
      return null
    }
    case 'query': return { question: message.question, answer: index.search(message.text, message.limit, message.kinds) }
  }
}

/** The way to an index, wherever it lives. */
export type SearchPort = {
  post(message: SearchMessage): void
  onReply: (reply: SearchReply) => void
  onFailure: () => void
  close(): void
}
