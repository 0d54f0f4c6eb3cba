import { History } from 'lucide-react'
import type { CollectionName } from '#shared/domain/model/collections'
import { showHistory } from '../replica/shown-history.ts'
import { IconButton } from '../ui/actions/icon-button.tsx'

/** Opens who changed what in a record, with a way back to each value; `of` says whose history it is. */
export function HistoryButton({ collection, id, of, size = 'md' }: { collection: CollectionName; id: string; of: string; size?: 'sm' | 'md' }) {
  return <IconButton label={`History of ${of}`} size={size} icon={<History aria-hidden="true" />} onPress={() => showHistory({ collection, id })} />
}
