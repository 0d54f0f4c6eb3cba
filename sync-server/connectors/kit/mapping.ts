import type { MappingLine, MissingField, Transform } from '#shared/contract/integrations'
import { labelOf, type RecordValues } from './record-fields.ts'

const asDay = (value: string, show: (year: string, month: string, day: string) => string): string => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(value) ?? []
  return year && month && day ? show(year, month, day) : value
}

const transforms: Readonly<Record<Transform, (value: string) => string>> = {
  none: value => value,
  upper: value => value.toUpperCase(),
  lower: value => value.toLowerCase(),
  trim: value => value.trim(),
  digits: value => value.replace(/\D/g, ''),
  firstWord: value => value.trim().split(/\s+/)[0] ?? '',
  lastWord: value => value.trim().split(/\s+/).at(-1) ?? '',
  'date:DD/MM/YYYY': value => asDay(value, (year, month, day) => `${day}/${month}/${year}`),
  'date:MM/DD/YYYY': value => asDay(value, (year, month, day) => `${month}/${day}/${year}`),
}

/** What their field holds in our form: only how a day is written is undone, for that alone loses nothing. Empty when it is no such day. */
export function readBack(transform: Transform, theirs: string): string {
  const [, one = '', two = '', year = ''] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(theirs.trim()) ?? []
  if (transform === 'date:DD/MM/YYYY') return year && `${year}-${two}-${one}`
  if (transform === 'date:MM/DD/YYYY') return year && `${year}-${one}-${two}`
  return theirs.trim()
}

/** Their field → what it will hold, and which of our fields say so. */
export type Mapped = Readonly<Record<string, Readonly<{ value: string; ours: readonly string[] }>>>

/** Whether the other system is given this field of ours at all. */
export const isGiven = (mapped: Mapped, ours: string): boolean => Object.values(mapped).some(line => line.ours.includes(ours))

/** Adds a value to what is there, once: telling it again adds nothing. */
function added(there: string, value: string): string {
  return there === '' || there === value ? value : there.split(/\n/).includes(value) ? there : `${there}\n${value}`
}

/** Lines that add to what their field holds: `held` must be known before they can be worked out. */
export function appendsTo(mapping: readonly MappingLine[]): readonly string[] {
  return mapping.filter(line => line.direction === 'out' && line.rule === 'append').map(line => line.theirs)
}

/**
 * Their fields with what will be sent: lines that go out, are not ignored and have something to say. A line that adds
 * comes after what an earlier line says of the same field, else after what their record holds.
 */
export function applyMapping(mapping: readonly MappingLine[], record: RecordValues, held: Readonly<Record<string, string>> = {}): Mapped {
  const mapped = new Map<string, { value: string; ours: readonly string[] }>()
  for (const line of mapping) {
    const own = (record as Readonly<Record<string, string>>)[line.ours]
    if (line.direction !== 'out' || line.rule === 'ignore' || own === undefined) continue
    const value = transforms[line.transform](own)
    const before = mapped.get(line.theirs)
    const there = before?.value ?? (Object.hasOwn(held, line.theirs) ? held[line.theirs]! : '')
    mapped.set(line.theirs, line.rule === 'append' ? { value: added(there, value), ours: [...before?.ours ?? [], line.ours] } : { value, ours: [line.ours] })
  }
  return Object.fromEntries(mapped)
}

/** Who can usually fill a field; everything else is the recruiter's. */
const whoFills: Readonly<Record<string, string>> = {
  managerName: 'whoever staffs the job’s hiring team', managerEmail: 'whoever staffs the job’s hiring team', department: 'the recruiter, on the job', workLocation: 'the recruiter, on the job',
  employmentType: 'the recruiter, on the job or the offer', level: 'the recruiter, on the job', jobTitle: 'the recruiter, on the job', startDate: 'the recruiter, on the hire', baseSalaryMinor: 'the recruiter, on the offer',
}

/** What must be filled and is not, by name, in the words of the person who can fill it. */
export function missingOf(names: readonly string[], record: RecordValues): readonly MissingField[] {
  return [...new Set(names)].filter(name => !(record as Readonly<Record<string, string>>)[name])
    .map(field => ({ field, label: labelOf(field), who: whoFills[field] ?? 'the recruiter, on the candidate' }))
}
