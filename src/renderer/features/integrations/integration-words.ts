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

export const stateWords: Readonly<Record<Health['state'], { word: string; tone: Tone }>> = {
  well: { word: 'Well', tone: 'good' }, failing: { word: 'Failing', tone: 'bad' }, blocked: { word: 'Waits for you', tone: 'warn' }, paused: { word: 'Paused', tone: 'neutral' },
}

export const deliveryWords: Readonly<Record<DeliveryState, { word: string; tone: Tone }>> = {
  waiting: { word: 'Waiting', tone: 'neutral' }, sending: { word: 'Being sent', tone: 'accent' }, blocked: { word: 'Something is missing', tone: 'warn' }, done: { word: 'Done', tone: 'good' },
  dead: { word: 'Given up', tone: 'bad' }, skipped: { word: 'Not needed', tone: 'neutral' },
}
