import { Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { archivedKits, copyOfKit, currentKits, versionsOf } from '#shared/domain/commands/kit'
import type { KitVersion } from '#shared/domain/model/kit'
import { createId } from '#shared/lib/ids'
import { Button } from '../../ui/actions/button.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import { Menu } from '../../ui/overlays/menu.tsx'
import styles from './interviews.module.css'
import { KitEditor, type EditedKit } from './kit-editor.tsx'

export type KitListProps = {
  label: string
  /** Every version of every kit. */
  versions: readonly KitVersion[]
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
const count = (many: number, one: string): string => `${many} ${one}${many === 1 ? '' : 's'}`
const countsOf = ({ questions, attributes }: KitVersion): string => `${count(questions.length, 'question')} · ${count(attributes.length, 'attribute')}`
const editedOf = ({ id: _id, version: _version, ...kit }: KitVersion): EditedKit => kit

/** What is being written, and the version that was the newest when it was begun. */
type Editing = Readonly<{ kit: EditedKit; since: number }>

/** Kits in their newest versions, to be written anew and archived; what stood before can be begun from again. */
export function KitList({ label, versions, onSave, mayEdit, empty, newTitle, templates = [], onKeep }: KitListProps) {
  const [editing, setEditing] = useState<Editing | null>(null)
  const all = { kits: [...versions] }
  const [kits, archived] = [currentKits(all), archivedKits(all)]
  const historyOf = (kitId: string) => versionsOf(all, kitId)
  // Whoever leaves the editor is where they came from.
  const [leftId, setLeft] = useState<string | null>(null)
  const leave = (kitId: string) => {
    setLeft(kitId)
    setEditing(null)
  }
  const archive = (kit: KitVersion) => void onSave({ ...editedOf(kit), archived: true })
  const restore = (kit: KitVersion) => {
    // With the last of them its list goes away: the keys follow it to where it is now.
    if (archived.length === 1) setLeft(kit.kitId)
    void onSave({ ...editedOf(kit), archived: false })
  }
  const begin = (kit: EditedKit) => setEditing({ kit, since: historyOf(kit.kitId)[0]?.version ?? 0 })
  const save = async (kit: EditedKit) => { if (await onSave(kit)) leave(kit.kitId) }
  if (editing) {
    const newest = historyOf(editing.kit.kitId)[0]
    const later = newest && newest.version > editing.since ? newest : null
    return <KitEditor key={`${editing.kit.kitId} ${editing.since}`} kit={editing.kit} later={later} onTakeLater={() => { if (later) begin(editedOf(later)) }} onSave={kit => void save(kit)} onCancel={() => leave(editing.kit.kitId)} />
  }
  return (
    <div className={styles.kits}>
      {mayEdit && (
        <div className={styles.buttons}>
          <Button variant="primary" autoFocus={leftId !== null && !kits.some(kit => kit.kitId === leftId)} icon={<Plus aria-hidden="true" />} onPress={() => begin(newKit())}>{newTitle}</Button>
          {templates.length > 0 && <Menu trigger={<Button>New from a template</Button>} label="Templates" sections={[{ id: 'templates', items: templates.map(each => ({ id: each.kitId, title: each.name, description: `version ${each.version}`, run: () => begin(copyOfKit(each, createId)) })) }]} />}
        </div>
      )}
      {kits.length === 0 && empty}
      {kits.length > 0 && (
        <ul className={styles.rows} aria-label={label}>
          {kits.map(kit => (
            <li key={kit.kitId} className={styles.row}>
              <span className={styles.words}><strong>{kit.name}</strong><span className={styles.faint}>version {kit.version} · {countsOf(kit)}</span></span>
              {mayEdit && <Button size="sm" autoFocus={leftId === kit.kitId} aria-label={`Edit ${kit.name}`} onPress={() => begin(editedOf(kit))}>Edit</Button>}
              {mayEdit && kit.version > 1 && <Menu trigger={<Button size="sm" variant="ghost" aria-label={`Earlier versions of ${kit.name}`}>Earlier versions</Button>} label={`Earlier versions of ${kit.name}`} sections={[{ id: 'versions', items: historyOf(kit.kitId).slice(1).map(each => ({ id: each.id, title: `Begin from version ${each.version}`, description: countsOf(each), run: () => begin({ ...editedOf(each), archived: false }) })) }]} />}
              {onKeep && !templates.some(each => each.name === kit.name) && <Button size="sm" variant="ghost" aria-label={`Keep as a template: ${kit.name}`} onPress={() => onKeep(kit)}>Keep as a template</Button>}
              {mayEdit && <Button size="sm" variant="ghost" aria-label={`Archive ${kit.name}`} onPress={() => archive(kit)}>Archive</Button>}
            </li>
          ))}
        </ul>
      )}
      {archived.length > 0 && (
        <Disclosure title={`Archived (${archived.length})`} level={2}>
          <ul className={styles.rows} aria-label="Archived">
            {archived.map(kit => (
              <li key={kit.kitId} className={styles.row}>
                <span className={styles.words}><strong>{kit.name}</strong><span className={styles.faint}>version {kit.version} · {countsOf(kit)}</span></span>
                {mayEdit && <Button size="sm" variant="ghost" aria-label={`Bring back ${kit.name}`} onPress={() => restore(kit)}>Bring back</Button>}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  )
}
