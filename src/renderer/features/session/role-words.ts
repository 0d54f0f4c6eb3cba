import type { Role } from '#shared/domain/model/person'

export const roleWords: Readonly<Record<Role, string>> = {
  owner: 'owner', recruiter: 'recruiter', coordinator: 'coordinator', hiringManager: 'hiring manager', interviewer: 'interviewer',
}
