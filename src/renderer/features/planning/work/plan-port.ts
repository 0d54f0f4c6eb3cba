import type { PlanReply, Question } from './plan-messages.ts'

export type PlanPort = Readonly<{
  /** A question asked before is given up. */
  ask(question: Question, onReply: (reply: PlanReply) => void): void
  /** Gives the question up, at once. */
  cancel(): void
  close(): void
}>

/** The planner in a worker: the screen stays quick, and a search that is no longer wanted is ended, not awaited. */
export function openPlanWorker(): PlanPort {
  let worker: Worker | null = null
  let isBusy = false
  let last = 0
  const stop = (): void => {
    worker?.terminate()
    worker = null
    isBusy = false
  }
  const start = (onReply: (reply: PlanReply) => void): Worker => {
    const started = worker ?? new Worker(new URL('./plan.worker.ts', import.meta.url), { type: 'module', name: 'planner' })
    worker = started
    const answer = (reply: PlanReply): void => {
      if (reply.id !== last || started !== worker) return
      if (reply.kind !== 'progress') isBusy = false
      onReply(reply)
    }
    started.onmessage = (event: MessageEvent<PlanReply>) => answer(event.data)
    started.onerror = () => { answer({ kind: 'failed', id: last }); stop() }
    return started
  }
  return {
    ask(question, onReply) {
      if (isBusy) stop()
      last += 1
      isBusy = true
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage has no origin
      start(onReply).postMessage({ id: last, question })
    },
    cancel: () => { if (isBusy) stop() },
    close: stop,
  }
}
