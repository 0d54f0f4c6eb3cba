import { combineLatest, map } from 'rxjs'
import { useLive, useReplica } from '../../../replica/react.tsx'

/** Ids of applications and candidates that deserve a mark on their card. */
export type Marks = Readonly<{ unsent: ReadonlySet<string>; disputed: ReadonlySet<string> }>

const none: Marks = { unsent: new Set(), disputed: new Set() }

/** What was not sent yet, and what two people changed differently. */
export function useMarks(): Marks {
  const replica = useReplica()
  const live = useLive(() => combineLatest([
    replica.watchPending('applications'), replica.watchPending('candidates'), replica.watch('conflicts', { where: { resolved: 0 } }),
  ]).pipe(map(([applications, candidates, conflicts]) => ({
    unsent: new Set([...applications, ...candidates]),
    disputed: new Set(conflicts.flatMap(conflict => [conflict.documentId, conflict.applicationId ?? '', conflict.applicationId === null ? conflict.candidateId ?? '' : ''])),
  }))), [replica], 'pipeline.marks')
  return live.kind === 'ready' ? live.value : none
}
