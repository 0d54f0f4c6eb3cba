import { isObject } from '../lib/json.ts'
import type { Content } from './merge/units.ts'
import type { TimelineNames } from './timeline-words.ts'

const text = (content: Content | null, field: string): string => {
  const value = content?.[field]
  return typeof value === 'string' ? value : ''
}

/** The name of a record in a list: "Ana Byron · Backend engineer", "Note on Ana Byron". `null` content: it is not here. */
export function recordTitle(collection: string, content: Content | null, names: TimelineNames): string {
  const candidate = names.candidate(text(content, 'candidateId')) ?? 'a candidate'
  const job = names.job(text(content, 'jobId'))
  switch (collection) {
    case 'candidates': return text(content, 'fullName') || 'A candidate'
    case 'applications': return content ? [names.candidate(text(content, 'candidateId')) ?? 'A candidate', ...(job ? [job] : [])].join(' · ') : 'An application'
    case 'jobs': return text(content, 'title') || 'A job'
    case 'people': return text(content, 'name') || 'A colleague'
    case 'interviews': return content ? `${text(content, 'name') || 'Interview'} with ${candidate}` : 'An interview'
    case 'notes': return content ? `Note on ${candidate}` : 'A note'
    case 'scorecards': return content ? `Scorecard on ${candidate}` : 'A scorecard'
    case 'offers': return content ? `Offer to ${candidate}` : 'An offer'
    case 'messages': return content ? `Message to ${candidate}${text(content, 'subject') ? `: ${text(content, 'subject')}` : ''}` : 'A message'
    case 'settings': return 'Workspace settings'
    case 'activities': return isObject(content) ? `Timeline of ${candidate}` : 'A line of the timeline'
    case 'conflicts': return 'A question in the inbox'
    case 'busy': return text(content, 'subjectName') || 'Busy times'
    default: return 'A record'
  }
}
