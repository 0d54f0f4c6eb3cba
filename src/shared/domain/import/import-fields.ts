/** What a column of a file can become. `note` keeps the cell as a line `Header: value`; `ignore` leaves it out. */
export const importTargets = [
  'fullName', 'firstName', 'middleName', 'lastName', 'emails', 'phones', 'links', 'headline', 'company', 'title', 'location',
  'summary', 'tags', 'source', 'jobTitle', 'stage', 'status', 'rejectionReason', 'appliedDate', 'ownerEmail', 'noteText',
  'resumeFile', 'salary', 'note', 'ignore',
] as const
export type ImportTarget = (typeof importTargets)[number]

/** Targets that take any number of columns; any other is filled by one column only. */
export const sharedTargets: ReadonlySet<ImportTarget> = new Set<ImportTarget>([
  'emails', 'phones', 'links', 'tags', 'location', 'noteText', 'note', 'ignore',
])

/** A job held, as résumés tell it; dates are `2019`, `2019-04` or `2019-04-01`. */
export type ImportedEmployment = Readonly<{ company: string; title: string; start: string | null; end: string | null; summary: string }>
/** A school attended; dates as in employments. */
export type ImportedEducation = Readonly<{ school: string; degree: string; start: string | null; end: string | null }>

/** A person as a structured file gives them (vCard, JSON Resume, LinkedIn profile), values as written there. */
export type ImportFields = {
  fullName: string
  firstName: string
  middleName: string
  lastName: string
  emails: readonly string[]
  phones: readonly string[]
  links: readonly string[]
  headline: string
  company: string
  title: string
  location: string
  summary: string
  tags: readonly string[]
  source: string
  noteLines: readonly string[]
  employments: readonly ImportedEmployment[]
  educations: readonly ImportedEducation[]
}

/** One record of a table: `line` is the physical 1-based line (or spreadsheet row) where it starts. */
export type TableRow = Readonly<{
  line: number
  cells: readonly string[]
  /** Why the record cannot be trusted, in plain words; it is then listed as invalid and never imported. */
  problem?: string
}>

/** Any table file in one form: every row has as many cells as there are headers, headers are unique and not empty. */
export type ImportTable = Readonly<{ headers: readonly string[]; rows: readonly TableRow[] }>

/** One record of a structured file. `line` is where it starts, or its ordinal number in JSON. */
export type PersonRecord = Readonly<{ line: number; fields: Partial<ImportFields>; problem?: string }>

/** How a place in the file is called: JSON has no useful lines, so its records are counted. */
export type PlaceName = 'Line' | 'Row' | 'Record'
