import type { MappingLine } from '#shared/contract/integrations'
import type { Json } from '#shared/lib/json'
import type { RecordFieldName } from '../kit/record-fields.ts'

const line = (ours: RecordFieldName, theirs: string = ours, required = false): MappingLine => ({ ours, theirs, direction: 'out', rule: 'overwrite', transform: 'none', required })

export const defaultMapping: readonly MappingLine[] = [
  line('email', 'email', true), line('firstName'), line('lastName'), line('fullName'), line('startDate', 'startDate', true), line('jobTitle'), line('department'), line('workLocation'),
]

type Preset = Readonly<{ id: string; title: string; config: Readonly<Record<string, Json>>; mapping: readonly MappingLine[] }>
const pretty = (value: Json): string => JSON.stringify(value, null, 2)
const person = { first_name: '{{firstName}}', last_name: '{{lastName}}', email: '{{email}}', start_date: '{{startDate}}', job_title: '{{jobTitle}}', department: '{{department}}' }

/** Settings to start from. Only HiBob's create is read in its vendor's documentation; the others are shapes, not vendors. */
export const presets: readonly Preset[] = [
  {
    id: 'hibob', title: 'HiBob (service user)',
    config: {
      address: 'https://api.hibob.com/v1', auth: 'basic', authName: '', createMethod: 'POST', createPath: '/people', idAt: '/id',
      createBody: pretty({ email: '{{email}}', firstName: '{{firstName}}', surname: '{{surname}}', work: { site: '{{site}}', startDate: '{{startDate}}', department: '{{department}}', title: '{{jobTitle}}' } }),
      findMethod: 'POST', findPath: '/people/search', findBody: pretty({ fields: ['root.id', 'root.email'], filters: [{ fieldPath: 'root.email', operator: 'equals', values: ['{{email}}'] }], showInactive: true, humanReadable: 'REPLACE' }),
      findListAt: '/employees', findIdAt: '/id', findMatchAt: '/email', findMatch: '{{email}}', changePath: '', endPath: '',
    },
    mapping: [line('email', 'email', true), line('firstName', 'firstName', true), line('lastName', 'surname', true), line('workLocation', 'site', true), line('startDate', 'startDate', true), line('department'), line('jobTitle')],
  },
  {
    id: 'plain', title: 'A plain REST system with a token',
    config: {
      auth: 'bearer', createMethod: 'POST', createPath: '/employees', createBody: pretty(person), idAt: '/id', findMethod: 'GET', findPath: '/employees?email={{email}}', findListAt: '', findIdAt: '/id', findMatchAt: '/email',
      findMatch: '{{email}}', changeMethod: 'PATCH', changePath: '/employees/{{id}}', changeBody: pretty({ start_date: '{{startDate}}' }), readPath: '/employees/{{id}}', endMethod: 'DELETE', endPath: '/employees/{{id}}',
    },
    mapping: defaultMapping,
  },
  {
    id: 'correlated', title: 'A system that keeps our id, signed in by client credentials',
    config: {
      auth: 'oauth', createMethod: 'POST', createPath: '/workers', createBody: pretty({ ...person, external_reference: '{{candidateId}}' }), idAt: 'Location', keyHeader: 'Idempotency-Key', findMethod: 'GET',
      findPath: '/workers?external_reference={{candidateId}}', findListAt: '/items', findIdAt: '/id', findMatchAt: '/external_reference', findMatch: '{{candidateId}}', changeMethod: 'PATCH', changePath: '/workers/{{id}}',
      changeBody: pretty({ start_date: '{{startDate}}' }), readPath: '/workers/{{id}}', endMethod: 'POST', endPath: '/workers/{{id}}/withdraw', endBody: pretty({ reason: 'The hire was taken back.' }),
    },
    mapping: defaultMapping,
  },
]
