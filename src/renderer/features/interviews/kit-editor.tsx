import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { KitDraft } from '#shared/domain/commands/kit'
import type { KitVersion } from '#shared/domain/model/kit'
import { createId } from '#shared/lib/ids'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { useFocusOnAdded } from '../../ui/keyboard/use-focus-on-added.ts'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import styles from './interviews.module.css'
import { levels } from './scorecard-words.ts'

export type EditedKit = KitDraft

const linesOf = (text: string): string[] => text.split('\n').map(line => line.trim().slice(0, 300)).filter(line => line !== '')

type KitEditorProps = {
  kit: EditedKit
  /** What a colleague saved since this was begun. */
  later: KitVersion | null
  onTakeLater: () => void
  onSave: (kit: EditedKit) => void
  onCancel: () => void
}

/** Writes a kit. Saving makes its next version; interviews keep the one they were booked with. */
export function KitEditor({ kit, later, onTakeLater, onSave, onCancel }: KitEditorProps) {
  const [draft, setDraft] = useState(kit)
  const [cover, setCover] = useState(kit.cover.join('\n'))
  const [doNots, setDoNots] = useState(kit.doNots.join('\n'))
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const set = (part: Partial<EditedKit>) => setDraft({ ...draft, ...part })
  const save = () => {
    const questions = draft.questions.filter(question => question.text.trim() !== '').map(question => ({ ...question, followUps: question.followUps.filter(line => line.trim() !== '') }))
    const attributes = draft.attributes.filter(attribute => attribute.name.trim() !== '')
    if (draft.name.trim() === '') return setProblems([{ message: 'Give the kit a name.' }])
    onSave({ ...draft, name: draft.name.trim(), questions, attributes, cover: linesOf(cover).slice(0, 30), doNots: linesOf(doNots).slice(0, 30) })
  }
  useShortcuts('kit editor', [
    { keys: 'mod+enter', title: 'Save the kit', section: 'Interview kit', run: save },
    // What is being written is not left by a slip: the screen's Esc leads away from it.
    { keys: 'escape', title: 'Go on writing', section: 'Interview kit', isHidden: true, run: () => undefined },
  ])
  return (
    <form className={styles.form} aria-label="Interview kit" noValidate onSubmit={event => { event.preventDefault(); save() }}>
      {later && (
        <Banner tone="warn" actions={<Button size="sm" onPress={onTakeLater}>Leave mine and begin from theirs</Button>}>
          A colleague saved version {later.version} while you write. Saving makes yours version {later.version + 1}; theirs stays among the earlier versions.
        </Banner>
      )}
      <FormErrors errors={problems} title="The kit is not complete" />
      <TextField label="Name" autoFocus value={draft.name} onChange={name => set({ name })} maxLength={120} isRequired />
      <TextArea label="What this interview is for" value={draft.purpose} onChange={purpose => set({ purpose })} rows={2} maxLength={2_000} />
      <TextArea label="What to cover" description="One a line." value={cover} onChange={setCover} rows={3} />
      <Questions draft={draft} set={set} />
      <Attributes draft={draft} set={set} />
      <TextArea label="What not to ask or do" description="One a line." value={doNots} onChange={setDoNots} rows={2} />
      <div className={styles.buttons}><Button type="submit" variant="primary">Save</Button><Button onPress={onCancel}>Cancel</Button></div>
    </form>
  )
}

type PartProps = { draft: EditedKit; set: (part: Partial<EditedKit>) => void }

/** What one does to a list of the kit, whose items are the blocks of `part`; the keys go to what is added. */
function useItems<Item extends { id: string }>(items: readonly Item[], onChange: (items: Item[]) => void) {
  const part = useRef<HTMLElement>(null)
  const goToAdded = useFocusOnAdded(part, `:scope > .${styles.block}`)
  return {
    part,
    add: (item: Omit<Item, 'id'>) => {
      goToAdded()
      onChange([...items, { ...item, id: createId() } as Item])
    },
    edit: (id: string, part: Partial<Item>) => onChange(items.map(item => (item.id === id ? { ...item, ...part } : item))),
    takeOut: (id: string) => onChange(items.filter(item => item.id !== id)),
  }
}

function Questions({ draft, set }: PartProps) {
  const { part, add, edit, takeOut } = useItems(draft.questions, questions => set({ questions }))
  return (
    <section ref={part} className={styles.part} aria-label="Questions">
      <h2 className={styles.title}>Questions</h2>
      {draft.questions.map(({ id, text, followUps, goodLooksLike }, at) => (
        <div key={id} className={styles.block}>
          <TextField label={`Question ${at + 1}`} value={text} onChange={next => edit(id, { text: next })} maxLength={1_000} />
          <TextArea label={`Follow-ups of question ${at + 1}`} description="One a line." value={followUps.join('\n')} onChange={next => edit(id, { followUps: next.split('\n').slice(0, 10).map(line => line.slice(0, 500)) })} rows={2} />
          <TextField label={`What a good answer to question ${at + 1} holds`} value={goodLooksLike} onChange={next => edit(id, { goodLooksLike: next })} maxLength={2_000} />
          <div><Button size="sm" variant="ghost" onPress={() => takeOut(id)}>Take question {at + 1} out</Button></div>
        </div>
      ))}
      <div><Button size="sm" icon={<Plus aria-hidden="true" />} isDisabled={draft.questions.length >= 40} onPress={() => add({ text: '', followUps: [], goodLooksLike: '' })}>Add a question</Button></div>
    </section>
  )
}

function Attributes({ draft, set }: PartProps) {
  const { part, add, edit, takeOut } = useItems(draft.attributes, attributes => set({ attributes }))
  return (
    <section ref={part} className={styles.part} aria-label="What is rated">
      <h2 className={styles.title}>What is rated</h2>
      {draft.attributes.map(({ id, name, about, anchors }, at) => (
        <div key={id} className={styles.block}>
          <TextField label={`Attribute ${at + 1}`} value={name} onChange={next => edit(id, { name: next })} maxLength={120} />
          <TextField label={`What attribute ${at + 1} means here`} value={about} onChange={next => edit(id, { about: next })} maxLength={500} />
          <Disclosure title={`What each level of attribute ${at + 1} looks like`} level={3}>
            <div className={styles.form}>{levels.map((level, step) => <TextField key={level} label={`${step + 1} · ${level}`} value={anchors[step] ?? ''} onChange={next => edit(id, { anchors: anchors.map((anchor, index) => (index === step ? next : anchor)) })} maxLength={500} />)}</div>
          </Disclosure>
          <div><Button size="sm" variant="ghost" onPress={() => takeOut(id)}>Take attribute {at + 1} out</Button></div>
        </div>
      ))}
      <div><Button size="sm" icon={<Plus aria-hidden="true" />} isDisabled={draft.attributes.length >= 20} onPress={() => add({ name: '', about: '', anchors: levels.map(() => '') })}>Add an attribute</Button></div>
    </section>
  )
}
