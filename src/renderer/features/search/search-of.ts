import type { Replica } from '../../replica/replica.ts'
import { openSearchWorker } from './index/open-search-worker.ts'
import { openSearch, type SearchService } from './search-service.ts'

const services = new WeakMap<Replica, SearchService>()

/** The one search of a replica; opened at first use. */
export function searchOf(replica: Replica): SearchService {
  const known = services.get(replica)
  if (known && known.state.kind !== 'failed') return known
  known?.close()
  const service = openSearch(replica, openSearchWorker())
  services.set(replica, service)
  return service
}
