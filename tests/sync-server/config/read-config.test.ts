import { expect, test } from 'vitest'
import { explainStart, helpText } from '#server/config/help'
import { readCommand, type Config } from '#server/config/read-config'
import { AppError } from '#shared/lib/app-error'

function configOf(args: readonly string[], environment: Record<string, string> = {}): Config {
  const command = readCommand(args, environment)
  if (command.kind === 'help') throw new Error('help was asked for')
  return command.config
}

function refusalOf(args: readonly string[], environment: Record<string, string> = {}): string {
  try {
    readCommand(args, environment)
  } catch (error) {
    if (error instanceof AppError) return explainStart(error.code, error.facts)
  }
  return 'accepted'
}

test('with nothing said it listens to this machine only, on port 4600, over the embedded store', () => {
  expect(configOf([])).toMatchObject({ host: '127.0.0.1', port: 4600, database: { kind: 'embedded' }, publicUrl: null, smtpUrl: null, smtpFrom: null, logLevel: 'info', trustProxy: false })
})

test('the command line wins over the environment', () => {
  expect(configOf(['--port', '0', '--data', '/srv/a'], { PORT: '99', SHORTLIST_DATA: '/srv/b' })).toMatchObject({ port: 0, database: { kind: 'embedded', folder: '/srv/a' } })
  expect(configOf(['-p', '81', '--host', '::1'], {})).toMatchObject({ port: 81, host: '::1' })
})

test('an empty variable counts as none, and HOST of the shell is not listened to', () => {
  expect(configOf([], { PORT: '', DATABASE_URL: '', HOST: 'my-laptop' })).toMatchObject({ port: 4600, host: '127.0.0.1', database: { kind: 'embedded' } })
})

test('DATABASE_URL chooses PostgreSQL, a public address loses its last slash', () => {
  const config = configOf([], { DATABASE_URL: 'postgresql://db/shortlist', SHORTLIST_PUBLIC_URL: 'https://hiring.example.com/' })
  expect(config).toMatchObject({ database: { kind: 'postgresql', url: 'postgresql://db/shortlist' }, publicUrl: 'https://hiring.example.com' })
})

test.each([
  [['--port', 'abc'], {}, 'port must be a whole number'],
  [['--port', '65536'], {}, 'port must be a whole number'],
  [['--port=-1'], {}, 'port must be a whole number'],
  [['--port', '1e3'], {}, 'port must be a whole number'],
  [['--colour'], {}, "Unknown option '--colour'"],
  [['frobnicate'], {}, 'frobnicate is not a command'],
  [['backup'], {}, 'backup needs a file name'],
  [[], { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must begin with postgres://'],
  [[], { SHORTLIST_PUBLIC_URL: 'javascript:alert(1)' }, 'SHORTLIST_PUBLIC_URL must be an address'],
  [[], { SMTP_URL: 'mail.example.com' }, 'SMTP_URL must begin with'],
  [[], { TRUST_PROXY: 'maybe' }, 'TRUST_PROXY must be true or false'],
])('%j with %j is refused in one line that says why', (args, environment, reason) => {
  const line = refusalOf(args, environment as Record<string, string>)
  expect(line).toContain(reason)
  expect(line).not.toContain('\n')
})

test('help names every option and variable that is read', () => {
  expect(readCommand(['--help'], {})).toEqual({ kind: 'help' })
  for (const word of ['--port', '--host', '--data', 'DATABASE_URL', 'PORT', 'SHORTLIST_HOST', 'SHORTLIST_DATA', 'SHORTLIST_PUBLIC_URL', 'SMTP_URL', 'LOG_LEVEL', 'TRUST_PROXY', 'backup', 'restore']) {
    expect(helpText).toContain(word)
  }
})
