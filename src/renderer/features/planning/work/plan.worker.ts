import { planLoop } from '#shared/domain/planner/plan-loop'
import type { PlanRequest, PlanReply } from './plan-messages.ts'

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage has no origin
const say = (reply: PlanReply): void => self.postMessage(reply)

self.addEventListener('message', (event: MessageEvent<PlanRequest>) => {
  const { id, input } = event.data
  const beganMs = performance.now()
  try {
    const result = planLoop(input, progress => say({ kind: 'progress', id, progress }))
    say({ kind: 'done', id, result, tookMs: performance.now() - beganMs })
  } catch {
    say({ kind: 'failed', id })
  }
})
