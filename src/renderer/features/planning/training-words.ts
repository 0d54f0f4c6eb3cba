import type { Training } from '#shared/domain/model/interviewing'
import type { TrainingProgress } from '#shared/domain/scheduling/training'

export const levelWords: Readonly<Record<Training['level'], string>> = { shadow: 'Listens and learns', reverseShadow: 'Leads while watched', certified: 'Certified' }

/** `1 of 3 times`; without a number to reach, `1 time so far`. */
export function sayProgress({ done, needed }: TrainingProgress): string {
  return needed === null ? `${done} ${done === 1 ? 'time' : 'times'} so far; you say when they go on` : `${Math.min(done, needed)} of ${needed} ${needed === 1 ? 'time' : 'times'}`
}
