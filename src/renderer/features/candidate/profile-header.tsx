import { CloudUpload, Ellipsis, Eraser, Lock } from 'lucide-react'
import { editCandidate } from '#shared/domain/commands/candidate'
import type { Candidate } from '#shared/domain/model/candidate'
import { useStamp } from '../../replica/react.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Menu } from '../../ui/overlays/menu.tsx'
import { Avatar } from '../../ui/display/avatar.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import styles from './candidate.module.css'
import { useAct } from '../../actions/use-act.ts'

/** Who they are: name, headline, role and company, each edited where it stands. */
export function ProfileHeader({ candidate, isReadOnly, isWaiting, onErase }: { candidate: Candidate; isReadOnly: boolean; isWaiting: boolean; /** `null` for whoever may not. */ onErase: (() => void) | null }) {
  const act = useAct()
  const stamp = useStamp()
  const set = (fields: Partial<Candidate>, said: string) => act(editCandidate(candidate, fields, stamp()), said)
  const rename = async (typed: string) => {
    const fullName = typed.trim()
    if (fullName === '') return 'A candidate needs a name.'
    await set({ fullName: fullName.slice(0, 200) }, 'Name changed')
  }
  const text = (field: 'headline' | 'title' | 'company', max: number) => async (typed: string) => { await set({ [field]: typed.trim().slice(0, max) }, 'Saved') }
  return (
    <header className={styles.head}>
      <Avatar name={candidate.fullName} id={candidate.id} size="lg" isDecorative />
      <div className={styles.headText}>
        <div className={styles.headName}>
          <InlineEdit label="Name" value={candidate.fullName} size="title" isReadOnly={isReadOnly} onCommit={rename} />
          {candidate.privateTo !== null && <Badge tone="warn" icon={<Lock aria-hidden="true" />}>Private</Badge>}
          {isWaiting && <Badge icon={<CloudUpload aria-hidden="true" />}>Waits to be sent</Badge>}
          {onErase && (
            <Menu label="More to do with this candidate" trigger={<IconButton label="More" size="sm" icon={<Ellipsis aria-hidden="true" />} />} sections={[
              { id: 'erase', items: [{ id: 'erase', title: 'Erase at their request', description: 'Hidden and closed at once, gone for good after 24 hours', icon: <Eraser aria-hidden="true" />, isDanger: true, run: onErase }] },
            ]} />
          )}
        </div>
        {(candidate.headline !== '' || !isReadOnly) && <InlineEdit label="Headline" value={candidate.headline} placeholder="Add a headline" isReadOnly={isReadOnly} onCommit={text('headline', 300)} />}
        <div className={styles.headRole}>
          <InlineEdit label="Role" value={candidate.title} placeholder="Role" isReadOnly={isReadOnly} onCommit={text('title', 200)} />
          {(candidate.company !== '' || !isReadOnly) && <span className={styles.faint}>at</span>}
          <InlineEdit label="Company" value={candidate.company} placeholder="Company" isReadOnly={isReadOnly} onCommit={text('company', 200)} />
        </div>
      </div>
    </header>
  )
}
