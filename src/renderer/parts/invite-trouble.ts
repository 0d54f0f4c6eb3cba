import { inviteTrouble } from '#shared/domain/invite-words'
import type { Interview } from '#shared/domain/model/interview'
import { sayCode } from '../replica/say-problem.ts'

const noMailServer = sayCode('invite.no_mail_server')

/** What somebody should look at in one interview's invitations. A server without mail is no trouble of a single interview: its page says so, lists do not. */
export function troubleOf(interview: Interview): string | null {
  return inviteTrouble({ ...interview, invites: interview.invites.filter(invite => invite.problem !== noMailServer) })
}
