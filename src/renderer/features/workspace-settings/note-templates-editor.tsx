import { Archive, ArchiveRestore, NotebookPen, Plus } from 'lucide-react'
import { useState } from 'react'
import type { NoteTemplate, Settings } from '#shared/domain/model/settings'
import { createId } from '#shared/lib/ids'
import { byRank, rankAt } from '#shared/lib/rank'
import { useAct } from '../../actions/use-act.ts'
import { useMe } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { SummaryServicePanel } from './summary-service.tsx'
import styles from './settings.module.css'

/** How this workspace takes notes and judges. */
export function NoteTemplatesEditor({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const act = useAct()
  const me = useMe()
  const [editing, setEditing] = useState<NoteTemplate | null>(null)
  const templates = settings.noteTemplates.toSorted(byRank)
  const save = (fields: Partial<Settings>, said: string) => act([{ kind: 'edit', collection: 'settings', id: settings.id, fields }], said)
  const keep = async (template: NoteTemplate) => {
    if (await save({ noteTemplates: [...settings.noteTemplates.filter(each => each.id !== template.id), template] }, `${template.name} saved`)) setEditing(null)
  }
  const turn = ({ id, name, archived }: NoteTemplate) => save({ noteTemplates: settings.noteTemplates.map(each => (each.id === id ? { ...each, archived: !archived } : each)) }, archived ? `${name} is back` : `${name} archived`)
  const add = !isReadOnly && <Button icon={<Plus aria-hidden="true" />} onPress={() => setEditing({ id: createId(), name: '', rank: rankAt(templates, templates.length), archived: false, body: '' })}>New text</Button>
  return (
    <div className={styles.section}>
      <Switch isSelected={settings.extremesNeedEvidence} isDisabled={isReadOnly} description="A scorecard with the lowest or highest rating is handed in only with a marked line of the notes or a word of what was heard." onChange={extremesNeedEvidence => void save({ extremesNeedEvidence }, extremesNeedEvidence ? 'The lowest and highest ratings need evidence' : 'No rating needs evidence any more')}>The lowest and highest ratings need evidence</Switch>
      <p className={styles.hint}>Texts for interview notes. A slash at the beginning of a line offers them.</p>
      {templates.length === 0
        ? <EmptyState icon={<NotebookPen />} title="No texts yet" level={3} action={add || undefined}>Write what every note should have once, such as situation, action and result.</EmptyState>
        : <div>{add}</div>}
      <ul className={styles.rows}>
        {templates.map(template => (
          <li key={template.id} className={styles.row}>
            <span className={styles.grow}>{template.name} <span className={styles.faint}>{template.archived ? 'archived' : template.body.split('\n')[0]}</span></span>
            {!isReadOnly && <Button size="sm" aria-label={`Change ${template.name}`} onPress={() => setEditing(template)}>Change</Button>}
            {!isReadOnly && <Button size="sm" variant="ghost" icon={template.archived ? <ArchiveRestore aria-hidden="true" /> : <Archive aria-hidden="true" />} aria-label={`${template.archived ? 'Bring back' : 'Archive'} ${template.name}`} onPress={() => void turn(template)}>{template.archived ? 'Bring back' : 'Archive'}</Button>}
          </li>
        ))}
      </ul>
      {me.role === 'owner' && <SummaryServicePanel />}
      {editing && <NoteTemplateDialog template={editing} onSave={template => void keep(template)} onClose={() => setEditing(null)} />}
    </div>
  )
}

function NoteTemplateDialog({ template, onSave, onClose }: { template: NoteTemplate; onSave: (template: NoteTemplate) => void; onClose: () => void }) {
  const [draft, setDraft] = useState(template)
  const [isTried, setTried] = useState(false)
  const save = () => {
    setTried(true)
    if (draft.name.trim() !== '') onSave({ ...draft, name: draft.name.trim() })
  }
  return (
    <Dialog title={template.name || 'New text'} isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" onPress={save}>Save</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); save() }}>
        <TextField label="Name" isRequired value={draft.name} maxLength={120} onChange={name => setDraft({ ...draft, name })} errorMessage={isTried && draft.name.trim() === '' ? 'It needs a name.' : undefined} />
        <TextArea label="Text" rows={10} value={draft.body} maxLength={10_000} onChange={body => setDraft({ ...draft, body })} />
      </form>
    </Dialog>
  )
}
