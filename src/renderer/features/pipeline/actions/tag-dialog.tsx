import { useState } from 'react'
import { useDirectory } from '../../../replica/react.tsx'
import { Button } from '../../../ui/actions/button.tsx'
import { TagField } from '../../../ui/fields/tag-field.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import type { Card } from '../data/card.ts'
import styles from './actions.module.css'
import { whom } from './use-steps.ts'

export type TagDialogProps = { cards: readonly Card[]; onTag: (tags: Readonly<{ add: readonly string[]; remove: readonly string[] }>) => void; onClose: () => void }

/** `t`: the tags all of them share; what is added goes on everybody, what is taken off comes off everybody. */
export function TagDialog({ cards, onTag, onClose }: TagDialogProps) {
  const { settings } = useDirectory()
  const [shared] = useState(() => {
    const lists = cards.map(card => card.candidate?.tags ?? [])
    return (lists[0] ?? []).filter(tag => lists.every(list => list.includes(tag)))
  })
  const [tags, setTags] = useState<readonly string[]>(shared)
  const known = [...new Set([...(settings?.tags ?? []), ...cards.flatMap(card => card.candidate?.tags ?? [])])].toSorted()
  const submit = () => onTag({ add: tags.filter(tag => !shared.includes(tag)), remove: shared.filter(tag => !tags.includes(tag)) })
  return (
    <Dialog
      title={`Tag ${whom(cards)}`} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" onPress={submit}>Save tags</Button></>}
    >
      <div className={styles.form}>
        <TagField label="Tags" value={tags} onChange={setTags} suggestions={known} description={cards.length === 1 ? 'Tags stay with the person in every job.' : 'Shown are the tags they all have. New ones go on everybody.'} />
      </div>
    </Dialog>
  )
}
