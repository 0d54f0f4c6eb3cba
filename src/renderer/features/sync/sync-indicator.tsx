import { useState } from 'react'
import { useSyncView } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { StatusDot } from '../../ui/display/status-dot.tsx'
import { sayClock } from './clock.ts'
import { showSyncPanel } from './panel-state.ts'
import styles from './sync.module.css'
import { syncWords } from './sync-words.ts'

/** One honest line at the foot of the sidebar; pressing it shows what waits. Speaks only when something lasting changes. */
export function SyncIndicator() {
  const view = useSyncView()
  const { status, line, announce } = syncWords(view, sayClock)
  const [spoken, speak] = useState('')
  if (announce !== null && announce !== spoken) speak(announce)
  return (
    <>
      <div className={styles.indicator}><Button variant="ghost" size="sm" aria-haspopup="dialog" onPress={() => showSyncPanel(true)}><StatusDot status={status} label={line} isLabelShown /></Button></div>
      <output className={styles.spoken}>{spoken}</output>
    </>
  )
}
