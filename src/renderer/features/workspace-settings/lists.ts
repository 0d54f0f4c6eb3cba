/** The controlled lists of a workspace; a rejection reason also has a side. */
export const listKinds = [
  { field: 'sources', title: 'Sources', one: 'source', example: 'Referral' },
  { field: 'departments', title: 'Departments', one: 'department', example: 'Engineering' },
  { field: 'locations', title: 'Locations', one: 'location', example: 'Berlin' },
  { field: 'employmentTypes', title: 'Employment types', one: 'employment type', example: 'Full time' },
  { field: 'levels', title: 'Levels', one: 'level', example: 'Senior' },
  { field: 'interviewSkills', title: 'Kinds of interviews', one: 'kind of interview', example: 'System design' },
  { field: 'rejectionReasons', title: 'Rejection reasons', one: 'reason', example: 'Position filled' },
] as const
export type ListKind = (typeof listKinds)[number]
export type ListField = ListKind['field']

/** Values that differ only in case, accents, spaces and signs are one value written differently. */
export function variantKey(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\b(gmbh|inc|ltd|llc|ag|se|corp|co)\b/g, '').replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

export type Variants = Readonly<{ key: string; spellings: readonly Readonly<{ text: string; count: number }>[] }>

/** Groups of spellings with more than one member, the most used spelling first. */
export function groupVariants(counts: ReadonlyMap<string, number>): readonly Variants[] {
  const groups = new Map<string, { text: string; count: number }[]>()
  for (const [text, count] of counts) {
    const key = variantKey(text)
    if (key !== '') groups.set(key, [...groups.get(key) ?? [], { text, count }])
  }
  return [...groups].filter(([, spellings]) => spellings.length > 1)
    .map(([key, spellings]) => ({ key, spellings: spellings.toSorted((a, b) => b.count - a.count || a.text.localeCompare(b.text)) }))
    .toSorted((a, b) => a.key.localeCompare(b.key))
}
