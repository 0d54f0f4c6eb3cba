import { useCallback, useState } from 'react'
import type { Change } from '#shared/domain/commands/change'
import { reopenConflict, restoreOf, settleConflict, settleMany, type Answer, type SettledQuestion, type SettleResult } from '#shared/domain/commands/conflict'
import { isRefusedRecord, readAt, type Question } from '#shared/domain/conflict-value'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Json } from '#shared/lib/json'
import { useMay, useReplica, useStamp, type May } from '../../replica/react.tsx'
import type { Replica } from '../../replica/replica.ts'
import { sayProblem } from '../../replica/say-problem.ts'
import { toast } from '../../ui/overlays/toast.tsx'

const gone = {
  record_gone: 'It is not on this computer any more, so nothing can be set there. You can let the question go.',
  place_gone: 'What this is about was removed since, so its value cannot be set. You can let the question go.',
} as const

/** Why this answer cannot be given by me; null when it can. */
export function refusalOf(may: May, question: Question, result: SettleResult): string | null {
  if (result.kind === 'refused') return gone[result.reason]
  for (const change of result.changes) {
    if (change.collection === 'activities') continue
    const before = change.collection === 'conflicts' ? question.conflict as unknown as Content : question.record ?? {}
    const answer = change.kind === 'create' ? may({ collection: change.collection, after: change.document, fields: Object.keys(change.document) })
      : change.kind === 'delete' ? may({ collection: change.collection, before })
        : may({ collection: change.collection, before, after: { ...before, ...change.fields }, fields: Object.keys(change.fields) })
    if (answer.kind === 'refused') return answer.say
  }
  return null
}

async function write(replica: Replica, changes: readonly Change[], said: string, undo?: () => void): Promise<boolean> {
  try {
    await replica.write(changes)
    toast({ text: said, tone: 'good', ...(undo ? { action: { label: 'Undo', run: undo } } : {}) })
    return true
  } catch (error) {
    toast({ text: sayProblem(error), tone: 'bad' })
    return false
  }
}

/** The question as it stands now. */
async function fresh(replica: Replica, { conflict, subject }: Question): Promise<Question> {
  const record = await replica.get(subject.collection as CollectionName, subject.documentId)
  return { conflict, subject, record: record as Content | null }
}

/** What an answer set, and what stood before; null where the record was not touched or cannot go back. */
function restoreAfter({ question, result }: SettledQuestion): Readonly<{ before: Json; set: Json }> | null {
  const { subject, record } = question
  if (result.kind === 'refused' || isRefusedRecord(subject) || subject.collection === 'conflicts') return null
  const at = (content: Content | null): Json => readAt(subject.collection as CollectionName, content, subject.unit)
  return result.record === record ? null : { before: at(record), set: at(result.record) }
}

const words = (settled: number, refused: number): string => {
  const done = settled === 1 ? 'Settled' : `${settled} questions settled`
  return refused === 0 ? done : `${done}; ${refused} ${refused === 1 ? 'is' : 'are'} not yours to change and ${refused === 1 ? 'stays' : 'stay'} open`
}

export type Settle = Readonly<{
  settle: (questions: readonly Question[], answer: Answer) => Promise<void>
  /** Opens an answered question again, and puts the record back where it still stands. */
  reopen: (question: Question) => Promise<void>
  /** Takes back the last answer given here; null when there is none. */
  undoLast: (() => void) | null
  /** Why an answer cannot be given; null when it can. */
  blocked: (question: Question, answer: Answer) => string | null
}>

/** Answers questions, one or many, in one write, with undo as a new change. */
export function useSettle(): Settle {
  const replica = useReplica()
  const may = useMay()
  const stamp = useStamp()
  const [last, setLast] = useState<readonly SettledQuestion[] | null>(null)

  const takeBack = useCallback(async (settled: readonly SettledQuestion[]) => {
    setLast(null)
    const changes: Change[] = []
    for (const each of settled.toReversed()) changes.push(...reopenConflict(await fresh(replica, each.question), restoreAfter(each), stamp()))
    await write(replica, changes, 'Taken back')
  }, [replica, stamp])

  const settle = useCallback(async (questions: readonly Question[], answer: Answer) => {
    const all = settleMany(await Promise.all(questions.map(question => fresh(replica, question))), answer, stamp())
    const refusals = all.map(each => refusalOf(may, each.question, each.result))
    const settled = all.filter((_, index) => refusals[index] === null)
    if (settled.length === 0) return void toast({ text: refusals.find(Boolean) ?? 'There is nothing to settle.', tone: 'warn' })
    const changes = settled.flatMap(({ result }) => (result.kind === 'ready' ? result.changes : []))
    const isFinal = settled.some(({ question, result }) => isRefusedRecord(question.subject) && result.kind === 'ready' && result.record !== question.record)
    const undo = isFinal ? undefined : () => { void takeBack(settled) }
    setLast(isFinal ? null : settled)
    await write(replica, changes, words(settled.length, all.length - settled.length), undo)
  }, [replica, may, stamp, takeBack])

  const reopen = useCallback(async (question: Question) => {
    const now = await fresh(replica, question)
    const changes = reopenConflict(now, restoreOf(now.subject), stamp())
    await write(replica, changes, 'The question is open again')
  }, [replica, stamp])

  return {
    settle, reopen,
    undoLast: last === null ? null : () => { void takeBack(last) },
    blocked: (question, answer) => refusalOf(may, question, settleConflict(question, answer, stamp())),
  }
}
