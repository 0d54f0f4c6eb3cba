import { auditTime, filter, merge, startWith, switchMap, type Observable } from 'rxjs'
import type { Question } from '#shared/domain/conflict-value'
import { conflictWords, type ConflictReader, type ConflictWords } from '#shared/domain/conflict-words'
import type { Content } from '#shared/domain/merge/units'
import { documentSchemas, type CollectionName } from '#shared/domain/model/collections'
import type { Conflict } from '#shared/domain/model/conflict'
import { sayOwned } from '#shared/domain/onboarding/owned-fields'
import { useDirectory, useLive, useReplica, type Directory, type Live } from '../../replica/react.tsx'
import { loadCandidateNames, loadRecords, recordKey, valueNames } from '../../replica/record-names.ts'
import type { Replica } from '../../replica/replica.ts'
import { sayCode } from '../../replica/say-problem.ts'
import { watchOpenConflicts } from '../../replica/use-open-conflicts.ts'

export type Tab = 'open' | 'resolved'
type Loaded = Readonly<{ questions: readonly Question[]; candidates: ReadonlyMap<string, string> }>
/** A question with its words, ready to be shown. */
export type ShownQuestion = Readonly<{ id: string; question: Question; words: ConflictWords; reader: ConflictReader }>

const resolvedForMs = 30 * 86_400_000
/** Answers to answers to answers: nobody gets further than this. */
const deepest = 5

async function subjectOf(replica: Replica, conflict: Conflict): Promise<Conflict> {
  let subject = conflict
  for (let depth = 0; subject.collection === 'conflicts' && depth < deepest; depth++) {
    const earlier = await replica.get('conflicts', subject.documentId)
    if (!earlier) return conflict
    subject = earlier
  }
  return subject.collection === 'conflicts' ? conflict : subject
}

/** The questions with their records. A question that was answered twice hides behind the question about its answers. */
async function loadQuestions(replica: Replica, conflicts: readonly Conflict[]): Promise<Loaded> {
  const pairs = await Promise.all(conflicts.map(async conflict => ({ conflict, subject: await subjectOf(replica, conflict) })))
  const answered = new Set(pairs.filter(({ conflict, subject }) => conflict.id !== subject.id).map(({ subject }) => subject.id))
  const shown = pairs.filter(({ conflict }) => !answered.has(conflict.id))
  const records = await loadRecords(replica, shown.map(({ subject }) => ({ collection: subject.collection, id: subject.documentId })))
  const questions = shown.map(({ conflict, subject }): Question =>
    ({ conflict, subject, record: records.get(recordKey({ collection: subject.collection, id: subject.documentId })) ?? null }))
  const named = questions.flatMap(({ subject, record }) => [subject.candidateId, (record as Content | null)?.['candidateId'] as string | undefined])
  return { questions, candidates: await loadCandidateNames(replica, named) }
}

/** The conflicts of a tab, loaded anew when one of them or one of their records changes. */
function watchQuestions(replica: Replica, tab: Tab): Observable<Loaded> {
  const conflicts$ = tab === 'open' ? watchOpenConflicts(replica) : replica.watch('conflicts', { where: { resolved: 1 } })
  return conflicts$.pipe(switchMap(all => {
    const conflicts = tab === 'open' ? all : all.filter(each => (each.resolvedAtMs ?? 0) > Date.now() - resolvedForMs)
    const ids = new Set(conflicts.map(each => each.documentId))
    const collections = [...new Set(conflicts.map(each => each.collection))].filter((name): name is CollectionName => Object.hasOwn(documentSchemas, name))
    const touched = collections.map(name => replica.changes(name).pipe(filter(batch => batch.some(change => ids.has(change.id)))))
    return merge(...touched).pipe(auditTime(60), startWith(null), switchMap(() => loadQuestions(replica, conflicts)))
  }))
}

function readerOf(directory: Directory, candidates: ReadonlyMap<string, string>): ConflictReader {
  return {
    meId: directory.me.id, nowMs: Date.now(), names: valueNames(directory, candidates),
    reason: (code, { collection, unit }) => (code === 'connector.field_owned_elsewhere' ? sayOwned(collection, unit, directory.settings?.integrations ?? []) : sayCode(code)),
  }
}

/** Newest first, in words. */
export function useQuestions(tab: Tab): Live<readonly ShownQuestion[]> {
  const replica = useReplica()
  const directory = useDirectory()
  const live = useLive(() => watchQuestions(replica, tab), [replica, tab], `inbox/${tab}`)
  if (live.kind !== 'ready') return live
  const reader = readerOf(directory, live.value.candidates)
  const when = ({ conflict }: Question): number => (tab === 'open' ? conflict.createdAtMs : conflict.resolvedAtMs ?? 0)
  const shown = live.value.questions.toSorted((a, b) => when(b) - when(a))
    .map(question => ({ id: question.conflict.id, question, reader, words: conflictWords(question, reader) }))
  return { kind: 'ready', value: shown }
}
