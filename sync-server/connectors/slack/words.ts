import type { HookEventKind } from '#shared/domain/model/onboarding'
import { labelOf, type RecordValues } from '../kit/record-fields.ts'

/** Slack reads three characters as markup: a candidate named `<!channel>` calls nobody. */
export const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const day = (value: string | undefined): string => (value === undefined ? '' : new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(value)))
const offers: Readonly<Record<string, string>> = { accepted: 'has accepted the offer', declined: 'has declined the offer', extended: 'has the offer', expired: 'has let the offer run out', rescinded: 'no longer has an offer' }

/** What is said of an event, from the fields that may leave alone: no pay, no verdicts, no reasons; `changed`: which of them are news. Null: nothing. */
export function wordsFor(kind: HookEventKind, record: RecordValues, changed: readonly string[] = []): string | null {
  const name = plain(record.fullName ?? '')
  const job = record.jobTitle === undefined ? '' : ` (${plain(record.jobTitle)})`
  const from = record.startDate === undefined ? '' : `, from ${day(record.startDate)}`
  switch (kind) {
    case 'application.created': return `${name}${job} is new.`
    case 'stage.changed': return record.stage === undefined ? `${name}${job} moved on.` : `${name}${job} is now in ${plain(record.stage)}.`
    case 'candidate.rejected': return `${name}${job} is no longer being considered.`
    case 'candidate.hired': return `:tada: ${name}${job} is hired${from}.`
    case 'start_date.changed': return `${name}${job} starts ${record.startDate === undefined ? 'on a day not settled yet' : `on ${day(record.startDate)}`}.`
    case 'hire.changed': {
      const news = Object.entries(record).filter(([field]) => changed.includes(field)).map(([field, value]) => `${labelOf(field).toLowerCase()} is now ${plain(value)}`)
      return news.length === 0 ? null : `Changed before ${name}${job} begins: ${news.join(', ')}.`
    }
    case 'hire.reversed': return `The hire of ${name}${job} was taken back.`
    case 'offer.changed': return record.offerStatus !== undefined && Object.hasOwn(offers, record.offerStatus) ? `${name}${job} ${offers[record.offerStatus]}.` : null
    case 'interview.scheduled': return `An interview with ${name}${job} is booked${record.interviewStart === undefined ? '' : ` for ${day(record.interviewStart)}`}.`
    case 'interview.cancelled': return `An interview with ${name}${job} is cancelled.`
    case 'scorecard.submitted': return `A scorecard for ${name}${job} was handed in.`
    default: return null
  }
}

export function welcomeFor(record: RecordValues): string {
  return `${plain(record.fullName ?? '')} joins us${record.jobTitle === undefined ? '' : ` as ${plain(record.jobTitle)}`}${record.startDate === undefined ? '' : ` on ${day(record.startDate)}`}. Welcome! :wave:`
}
