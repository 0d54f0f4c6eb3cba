import { Mail } from 'lucide-react'
import { messagePlaces } from '#shared/domain/commands/candidate-message'
import type { Settings } from '#shared/domain/model/settings'
import { useAct } from '../../actions/use-act.ts'
import { TextField } from '../../ui/fields/text-field.tsx'
import styles from './settings.module.css'
import type { TemplateFields } from './template-dialog.tsx'
import { TemplateList } from './template-list.tsx'

type MessageTemplate = Settings['messageTemplates'][number]

const fields: TemplateFields<MessageTemplate> = {
  rows: 10, maxLength: 20_000, places: messagePlaces,
  more: (draft, change) => <TextField label="Subject" value={draft.subject} maxLength={300} onChange={subject => change({ ...draft, subject })} />,
}

/** Texts for candidates, written once. */
export function TemplatesEditor({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const act = useAct()
  return (
    <div className={styles.section}>
      <TemplateList<MessageTemplate>
        templates={settings.messageTemplates} isReadOnly={isReadOnly} newTitle="New template" make={base => ({ ...base, subject: '' })} aside={template => template.subject} fields={fields}
        empty={{ icon: <Mail />, title: 'No templates yet', text: 'Write the texts you send often once; the candidate’s name and job are filled in for each.' }}
        onSave={(messageTemplates, said) => act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { messageTemplates } }], said)}
      />
    </div>
  )
}
