import { Archive, ArchiveRestore, Mail, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Settings } from '#shared/domain/model/settings'
import { createId } from '#shared/lib/ids'
import { byRank, rankAt } from '#shared/lib/rank'
import { Button } from '../../ui/actions/button.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './settings.module.css'
import { useAct } from '../../actions/use-act.ts'

type Template = Settings['messageTemplates'][number]

/** Texts for candidates, written once. */
export function TemplatesEditor({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const act = useAct()
  const [editing, setEditing] = useState<Template | null>(null)
  const templates = settings.messageTemplates.toSorted(byRank)
  const save = (messageTemplates: Template[], said: string) => act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { messageTemplates } }], said)
  const keep = async (template: Template) => {
    if (await save([...settings.messageTemplates.filter(each => each.id !== template.id), template], `${template.name} saved`)) setEditing(null)
  }
  const create = () => setEditing({ id: createId(), name: '', rank: rankAt(templates, templates.length), archived: false, subject: '', body: '' })
  const add = !isReadOnly && <Button icon={<Plus aria-hidden="true" />} onPress={create}>New template</Button>
  return (
    <div className={styles.section}>
      {templates.length === 0
        ? <EmptyState icon={<Mail />} title="No templates yet" level={3} action={add || undefined}>Write the texts you send often once; the candidate’s name and job are filled in for each.</EmptyState>
        : <div>{add}</div>}
      <ul className={styles.rows}>
        {templates.map(template => (
          <li key={template.id} className={styles.row}>
            <span className={styles.grow}>{template.name} <span className={styles.faint}>{template.archived ? 'archived' : template.subject}</span></span>
            {!isReadOnly && <Button size="sm" aria-label={`Change ${template.name}`} onPress={() => setEditing(template)}>Change</Button>}
            {!isReadOnly && <Button size="sm" variant="ghost" icon={template.archived ? <ArchiveRestore aria-hidden="true" /> : <Archive aria-hidden="true" />} aria-label={`${template.archived ? 'Bring back' : 'Archive'} ${template.name}`} onPress={() => void save(settings.messageTemplates.map(each => (each.id === template.id ? { ...each, archived: !each.archived } : each)), template.archived ? `${template.name} is back` : `${template.name} archived`)}>{template.archived ? 'Bring back' : 'Archive'}</Button>}
          </li>
        ))}
      </ul>
      {editing && <TemplateDialog template={editing} onSave={template => void keep(template)} onClose={() => setEditing(null)} />}
    </div>
  )
}

const blanks = ['{{candidate.firstName}}', '{{candidate.fullName}}', '{{job.title}}', '{{me.name}}', '{{workspace.name}}'] as const

function TemplateDialog({ template, onSave, onClose }: { template: Template; onSave: (template: Template) => void; onClose: () => void }) {
  const [draft, setDraft] = useState(template)
  const [isTried, setTried] = useState(false)
  const save = () => {
    setTried(true)
    if (draft.name.trim() !== '') onSave({ ...draft, name: draft.name.trim() })
  }
  return (
    <Dialog title={template.name || 'New template'} size="lg" isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" onPress={save}>Save</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); save() }}>
        <TextField label="Name" isRequired value={draft.name} maxLength={120} onChange={name => setDraft({ ...draft, name })} errorMessage={isTried && draft.name.trim() === '' ? 'It needs a name.' : undefined} />
        <TextField label="Subject" value={draft.subject} maxLength={300} onChange={subject => setDraft({ ...draft, subject })} />
        <TextArea label="Text" rows={10} value={draft.body} maxLength={20_000} onChange={body => setDraft({ ...draft, body })} />
        <div className={styles.blanks}><span className={styles.hint}>Put in:</span>{blanks.map(blank => <Button key={blank} size="sm" onPress={() => setDraft({ ...draft, body: `${draft.body}${blank}` })}>{blank}</Button>)}</div>
      </form>
    </Dialog>
  )
}
