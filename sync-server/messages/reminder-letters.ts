import type { Interview } from '#shared/domain/model/interview'
import type { ReminderKind } from '#shared/domain/reminders/plan-reminders'
import { dayOf, sayDay, wallTimeOf } from '#shared/lib/zoned-time'

/** What a letter says of one reminder. */
export type LetterLine = Readonly<{ kind: ReminderKind; interview: Interview; candidate: string; job: string; about: string; link: string }>
export type LetterWords = Readonly<{ subject: string; text: string }>

const when = ({ startMs, endMs }: Interview, zone: string): string => `${sayDay(dayOf(startMs, zone))}, ${wallTimeOf(startMs, zone)} to ${wallTimeOf(endMs, zone)} (${zone.replaceAll('_', ' ')})`

function sentence({ kind, interview, candidate, job, about, link }: LetterLine, zone: string): string {
  const what = `${interview.name} with ${candidate}${job ? ` (${job})` : ''}`
  switch (kind) {
    case 'comingUp': return `${what}\n${when(interview, zone)}${interview.joinUrl ? `\nJoin: ${interview.joinUrl}` : ''}\nWhat to ask: ${link}`
    case 'cardWanted': return `${what}, ${when(interview, zone)}\nYour scorecard, while it is fresh: ${link}`
    case 'cardOverdue': return `${what}, ${when(interview, zone)}\nYour scorecard is overdue; the others wait for it: ${link}`
    case 'cardMissing': return `${what}, ${when(interview, zone)}\n${about}’s scorecard is still missing: ${link}`
    case 'candidateComingUp': return ''
  }
}

const subjects: Readonly<Record<Exclude<ReminderKind, 'candidateComingUp'>, string>> = {
  comingUp: 'Your interview', cardWanted: 'Your scorecard', cardOverdue: 'Your scorecard is overdue', cardMissing: 'A scorecard is missing',
}

/** One letter for all of one kind that is due to one colleague at once. */
export function colleagueLetter(lines: readonly LetterLine[], zone: string): LetterWords {
  const [first] = lines
  const subject = subjects[first!.kind as keyof typeof subjects]
  return { subject: lines.length === 1 ? `${subject}: ${first!.candidate}` : `${subject} (${lines.length})`, text: `${lines.map(line => sentence(line, zone)).join('\n\n')}\n` }
}

/** To the candidate: when, how long, where. No names of colleagues, no link of ours. */
export function candidateLetter({ interview, candidate, job }: LetterLine, workspace: string, zone: string): LetterWords {
  const [firstName] = candidate.split(' ')
  return {
    subject: `Your interview with ${workspace}`,
    text: `Hello ${firstName ?? candidate},\n\na reminder of your interview${job ? ` for ${job}` : ''}:\n${when(interview, zone)}${interview.joinUrl ? `\nJoin: ${interview.joinUrl}` : ''}\n\nIf you cannot come, answer this letter.\n${workspace}\n`,
  }
}
