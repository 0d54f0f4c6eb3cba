import type { MappingLine } from '#shared/contract/integrations'
import type { Json } from '#shared/lib/json'

const names = ['fullName', 'firstName', 'lastName', 'startDate', 'jobTitle', 'department', 'workLocation', 'level', 'employmentType'] as const

export const defaultMapping: readonly MappingLine[] = names.map(ours => ({ ours, theirs: ours, direction: 'out', rule: 'overwrite', transform: 'none', required: false }))

type Preset = Readonly<{ id: string; title: string; config: Readonly<Record<string, Json>>; mapping: readonly MappingLine[] }>

/** Shapes to start from: the ids of the items are the owner's to fill in. */
export const presets: readonly Preset[] = [
  {
    id: 'catalog', title: 'Account, pass and laptop from the catalog', mapping: defaultMapping,
    config: {
      keyVariable: 'shortlist_key', work: [
        { name: 'Account', kind: 'account', item: 'the sys_id of the item', fields: { full_name: '{{fullName}}', start_date: '{{startDate}}' } },
        { name: 'Building pass', kind: 'access', item: 'the sys_id of the item', fields: { full_name: '{{fullName}}', site: '{{workLocation}}' } },
        { name: 'Developer laptop', kind: 'hardware', item: 'the sys_id of the item', when: { department: ['Engineering'] }, fields: { full_name: '{{fullName}}', role: '{{jobTitle}}' } },
      ],
    },
  },
  {
    id: 'records', title: 'One record of a table for each', mapping: defaultMapping,
    config: {
      work: [
        { name: 'Account', kind: 'account', table: 'incident', fields: { short_description: 'Account for {{fullName}}, {{jobTitle}}, from {{startDate}}' } },
        { name: 'Workplace', kind: 'hardware', table: 'incident', fields: { short_description: 'Workplace for {{fullName}} in {{workLocation}}, from {{startDate}}' } },
      ],
    },
  },
]
