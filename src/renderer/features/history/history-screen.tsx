import { History } from 'lucide-react'
import { useParams } from 'wouter'
import { documentSchemas, type CollectionName } from '#shared/domain/model/collections'
import { PageHeader } from '../../replica/page-header.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { HistoryList } from './history-list.tsx'
import styles from './history.module.css'

/** The history of one record as a page of its own, so that it can be linked to. */
export function HistoryScreen() {
  const { collection = '', id = '' } = useParams<{ collection: string; id: string }>()
  const isKnown = Object.hasOwn(documentSchemas, collection) && /^[0-9a-f-]{36}$/i.test(id)
  return (
    <>
      <PageHeader title="History" />
      {isKnown
        ? <div className={styles.page}><h2 className={styles.spoken}>Changes, newest first</h2><HistoryList of={{ collection: collection as CollectionName, id }} /></div>
        : <EmptyState isSure icon={<History />} title="There is no such record">The link may be old, or written by hand.</EmptyState>}
    </>
  )
}
