import { Lock, LockOpen } from 'lucide-react'
import { editCandidate, tagCandidate } from '#shared/domain/commands/candidate'
import type { Candidate } from '#shared/domain/model/candidate'
import { byRank } from '#shared/lib/rank'
import { Button } from '../../ui/actions/button.tsx'
import { Tag } from '../../ui/display/badge.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TagField } from '../../ui/fields/tag-field.tsx'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import { Popover, OverlayTrigger } from '../../ui/overlays/popover.tsx'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import styles from './candidate.module.css'
import { PayField } from './pay-field.tsx'
import type { Rights } from './use-rights.ts'
import { useStamp, type Directory } from '../../replica/react.tsx'
import { useAct } from '../../actions/use-act.ts'


type DetailsCardProps = { candidate: Candidate; directory: Directory; rights: Rights }

/** Where they are, where they came from, whose they are. */
export function DetailsCard({ candidate, directory, rights }: DetailsCardProps) {
  const act = useAct()
  const stamp = useStamp()
  const set = (fields: Partial<Candidate>, said: string) => void act(editCandidate(candidate, fields, stamp()), said)
  return (
    <section className={styles.card} aria-label="Details">
      <h2 className={styles.cardTitle}>Details</h2>
      {rights.edit ? <Origin candidate={candidate} directory={directory} set={set} /> : <OriginRead candidate={candidate} directory={directory} />}
      {rights.seePay && <PayField candidate={candidate} isReadOnly={!rights.editPay} />}
      {rights.tag
        ? <TagField label="Tags" value={candidate.tags} suggestions={directory.settings?.tags ?? []} onChange={tags => void act(tagCandidate(candidate, tags, stamp()), 'Tags changed')} />
        : candidate.tags.length > 0 && <div className={styles.labelled}><span className={styles.label}>Tags</span><span className={styles.tagsRead}>{candidate.tags.map(tag => <Tag key={tag}>{tag}</Tag>)}</span></div>}
      <Privacy candidate={candidate} directory={directory} rights={rights} />
    </section>
  )
}

type OriginProps = Pick<DetailsCardProps, 'candidate' | 'directory'>

/** Where they are, where they came from and whose they are, each changed where it stands. */
function Origin({ candidate, directory, set }: OriginProps & { set: (fields: Partial<Candidate>, said: string) => void }) {
  const sources = (directory.settings?.sources ?? []).filter(source => !source.archived || source.id === candidate.sourceId).toSorted(byRank)
  const owners = [...directory.people.values()].filter(person => person.active && person.role !== 'interviewer' || person.id === candidate.ownerId)
  return (
    <>
      <Labelled label="Location"><InlineEdit label="Location" value={candidate.location} placeholder="Add a place" onCommit={value => set({ location: value.trim() }, 'Location changed')} /></Labelled>
      <Select label="Source" options={sources.map(({ id, name }) => ({ id, label: name }))} value={candidate.sourceId} placeholder="Where they came from" onChange={id => set({ sourceId: id }, 'Source changed')} />
      <Labelled label="About the source"><InlineEdit label="About the source" value={candidate.sourceNote} placeholder="Referred by, event, posting…" onCommit={value => set({ sourceNote: value.trim() }, 'Source changed')} /></Labelled>
      <ComboBox label="Owner" options={owners.map(({ id, name }) => ({ id, label: name }))} value={candidate.ownerId} placeholder="Nobody" onChange={id => { if (id !== candidate.ownerId) set({ ownerId: id }, 'Owner changed') }} />
    </>
  )
}

/** The same for who may not change it: only what is known. */
function OriginRead({ candidate, directory }: OriginProps) {
  const source = directory.settings?.sources.find(each => each.id === candidate.sourceId)?.name
  const owner = candidate.ownerId === null ? undefined : directory.people.get(candidate.ownerId)?.name
  const known = [['Location', candidate.location], ['Source', source], ['About the source', candidate.sourceNote], ['Owner', owner]] as const
  return <>{known.map(([label, value]) => value && <div key={label} className={styles.labelled}><span className={styles.label}>{label}</span><span dir="auto">{value}</span></div>)}</>
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return <div className={styles.labelled}><span className={styles.label} aria-hidden="true">{label}</span>{children}</div>
}

/** Who may see the candidate at all: everybody the workspace lets, or only the named people and the workspace owner. */
function Privacy({ candidate, directory, rights }: DetailsCardProps) {
  const act = useAct()
  const stamp = useStamp()
  const chosen = candidate.privateTo
  const set = (privateTo: string[] | null, said: string) => void act(editCandidate(candidate, { privateTo }, stamp()), said)
  const names = (chosen ?? []).map(id => directory.people.get(id)?.name ?? 'a colleague').join(', ')
  const said = chosen === null ? 'Seen by recruiters, coordinators and the hiring team' : `Seen by the workspace owner${names === '' ? ' only' : ` and ${names}`}`
  return (
    <div className={styles.privacy}>
      <span className={styles.privacyText}>{chosen === null ? <LockOpen aria-hidden="true" /> : <Lock aria-hidden="true" />}{said}</span>
      {rights.editPrivacy && (
        <OverlayTrigger>
          <Button size="sm">Who may see</Button>
          <Popover label="Who may see this candidate">
            <div className={styles.popover}>
              <Checkbox isSelected={chosen !== null} onChange={on => set(on ? [stamp().actorId] : null, on ? 'Made private' : 'No longer private')} description="It leaves everybody else’s computer as soon as that is online.">Private</Checkbox>
              {chosen !== null && [...directory.people.values()].filter(person => person.active && person.role !== 'owner').map(person => (
                <Checkbox key={person.id} isSelected={chosen.includes(person.id)} onChange={on => set(on ? [...chosen, person.id] : chosen.filter(id => id !== person.id), on ? `${person.name} may see this candidate` : `${person.name} no longer sees this candidate`)}>{person.name}</Checkbox>
              ))}
            </div>
          </Popover>
        </OverlayTrigger>
      )}
    </div>
  )
}
