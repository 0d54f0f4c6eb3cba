import { errorEntry } from '#shared/contract/errors'
import { errorCode } from '#shared/lib/app-error'

/** The sentence for a failed request, also for those that never reached the server. */
export function sayProblem(error: unknown): string {
  const code = errorCode(error)
  if (code === 'server.unreachable') return 'The server cannot be reached. Check the network and try again.'
  if (code === 'server.bad_answer') return 'The server answered in a way this version does not understand. Update Shortlist, or ask whoever runs the server.'
  return errorEntry(code).say
}
