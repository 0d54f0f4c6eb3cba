import { ArrowRight, FileUp, PencilLine, Sprout } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { Gate } from './gate.tsx'
import styles from './gate.module.css'

export type WelcomeScreenProps = {
  workspaceName: string
  onImport?: () => void
  /** Left out when this build has no sample workspace. */
  onSample?: () => void
  onEmpty: () => void
}

/** After the first run: how the workspace gets its first people. */
export function WelcomeScreen({ workspaceName, onImport, onSample, onEmpty }: WelcomeScreenProps) {
  // The door's form went away with the focus: it goes on with the first way in.
  const choices = useRef<HTMLDivElement>(null)
  useEffect(() => { choices.current?.querySelector('button')?.focus() }, [])
  return (
    <Gate isWide title={`${workspaceName} is ready`} lead="How would you like to begin? You can do the others at any time.">
      <div ref={choices} className={styles.choices}>
        {onImport && <Choice icon={<FileUp aria-hidden="true" />} title="Import a file" text="A spreadsheet, or an export of Greenhouse, Lever, Ashby, LinkedIn or a vCard file. You see every row before anything is written." onPress={onImport} />}
        {onSample && <Choice icon={<Sprout aria-hidden="true" />} title="Open a sample workspace" text="Made-up people and jobs to try things on. They are marked as samples and go away in one step." onPress={onSample} />}
        <Choice icon={<PencilLine aria-hidden="true" />} title="Start empty" text="Open your first job and add people as they come." onPress={onEmpty} />
      </div>
    </Gate>
  )
}

function Choice({ icon, title, text, onPress }: { icon: ReactNode; title: string; text: string; onPress: () => void }) {
  return (
    <Button className={styles.choice!} onPress={onPress}>
      {icon}
      <span><span className={styles.choiceTitle}>{title}</span><span className={styles.choiceText}>{text}</span></span>
      <ArrowRight aria-hidden="true" />
    </Button>
  )
}
