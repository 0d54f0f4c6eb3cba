import { z } from 'zod'
import { parsePartialDate } from '#shared/domain/import/dates'
import type { ImportFields, PersonRecord } from '#shared/domain/import/import-fields'

/** Lenient where files in the wild are: any scalar is text, null is nothing, a list may be missing. */
const text = z.union([z.string(), z.number(), z.boolean()]).nullish().transform(value => (value === null || value === undefined ? '' : String(value)))
const listOf = <T extends z.ZodType>(item: T) => z.array(item).nullish().transform(value => value ?? [])

/** JSON Resume 1.0.0 (jsonresume.org/schema) with the older `company` and `website`. Unknown members are left out. */
const resumeSchema = z.object({
  basics: z.object({
    name: text, label: text, email: text, phone: text, url: text, website: text, summary: text,
    location: z.object({ address: text, postalCode: text, city: text, region: text, countryCode: text }).nullish(),
    profiles: listOf(z.object({ network: text, username: text, url: text })),
  }),
  work: listOf(z.object({ name: text, company: text, position: text, startDate: text, endDate: text, summary: text, highlights: listOf(text) })),
  education: listOf(z.object({ institution: text, area: text, studyType: text, startDate: text, endDate: text })),
  skills: listOf(z.object({ name: text, keywords: listOf(text) })),
  languages: listOf(z.object({ language: text, fluency: text })),
  certificates: listOf(z.object({ name: text, issuer: text, date: text })),
})
type Resume = z.infer<typeof resumeSchema>

const knownHosts: Readonly<Record<string, string>> = { linkedin: 'https://www.linkedin.com/in/', github: 'https://github.com/', twitter: 'https://x.com/', gitlab: 'https://gitlab.com/' }

function linksOf({ basics }: Resume): readonly string[] {
  const profiles = basics.profiles.map(({ network, username, url }) => {
    const host = Object.hasOwn(knownHosts, network.toLowerCase()) ? knownHosts[network.toLowerCase()] : undefined
    return url !== '' ? url : host !== undefined && username !== '' ? `${host}${encodeURIComponent(username)}` : ''
  })
  return [basics.url, basics.website, ...profiles].filter(link => link !== '')
}

const joined = (parts: readonly string[], by: string): string => parts.filter(part => part !== '').join(by)

function fieldsOf(resume: Resume): Partial<ImportFields> {
  const { basics } = resume
  const employments = resume.work.map(job => ({
    company: job.name || job.company, title: job.position, start: parsePartialDate(job.startDate), end: parsePartialDate(job.endDate),
    summary: joined([job.summary, ...job.highlights.map(highlight => `• ${highlight}`)], '\n'),
  }))
  const current = employments.find(job => job.end === null) ?? employments[0]
  return {
    fullName: basics.name, headline: basics.label, emails: [basics.email], phones: [basics.phone], links: linksOf(resume), summary: basics.summary,
    location: joined([basics.location?.city ?? '', basics.location?.region ?? '', basics.location?.countryCode ?? ''], ', '),
    company: current?.company ?? '', title: current?.title ?? '', employments,
    educations: resume.education.map(school => ({
      school: school.institution, degree: joined([school.studyType, school.area], ', '), start: parsePartialDate(school.startDate), end: parsePartialDate(school.endDate),
    })),
    tags: resume.skills.map(skill => skill.name).filter(name => name !== ''),
    noteLines: [
      ...resume.skills.filter(skill => skill.keywords.length > 0).map(skill => `${skill.name || 'Skills'}: ${skill.keywords.join(', ')}`),
      ...resume.languages.map(({ language, fluency }) => `Language: ${joined([language, fluency], ', ')}`),
      ...resume.certificates.map(({ name, issuer, date }) => `Certificate: ${joined([name, issuer, date], ', ')}`),
    ],
  }
}

/** True for a value that is, or holds, at least one JSON Resume. */
export function isJsonResume(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? value.find(item => resumeSchema.safeParse(item).success) : value
  return resumeSchema.safeParse(first).success
}

/** One record for every résumé of a file, numbered from `firstNumber`; what is no résumé is named, not dropped. */
export function readJsonResumes(value: unknown, firstNumber = 1): readonly PersonRecord[] {
  return (Array.isArray(value) ? value : [value]).map((item: unknown, index): PersonRecord => {
    const parsed = resumeSchema.safeParse(item)
    const line = firstNumber + index
    return parsed.success ? { line, fields: fieldsOf(parsed.data) } : { line, fields: {}, problem: 'This is not a JSON résumé: its basics are missing or of another shape' }
  })
}
