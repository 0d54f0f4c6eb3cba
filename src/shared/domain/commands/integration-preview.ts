import { listWords } from '../../lib/list-words.ts'
import type { Candidate } from '../model/candidate.ts'
import type { Job } from '../model/job.ts'
import type { HookEventKind, IntegrationSummary, OnboardingKind, OnboardingStep } from '../model/onboarding.ts'

const stepWords: Readonly<Record<OnboardingKind, string>> = {
  hris: 'the employee record', account: 'the account', access: 'access', hardware: 'hardware', welcome: 'the welcome message', message: 'a message',
}

/** What of a hire a laptop can tell to be missing, and where it is filled. The start date is asked for with the hire. */
const checks: Readonly<Record<string, readonly [label: string, where: string, isFilled: (job: Job, candidate: Candidate) => boolean]>> = {
  email: ['E-mail', 'on the candidate', (_job, candidate) => candidate.emails.length > 0],
  phone: ['Phone', 'on the candidate', (_job, candidate) => candidate.phones.length > 0],
  department: ['Department', 'on the job', job => job.departmentId !== null],
  workLocation: ['Work location', 'on the job', job => job.locationId !== null],
  level: ['Level', 'on the job', job => job.levelId !== null],
  requisitionCode: ['Requisition', 'on the job', job => job.requisitionCode !== ''],
  managerName: ['Hiring manager', 'in the hiring team', job => job.hiringTeam.some(member => member.role === 'hiringManager')],
  managerEmail: ['Hiring manager', 'in the hiring team', job => job.hiringTeam.some(member => member.role === 'hiringManager')],
}

/** What one connection will do because of a step, and what it lacks for that: label, and where it is filled in. */
export type Forecast = Readonly<{ connection: IntegrationSummary; say: string; missing: readonly Readonly<{ label: string; where: string }>[] }>

function whenWords({ state }: IntegrationSummary): string {
  if (state === 'paused') return ' once it is resumed: it is paused'
  return state === 'failing' ? ' once it works again: it is failing at the moment' : ''
}

const say = (connection: IntegrationSummary, does: string): string =>
  (connection.sandbox ? `${connection.title} only rehearses: nothing is sent there.` : `${connection.title} ${does}${whenWords(connection)}.`)

/** A message about a hire is being told, and nothing that is prepared. */
const isPrepared = (kind: OnboardingKind): boolean => kind !== 'message'

/** What a connection does because of a hire, given the lines it adds to that hire's checklist. */
export function sayForHire(connection: IntegrationSummary, steps: readonly OnboardingKind[]): string {
  const prepared = steps.filter(isPrepared)
  if (prepared.length > 0) return say(connection, `prepares ${listWords(prepared.map(step => stepWords[step]))}`)
  if (connection.sandbox || !connection.steps.some(isPrepared)) return say(connection, 'is told')
  return `${connection.title} has nothing to prepare for this hire.`
}

/** One entry a connection that hears of a step. From what this laptop knows: the server knows more of what the other system demands. */
export function forecastOf(kind: HookEventKind, integrations: readonly IntegrationSummary[], job: Job, candidates: readonly Candidate[]): readonly Forecast[] {
  return integrations.filter(each => each.events.includes(kind)).map(connection => {
    const missing = kind !== 'candidate.hired' ? [] : [...new Set(connection.requires)].flatMap(field => {
      const check = checks[field]
      return check && candidates.some(candidate => !check[2](job, candidate)) ? [{ label: check[0], where: check[1] }] : []
    })
    const once = new Map(missing.map(each => [`${each.label}/${each.where}`, each]))
    return { connection, say: kind === 'candidate.hired' ? sayForHire(connection, connection.steps) : say(connection, 'is told'), missing: [...once.values()] }
  })
}

/** One sentence a connection that hears of a step, and one for whatever is missing. */
export function previewIntegrations(kind: HookEventKind, integrations: readonly IntegrationSummary[], job: Job, candidates: readonly Candidate[]): readonly string[] {
  return forecastOf(kind, integrations, job, candidates).flatMap(({ connection, say: said, missing }) =>
    [said, ...(missing.length > 0 ? [`${connection.sandbox ? `Were it sent for real, ${connection.title} would wait for` : `${connection.title} waits for`} what is missing: ${listWords(missing.map(({ label, where }) => `${label.toLowerCase()} (${where})`))}.`] : [])])
}

export type AfterHire = Extract<HookEventKind, 'start_date.changed' | 'hire.reversed'>
/** What the server found out of one system: `sends` is null where it could not. */
type Found = Readonly<{ sends: boolean | null; say: string; missing: readonly Readonly<{ label: string; who: string }>[] }>

/** What another first day, or taking a hire back, does in one system, in a sentence. */
export function sayAfterHire(kind: AfterHire, { connection, say: usual, asked }: Pick<Forecast, 'connection' | 'say'> & Readonly<{ asked: Found | null }>, onboarding: readonly Pick<OnboardingStep, 'connectionId' | 'state'>[]): string {
  if (connection.sandbox) return usual
  if (asked && asked.missing.length > 0) return `${connection.title} waits for what is missing: ${listWords(asked.missing.map(({ label, who }) => `${label.toLowerCase()} (${who})`))}.`
  if (asked?.sends !== false) return usual
  // The hire itself has not reached it yet: what waits is sent as the record is then.
  if (onboarding.some(step => step.connectionId === connection.id && (step.state === 'waiting' || step.state === 'blocked'))) return `${connection.title} has not heard of the hire yet${kind === 'hire.reversed' ? ', and will not' : '; when it does, it hears this day'}.`
  return `${connection.title} is sent nothing. ${asked.say}`
}
