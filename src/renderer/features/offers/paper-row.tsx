import { Download } from 'lucide-react'
import { openBridge } from '../../bridge/bridge.ts'
import { useReplica } from '../../replica/react.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './offers.module.css'

/** A paper that is kept with the offer, and the way to have it on this computer. */
export function PaperRow({ paper: { name, sha256 }, said }: { paper: Readonly<{ name: string; sha256: string }>; said: string }) {
  const replica = useReplica()
  const save = async () => {
    const blob = await replica.files.open(sha256)
    if (!blob) return toast({ text: 'This paper is not on this computer. It can be saved once you are back online.', tone: 'warn' })
    const answer = await openBridge().saveFile(name, new Uint8Array(await blob.arrayBuffer()))
    if (answer.kind === 'failed') toast({ text: 'The file could not be saved there.', tone: 'bad' })
  }
  return (
    <div className={styles.fileRow}>
      <span className={styles.words}><span>{name}</span><span className={styles.faint}>{said}</span></span>
      <IconButton size="sm" label={`Save ${name} to this computer`} icon={<Download aria-hidden="true" />} onPress={() => void save()} />
    </div>
  )
}
