/* oxlint-disable jsx-a11y/no-autofocus -- the first question of a dialog the person just asked for */
import { useRef, useState } from 'react'
import { decide } from '#shared/domain/commands/debrief'
import type { DecisionOutcome } from '#shared/domain/model/decision'
import { useMay, useReplica, useStamp } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { RadioGroup } from '../../ui/fields/radio-group.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import type { ShownRow } from './debrief-view.ts'
import { outcomes, readingWords } from './debrief-words.ts'
import styles from './debrief.module.css'
import { DecisionHistory } from './decision-history.tsx'

/** May this person decide about this candidate, and if not, why not. */
export function useMayDecide(): (row: ShownRow) => { kind: 'allowed' } | { kind: 'refused'; say: string } {
  const may = useMay()
  return row => {
    if (row.reading.kind === 'none' && row.reading.why === 'ownCardFirst') return { kind: 'refused', say: readingWords(row.reading) }
    const answer = may({ collection: 'applications', before: row.application, after: row.application, fields: ['decisions'] })
    return answer.kind === 'allowed' ? answer : { kind: 'refused', say: 'Recruiters and the job’s hiring managers decide.' }
  }
}

/** Writes a decision and offers to take it back: the taking back is a line of the history, too. */
function useDecide() {
  const replica = useReplica()
  const stamp = useStamp()
  const write = async (row: ShownRow, input: Readonly<{ outcome: DecisionOutcome; rationale: string }>): Promise<boolean> => {
    const application = await replica.get('applications', row.id)
    const changes = application ? decide(application, input, stamp()) : []
    if (changes.length === 0) return false
    try {
      await replica.write(changes)
    } catch (error) {
      toast({ text: sayProblem(error), tone: 'bad' })
      return false
    }
    const undo = { label: 'Undo', run: () => void write(row, { outcome: 'open', rationale: '' }) }
    toast(input.outcome === 'open' ? { text: 'Decision taken back' } : { text: `Decision about ${row.name} recorded`, tone: 'good', action: undo })
    return true
  }
  return write
}

/** What was decided and why. The earlier ones stay below it. */
export function DecisionDialog({ row, onClose }: { row: ShownRow; onClose: () => void }) {
  const mayDecide = useMayDecide()(row)
  const write = useDecide()
  const [standing] = row.decisions
  const [outcome, setOutcome] = useState<DecisionOutcome | null>(standing && row.decisions.length === 1 ? standing.outcome : null)
  const [rationale, setRationale] = useState('')
  const [isAsked, setAsked] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const record = async () => {
    if (outcome === null || rationale.trim() === '') {
      setAsked(true)
      return form.current?.querySelector<HTMLElement>(outcome === null ? 'input' : 'textarea')?.focus()
    }
    if (await write(row, { outcome, rationale })) onClose()
  }
  const isAllowed = mayDecide.kind === 'allowed'
  return (
    <Dialog title={`Decide about ${row.name}`} isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }} isDismissable={rationale === ''}
      footer={isAllowed ? <><Button onPress={onClose}>Cancel</Button><Button type="submit" form="decision-form" variant="primary">Record</Button></> : <Button onPress={onClose}>Close</Button>}>
      {!isAllowed && <Banner tone="neutral">{mayDecide.say}</Banner>}
      {row.decisions.length > 1 && <Banner tone="warn">Two people decided without knowing of each other. What you record now stands instead of both.</Banner>}
      {isAllowed && (
        <form ref={form} id="decision-form" className={styles.form} noValidate onSubmit={event => { event.preventDefault(); void record() }}>
          <RadioGroup label="What was decided" options={outcomes.map(({ id, label }) => ({ id, label }))} value={outcome === 'open' ? null : outcome} onChange={setOutcome} autoFocus isRequired {...(isAsked && outcome === null ? { errorMessage: 'Choose one.' } : {})} />
          <TextArea label="Why" description="What the panel saw, in words that hold up in a year. The stage on the board stays as it is." value={rationale} onChange={setRationale} rows={4} maxLength={5_000} isRequired {...(isAsked && rationale.trim() === '' ? { errorMessage: 'A decision needs its reason.' } : {})} />
        </form>
      )}
      <DecisionHistory application={row.application} />
    </Dialog>
  )
}
