import { useEffect, useState } from 'react'
import type { Activity } from '#shared/domain/model/activity'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import styles from './import.module.css'
import { undoWithToast } from './result-step.tsx'
import type { ImportRecord } from './work/import-record.ts'
import type { ImportWork } from './work/import-work.ts'

type Past = Readonly<{ importId: string; file: string; atMs: number; actorId: string; rows: number; created: number; changed: number; isUndone: boolean }>

function pastImports(lines: readonly Activity[]): readonly Past[] {
  const undone = new Set(lines.filter(line => line.facts['undone'] === true).map(line => line.importId))
  return lines.flatMap((line): Past[] => (line.importId === null || line.facts['undone'] === true ? [] : [{
    importId: line.importId, file: String(line.facts['file'] ?? ''), atMs: line.atMs, actorId: line.actorId, rows: Number(line.facts['rows'] ?? 0), created: Number(line.facts['created'] ?? 0),
    changed: Number(line.facts['changed'] ?? 0), isUndone: undone.has(line.importId),
  }])).toSorted((a, b) => b.atMs - a.atMs)
}

/** Imports of everybody, newest first, and one of this laptop that did not come to its end. */
export function HistoryList({ work }: { work: ImportWork }) {
  const replica = useReplica()
  const { people } = useDirectory()
  const [unfinished, setUnfinished] = useState<ImportRecord | undefined>()
  useEffect(() => { void work.unfinished().then(setUnfinished) }, [work])
  const live = useLive(() => replica.watch('activities', { where: { kind: 'import.finished' } }), [replica], 'imports')
  const past = live.kind === 'ready' ? pastImports(live.value) : []
  return (
    <>
      {unfinished && (
        <Banner tone="warn" actions={<Button size="sm" variant="primary" onPress={() => void work.resume(unfinished)}>Go on</Button>}>
          The import of {unfinished.fileName} stopped before its end. It goes on where it stood; nothing is made twice.
        </Banner>
      )}
      {past.length > 0 && (
        <section className={styles.panel} aria-label="Earlier imports">
          <h2>Earlier imports</h2>
          <div className={styles.scroll}>
            <table className={styles.history}>
              <thead><tr><th scope="col">File</th><th scope="col">When</th><th scope="col">By</th><th scope="col">Rows</th><th scope="col">Added</th><th scope="col">Changed</th><th scope="col"><span className={styles.muted}>Undo</span></th></tr></thead>
              <tbody>
                {past.map(each => (
                  <tr key={each.importId}>
                    <td className={styles.file}>{each.file}</td><td>{new Date(each.atMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}</td><td>{people.get(each.actorId)?.name ?? 'A colleague'}</td>
                    <td data-word={each.rows === 1 ? 'row' : 'rows'}>{each.rows.toLocaleString()}</td><td data-word="added">{each.created.toLocaleString()}</td><td data-word="changed">{each.changed.toLocaleString()}</td>
                    <td>{each.isUndone ? 'Taken back' : <Button size="sm" aria-label={`Undo the import of ${each.file}`} onPress={() => void undoWithToast(work, each.importId, each.rows)}>Undo</Button>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  )
}
