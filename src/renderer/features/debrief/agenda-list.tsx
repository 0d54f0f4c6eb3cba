import { CheckCheck } from 'lucide-react'
import type { AgendaItem } from '#shared/domain/debrief/agenda'
import { useDirectory } from '../../replica/react.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import type { DebriefView } from './debrief-view.ts'
import { agendaWords, type AgendaNames } from './debrief-words.ts'
import styles from './debrief.module.css'

const titles: readonly { title: string; kinds: readonly AgendaItem['kind'][] }[] = [
  { title: 'Where the panel disagrees', kinds: ['split', 'disputed'] }, { title: 'What is missing', kinds: ['missingCard', 'unsupported', 'unheard'] }, { title: 'To decide', kinds: ['decide'] },
]

export function useAgendaNames(view: DebriefView | null): AgendaNames {
  const { people } = useDirectory()
  return {
    row: id => view?.rows.find(row => row.id === id)?.name ?? 'A candidate', column: key => view?.debrief.columns.find(column => column.key === key)?.name ?? '', person: id => people.get(id)?.name ?? 'A colleague',
  }
}

/** What the meeting is for, in the order in which it helps: disagreement first. */
export function AgendaList({ view, onOpen }: { view: DebriefView; onOpen: ((applicationId: string) => void) | null }) {
  const names = useAgendaNames(view)
  if (view.agenda.length === 0) return <EmptyState icon={<CheckCheck />} title="Nothing is left to talk about" level={3}>Disagreements, missing cards and open decisions appear here by themselves.</EmptyState>
  return (
    <div className={styles.column}>
      {titles.map(({ title, kinds }) => {
        const items = view.agenda.filter(item => kinds.includes(item.kind))
        if (items.length === 0) return null
        return (
          <section key={title} className={styles.part} aria-label={title}>
            <h2 className={styles.title}>{title} <span className={styles.muted}>{items.length}</span></h2>
            <ol className={styles.agenda} {...(onOpen ? { 'data-rows': '' } : {})}>{items.map(item => {
              const words = agendaWords(item, names)
              return <li key={words}>{onOpen ? <LinkButton onPress={() => onOpen(item.applicationId)}>{words}</LinkButton> : words}</li>
            })}</ol>
          </section>
        )
      })}
    </div>
  )
}
