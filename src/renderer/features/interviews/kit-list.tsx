import { Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { copyOfKit } from '#shared/domain/commands/kit'
import type { KitVersion } from '#shared/domain/model/kit'
import { createId } from '#shared/lib/ids'
import { Button } from '../../ui/actions/button.tsx'
import { Menu } from '../../ui/overlays/menu.tsx'
import styles from './interviews.module.css'
import { KitEditor, type EditedKit } from './kit-editor.tsx'

export type KitListProps = {
  label: string
  kits: readonly KitVersion[]
  /** Resolves to whether it was saved; then the editor closes. */
  onSave: (kit: EditedKit) => Promise<boolean>
  mayEdit: boolean
  empty: ReactNode
  /** What a new one is called on its button. */
  newTitle: string
  /** Kits that a new one may begin from. */
  templates?: readonly KitVersion[]
  /** Keeps a kit as a template; leave it out where that is not theirs to do. */
  onKeep?: (kit: KitVersion) => void
}

const newKit = (): EditedKit => ({ kitId: createId(), name: '', purpose: '', cover: [], questions: [], attributes: [], doNots: [], archived: false })
const editedOf = ({ id: _id, version: _version, ...kit }: KitVersion): EditedKit => kit

/** Kits in their newest versions, to be written anew and archived. */
export function KitList({ label, kits, onSave, mayEdit, empty, newTitle, templates = [], onKeep }: KitListProps) {
  const [editing, setEditing] = useState<EditedKit | null>(null)
  const save = async (kit: EditedKit) => { if (await onSave(kit)) setEditing(null) }
  if (editing) return <KitEditor key={editing.kitId} kit={editing} onSave={kit => void save(kit)} onCancel={() => setEditing(null)} />
  return (
    <>
      {mayEdit && (
        <div className={styles.buttons}>
          <Button variant="primary" icon={<Plus aria-hidden="true" />} onPress={() => setEditing(newKit())}>{newTitle}</Button>
          {templates.length > 0 && <Menu trigger={<Button>New from a template</Button>} label="Templates" sections={[{ id: 'templates', items: templates.map(each => ({ id: each.kitId, title: each.name, description: `version ${each.version}`, run: () => setEditing(copyOfKit(each, createId)) })) }]} />}
        </div>
      )}
      {kits.length === 0 && empty}
      {kits.length > 0 && (
        <ul className={styles.rows} aria-label={label}>
          {kits.map(kit => (
            <li key={kit.kitId} className={styles.row}>
              <span className={styles.words}><strong>{kit.name}</strong><span className={styles.faint}>version {kit.version} · {kit.questions.length} questions · {kit.attributes.length} attributes</span></span>
              {mayEdit && <Button size="sm" aria-label={`Edit ${kit.name}`} onPress={() => setEditing(editedOf(kit))}>Edit</Button>}
              {onKeep && !templates.some(each => each.name === kit.name) && <Button size="sm" variant="ghost" aria-label={`Keep as a template: ${kit.name}`} onPress={() => onKeep(kit)}>Keep as a template</Button>}
              {mayEdit && <Button size="sm" variant="ghost" aria-label={`Archive ${kit.name}`} onPress={() => void onSave({ ...editedOf(kit), archived: true })}>Archive</Button>}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
