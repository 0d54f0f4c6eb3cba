import { HistoryButton } from '../../parts/history-button.tsx'
import { useMay, useDirectory } from '../../replica/react.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import { Tabs } from '../../ui/layout/tabs.tsx'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { HolidaysEditor } from './holidays-editor.tsx'
import { LettersEditor } from './letters-editor.tsx'
import { MailCard } from './mail-card.tsx'
import { ListEditor } from './list-editor.tsx'
import { listKinds, type ListField } from './lists.ts'
import { NoteTemplatesEditor } from './note-templates-editor.tsx'
import { RoomsEditor } from './rooms-editor.tsx'
import styles from './settings.module.css'
import { TagsEditor } from './tags-editor.tsx'
import { TemplatesEditor } from './templates-editor.tsx'
import { useAct } from '../../actions/use-act.ts'
import { VariantsView } from './variants-view.tsx'

const parts = ['lists', 'templates', 'letters', 'notes', 'mail', 'rooms', 'holidays', 'variants'] as const
type Part = (typeof parts)[number]

/** The workspace's name, its lists of values, its message templates, and what is written in different ways. */
export function SettingsScreen() {
  const { me, settings } = useDirectory()
  const [, go] = useLocation()
  const { part: asked } = useParams()
  const may = useMay()
  const act = useAct()
  const [field, setField] = useState<ListField | 'tags'>('sources')
  if (!settings) return <div className={styles.page} aria-busy="true"><PageHeader title="Settings" /><Skeleton lines={6} /></div>
  const mayEdit = may({ collection: 'settings', before: settings, after: settings, fields: ['sources'] }).kind === 'allowed'
  const mayName = may({ collection: 'settings', before: settings, after: settings, fields: ['name'] }).kind === 'allowed'
  const rename = async (typed: string) => {
    const name = typed.trim().slice(0, 120)
    if (name === '') return 'A workspace needs a name.'
    await act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { name } }], 'Name changed')
  }
  const isStaff = me.role === 'owner' || me.role === 'recruiter'
  const options = [...listKinds.map(({ field: id, title }) => ({ id, label: title })), { id: 'tags' as const, label: 'Tags' }]
  return (
    <div className={styles.page}>
      <PageHeader title="Settings">
        <span className={styles.grow} />
        <HistoryButton collection="settings" id={settings.id} of="the settings" />
        {isStaff && <Button variant="ghost" icon={<Trash2 aria-hidden="true" />} onPress={() => go('/deleted')}>Deleted records</Button>}
      </PageHeader>
      <div className={styles.column}>
        <InlineEdit label="Name of the workspace" value={settings.name} size="title" isReadOnly={!mayName} onCommit={rename} />
        <Tabs<Part> label="Parts of the settings" selected={parts.find(part => part === asked) ?? 'lists'} onSelect={part => go(`/settings/${part}`, { replace: true })} items={[
          {
            id: 'lists', title: 'Lists', content: (
              <div className={styles.section}>
                <p className={styles.hint}>Values that people choose from, so that reports count one thing once. An archived value stays on old records and is no longer offered.</p>
                <div className={styles.which}><Select label="List" options={options} value={field} onChange={setField} /></div>
                {field === 'tags' ? <TagsEditor settings={settings} isReadOnly={!mayEdit} /> : <ListEditor key={field} settings={settings} kind={listKinds.find(kind => kind.field === field)!} isReadOnly={!mayEdit} />}
              </div>
            ),
          },
          { id: 'templates', title: 'Message templates', content: <TemplatesEditor settings={settings} isReadOnly={!mayEdit} /> },
          { id: 'letters', title: 'Offer letters', content: <LettersEditor settings={settings} isReadOnly={!mayEdit} /> },
          { id: 'notes', title: 'Notes and scorecards', content: <NoteTemplatesEditor settings={settings} isReadOnly={!mayEdit} /> },
          { id: 'mail', title: 'Automatic e-mail', content: <MailCard settings={settings} mayEdit={mayEdit} /> },
          { id: 'rooms', title: 'Rooms', content: <RoomsEditor settings={settings} isReadOnly={!mayEdit} /> },
          { id: 'holidays', title: 'Holidays', content: <HolidaysEditor settings={settings} isReadOnly={!mayEdit} /> },
          { id: 'variants', title: 'Written differently', content: <VariantsView /> },
        ]} />
      </div>
    </div>
  )
}
