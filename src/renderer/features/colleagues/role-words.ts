import type { Role } from '#shared/domain/model/person'

/** What each role is called and may do, in words; the rules themselves are in `shared/domain/access`. */
export const roleWords: Readonly<Record<Role, { title: string; may: string }>> = {
  owner: { title: 'Owner', may: 'Everything, also colleagues, their devices and the workspace itself.' },
  recruiter: { title: 'Recruiter', may: 'All jobs and candidates with pay; hires, merges and invites hiring managers and interviewers.' },
  coordinator: { title: 'Coordinator', may: 'All jobs and candidates without pay; schedules interviews, moves people, cannot mark a hire.' },
  hiringManager: { title: 'Hiring manager', may: 'The jobs they hire for: sees and moves their candidates, reads scorecards by the job’s rule.' },
  interviewer: { title: 'Interviewer', may: 'The people they interview, with kit and résumé; writes their own scorecards.' },
}
export const roles = Object.keys(roleWords) as Role[]

/** Whom somebody of this role may invite. */
export function invitableRoles(role: Role): readonly Role[] {
  if (role === 'owner') return roles
  return role === 'recruiter' ? ['hiringManager', 'interviewer'] : []
}
