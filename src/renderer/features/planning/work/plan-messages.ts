import { planLoop } from '#shared/domain/planner/plan-loop'
import type { PlannedSession, PlanProgress, PlanResult } from '#shared/domain/planner/plan'
import type { PlannerInput } from '#shared/domain/planner/planner-input'
import { shiftLoop, type ShiftResult } from '#shared/domain/planner/shift-loop'
import { finishedPlan } from '#shared/domain/planner/solve'
import { substitutes, type Substitute } from '#shared/domain/planner/substitutes'

/** What the worker is asked: a new loop, somebody for a seat, another time for a whole loop. */
export type Questions = {
  plan: { asked: Readonly<{ kind: 'plan'; input: PlannerInput }>; answer: PlanResult }
  substitutes: { asked: Readonly<{ kind: 'substitutes'; input: PlannerInput; booked: readonly PlannedSession[]; sessionId: string; seatId: string; personId: string }>; answer: readonly Substitute[] }
  shift: { asked: Readonly<{ kind: 'shift'; input: PlannerInput; booked: readonly PlannedSession[]; fromMs: number }>; answer: ShiftResult }
}
export type QuestionKind = keyof Questions
export type Question = Questions[QuestionKind]['asked']

export type PlanRequest = Readonly<{ id: number; question: Question }>
export type PlanReply = Readonly<
  | { kind: 'progress'; id: number; progress: PlanProgress }
  | { kind: 'done'; id: number; answer: Questions[QuestionKind]['answer'] }
  | { kind: 'failed'; id: number }
>

/** Answers one question; made for the worker, pure. */
export function answerQuestion(question: Question, report: (progress: PlanProgress) => void): Questions[QuestionKind]['answer'] {
  const { input } = question
  switch (question.kind) {
    case 'plan': return planLoop(input, report)
    case 'substitutes': return substitutes(input, finishedPlan(input, question.booked), question.sessionId, question.seatId, question.personId)
    case 'shift': return shiftLoop(input, finishedPlan(input, question.booked), question.fromMs)
  }
}
