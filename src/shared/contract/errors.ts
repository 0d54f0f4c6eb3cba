/** What a person can do about a stable code, in their words. `retry`: trying again later may help. */
export type ErrorEntry = Readonly<{ status: number; retry: boolean; say: string }>

/** Every code that crosses the wire. Codes are stable: they are added and never renamed. */
export const errorCatalogue = {
  'request.malformed': { status: 400, retry: false, say: 'Something in this request could not be read. Reload the workstation and try again.' },
  'request.too_large': { status: 413, retry: false, say: 'That is larger than Shortlist accepts. Split it and try again.' },
  'request.not_found': { status: 404, retry: false, say: 'That does not exist, or you may not see it.' },
  'request.too_many': { status: 429, retry: true, say: 'Too many tries. Wait a minute and try again.' },
  'request.foreign_origin': { status: 403, retry: false, say: 'This page may not talk to your Shortlist server.' },
  'session.required': { status: 401, retry: false, say: 'Sign in to continue. Your unsent changes are kept on this computer.' },
  'session.wrong_credentials': { status: 401, retry: false, say: 'That e-mail and password do not go together.' },
  'session.locked': { status: 429, retry: true, say: 'Too many wrong passwords. Wait fifteen minutes, or ask the workspace owner for a new invitation.' },
  'session.revoked': { status: 401, retry: false, say: 'This computer was signed out by you or the workspace owner.' },
  'setup.already_done': { status: 409, retry: false, say: 'This workspace is already set up. Sign in instead.' },
  'setup.required': { status: 409, retry: false, say: 'This server has no workspace yet. Create it first.' },
  'password.too_weak': { status: 400, retry: false, say: 'Choose a longer password: at least 12 characters that are not easy to guess.' },
  'invitation.invalid': { status: 404, retry: false, say: 'This invitation was used, withdrawn or has run out. Ask for a new one.' },
  'people.email_taken': { status: 409, retry: false, say: 'A colleague with this e-mail is already in the workspace.' },
  'people.last_owner': { status: 409, retry: false, say: 'A workspace needs at least one owner. Make somebody else owner first.' },
  'access.forbidden': { status: 403, retry: false, say: 'You may not do this. Ask the workspace owner.' },
  'access.not_yours_to_change': { status: 403, retry: false, say: 'You may read this but not change it. Ask a recruiter of the job.' },
  'access.people_are_invited': { status: 403, retry: false, say: 'Colleagues join by invitation. Invite them under Settings.' },
  'access.only_recruiters_hire': { status: 403, retry: false, say: 'Only a recruiter can mark a hire. Ask a recruiter of the job.' },
  'access.scorecards_are_kept': { status: 403, retry: false, say: 'Scorecards are never deleted. Write a new version instead.' },
  'access.offers_are_kept': { status: 403, retry: false, say: 'Offers are never deleted. Rescind the offer instead.' },
  'access.written_by_the_server': { status: 403, retry: false, say: 'This is filled in by Shortlist and cannot be changed by hand.' },
  'access.nothing_to_change': { status: 400, retry: false, say: 'There was nothing to change.' },
  'document.invalid': { status: 400, retry: false, say: 'A value does not fit its field. Correct it and save again.' },
  'document.unknown': { status: 404, retry: false, say: 'This record no longer exists, or you may not see it any more.' },
  'document.reference_missing': { status: 409, retry: false, say: 'A record this belongs to does not exist. Your text is kept here.' },
  'rules.no_opening_left': { status: 409, retry: false, say: 'All openings of this job are filled. Add an opening, or reverse another hire.' },
  'rules.candidate_merged': { status: 409, retry: false, say: 'This candidate was merged into another record. Make the change there.' },
  'rules.candidate_erased': { status: 409, retry: false, say: 'This candidate was erased at their request. Nothing more can be recorded.' },
  'rules.stage_missing': { status: 409, retry: false, say: 'That stage is no longer part of the job. Choose another stage.' },
  'rules.booking_overlap': { status: 409, retry: false, say: 'Somebody in this interview is already booked at that time. Choose another time.' },
  'rules.scorecard_submitted': { status: 409, retry: false, say: 'This scorecard was handed in. Change it as a new version with a reason.' },
  'rules.last_owner': { status: 409, retry: false, say: 'A workspace needs at least one owner.' },
  'sync.too_old': { status: 426, retry: false, say: 'This workstation is older than the server. Update it: your changes stay here until then.' },
  'sync.too_new': { status: 426, retry: true, say: 'The server is older than this workstation. Ask for the server to be updated: your changes stay here until then.' },
  'sync.cursor_unknown': { status: 409, retry: false, say: 'This computer must fetch everything again. Unsent changes are kept.' },
  'file.not_here': { status: 404, retry: true, say: 'This file is still on the laptop it was added on, and arrives once that laptop is online.' },
  'file.does_not_match': { status: 400, retry: true, say: 'The file changed while it was sent. Try again.' },
  'server.busy': { status: 503, retry: true, say: 'The server is busy. Your changes are kept and will be sent again.' },
  'server.storage_failed': { status: 503, retry: true, say: 'The server could not write to its storage. Your changes are kept and will be sent again.' },
  unexpected: { status: 500, retry: true, say: 'Something went wrong that we did not foresee. Nothing was lost; try again.' },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorCatalogue

/** The entry of any code, also of one that only a newer version knows. */
export function errorEntry(code: string): ErrorEntry {
  return (errorCatalogue as Record<string, ErrorEntry>)[code] ?? errorCatalogue.unexpected
}
