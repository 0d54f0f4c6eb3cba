import { Archive, ArchiveRestore, ArrowDown, ArrowUp, GripVertical, Plus } from 'lucide-react'
import { useState, type DragEvent } from 'react'
import { addStage, archiveStage, editStage, openStages, placeStage } from '#shared/domain/commands/job'
import type { Application } from '#shared/domain/model/application'
import type { Job, Stage, StageType } from '#shared/domain/model/job'
import { useLive, useReplica, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Select } from '../../ui/fields/select.tsx'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import { stageTypeOptions } from './job-words.ts'
import styles from './jobs.module.css'
import { useAct } from '../../actions/use-act.ts'

const dragType = 'application/x-stage'

/** The way through the job: rename, type, order by drag or arrows, archive. */
export function StagesCard({ job, isReadOnly }: { job: Job; isReadOnly: boolean }) {
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  const [asking, setAsking] = useState<Stage | null>(null)
  const active = useLive(() => replica.watch('applications', { where: { jobId: job.id, status: 'active' } }), [replica, job.id], `active ${job.id}`)
  const cards = active.kind === 'ready' ? active.value : []
  const stages = openStages(job)
  const archived = job.stages.filter(stage => stage.archived)
  const archive = async (stage: Stage, destinationId: string | null) => {
    // Read anew: a colleague may have moved somebody onto the stage while the question was on screen.
    const now = await replica.find('applications', { where: { jobId: job.id, status: 'active' } })
    const answer = archiveStage(job, stage.id, now, destinationId, stamp())
    if (answer.kind === 'needsDestination') return setAsking(stage)
    if (answer.kind === 'refused') return toast({ text: answer.reason === 'last_stage' ? 'A job needs at least one stage.' : 'That stage takes nobody. Choose another.', tone: 'warn' })
    setAsking(null)
    await act(answer.changes, `${stage.name} archived`)
  }
  const add = () => void act(addStage(job, { name: 'New stage', type: 'interview', index: stages.length === 0 || stages.at(-1)!.type !== 'hired' ? stages.length : stages.length - 1 }, stamp()), 'Stage added')
  return (
    <section className={styles.section} aria-label="Stages">
      <div className={styles.sectionHead}>
        <h2 className={styles.cardTitle}>Stages</h2>
        {!isReadOnly && <Button size="sm" variant="ghost" icon={<Plus aria-hidden="true" />} onPress={add}>Add a stage</Button>}
      </div>
      <ol className={styles.rows}>
        {stages.map((stage, index) => (
          <StageRow key={stage.id} job={job} stage={stage} index={index} count={stages.length} cards={cards.filter(card => card.stageId === stage.id)} isReadOnly={isReadOnly} onArchive={() => void archive(stage, null)} />
        ))}
      </ol>
      {archived.length > 0 && (
        <ul className={styles.rows} aria-label="Archived stages">
          {archived.map(stage => (
            <li key={stage.id} className={styles.stage}>
              <span className={styles.archivedName}>{stage.name} · archived</span>
              {!isReadOnly && <Button size="sm" variant="ghost" icon={<ArchiveRestore aria-hidden="true" />} aria-label={`Bring back ${stage.name}`} onPress={() => void act(editStage(job, stage.id, { archived: false }, stamp()), `${stage.name} is back`)}>Bring back</Button>}
            </li>
          ))}
        </ul>
      )}
      {asking && <ArchiveDialog stage={asking} others={stages.filter(stage => stage.id !== asking.id)} cards={cards.filter(card => card.stageId === asking.id)} onClose={() => setAsking(null)} onChoose={destinationId => void archive(asking, destinationId)} />}
    </section>
  )
}

type StageRowProps = { job: Job; stage: Stage; index: number; count: number; cards: readonly Application[]; isReadOnly: boolean; onArchive: () => void }

function StageRow({ job, stage, index, count, cards, isReadOnly, onArchive }: StageRowProps) {
  const act = useAct()
  const stamp = useStamp()
  const [isOver, setOver] = useState(false)
  const place = (stageId: string, to: number) => void act(placeStage(job, stageId, to, stamp()), 'Order changed')
  const rename = async (typed: string) => {
    if (typed.trim() === '') return 'A stage needs a name.'
    await act(editStage(job, stage.id, { name: typed.trim().slice(0, 80) }, stamp()), 'Stage renamed')
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const moved = event.dataTransfer.getData(dragType)
    if (moved !== '' && moved !== stage.id) place(moved, index)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dragging; the arrows beside it do the same by keyboard
    <li
      className={classNames(styles.stage, isOver && styles.over)} draggable={!isReadOnly}
      onDragStart={event => { event.dataTransfer.setData(dragType, stage.id); event.dataTransfer.effectAllowed = 'move' }}
      onDragOver={event => { if (event.dataTransfer.types.includes(dragType)) { event.preventDefault(); setOver(true) } }}
      onDragLeave={() => setOver(false)} onDrop={drop}
    >
      {!isReadOnly && <GripVertical className={styles.grip} aria-hidden="true" />}
      <span className={styles.stageName}><InlineEdit label={`Name of stage ${index + 1}`} value={stage.name} isReadOnly={isReadOnly} onCommit={rename} /></span>
      <Select<StageType> label={`What ${stage.name} is for`} isLabelHidden options={stageTypeOptions} value={stage.type} isDisabled={isReadOnly} onChange={type => { if (type !== stage.type) void act(editStage(job, stage.id, { type }, stamp()), 'Stage changed') }} />
      <span className={styles.cardCount}>{cards.length === 1 ? '1 person' : `${cards.length} people`}</span>
      {!isReadOnly && (
        <span className={styles.rowActions}>
          <IconButton label={`Move ${stage.name} up`} size="sm" icon={<ArrowUp aria-hidden="true" />} isDisabled={index === 0} onPress={() => place(stage.id, index - 1)} />
          <IconButton label={`Move ${stage.name} down`} size="sm" icon={<ArrowDown aria-hidden="true" />} isDisabled={index === count - 1} onPress={() => place(stage.id, index + 1)} />
          <IconButton label={`Archive ${stage.name}`} size="sm" icon={<Archive aria-hidden="true" />} isDisabled={count === 1} onPress={onArchive} />
        </span>
      )}
    </li>
  )
}

function ArchiveDialog({ stage, others, cards, onClose, onChoose }: { stage: Stage; others: readonly Stage[]; cards: readonly Application[]; onClose: () => void; onChoose: (destinationId: string) => void }) {
  const [destinationId, setDestinationId] = useState(others[0]?.id ?? null)
  const people = cards.length === 1 ? '1 person stands' : `${cards.length} people stand`
  return (
    <Dialog title={`Archive ${stage.name}`} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isDisabled={destinationId === null} onPress={() => { if (destinationId) onChoose(destinationId) }}>Move them and archive</Button></>}>
      <div className={styles.form}>
        <p className={styles.hint}>{people} on this stage. Say where they go; nobody is lost.</p>
        <Select label="They go to" options={others.map(({ id, name }) => ({ id, label: name }))} value={destinationId} onChange={setDestinationId} />
      </div>
    </Dialog>
  )
}
