import type { ConnectorCategory, DeliveryState, Health } from '#shared/contract/integrations'
import type { HookEventKind } from '#shared/domain/model/onboarding'
import type { Tone } from '../../ui/display/badge.tsx'

export const categoryWords: Readonly<Record<ConnectorCategory, string>> = {
  hris: 'People and payroll', it: 'Accounts and equipment', chat: 'Chat', webhook: 'Other programs', calendar: 'Calendar', video: 'Video', signature: 'Signatures', assessment: 'Assessments', booking: 'Booking links',
}

export const eventWords: Readonly<Record<HookEventKind, string>> = {
  'application.created': 'Somebody joins a job', 'stage.changed': 'A card changes its stage', 'candidate.rejected': 'Somebody is turned away', 'candidate.hired': 'Somebody is hired',
  'start_date.changed': 'A first day changes', 'hire.reversed': 'A hire is taken back', 'hire.changed': 'Department, place or manager of a hire changes', 'offer.changed': 'An offer changes', 'interview.scheduled': 'An interview is booked',
  'interview.cancelled': 'An interview is called off', 'scorecard.submitted': 'A scorecard is handed in', 'assessment.requested': 'A test is to be sent',
}

const told: Readonly<Record<HookEventKind, (name: string) => string>> = {
  'application.created': name => `${name} joined a job`, 'stage.changed': name => `${name} changed stage`, 'candidate.rejected': name => `${name} was turned away`, 'candidate.hired': name => `${name} was hired`,
  'start_date.changed': name => `${name} got another first day`, 'hire.reversed': name => `The hire of ${name} was taken back`, 'hire.changed': name => `The job of ${name} was changed before the first day`,
  'offer.changed': name => `The offer to ${name} changed`, 'interview.scheduled': name => `An interview with ${name} was booked`, 'interview.cancelled': name => `An interview with ${name} was called off`,
  'scorecard.submitted': name => `A scorecard about ${name} was handed in`, 'assessment.requested': name => `A test for ${name} was asked for`,
}

/** What happened, as a line of the log: "Ana Silva was hired". */
export const toldWords = (kind: HookEventKind, name: string): string => told[kind](name || 'somebody')

/** Which way something went, without a word of the wire. */
export const exchangeWords = (method: string): string => (method === 'GET' ? 'Asked' : 'Told')
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)
export const replyWords = (status: number, method = 'POST'): string => (status < 300 ? `${method === 'GET' ? 'answered' : 'taken'} (${status})` : status < 500 ? `refused (${status})` : `their fault (${status})`)

export const stateWords: Readonly<Record<Health['state'], { word: string; tone: Tone }>> = {
  well: { word: 'Well', tone: 'good' }, failing: { word: 'Failing', tone: 'bad' }, blocked: { word: 'Waits for you', tone: 'warn' }, paused: { word: 'Paused', tone: 'neutral' },
}

export const deliveryWords: Readonly<Record<DeliveryState, { word: string; tone: Tone }>> = {
  waiting: { word: 'Waiting', tone: 'neutral' }, sending: { word: 'Being sent', tone: 'accent' }, blocked: { word: 'Something is missing', tone: 'warn' }, done: { word: 'Done', tone: 'good' },
  dead: { word: 'Given up', tone: 'bad' }, skipped: { word: 'Not needed', tone: 'neutral' },
}
