import { createId } from '#shared/lib/ids'
import { zone } from '#shared/domain/model/fields'
import type { Person, Role } from '#shared/domain/model/person'
import type { Settings } from '#shared/domain/model/settings'

const values = (names: readonly string[]): Settings['sources'] =>
  names.map((name, index) => ({ id: createId(), name, rank: `a${index.toString(36)}`, archived: false }))

const reasons = (names: readonly string[], side: 'us' | 'candidate', from: number): Settings['rejectionReasons'] =>
  names.map((name, index) => ({ id: createId(), name, rank: `a${(from + index).toString(36)}`, archived: false, side }))

/** A zone this server knows, or UTC: the name comes from a stranger's computer and can be corrected later. */
function knownZone(name: string): string {
  try {
    return zone.parse(new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone)
  } catch {
    return 'UTC'
  }
}

/** The lists a workspace starts with; all of them can be changed. */
export function newSettings(facts: { id: string; name: string; zone: string; nowMs: number; email: boolean }): Settings {
  const fromUs = ['Skills do not match', 'Not enough experience', 'Another candidate was chosen', 'Position closed', 'Salary expectation too high', 'Failed assessment', 'No work permit']
  return {
    id: facts.id, name: facts.name, zone: knownZone(facts.zone), sampleImportId: null,
    sources: values(['Applied on website', 'Referral', 'LinkedIn', 'Job board', 'Sourced', 'Agency', 'Event', 'Import']),
    departments: [], locations: [], levels: values(['Junior', 'Mid', 'Senior', 'Staff', 'Manager']),
    employmentTypes: values(['Full-time', 'Part-time', 'Contract', 'Internship']),
    rejectionReasons: [...reasons(fromUs, 'us', 0), ...reasons(['Accepted another offer', 'Stayed with employer', 'Compensation', 'Did not respond', 'Withdrew'], 'candidate', fromUs.length)],
    messageTemplates: [{
      id: createId(), name: 'Thank you, no', rank: 'a0', archived: false, subject: 'Your application for {{job.title}}',
      body: 'Hello {{candidate.firstName}},\n\nthank you for your interest in {{job.title}}. We have decided to go on with other candidates.\n\nWe wish you all the best.\n{{sender.name}}',
    }],
    noteTemplates: [{ id: createId(), name: 'Situation, action, result', rank: 'a0', archived: false, body: 'Situation:\nWhat they did:\nWhat came of it:\nWhat they would do today:' }],
    extremesNeedEvidence: true, tags: [], automaticMail: null, capabilities: { email: facts.email }, integrations: [], letterTemplates: [], interviewSkills: [], rooms: [], holidays: [], createdAtMs: facts.nowMs,
  }
}

/** A colleague as they join. */
export function newPerson(facts: { id: string; name: string; email: string; role: Role; zone: string; nowMs: number }): Person {
  return {
    id: facts.id, name: facts.name, email: facts.email, role: facts.role, active: true, title: '', phone: '', zone: knownZone(facts.zone),
    interviewing: null, focusBlocks: [], timeOff: [], trainings: [], skills: [], preferences: null, createdAtMs: facts.nowMs,
  }
}
