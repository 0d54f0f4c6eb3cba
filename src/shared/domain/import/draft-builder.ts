import { emailKey, phoneKey, profileKey, type PhoneCountry } from '../../lib/contact-keys.ts'
import { quoted, splitCell, storableLine, storableText } from './clean-text.ts'
import { parseDay, type DateOrder } from './dates.ts'
import type { DraftProblem, DraftProblemKind, ImportDraft } from './import-draft.ts'
import type { ImportTarget } from './import-fields.ts'
import { readMoney, readStatus } from './read-values.ts'

/** How values are read where the file itself does not tell. */
export type DraftOptions = Readonly<{
  /** Country of phone numbers written without a country code. */
  defaultCountry?: PhoneCountry
  /** Currency of pay written without one; only for a mapped salary. */
  defaultCurrency?: string
  /** A person's answer about days like 03/04/2024, by column. */
  dateOrders?: ReadonlyMap<number, DateOrder>
}>

/** Lengths that documents allow (`candidateSchema`); longer values are cut and kept whole in the note. */
const maxLengths: Readonly<Partial<Record<ImportTarget, number>>> = {
  fullName: 200, headline: 300, company: 200, title: 200, location: 200, summary: 20_000, source: 300, jobTitle: 200, stage: 120,
  rejectionReason: 300, ownerEmail: 320, resumeFile: 255,
}

type TextField = 'fullName' | 'headline' | 'company' | 'title' | 'location' | 'summary' | 'source' | 'jobTitle' | 'stage' | 'rejectionReason' | 'ownerEmail' | 'resumeFile'
type ListField = 'emails' | 'phones' | 'links' | 'tags'
type Writable = { -readonly [Key in keyof ImportDraft]: ImportDraft[Key] }

/** Room per list (`candidateSchema`) and the longest item. */
const listLimits: Readonly<Record<ListField, readonly [count: number, length: number]>> = {
  emails: [20, 320], phones: [20, 60], links: [30, 500], tags: [100, 60],
}

/** Builds one draft from named values; whatever does not fit is named as a problem and kept as a line of the note. */
export class DraftBuilder {
  readonly #options: DraftOptions
  readonly #problems: DraftProblem[] = []
  readonly #notes: string[] = []
  readonly #lists: Record<ListField, Map<string, string>> = { emails: new Map(), phones: new Map(), links: new Map(), tags: new Map() }
  readonly #draft: Writable

  constructor(line: number, options: DraftOptions) {
    this.#options = options
    this.#draft = {
      line, fullName: '', headline: '', company: '', title: '', location: '', summary: '', emails: [], phones: [], links: [],
      tags: [], source: '', jobTitle: '', stage: '', status: null, rejectionReason: '', appliedOn: null, ownerEmail: '',
      resumeFile: '', expectedCompensation: null, noteLines: [], employments: [], educations: [], problems: [],
    }
  }

  problem(kind: DraftProblemKind, reason: string, blocks = false): void {
    this.#problems.push({ line: this.#draft.line, kind, reason, blocks })
  }

  /** A line of the note, unless it is there already. */
  note(text: string): void {
    const line = storableText(text)
    if (line !== '' && !this.#notes.includes(line)) this.#notes.push(line)
  }

  text(field: TextField, raw: string, label: string): void {
    const value = field === 'summary' ? storableText(raw) : storableLine(raw)
    const max = maxLengths[field] ?? 200
    if (value.length > max) {
      this.problem('too long', `${label} is longer than ${max} characters; it was shortened and kept whole in the note`)
      this.note(`${label}: ${value}`)
    }
    this.#draft[field] = value.slice(0, max).toWellFormed().trim()
  }

  emails(cell: string, label: string): void {
    for (const part of splitCell(cell, /[;,\n|]|\s+(?=[^<\s]+@)/)) {
      const address = part.replace(/^mailto:/i, '').replace(/^[^<]*<(.+)>$/, '$1').replace(/^["'\s]+|["'.\s]+$/g, '')
      const key = emailKey(address)
      if (key === null) this.#misfit('not an e-mail address', part, label)
      else this.#add('emails', key, address, label)
    }
  }

  phones(cell: string, label: string): void {
    for (const part of splitCell(cell, /[;\n|]|,(?!\s*ext)|\s+\/\s+|\s+(?:or|oder|ou|o)\s+/i)) {
      const bare = part.replace(/^(?:tel|phone|mobile|cell|home|work|fax|m|t)[.:]\s*/i, '')
      const key = phoneKey(bare, this.#options.defaultCountry)
      const digits = bare.replace(/\D/g, '')
      if (key !== null) this.#add('phones', key, key, label)
      else if (digits.length >= 5 && digits.length <= 15 && /^[+()\d\s.\-/]+$/.test(bare)) this.#add('phones', digits, bare, label)
      else this.#misfit('not a phone number', part, label)
    }
  }

  links(cell: string, label: string): void {
    for (const part of splitCell(cell, /[;\n|\s]+|,(?=\s*(?:https?:|www\.))/)) {
      const bare = part.replace(/^[[<(]+|[\]>),]+$/g, '').replace(/^[A-Z_]+:(?=https?:)/, '')
      const key = profileKey(bare)
      if (key === null) this.#misfit('not a web address', part, label)
      else this.#add('links', key, /^https?:\/\//i.test(bare) ? bare : `https://${bare}`, label)
    }
  }

  tags(cell: string, label: string): void {
    for (const tag of splitCell(cell, /[;,\n|]/)) this.#add('tags', tag.toLowerCase(), tag, label)
  }

  location(raw: string, label: string): void {
    const value = storableLine(raw)
    if (value === '') return
    this.text('location', this.#draft.location === '' ? value : `${this.#draft.location}, ${value}`, label)
  }

  status(raw: string, label: string): void {
    const value = storableLine(raw)
    if (value === '') return
    this.#draft.status = readStatus(value)
    if (this.#draft.status === null) this.#keep('unknown status', `${quoted(value)} is not a status Shortlist knows`, value, label)
  }

  appliedDate(raw: string, order: DateOrder | null, label: string): void {
    const value = storableLine(raw)
    if (value === '') return
    const day = parseDay(value, order)
    if (day === 'ambiguous') this.#keep('ambiguous dates', `${quoted(value)} can be read as day or month first`, value, label)
    else if (day === null) this.#keep('not a date', `${quoted(value)} is not a date`, value, label)
    else this.#draft.appliedOn = day
  }

  ownerEmail(raw: string, label: string): void {
    const value = storableLine(raw)
    if (value === '') return
    if (emailKey(value) === null) this.#misfit('not an e-mail address', value, label)
    else this.#draft.ownerEmail = emailKey(value) ?? ''
  }

  /** Pay is never copied into a note: not everybody who reads notes may see it. */
  salary(raw: string): void {
    const value = storableLine(raw)
    if (value === '') return
    this.#draft.expectedCompensation = readMoney(value, this.#options.defaultCurrency ?? null)
    if (this.#draft.expectedCompensation === null) this.problem('not an amount', 'The pay could not be read as one amount with a currency, and was left out')
  }

  history(employments: ImportDraft['employments'], educations: ImportDraft['educations']): void {
    this.#draft.employments = employments.slice(0, 60).map(job => ({
      ...job, company: this.#fitting(job.company, 200, 'Company'), title: this.#fitting(job.title, 200, 'Title'), summary: this.#fitting(job.summary, 5_000, `${job.title || 'Work'} at ${job.company}`),
    }))
    this.#draft.educations = educations.slice(0, 30).map(school => ({ ...school, school: this.#fitting(school.school, 200, 'School'), degree: this.#fitting(school.degree, 200, 'Degree') }))
    for (const job of employments.slice(60)) this.#keep('too many', 'There are more than 60 jobs', [job.title, job.company, job.start, job.end, job.summary].filter(Boolean).join(', '), 'Job')
    for (const school of educations.slice(30)) this.#keep('too many', 'There are more than 30 schools', [school.degree, school.school, school.start, school.end].filter(Boolean).join(', '), 'School')
  }

  /** A text of the history: what is too long is shortened there and kept whole in the note. */
  #fitting(value: string, max: number, label: string): string {
    if (value.length <= max) return value
    this.#keep('too long', `${label} is longer than ${max} characters; it was shortened and kept whole in the note`, value, label)
    return value.slice(0, max).toWellFormed().trim()
  }

  finish(): ImportDraft {
    if (this.#draft.fullName === '' && !this.#problems.some(problem => problem.blocks)) {
      this.problem('no name', 'There is no name', true)
    }
    for (const field of ['emails', 'phones', 'links', 'tags'] as const) this.#draft[field] = [...this.#lists[field].values()]
    this.#draft.noteLines = this.#notes
    this.#draft.problems = this.#problems
    return this.#draft
  }

  #add(field: ListField, key: string, value: string, label: string): void {
    const list = this.#lists[field]
    if (list.has(key)) return
    const [count, length] = listLimits[field]
    if (list.size >= count) this.#keep('too many', `There are more than ${count} values of ${label}`, value, label)
    else if (value.length > length) this.#keep('too long', `${quoted(value)} is longer than ${length} characters`, value, label)
    else list.set(key, value)
  }

  #misfit(kind: 'not an e-mail address' | 'not a phone number' | 'not a web address', value: string, label: string): void {
    this.#keep(kind, `${quoted(value)} is ${kind}`, value, label)
  }

  #keep(kind: DraftProblemKind, reason: string, value: string, label: string): void {
    this.problem(kind, reason)
    this.note(`${label}: ${value}`)
  }
}
