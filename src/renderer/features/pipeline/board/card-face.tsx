import { CircleDashed, ClipboardClock, GitFork, UserRound } from 'lucide-react'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { Avatar } from '../../../ui/display/avatar.tsx'
import { Badge, Tag } from '../../../ui/display/badge.tsx'
import { ageing, daysOnStage, tagsOf, type Card } from '../data/card.ts'
import styles from './board.module.css'

export type CardFaceProps = { card: Card; nowMs: number; source: string | null; ownerName: string | null; isUnsent: boolean; isDisputed: boolean; isOverdue: boolean }

const tones = { fresh: 'neutral', waiting: 'warn', late: 'bad' } as const
const shownTags = 2

/** What stands on a card. Of fixed height, so that a column of thousands scrolls evenly. */
export const CardFace = memo(function CardFace({ card, nowMs, source, ownerName, isUnsent, isDisputed, isOverdue }: CardFaceProps) {
  const { candidate, application } = card
  const days = daysOnStage(card, nowMs)
  const tags = tagsOf(card)
  const line = candidate?.headline || [candidate?.title, candidate?.company].filter(Boolean).join(' · ')
  return (
    <>
      <span className={styles.line}>
        <span dir="auto" className={styles.name}>{card.name}</span>
        {isDisputed && <Mark label="Two people changed this differently: see the inbox" tone="bad"><GitFork /></Mark>}
        {isOverdue && <Mark label="A scorecard is overdue" tone="bad"><ClipboardClock /></Mark>}
        {isUnsent && <Mark label="Not sent yet" tone="muted"><CircleDashed /></Mark>}
        {application.status === 'active' && <Badge tone={tones[ageing(days)]}><span title={`${days} ${days === 1 ? 'day' : 'days'} on this stage`}>{days} d</span></Badge>}
      </span>
      <span className={styles.sub}>{line || ' '}</span>
      <span className={styles.line}>
        <span className={styles.tags}>
          {tags.slice(0, shownTags).map(tag => <Tag key={tag}>{tag}</Tag>)}
          {tags.length > shownTags && <span className={styles.more}>+{tags.length - shownTags}</span>}
          {tags.length === 0 && source && <span className={styles.more}>{source}</span>}
        </span>
        {ownerName ? <Avatar name={ownerName} id={application.ownerId ?? ownerName} size="xs" /> : <span className={styles.noOwner} title="Nobody owns this card"><UserRound aria-hidden="true" /></span>}
      </span>
    </>
  )
})

function Mark({ label, tone, children }: { label: string; tone: 'bad' | 'muted'; children: ReactNode }) {
  return <span className={styles.mark} data-tone={tone} role="img" aria-label={label} title={label}>{children}</span>
}
