import { Archive, ArchiveRestore, FileSignature, Plus } from 'lucide-react'
import { useState } from 'react'
import type { LetterTemplate, Settings } from '#shared/domain/model/settings'
import { letterPlaces, unknownPlaces, usualLetter } from '#shared/domain/offers/letter'
import { createId } from '#shared/lib/ids'
import { byRank, rankAt } from '#shared/lib/rank'
import { Button } from '../../ui/actions/button.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './settings.module.css'
import { useAct } from '../../actions/use-act.ts'

/** The letters an offer can be sent as. */
export function LettersEditor({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const act = useAct()
  const [editing, setEditing] = useState<LetterTemplate | null>(null)
  const all = settings.letterTemplates ?? []
  const templates = all.toSorted(byRank)
  const save = (letterTemplates: LetterTemplate[], said: string) => act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { letterTemplates } }], said)
  const keep = async (template: LetterTemplate) => {
    if (await save([...all.filter(each => each.id !== template.id), template], `${template.name} saved`)) setEditing(null)
  }
  const create = () => setEditing({ id: createId(), name: '', rank: rankAt(templates, templates.length), archived: false, body: usualLetter })
  const add = !isReadOnly && <Button icon={<Plus aria-hidden="true" />} onPress={create}>New letter</Button>
  return (
    <div className={styles.section}>
      {templates.length === 0
        ? <EmptyState icon={<FileSignature />} title="No letters of your own yet" level={3} action={add || undefined}>Offers go out with a plain letter until you write one. Names, pay and days are filled in for each offer.</EmptyState>
        : <div>{add}</div>}
      <ul className={styles.rows}>
        {templates.map(template => (
          <li key={template.id} className={styles.row}>
            <span className={styles.grow}>{template.name} {template.archived && <span className={styles.faint}>archived</span>}</span>
            {!isReadOnly && <Button size="sm" aria-label={`Change ${template.name}`} onPress={() => setEditing(template)}>Change</Button>}
            {!isReadOnly && <Button size="sm" variant="ghost" icon={template.archived ? <ArchiveRestore aria-hidden="true" /> : <Archive aria-hidden="true" />} aria-label={`${template.archived ? 'Bring back' : 'Archive'} ${template.name}`} onPress={() => void save(all.map(each => (each.id === template.id ? { ...each, archived: !each.archived } : each)), template.archived ? `${template.name} is back` : `${template.name} archived`)}>{template.archived ? 'Bring back' : 'Archive'}</Button>}
          </li>
        ))}
      </ul>
      {editing && <LetterDialog template={editing} onSave={template => void keep(template)} onClose={() => setEditing(null)} />}
    </div>
  )
}

function LetterDialog({ template, onSave, onClose }: { template: LetterTemplate; onSave: (template: LetterTemplate) => void; onClose: () => void }) {
  const [draft, setDraft] = useState(template)
  const [isTried, setTried] = useState(false)
  const unknown = unknownPlaces(draft.body)
  const isReady = draft.name.trim() !== '' && draft.body.trim() !== '' && unknown.length === 0
  const save = () => {
    setTried(true)
    if (isReady) onSave({ ...draft, name: draft.name.trim() })
  }
  const slip = unknown.length > 0 ? `No offer knows ${unknown.map(name => `{{${name}}}`).join(', ')}.` : isTried && draft.body.trim() === '' ? 'A letter needs words.' : undefined
  return (
    <Dialog title={template.name || 'New letter'} size="lg" isOpen isDismissable={false} onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" onPress={save}>Save</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); save() }}>
        <TextField label="Name" isRequired value={draft.name} maxLength={120} onChange={name => setDraft({ ...draft, name })} errorMessage={isTried && draft.name.trim() === '' ? 'It needs a name.' : undefined} />
        <TextArea label="Text" description="An empty line begins a paragraph, # a heading. A line about what is not part of an offer is left out." rows={14} value={draft.body} maxLength={20_000} onChange={body => setDraft({ ...draft, body })} errorMessage={slip} />
        <div className={styles.blanks}><span className={styles.hint}>Put in:</span>{Object.entries(letterPlaces).map(([name, said]) => <Button key={name} size="sm" onPress={() => setDraft({ ...draft, body: `${draft.body}{{${name}}}` })}>{said}</Button>)}</div>
      </form>
    </Dialog>
  )
}
