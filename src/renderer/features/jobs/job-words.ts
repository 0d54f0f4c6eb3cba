import type { Job, StageType, TeamMember } from '#shared/domain/model/job'

export const stageTypeWords: Readonly<Record<StageType, string>> = {
  lead: 'Lead', applied: 'Applied', screen: 'Screen', assessment: 'Assessment', interview: 'Interview', offer: 'Offer', hired: 'Hired',
}
export const stageTypeOptions = (Object.keys(stageTypeWords) as StageType[]).map(id => ({ id, label: stageTypeWords[id] }))

export const statusWords: Readonly<Record<Job['status'], string>> = { draft: 'Draft', open: 'Open', onHold: 'On hold', closed: 'Closed' }

export const teamWords: Readonly<Record<TeamMember['role'], { title: string; says: string }>> = {
  hiringManager: { title: 'Hiring manager', says: 'sees everyone on the job and moves them' },
  recruiter: { title: 'Recruiter', says: 'runs the job' },
  coordinator: { title: 'Coordinator', says: 'schedules its interviews' },
  interviewer: { title: 'Interviewer', says: 'sees whom they interview' },
  sourcer: { title: 'Sourcer', says: 'finds people for it' },
}

/** A job on which nothing happened for this long wants a look. */
export const staleAfterDays = 21

/** Whole days between two instants, never negative. */
export function daysBetween(fromMs: number, toMs: number): number {
  return Math.max(0, Math.floor((toMs - fromMs) / 86_400_000))
}

export function daysWords(days: number): string {
  if (days === 0) return 'less than a day'
  return days === 1 ? '1 day' : `${days} days`
}
