import { ArrowUp, X } from 'lucide-react'
import { useState } from 'react'
import type { Offer } from '#shared/domain/model/offer'
import { chainOf } from '#shared/domain/offers/approvals'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { AddingBox } from '../../ui/fields/adding-box.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import styles from './offers.module.css'

/** Whom to ask, in which order. Begins with whoever was asked before, else with the job's hiring managers. */
export function SendDialog({ offer, onSend, onClose }: { offer: Offer; onSend: (approverIds: readonly string[]) => void; onClose: () => void }) {
  const { jobs, people, me } = useDirectory()
  const decided = chainOf(offer, offer.currentVersionId).filter(row => row.decision !== 'waiting').map(row => row.personId)
  const before = chainOf(offer, offer.versions.findLast(version => offer.approvals.some(row => row.versionId === version.id))?.id ?? null).map(row => row.personId)
  const managers = jobs.get(offer.jobId)?.hiringTeam.filter(member => member.role === 'hiringManager').map(member => member.id) ?? []
  const [asked, setAsked] = useState<readonly string[]>(() => [...new Set(before.length > 0 ? before : managers)].filter(id => people.get(id)?.active))
  const free = [...people.values()].filter(person => person.active && !asked.includes(person.id)).toSorted((a, b) => a.name.localeCompare(b.name))
  const nameOf = (id: string) => `${people.get(id)?.name ?? 'A colleague'}${id === me.id ? ' (you)' : ''}`
  const earlier = (index: number) => setAsked(asked.map((id, at) => (at === index - 1 ? asked[index]! : at === index ? asked[index - 1]! : id)))
  return (
    <Dialog title="Ask for approval" description="Each is asked when those before have agreed. They see the terms and the candidate from now on." size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isDisabled={asked.length === 0} onPress={() => onSend(asked)}>Ask for approval</Button></>}>
      <div className={styles.form}>
        <AddingBox label="Add an approver" options={free.map(({ id, name, title }) => ({ id, label: name, ...(title === '' ? {} : { description: title }) }))} emptyText="Nobody else fits." onAdd={id => setAsked([...asked, id])} />
        {asked.length === 0 ? <p className={styles.hint}>Nobody yet. Add whoever has to agree, first the one who is asked first.</p> : (
          <ol className={styles.chain} aria-label="Approvers in order">
            {asked.map((id, index) => (
              <li key={id} className={styles.chainRow}>
                <span className={styles.place}>{index + 1}</span>
                <span className={styles.asked}>{nameOf(id)}{decided.includes(id) ? ', agreed already' : ''}</span>
                <span>
                  <IconButton size="sm" label={`Ask ${nameOf(id)} earlier`} icon={<ArrowUp aria-hidden="true" />} isDisabled={index === 0} onPress={() => earlier(index)} />
                  <IconButton size="sm" label={`Take ${nameOf(id)} off`} icon={<X aria-hidden="true" />} onPress={() => setAsked(asked.filter(each => each !== id))} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Dialog>
  )
}
