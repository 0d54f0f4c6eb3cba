import { ClipboardList, NotebookPen } from 'lucide-react'
import { useLocation } from 'wouter'
import type { NoteTemplate, Settings } from '#shared/domain/model/settings'
import { useAct } from '../../actions/use-act.ts'
import { useMe } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import styles from './settings.module.css'
import { SummaryServicePanel } from './summary-service.tsx'
import { TemplateList } from './template-list.tsx'

/** How this workspace takes notes and judges. */
export function NoteTemplatesEditor({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const act = useAct()
  const me = useMe()
  const [, go] = useLocation()
  const save = (fields: Partial<Settings>, said: string) => act([{ kind: 'edit', collection: 'settings', id: settings.id, fields }], said)
  return (
    <div className={styles.section}>
      <Switch isSelected={settings.extremesNeedEvidence} isDisabled={isReadOnly} description="A scorecard with the lowest or highest rating is handed in only with a marked line of the notes or a word of what was heard." onChange={extremesNeedEvidence => void save({ extremesNeedEvidence }, extremesNeedEvidence ? 'The lowest and highest ratings need evidence' : 'No rating needs evidence any more')}>The lowest and highest ratings need evidence</Switch>
      <div><Button icon={<ClipboardList aria-hidden="true" />} onPress={() => go('/kit-templates')}>Kit templates</Button></div>
      <p className={styles.hint}>Texts for interview notes. A slash at the beginning of a line offers them.</p>
      <TemplateList<NoteTemplate>
        templates={settings.noteTemplates} isReadOnly={isReadOnly} newTitle="New text" make={base => base} aside={template => template.body.split('\n')[0] ?? ''} fields={{ rows: 10, maxLength: 10_000 }}
        empty={{ icon: <NotebookPen />, title: 'No texts yet', text: 'Write what every note should have once, such as situation, action and result.' }}
        onSave={(noteTemplates, said) => save({ noteTemplates }, said)}
      />
      {me.role === 'owner' && <SummaryServicePanel />}
    </div>
  )
}
