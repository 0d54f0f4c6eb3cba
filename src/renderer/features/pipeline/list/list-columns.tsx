import { CircleDashed, GitFork } from 'lucide-react'
import type { Directory } from '../../../replica/react.tsx'
import type { Column } from '../../../ui/data/data-table-props.ts'
import { Avatar } from '../../../ui/display/avatar.tsx'
import { Badge, Tag } from '../../../ui/display/badge.tsx'
import { ageing, daysOnStage, tagsOf, type Card } from '../data/card.ts'
import type { Marks } from '../data/use-marks.ts'
import styles from '../pipeline.module.css'

/** A column of the list: how it looks and what it is sorted by. */
export type ListColumn = Column<Card> & Readonly<{ sortBy: (card: Card) => string | number; isOptional: boolean }>

const tones = { fresh: 'neutral', waiting: 'warn', late: 'bad' } as const
const states = { active: 'In process', rejected: 'Turned away', withdrawn: 'Withdrew', hired: 'Hired' } as const
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })

/** Every column there is; `nowMs` dates the waiting. */
export function listColumns(directory: Directory, marks: Marks, nowMs: number, hasJob: boolean): readonly ListColumn[] {
  const { jobs, people, settings } = directory
  const stageOf = (card: Card) => jobs.get(card.application.jobId)?.stages.find(stage => stage.id === card.application.stageId)
  const sourceOf = (card: Card): string => settings?.sources.find(source => source.id === (card.application.sourceId ?? card.candidate?.sourceId))?.name ?? ''
  const ownerOf = (card: Card): string => people.get(card.application.ownerId ?? '')?.name ?? ''
  const jobOf = (card: Card): string => jobs.get(card.application.jobId)?.title ?? ''
  const text = (id: string, title: string, value: (card: Card) => string, width?: string): ListColumn => ({
    id, title, cell: card => <span className={styles.muted}>{value(card)}</span>, sortBy: card => value(card).toLowerCase(), isSortable: true, isOptional: true, ...(width ? { width } : {}),
  })
  return [
    {
      id: 'name', title: 'Name', width: 'minmax(180px, 1.6fr)', isSortable: true, isOptional: false, sortBy: card => card.name.toLowerCase(),
      cell: card => (
        <span className={styles.marks}>
          <span className={styles.cellName}>{card.name}</span>
          {(marks.disputed.has(card.id) || marks.disputed.has(card.application.candidateId)) && <GitFork size={13} role="img" aria-label="Two people changed this differently: see the inbox" />}
          {(marks.unsent.has(card.id) || marks.unsent.has(card.application.candidateId)) && <CircleDashed size={13} role="img" aria-label="Not sent yet" />}
        </span>
      ),
    },
    ...(hasJob ? [text('job', 'Job', jobOf, 'minmax(140px, 1.2fr)')] : []),
    { ...text('stage', 'Stage', card => stageOf(card)?.name ?? ''), sortBy: card => stageOf(card)?.rank ?? '' },
    {
      id: 'days', title: 'Waiting', width: '92px', isSortable: true, isOptional: true, sortBy: card => -card.application.stageEnteredAtMs,
      cell: card => (card.application.status === 'active' ? <Badge tone={tones[ageing(daysOnStage(card, nowMs))]}>{daysOnStage(card, nowMs)} d</Badge> : null),
    },
    text('company', 'Company', card => card.candidate?.company ?? ''),
    { id: 'tags', title: 'Tags', isSortable: false, isOptional: true, sortBy: () => '', width: 'minmax(140px, 1fr)', cell: card => <span className={styles.marks}>{tagsOf(card).slice(0, 3).map(tag => <Tag key={tag}>{tag}</Tag>)}</span> },
    text('source', 'Source', sourceOf),
    { ...text('owner', 'Owner', ownerOf), cell: card => (ownerOf(card) ? <span className={styles.marks}><Avatar name={ownerOf(card)} id={card.application.ownerId ?? ''} size="xs" isDecorative /><span className={styles.muted}>{ownerOf(card)}</span></span> : null) },
    text('status', 'State', card => states[card.application.status], '110px'),
    { ...text('applied', 'Applied', card => day.format(card.application.appliedAtMs), '120px'), sortBy: card => card.application.appliedAtMs },
    text('location', 'Location', card => card.candidate?.location ?? ''),
    text('email', 'E-mail', card => card.candidate?.emails[0] ?? ''),
  ]
}

export const usualColumns = ['job', 'stage', 'days', 'company', 'tags', 'source', 'owner']
