import { Plus } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useSearchParams } from 'wouter'
import { PageHeader } from '../../replica/page-header.tsx'
import { useMe } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { Tabs } from '../../ui/layout/tabs.tsx'
import { AddConnectionSheet } from './add-connection-sheet.tsx'
import { ConnectionList } from './connection-list.tsx'
import { DeliveryLog } from './delivery-log.tsx'
import styles from './integrations.module.css'
import { OwnersPanel } from './owners-panel.tsx'
import { ProgramsPanel } from './programs-panel.tsx'
import { ReviewPanel } from './review-panel.tsx'

type Part = 'connections' | 'log' | 'programs' | 'owners' | 'review'

/** The systems a hire reaches: how each is doing, what was sent, which system owns what. */
export function IntegrationsScreen() {
  const me = useMe()
  const [search, setSearch] = useSearchParams()
  const [madeId, setMadeId] = useState<string | null>(null)
  const forgetMade = useCallback(() => setMadeId(null), [])
  const isOwner = me.role === 'owner'
  const part = (search.get('part') as Part | null) ?? 'connections'
  const isAdding = isOwner && search.get('add') !== null
  const setAdding = (on: boolean) => setSearch(on ? { add: '' } : {}, { replace: true })
  const isAddingProgram = isOwner && search.get('program') !== null
  const setAddingProgram = (on: boolean) => setSearch(on ? { part: 'programs', program: '' } : { part: 'programs' }, { replace: true })
  useShortcuts('integrations', isOwner ? [{ keys: 'c', title: 'Connect a system', section: 'Integrations', run: () => setAdding(true) }] : [])
  return (
    <div className={styles.page}>
      <PageHeader title="Integrations">
        <span className={styles.grow} />
        {isOwner && <Button variant="primary" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>Connect a system</Button>}
      </PageHeader>
      <div className={styles.column}>
        <Tabs<Part>
          label="Parts of the integrations" selected={part} onSelect={next => setSearch(next === 'connections' ? {} : { part: next }, { replace: true })}
          items={[
            { id: 'connections', title: 'Systems', content: <ConnectionList isOwner={isOwner} onAdd={() => setAdding(true)} madeId={madeId} onMadeShown={forgetMade} openId={search.get('open')} onOpen={id => setSearch(id === null ? {} : { open: id }, { replace: true })} onReview={() => setSearch({ part: 'review' }, { replace: true })} onShowLog={id => setSearch({ part: 'log', system: id })} /> },
            { id: 'log', title: 'What was sent', content: <DeliveryLog key={search.get('system')} connectionId={search.get('system') ?? 'all'} /> },
            ...(isOwner ? [{ id: 'programs' as const, title: 'Programs', content: <ProgramsPanel isAdding={isAddingProgram} setAdding={setAddingProgram} /> }] : []),
            { id: 'owners', title: 'Who owns which field', content: <OwnersPanel isOwner={isOwner} /> },
            ...(isOwner ? [{ id: 'review' as const, title: 'Monthly review', content: <ReviewPanel onOpen={id => setSearch({ open: id })} /> }] : []),
          ]}
        />
      </div>
      {isAdding && <AddConnectionSheet onMade={setMadeId} onClose={() => setAdding(false)} />}
    </div>
  )
}
