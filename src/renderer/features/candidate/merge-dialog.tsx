import { ArrowLeftRight } from 'lucide-react'
import { useState } from 'react'
import { chosenFields, joinedFields, mergeCandidates, mergedFields, suggestedChoices, type ChosenField, type MergeChoices } from '#shared/domain/dedupe'
import type { Candidate } from '#shared/domain/model/candidate'
import { useReplica, useStamp, type Directory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Cell, HeaderCell, Row, Table } from '../../ui/data/table.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './candidate.module.css'
import { useAct } from '../../actions/use-act.ts'

const fieldTitles: Readonly<Record<ChosenField | (typeof joinedFields)[number], string>> = {
  fullName: 'Name', headline: 'Headline', company: 'Company', title: 'Role', location: 'Location', zone: 'Time zone', sourceId: 'Source', sourceNote: 'About the source', summary: 'Summary', ownerId: 'Owner',
  emails: 'E-mails', phones: 'Phones', links: 'Links', tags: 'Tags', employments: 'Work', educations: 'Education', files: 'Files',
}

function shownValue(candidate: Candidate, field: ChosenField, directory: Directory): string {
  const value = candidate[field]
  if (value === null || value === '') return '—'
  if (field === 'ownerId') return directory.people.get(value)?.name ?? 'A colleague'
  if (field === 'sourceId') return directory.settings?.sources.find(source => source.id === value)?.name ?? 'A source'
  return value.length > 140 ? `${value.slice(0, 140)}…` : value
}

type MergeDialogProps = { candidate: Candidate; other: Candidate; directory: Directory; onClose: () => void; onMerged: (winnerId: string) => void }

/** Two records of one person side by side: choose which stays, and which value of each field. */
export function MergeDialog({ candidate, other, directory, onClose, onMerged }: MergeDialogProps) {
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  const [isSwapped, setSwapped] = useState(false)
  const [winner, loser] = isSwapped ? [other, candidate] : [candidate, other]
  const [choices, setChoices] = useState<MergeChoices>({})
  const chosen: MergeChoices = { ...suggestedChoices(winner, loser), ...choices }
  const preview: Candidate = { ...winner, ...mergedFields(winner, loser, chosen) }
  const differing = chosenFields.filter(field => winner[field] !== loser[field])
  const merge = async () => {
    const applications = await replica.find('applications', { where: { candidateId: loser.id } })
    const answer = mergeCandidates(winner, loser, chosen, applications, stamp())
    if (answer.kind === 'refused') return toast({ text: answer.reason === 'erased' ? 'An erased candidate cannot be merged.' : 'One of the two was merged already.', tone: 'warn' })
    if (await act(answer.changes, `${loser.fullName} was merged into ${winner.fullName}`)) onMerged(winner.id)
  }
  return (
    <Dialog title="Merge two records of one person" size="lg" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      description="The record on the left stays. Nothing of the other is lost: it can be taken apart again at any time."
      footer={<><Button icon={<ArrowLeftRight aria-hidden="true" />} onPress={() => { setSwapped(!isSwapped); setChoices({}) }}>Keep the other one</Button><Button onPress={onClose}>Cancel</Button><Button variant="primary" onPress={() => void merge()}>Merge</Button></>}>
      {winner.privateTo === null && loser.privateTo !== null && <Banner tone="warn">The other record is private, so the merged one will be too.</Banner>}
      <Table label="Values of both records">
        <thead><tr><HeaderCell>Field</HeaderCell><HeaderCell>Stays</HeaderCell><HeaderCell>Is merged in</HeaderCell></tr></thead>
        <tbody>
          {differing.map(field => (
            <Row key={field}>
              <Cell isMuted>{fieldTitles[field]}</Cell>
              {(['winner', 'loser'] as const).map(side => (
                <Cell key={side}>
                  <label className={styles.choice}>
                    <input type="radio" name={`merge-${field}`} checked={chosen[field] === side} onChange={() => setChoices({ ...choices, [field]: side })} />
                    {shownValue(side === 'winner' ? winner : loser, field, directory)}
                  </label>
                </Cell>
              ))}
            </Row>
          ))}
          {joinedFields.filter(field => preview[field].length > 0).map(field => (
            <Row key={field}>
              <Cell isMuted>{fieldTitles[field]}</Cell>
              <Cell>{winner[field].length === 0 ? '—' : winner[field].length}</Cell>
              <Cell>{preview[field].length === winner[field].length ? 'nothing new' : `adds ${preview[field].length - winner[field].length}`}</Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {differing.length === 0 && <p className={styles.hint}>Both records hold the same details.</p>}
    </Dialog>
  )
}
