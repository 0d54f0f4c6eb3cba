import { Archive, ArchiveRestore, Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { createId } from '#shared/lib/ids'
import { byRank, rankAt } from '#shared/lib/rank'
import { Button } from '../../ui/actions/button.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import styles from './settings.module.css'
import type { Template } from './template.ts'
import { TemplateDialog, type TemplateFields } from './template-dialog.tsx'

export type TemplateListProps<T extends Template> = Readonly<{
  templates: readonly T[]
  isReadOnly: boolean
  /** What is said where there is none yet. */
  empty: Readonly<{ icon: ReactNode; title: string; text: string }>
  /** "New letter" */
  newTitle: string
  /** A new one; what every template has is filled in. */
  make: (base: Template) => T
  /** What stands beside the name. */
  aside: (template: T) => string
  fields: TemplateFields<T>
  /** Keeps the whole list; false when nothing was saved. */
  onSave: (templates: T[], said: string) => Promise<boolean>
}>

/** The templates of one kind: written, changed, archived and brought back. None is deleted, since records name them. */
export function TemplateList<T extends Template>({ templates, isReadOnly, empty, newTitle, make, aside, fields, onSave }: TemplateListProps<T>) {
  const [editing, setEditing] = useState<T | null>(null)
  const sorted = templates.toSorted(byRank)
  const keep = async (template: T) => {
    if (await onSave([...templates.filter(each => each.id !== template.id), template], `${template.name} saved`)) setEditing(null)
  }
  const turn = ({ id, name, archived }: T) => void onSave(templates.map(each => (each.id === id ? { ...each, archived: !archived } : each)), archived ? `${name} is back` : `${name} archived`)
  const create = () => setEditing(make({ id: createId(), name: '', rank: rankAt(sorted, sorted.length), archived: false, body: '' }))
  const add = !isReadOnly && <Button icon={<Plus aria-hidden="true" />} onPress={create}>{newTitle}</Button>
  return (
    <>
      {sorted.length === 0 ? <EmptyState icon={empty.icon} title={empty.title} level={3} action={add || undefined}>{empty.text}</EmptyState> : <div>{add}</div>}
      <ul className={styles.rows}>
        {sorted.map(template => (
          <li key={template.id} className={styles.row}>
            <span className={styles.grow}>{template.name} <span className={styles.faint}>{template.archived ? 'archived' : aside(template)}</span></span>
            {!isReadOnly && <Button size="sm" aria-label={`Change ${template.name}`} onPress={() => setEditing(template)}>Change</Button>}
            {!isReadOnly && <Button size="sm" variant="ghost" icon={template.archived ? <ArchiveRestore aria-hidden="true" /> : <Archive aria-hidden="true" />} aria-label={`${template.archived ? 'Bring back' : 'Archive'} ${template.name}`} onPress={() => turn(template)}>{template.archived ? 'Bring back' : 'Archive'}</Button>}
          </li>
        ))}
      </ul>
      {editing && <TemplateDialog key={editing.id} template={editing} newTitle={newTitle} fields={fields} onSave={template => void keep(template)} onClose={() => setEditing(null)} />}
    </>
  )
}
