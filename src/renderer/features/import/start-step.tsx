import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { DropZone, FileTrigger } from 'react-aria-components'
import { Button } from '../../ui/actions/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Banner } from '../../ui/display/banner.tsx'
import { Spinner } from '../../ui/display/spinner.tsx'
import styles from './import.module.css'
import type { ImportWork } from './work/import-work.ts'

const accepted = ['.csv', '.tsv', '.txt', '.xlsx', '.json', '.vcf', '.zip']
const asFile = (file: File) => ({ name: file.name, bytes: async () => new Uint8Array(await file.arrayBuffer()) })

/** Choosing or dropping the file. */
export function StartStep({ work, problem, readingName }: { work: ImportWork; problem: string | null; readingName: string | null }) {
  const [isOver, setOver] = useState(false)
  const read = (file: File | undefined): void => { if (file) void work.read(asFile(file)) }
  if (readingName !== null) return <div className={styles.drop}><Spinner label={`Reading ${readingName}`} delayMs={0} /><p>Reading {readingName}…</p></div>
  return (
    <>
      {problem && <Banner tone="bad">{problem}</Banner>}
      <DropZone
        aria-label="File to import" className={classNames(styles.drop, isOver && styles.dropping)} onDropEnter={() => setOver(true)} onDropExit={() => setOver(false)}
        onDrop={event => {
          setOver(false)
          const item = event.items.find(each => each.kind === 'file')
          if (item?.kind === 'file') void item.getFile().then(read)
        }}
      >
        <FileUp aria-hidden="true" />
        <p className={styles.lead}>Drop a file here</p>
        <FileTrigger acceptedFileTypes={accepted} onSelect={files => read(files?.[0])}><Button variant="primary">Choose a file</Button></FileTrigger>
        <p>CSV, TSV or Excel as Greenhouse, Lever, Ashby or a spreadsheet saves them; vCards, a JSON résumé, or LinkedIn’s data archive. Nothing is written before you have seen what would happen.</p>
      </DropZone>
    </>
  )
}
