import { z } from 'zod'
import { placeholdersOf } from '../kit/template.ts'

const methods = ['POST', 'PUT', 'PATCH'] as const
const pathText = z.string().trim().max(500).regex(/^(?!\/\/)(?!.*(:\/\/|\\))\S*$/, 'A path stands under the address, such as /people; it has no address of its own and no spaces.')
const pointer = z.string().trim().max(200).regex(/^(\/.*)?$/, 'Such a place begins with a slash, for instance /id or /data/0/id.')
const template = z.string().max(20_000)

const fields = z.strictObject({
  address: z.url({ protocol: /^https?$/ }).max(2_000).meta({ title: 'Address', description: 'The address under which all paths stand, such as https://api.example.com/v1.' }),
  auth: z.enum(['bearer', 'basic', 'header', 'oauth']).meta({ title: 'How it is signed in', description: 'Bearer: a token. Basic: user and password. Header: a key in a header of its own. Oauth: client credentials.' }),
  authName: z.string().trim().max(200).optional().meta({ title: 'User, header or client ID', description: 'Basic: the user. Header: the header’s name. Oauth: the client ID. Bearer needs none.' }),
  tokenAddress: z.url({ protocol: /^https?$/ }).max(2_000).optional().meta({ title: 'Token address', description: 'Oauth only: where a token is fetched.' }),
  tokenScope: z.string().trim().max(500).optional().meta({ title: 'Token scope', description: 'Oauth only, if your system asks for one.' }),
  createMethod: z.enum(methods).meta({ title: 'Create: method' }),
  createPath: pathText.min(1).meta({ title: 'Create: path', description: 'For instance /people.' }),
  createBody: template.min(1).meta({ title: 'Create: body', description: 'JSON. A name in double braces, such as "{{firstName}}", stands for a field of theirs under Fields; {{applicationId}} and {{candidateId}} are ours. "{{pay|number}}" writes a number.' }),
  idAt: z.string().trim().max(200).regex(/^(\/.*|[Ll]ocation)$/, 'Give a place in the answer such as /id, or the word Location.').meta({ title: 'Create: where the new id is', description: 'A place in the answer, such as /id or /data/id; or Location when the id ends that header.' }),
  keyHeader: z.string().trim().max(100).regex(/^[A-Za-z0-9-]*$/, 'A header’s name has letters, digits and hyphens.').optional().meta({ title: 'Create: header against doubles', description: 'If your system takes an idempotency key, the header it goes into.' }),
  findMethod: z.enum(['GET', 'POST']).optional().meta({ title: 'Look up: method' }),
  findPath: pathText.optional().meta({ title: 'Look up: path', description: 'How somebody is found before they are created, such as /people?email={{email}}. Not found may be 404.' }),
  findBody: template.optional().meta({ title: 'Look up: body', description: 'JSON, for a look-up by POST.' }),
  findListAt: pointer.optional().meta({ title: 'Look up: where the list is', description: 'A place in the answer, such as /employees. Empty when the answer itself is the list or the person.' }),
  findIdAt: pointer.optional().meta({ title: 'Look up: where the id is', description: 'A place in each found person, such as /id.' }),
  findMatchAt: pointer.optional().meta({ title: 'Look up: where to compare', description: 'A place in each found person that must hold exactly what is given below, so that a stranger is never taken for ours, such as /email.' }),
  findMatch: z.string().trim().max(200).optional().meta({ title: 'Look up: what must stand there', description: 'For instance {{email}}.' }),
  changeMethod: z.enum(methods).optional().meta({ title: 'New start date: method' }),
  changePath: pathText.optional().meta({ title: 'New start date: path', description: 'For instance /people/{{id}}. Empty: it is to be changed there by hand.' }),
  changeBody: template.optional().meta({ title: 'New start date: body' }),
  readPath: pathText.optional().meta({ title: 'Read: path', description: 'How one person is read, such as /people/{{id}}: only for fields this system owns. Under Fields, a line “They tell us” names the place in the answer, such as /start_date.' }),
  endMethod: z.enum([...methods, 'DELETE']).optional().meta({ title: 'Hire taken back: method' }),
  endPath: pathText.optional().meta({ title: 'Hire taken back: path', description: 'For instance /people/{{id}}/terminate. Empty: it is to be ended there by hand.' }),
  endBody: template.optional().meta({ title: 'Hire taken back: body' }),
})

const bodies = [['createBody', 'createPath'], ['findBody', 'findPath'], ['changeBody', 'changePath'], ['endBody', 'endPath']] as const

/** A generic HRIS. Every refusal is a sentence about the one input that is wrong. */
export const configSchema = fields.superRefine((config, found) => {
  const wrong = (name: keyof Config, message: string): void => found.addIssue({ code: 'custom', path: [name], message })
  for (const [name] of bodies) {
    const problem = config[name] === undefined || config[name].trim() === '' ? null : jsonProblem(config[name])
    if (problem) wrong(name, problem)
  }
  if (config.auth !== 'bearer' && !config.authName) wrong('authName', config.auth === 'basic' ? 'Give the user.' : config.auth === 'header' ? 'Give the header’s name.' : 'Give the client ID.')
  if (config.auth === 'header' && config.authName && !/^[A-Za-z0-9-]+$/.test(config.authName)) wrong('authName', 'A header’s name has letters, digits and hyphens.')
  if (config.auth === 'oauth' && !config.tokenAddress) wrong('tokenAddress', 'Say where a token is fetched.')
  if (!config.findPath && !config.keyHeader) wrong('findPath', 'Say how somebody is looked up, or which header keeps doubles away. Without either a person could be created twice.')
  if (config.findPath && !config.findIdAt) wrong('findIdAt', 'Say where the id of a found person is.')
  if (config.findPath && (!config.findMatchAt || !config.findMatch)) wrong(config.findMatchAt ? 'findMatch' : 'findMatchAt', 'Say what is compared, so that a stranger is never taken for the person who was hired.')
  for (const [path, method] of [['changePath', 'changeMethod'], ['endPath', 'endMethod']] as const) if (config[path] && !config[method]) wrong(method, 'Choose a method.')
  if (placeholdersOf(config.createPath).includes('id')) wrong('createPath', 'There is no id yet when somebody is created.')
})
export type Config = z.infer<typeof fields>

export const secretsSchema = z.strictObject({ secret: z.string().min(1).meta({ title: 'Token, password, key or client secret', description: 'What goes with the way it is signed in.' }) })
export type Secrets = z.infer<typeof secretsSchema>

function jsonProblem(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? null : 'A body is an object in braces or a list in brackets.'
  } catch {
    return 'This is not complete JSON: check its brackets, commas and quotes. A name in double braces stands inside quotes.'
  }
}
