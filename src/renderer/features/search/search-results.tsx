import { memo } from 'react'
import { VirtualList } from '../../ui/data/virtual-list.tsx'
import { kindIcons, kindTitles } from './hit-icon.tsx'
import type { SearchHit } from './index/search-index.ts'
import styles from './search-screen.module.css'

export const hitKey = (hit: SearchHit): string => `${hit.kind}:${hit.id}`

/** Drawn once for each hit, however often the list is laid out anew. */
const Row = memo(function Row({ hit }: { hit: SearchHit | null }) {
  return (
    <span className={styles.row}>
      <span className={styles.icon}>{kindIcons[hit?.kind ?? 'candidate']}</span>
      <span className={styles.title}>{hit?.title}</span>
      <span className={styles.subtitle}>{hit?.subtitle}</span>
      <span className={styles.kind}>{hit && kindTitles[hit.kind].replace(/s$/, '')}</span>
    </span>
  )
})
const renderHit = (hit: SearchHit | null) => <Row hit={hit} />
const keyOf = (hit: SearchHit | null) => (hit ? hitKey(hit) : '')

/** As many as a window shows: made before the first letter, out of sight, so that an answer only fills them with words. */
const spareRows: readonly null[] = Array.from({ length: 20 }, () => null)

export type ResultsProps = { hits: readonly SearchHit[]; selectedId: string | null; onSelect: (id: string) => void; onOpen: (id: string) => void }

/** The list of what was found; out of sight while there is nothing. */
export const Results = memo(function Results({ hits, selectedId, onSelect, onOpen }: ResultsProps) {
  return (
    <div className={hits.length > 0 ? styles.results : `${styles.results} ${styles.spare}`}>
      <VirtualList label="Results" items={hits.length > 0 ? hits : spareRows} getId={keyOf} renderItem={renderHit} selectedId={selectedId} rowHeight={40} hasEvenRows onSelect={onSelect} onOpen={onOpen} />
    </div>
  )
})
