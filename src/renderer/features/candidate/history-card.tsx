/* oxlint-disable jsx-a11y/no-autofocus -- a box the person just asked for is where they go on */
import { Briefcase, GraduationCap, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { editCandidate } from '#shared/domain/commands/candidate'
import type { Candidate } from '#shared/domain/model/candidate'
import { createId } from '#shared/lib/ids'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './candidate.module.css'
import { byNewest, spanWords } from './contact-words.ts'
import { useStamp } from '../../replica/react.tsx'
import { useAct } from '../../actions/use-act.ts'

type Field = 'employments' | 'educations'
/** Both lists in one shape: who for, what as. */
type Entry = Readonly<{ id: string; place: string; role: string; start: string | null; end: string | null; summary: string }>

const words = {
  employments: { title: 'Work', one: 'position', place: 'Company', role: 'Role', icon: <Briefcase aria-hidden="true" />, add: 'Add a position', empty: 'No work history yet. Add what the résumé says, or import it.', none: 'No work history is written down.' },
  educations: { title: 'Education', one: 'education', place: 'School', role: 'Degree', icon: <GraduationCap aria-hidden="true" />, add: 'Add education', empty: 'No education yet.', none: 'No education is written down.' },
} as const

function entriesOf(candidate: Candidate, field: Field): readonly Entry[] {
  const entries: Entry[] = field === 'employments'
    ? candidate.employments.map(({ company, title, ...rest }) => ({ ...rest, place: company, role: title }))
    : candidate.educations.map(({ school, degree, ...rest }) => ({ ...rest, place: school, role: degree, summary: '' }))
  return entries.toSorted(byNewest)
}

function fieldsFor(field: Field, entries: readonly Entry[]): Partial<Candidate> {
  return field === 'employments'
    ? { employments: entries.map(({ id, place, role, start, end, summary }) => ({ id, company: place, title: role, start, end, summary })) }
    : { educations: entries.map(({ id, place, role, start, end }) => ({ id, school: place, degree: role, start, end })) }
}

/** Work or education, newest first by its dates. */
export function HistoryCard({ candidate, field, isReadOnly }: { candidate: Candidate; field: Field; isReadOnly: boolean }) {
  const act = useAct()
  const stamp = useStamp()
  const [editing, setEditing] = useState<Entry | null>(null)
  const { title, one, add, icon, empty, none } = words[field]
  const entries = entriesOf(candidate, field)
  const save = (next: readonly Entry[], said: string) => void act(editCandidate(candidate, fieldsFor(field, next), stamp()), said)
  const keep = (entry: Entry) => {
    save([...entries.filter(each => each.id !== entry.id), entry].toSorted(byNewest), `${title} saved`)
    setEditing(null)
  }
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h2 className={styles.cardTitle}>{title}</h2>
        {!isReadOnly && <Button size="sm" variant="ghost" icon={<Plus aria-hidden="true" />} onPress={() => setEditing({ id: createId(), place: '', role: '', start: null, end: null, summary: '' })}>{add}</Button>}
      </div>
      {entries.length === 0 && <p className={styles.hint}>{isReadOnly ? none : empty}</p>}
      <ul className={styles.entries}>
        {entries.map(entry => (
          <li key={entry.id} className={styles.entry}>
            <span className={styles.entryIcon}>{icon}</span>
            <div className={styles.entryText}>
              <strong>{entry.role || entry.place}</strong>
              <span>{entry.role ? entry.place : ''}</span>
              <span className={styles.faint}>{spanWords(entry.start, entry.end, field === 'employments')}</span>
              {entry.summary && <p className={styles.prose}>{entry.summary}</p>}
            </div>
            {!isReadOnly && (
              <span className={styles.entryActions}>
                <IconButton label={`Change ${one} ${entry.place}`} size="sm" icon={<Pencil aria-hidden="true" />} onPress={() => setEditing(entry)} />
                <IconButton label={`Remove ${one} ${entry.place}`} size="sm" icon={<Trash2 aria-hidden="true" />} onPress={() => save(entries.filter(each => each.id !== entry.id), `${entry.place || 'Entry'} removed`)} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {editing && <EntryDialog field={field} entry={editing} onSave={keep} onClose={() => setEditing(null)} />}
    </section>
  )
}

const readDate = (typed: string): string | null | undefined => (typed.trim() === '' ? null : /^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$/.test(typed.trim()) ? typed.trim() : undefined)

function EntryDialog({ field, entry, onSave, onClose }: { field: Field; entry: Entry; onSave: (entry: Entry) => void; onClose: () => void }) {
  const [draft, setDraft] = useState({ ...entry, start: entry.start ?? '', end: entry.end ?? '' })
  const [isTried, setTried] = useState(false)
  const { place, role, one } = words[field]
  const [start, end] = [readDate(draft.start), readDate(draft.end)]
  const dateProblem = (date: string | null | undefined) => (isTried && date === undefined ? 'Write a year, or year and month like 2019-04.' : undefined)
  const orderProblem = isTried && start && end && end < start ? 'The end is before the start.' : undefined
  const save = () => {
    setTried(true)
    if (start === undefined || end === undefined || (start && end && end < start) || (draft.place.trim() === '' && draft.role.trim() === '')) return
    onSave({ ...entry, place: draft.place.trim(), role: draft.role.trim(), start, end, summary: draft.summary.trim() })
  }
  const set = (name: keyof typeof draft) => (value: string) => setDraft(now => ({ ...now, [name]: value }))
  return (
    <Dialog title={entry.place || entry.role ? `Change ${one}` : words[field].add} isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }} isDismissable={false}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" onPress={save}>Save</Button></>}>
      <form className={styles.form} onSubmit={event => { event.preventDefault(); save() }}>
        <TextField label={place} value={draft.place} onChange={set('place')} maxLength={200} autoFocus errorMessage={isTried && !draft.place.trim() && !draft.role.trim() ? `Name the ${place.toLowerCase()} or the ${role.toLowerCase()}.` : undefined} />
        <TextField label={role} value={draft.role} onChange={set('role')} maxLength={200} />
        <div className={styles.pair}>
          <TextField label="From" value={draft.start} onChange={set('start')} placeholder="2019-04" errorMessage={dateProblem(start)} />
          <TextField label="To" value={draft.end} onChange={set('end')} placeholder="still there" errorMessage={dateProblem(end) ?? orderProblem} />
        </div>
        {field === 'employments' && <TextArea label="What they did" value={draft.summary} onChange={set('summary')} maxLength={5_000} />}
        <input type="submit" value="Save" hidden />
      </form>
    </Dialog>
  )
}
