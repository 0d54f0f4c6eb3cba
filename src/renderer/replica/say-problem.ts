import { errorEntry } from '#shared/contract/errors'
import { errorCode } from '#shared/lib/app-error'

/** What goes wrong on this computer, before anything crosses the wire; every other code is in `#shared/contract/errors`. */
const here: Readonly<Record<string, string>> = {
  'replica.disk_full': 'This computer has no room left, so nothing more is saved. Free some space and try again; what was saved before is kept.',
  'replica.write_failed': 'This computer could not save the change. Try again; if it stays so, restart Shortlist. What was saved before is kept.',
  'replica.unreadable': 'A part of this computer’s copy could not be read. Restart Shortlist: it is fetched again, and unsent changes are kept.',
  'replica.unreadable_away': 'A part of this computer’s copy could not be read, so what you see may not be everything. You can go on working; restart Shortlist once there is a connection again: the copy is then fetched anew, and unsent changes are kept.',
  'replica.unreadable_signed_out': 'You are signed out, and a part of this computer’s copy could not be read, so what you see may not be everything. Sign in: the copy is then fetched anew, and unsent changes are kept.',
  'replica.unreadable_elsewhere': 'A part of this computer’s copy could not be read, and another window of Shortlist still works with it. Close the other windows, then restart this one: the copy is fetched anew, and unsent changes are kept.',
  'replica.wrong_key': 'This computer’s copy was saved with another key. Sign in with the account it belongs to.',
  'replica.missing': 'What you chose is no longer here: a colleague may have removed it, or you may not see it any more.',
  'replica.exists': 'This is here already: a colleague may have brought it back.',
  'link.refused': 'That address is not a protected one (it does not begin with https), so it was not opened. Ask whoever runs Shortlist for you to look at it.',
  'server.unreachable': 'This needs a connection, and there is none now. Try again when you are back online.',
  'server.bad_answer': 'Shortlist answered in a way this version cannot read. Update the workstation.',
}

/** The sentence that belongs to a stable code and says what to do; codes are what is kept, sentences are looked up. */
export function sayCode(code: string): string {
  return here[code] ?? errorEntry(code).say
}

/** What a person is told about anything that went wrong. */
export function sayProblem(error: unknown): string {
  return sayCode(errorCode(error))
}
