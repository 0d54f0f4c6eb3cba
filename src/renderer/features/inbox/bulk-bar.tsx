import type { Answer } from '#shared/domain/commands/conflict'
import { Button } from '../../ui/actions/button.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import styles from './inbox.module.css'

/** One answer for everything that is selected. */
export function BulkBar({ count, onAnswer, onClear }: { count: number; onAnswer: (answer: Answer) => void; onClear: () => void }) {
  return (
    <div className={styles.bulk}>
      <output>{count} selected</output>
      <Button size="sm" trailing={<Kbd keys="1" isDecorative />} onPress={() => onAnswer({ kind: 'stands' })}>Keep</Button>
      <Button size="sm" trailing={<Kbd keys="2" isDecorative />} onPress={() => onAnswer({ kind: 'other' })}>Take other</Button>
      <Button size="sm" variant="ghost" onPress={onClear}>Clear</Button>
    </div>
  )
}
