import type { ShareableField } from '#shared/contract/integrations'

const fields = {
  fullName: ['Full name'], firstName: ['First name'], lastName: ['Last name'], email: ['E-mail'], phone: ['Phone'], location: ['Place of residence'],
  startDate: ['Start date'], jobTitle: ['Job title'], requisitionCode: ['Requisition'], department: ['Department'], workLocation: ['Work location'],
  employmentType: ['Employment type'], level: ['Level'], stage: ['Stage'], status: ['Status'], source: ['Source'], rejectionReason: ['Reason for turning away'],
  managerName: ['Manager'], managerEmail: ['Manager’s e-mail'], recruiterName: ['Recruiter'], recruiterEmail: ['Recruiter’s e-mail'],
  interviewStart: ['Interview’s start'], interviewTitle: ['Interview'], offerStatus: ['Offer’s state'], recordUrl: ['Link to the record'],
  baseSalaryMinor: ['Base salary, in cents', true], currency: ['Currency', true], salaryPeriod: ['Pay period', true], bonusMinor: ['Bonus, in cents', true], equity: ['Equity', true],
} as const satisfies Record<string, readonly [label: string, compensation?: true]>

/** The fields of a person, job, application and offer that connectors can be given. */
export type RecordFieldName = keyof typeof fields
/** What the owner allows, by name; dates are `YYYY-MM-DD`, instants ISO 8601 UTC, money whole minor units. Never empty text. */
export type RecordValues = Readonly<Partial<Record<RecordFieldName, string>>>

export const recordFieldNames = Object.keys(fields) as readonly RecordFieldName[]

export function isCompensation(name: string): boolean {
  return name in fields && fields[name as RecordFieldName].length > 1
}

export function labelOf(name: string): string {
  return name in fields ? fields[name as RecordFieldName][0] : name
}

/** The allow-list of a connector: these on, compensation always off until asked for, `offered` off. */
export function shareable(on: readonly RecordFieldName[], offered: readonly RecordFieldName[] = []): readonly ShareableField[] {
  return [...on, ...offered].map(name => ({ name, label: labelOf(name), compensation: isCompensation(name), onByDefault: on.includes(name) && !isCompensation(name) }))
}
