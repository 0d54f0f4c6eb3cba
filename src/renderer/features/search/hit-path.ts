import type { SearchHit } from './index/search-index.ts'

/** Where a thing found is opened. A colleague has no screen of their own: their work is found by their name instead. */
export function pathOfHit(hit: SearchHit): string {
  switch (hit.kind) {
    case 'candidate': return `/candidates/${hit.id}`
    case 'job': return `/pipeline/${hit.id}`
    case 'note': return `/candidates/${hit.candidateId ?? ''}`
    case 'person': return `/settings/people`
  }
}
