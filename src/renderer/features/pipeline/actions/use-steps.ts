import { useCallback, useMemo, useRef } from 'react'
import { cancelMessages, queueMessages, type MessageDraft } from '#shared/domain/commands/candidate-message'
import type { Change } from '#shared/domain/commands/change'
import { cardsAfter, hireApplication, moveApplications, rejectApplications, reopenApplications, tagCandidates, undoPipeline, undoTags, withdrawApplications } from '#shared/domain/commands/pipeline'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Job } from '#shared/domain/model/job'
import { useDirectory, useReplica, useStamp } from '../../../replica/react.tsx'
import type { Replica } from '../../../replica/replica.ts'
import { sayProblem } from '../../../replica/say-problem.ts'
import { toast } from '../../../ui/overlays/toast.tsx'
import type { Card } from '../data/card.ts'
import type { useOptimistic } from '../data/use-optimistic.ts'

/** "Ana Bee" or "12 people". */
export const whom = (cards: readonly Card[]): string => (cards.length === 1 ? cards[0]!.name : `${cards.length} people`)

type Undo = () => Promise<void>
type Show = ReturnType<typeof useOptimistic>['show']
export type Rejection = Readonly<{ reasonId: string | null; note: string; message: MessageDraft | null }>
export type Steps = ReturnType<typeof useSteps>

async function undoCards(replica: Replica, before: readonly Application[], after: readonly Application[], messageIds: readonly string[], makeStamp: () => Parameters<typeof undoPipeline>[3], show: Show): Promise<void> {
  const now = await replica.getMany('applications', before.map(each => each.id))
  const messages = await replica.getMany('messages', messageIds)
  const changes = undoPipeline(before, after, now, makeStamp())
  const shown = show(cardsAfter([...now.values()], changes))
  await replica.write([...changes, ...cancelMessages([...messages.values()])]).finally(shown.settle)
  const left = before.length - changes.filter(each => each.kind === 'edit').length
  toast({ text: left === 0 ? 'Taken back' : `Taken back, except ${left} that ${left === 1 ? 'was' : 'were'} changed since` })
}

/** Every step one can take with cards: drawn at once, written, said, and taken back by `undo`. */
export function useSteps(show: Show) {
  const replica = useReplica()
  const directory = useDirectory()
  const makeStamp = useStamp()
  const undos = useRef<Undo[]>([])

  /** Puts a step on the pile at once, so that a quick undo never takes back the step before; `say` offers it in words. */
  const remember = useCallback((undo: Undo) => {
    let isDone = false
    let close = (): void => undefined
    const forget = (): void => {
      isDone = true
      undos.current = undos.current.filter(each => each !== once)
      close()
    }
    const once = async () => {
      if (isDone) return
      forget()
      await undo().catch((error: unknown) => toast({ text: sayProblem(error), tone: 'bad' }))
    }
    undos.current = [...undos.current.slice(-49), once]
    const say = (said: string): void => {
      if (!isDone) close = toast({ text: said, action: { label: 'Undo', run: () => { void once() } } })
    }
    return { say, forget }
  }, [])
  const offerUndo = useCallback((said: string, undo: Undo) => remember(undo).say(said), [remember])

  const write = useCallback(async (cards: readonly Card[], changes: readonly Change[], said: string): Promise<boolean> => {
    if (changes.length === 0) return false
    performance.mark('pipeline.step')
    const before = cards.map(card => card.application)
    const after = cardsAfter(before, changes)
    const shown = show(after)
    requestAnimationFrame(() => performance.measure('pipeline.step to frame', 'pipeline.step'))
    const saving = replica.write(changes)
    const step = remember(async () => {
      const written = await saving
      const messageIds = written.ids.filter((_, index) => changes[index]?.collection === 'messages')
      await undoCards(replica, before, after, messageIds, makeStamp, show)
    })
    try {
      await saving
      performance.measure('pipeline.step to disk', 'pipeline.step')
      shown.settle()
      step.say(said)
      return true
    } catch (error) {
      step.forget()
      shown.letGo()
      toast({ text: sayProblem(error), tone: 'bad' })
      return false
    }
  }, [replica, show, makeStamp, remember])

  return useMemo(() => ({
    move: (cards: readonly Card[], job: Job, stageId: string) => {
      const moving = cards.filter(card => card.application.status === 'active' && card.application.stageId !== stageId)
      const stage = job.stages.find(each => each.id === stageId)
      return write(moving, moveApplications(moving.map(card => card.application), stageId, makeStamp()), `Moved ${whom(moving)} to ${stage?.name ?? 'another stage'}`)
    },
    reject: (cards: readonly Card[], job: Job, { reasonId, note, message }: Rejection) => {
      const applications = cards.map(card => card.application)
      const people = new Map(cards.flatMap(card => (card.candidate ? [[card.candidate.id, card.candidate] as const] : [])))
      const stamp = makeStamp()
      const facts = { jobTitle: job.title, senderName: directory.me.name, workspaceName: directory.settings?.name ?? '' }
      const changes = [...rejectApplications(applications, { reasonId, note }, stamp), ...(message ? queueMessages(applications, people, message, facts, stamp) : [])]
      return write(cards, changes, `Turned ${whom(cards)} away${message ? '; the message waits to be sent' : ''}`)
    },
    withdraw: (cards: readonly Card[], input: Readonly<{ reasonId: string | null; note: string }>) =>
      write(cards, withdrawApplications(cards.map(card => card.application), input, makeStamp()), `Noted that ${whom(cards)} withdrew`),
    reopen: (cards: readonly Card[]) => write(cards, reopenApplications(cards.map(card => card.application), null, makeStamp()), `Took ${whom(cards)} back into process`),
    hire: (card: Card, job: Job, startDate: string | null) => write([card], hireApplication(card.application, job, startDate, makeStamp()), `Marked ${card.name} as hired; it waits to be confirmed`),
    tag: async (cards: readonly Card[], tags: Readonly<{ add: readonly string[]; remove: readonly string[] }>) => {
      const people = [...new Map(cards.flatMap(card => (card.candidate ? [[card.candidate.id, card.candidate] as const] : []))).values()]
      const changes = tagCandidates(people, tags, makeStamp())
      if (changes.length === 0) return false
      try {
        await replica.write(changes)
        offerUndo(`Changed the tags of ${whom(cards)}`, async () => { await undoTagging(replica, people, tags, makeStamp) })
        return true
      } catch (error) {
        toast({ text: sayProblem(error), tone: 'bad' })
        return false
      }
    },
    offerUndo,
    /** Takes the latest step back. */
    undo: () => {
      const latest = undos.current.at(-1)
      if (latest) void latest()
      else toast({ text: 'There is nothing to take back.' })
    },
  }), [write, makeStamp, directory, replica, offerUndo])
}

async function undoTagging(replica: Replica, before: readonly Candidate[], tags: Readonly<{ add: readonly string[]; remove: readonly string[] }>, makeStamp: () => Parameters<typeof undoTags>[3]): Promise<void> {
  const now = await replica.getMany('candidates', before.map(each => each.id))
  await replica.write(undoTags(before, tags, now, makeStamp()))
  toast({ text: 'Taken back' })
}
