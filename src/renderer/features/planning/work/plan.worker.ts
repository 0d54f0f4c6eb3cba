import { answerQuestion, type PlanRequest, type PlanReply } from './plan-messages.ts'

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage has no origin
const say = (reply: PlanReply): void => self.postMessage(reply)

self.addEventListener('message', (event: MessageEvent<PlanRequest>) => {
  const { id, question } = event.data
  try {
    const answer = answerQuestion(question, progress => say({ kind: 'progress', id, progress }))
    say({ kind: 'done', id, answer })
  } catch {
    say({ kind: 'failed', id })
  }
})
