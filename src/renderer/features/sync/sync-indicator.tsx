import { useState } from 'react'
import { useSyncView } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { StatusDot } from '../../ui/display/status-dot.tsx'
import { sayClock } from './clock.ts'
import { showSyncPanel } from './panel-state.ts'
import styles from './sync.module.css'
import { syncWords, type SyncWords } from './sync-words.ts'

const openPanel = (): void => showSyncPanel(true)

/** One honest line at the foot of the sidebar; pressing it shows what waits. */
export function SyncIndicator() {
  const words = syncWords(useSyncView(), sayClock)
  return (
    <>
      <div className={styles.indicator}><Button variant="ghost" size="sm" aria-haspopup="dialog" onPress={openPanel}><StatusDot status={words.status} label={words.line} isLabelShown /></Button></div>
      <Spoken words={words} />
    </>
  )
}

/** The same as one sign, beside what opens the sidebar where it is folded away: on a phone a card is kept offline too. */
export function SyncMark() {
  const words = syncWords(useSyncView(), sayClock)
  return (
    <>
      <IconButton label={words.line} icon={<StatusDot status={words.status} label={null} />} aria-haspopup="dialog" onPress={openPanel} />
      <Spoken words={words} />
    </>
  )
}

/** Speaks only when something lasting changes. Of the two above one is shown, and one is heard. */
function Spoken({ words: { announce } }: { words: SyncWords }) {
  const [spoken, speak] = useState('')
  if (announce !== null && announce !== spoken) speak(announce)
  return <output className={styles.spoken}>{spoken}</output>
}
