import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'

/** Everything the server can be told. Ports are TCP; 0 asks for a free one. */
export type Config = Readonly<{
  host: string
  port: number
  database: { kind: 'embedded'; folder: string } | { kind: 'postgresql'; url: string }
  dataFolder: string
  /** How browsers reach this server, when it stands behind another name; decides links and Secure cookies. */
  publicUrl: string | null
  smtpUrl: string | null
  /** The address mail comes from. */
  smtpFrom: string | null
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug'
  /** The client's address is taken from X-Forwarded-For: only behind a proxy of one's own. */
  trustProxy: boolean
  /** Encrypts the keys of connections; null: a file of the data folder. */
  secretsKey: string | null
  /** Signs what the mail gateway brings (Standard Webhooks); null: no mail is taken. */
  mailSecret: string | null
  /** Names of one's own network that connections may call. */
  allowPrivateHosts: readonly string[]
}>

export type Command = Readonly<{ kind: 'help' } | { kind: 'serve'; config: Config } | { kind: 'backup' | 'restore'; file: string; config: Config }>

const environmentSchema = z.object({
  PORT: z.string().regex(/^\d{1,5}$/).transform(Number).refine(port => port <= 65_535).optional(),
  // Not HOST: some shells set that to the machine's name, and the server would stand open to its network.
  SHORTLIST_HOST: z.string().min(1).optional(),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//).optional(),
  SHORTLIST_DATA: z.string().min(1).optional(),
  SHORTLIST_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\//).optional(),
  SMTP_FROM: z.email().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).optional(),
  TRUST_PROXY: z.enum(['true', 'false']).optional(),
  SHORTLIST_SECRETS_KEY: z.string().regex(/^([0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/i).optional(),
  SHORTLIST_MAIL_SECRET: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/).optional(),
  SHORTLIST_ALLOW_PRIVATE_HOSTS: z.string().regex(/^[\w.:,\- ]+$/).optional(),
})

/** What each value should look like, for whoever typed another. */
const expectations: Readonly<Record<string, string>> = {
  PORT: 'the port must be a whole number from 0 to 65535',
  DATABASE_URL: 'DATABASE_URL must begin with postgres://',
  SHORTLIST_PUBLIC_URL: 'SHORTLIST_PUBLIC_URL must be an address such as https://hiring.example.com',
  SMTP_URL: 'SMTP_URL must begin with smtp:// or smtps://',
  SMTP_FROM: 'SMTP_FROM must be an e-mail address',
  LOG_LEVEL: 'LOG_LEVEL must be fatal, error, warn, info or debug',
  TRUST_PROXY: 'TRUST_PROXY must be true or false',
  SHORTLIST_SECRETS_KEY: 'SHORTLIST_SECRETS_KEY must be 32 bytes, as base64 or 64 hex digits',
  SHORTLIST_MAIL_SECRET: 'SHORTLIST_MAIL_SECRET must be whsec_ and at least 24 random bytes as base64',
  SHORTLIST_ALLOW_PRIVATE_HOSTS: 'SHORTLIST_ALLOW_PRIVATE_HOSTS must be names with commas between, such as hr.intranet.example,10.0.0.7',
}

/** Where a person's programs keep their data on this system. */
function defaultFolder(environment: Readonly<Record<string, string | undefined>>): string {
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Shortlist', 'server')
  if (platform() === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Shortlist', 'server')
  return join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'shortlist', 'server')
}

const options = {
  help: { type: 'boolean', short: 'h' }, port: { type: 'string', short: 'p' }, host: { type: 'string' }, data: { type: 'string' },
} as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (cause) {
    throw new AppError('server.bad_arguments', { facts: { hint: cause instanceof Error ? cause.message.split('. ')[0] ?? '' : '' } })
  }
}

/**
 * Reads the command line and the environment; the command line wins.
 * @throws AppError `server.bad_arguments` naming what could not be read.
 */
export function readCommand(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): Command {
  const { values, positionals } = parse(args)
  if (values.help === true || positionals[0] === 'help') return { kind: 'help' }
  const filled = Object.fromEntries(Object.entries({ ...environment, PORT: values.port ?? environment['PORT'] }).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environmentSchema.safeParse(filled)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0])
    throw new AppError('server.bad_arguments', { facts: { hint: expectations[name] ?? `${name} is empty` } })
  }
  const env = parsed.data
  const dataFolder = values.data ?? env.SHORTLIST_DATA ?? defaultFolder(environment)
  const config: Config = {
    host: values.host ?? env.SHORTLIST_HOST ?? '127.0.0.1', port: env.PORT ?? 4600, dataFolder,
    database: env.DATABASE_URL ? { kind: 'postgresql', url: env.DATABASE_URL } : { kind: 'embedded', folder: dataFolder },
    publicUrl: env.SHORTLIST_PUBLIC_URL?.replace(/\/+$/, '') ?? null, smtpUrl: env.SMTP_URL ?? null, smtpFrom: env.SMTP_FROM ?? null,
    logLevel: env.LOG_LEVEL ?? 'info', trustProxy: env.TRUST_PROXY === 'true',
    secretsKey: env.SHORTLIST_SECRETS_KEY ?? null, mailSecret: env.SHORTLIST_MAIL_SECRET ?? null, allowPrivateHosts: (env.SHORTLIST_ALLOW_PRIVATE_HOSTS ?? '').split(',').map(host => host.trim().toLowerCase()).filter(host => host !== ''),
  }
  const [verb, file] = positionals
  if (verb === undefined || verb === 'serve') return { kind: 'serve', config }
  if ((verb === 'backup' || verb === 'restore') && file !== undefined) return { kind: verb, file, config }
  throw new AppError('server.bad_arguments', { facts: { hint: verb === 'backup' || verb === 'restore' ? `${verb} needs a file name` : `${verb} is not a command` } })
}
