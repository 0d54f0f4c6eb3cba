/** The iCalendar UID of an interview (RFC 5545, 3.8.4.7): the same for everybody invited, for as long as it is held. */
export const uidOf = (interviewId: string): string => `${interviewId}@shortlist`
