import type { PlanProgress, PlanResult } from '#shared/domain/planner/plan'
import type { PlannerInput } from '#shared/domain/planner/planner-input'

export type PlanRequest = Readonly<{ id: number; input: PlannerInput }>
export type PlanReply = Readonly<
  | { kind: 'progress'; id: number; progress: PlanProgress }
  | { kind: 'done'; id: number; result: PlanResult; tookMs: number }
  | { kind: 'failed'; id: number }
>
