import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError, errorCode } from '#shared/lib/app-error'
import packageJson from '../package.json' with { type: 'json' }
import { buildApp } from './app.ts'
import { restoreBackup } from './backup/restore-backup.ts'
import { healUncleanStop } from './backup/unclean-stop.ts'
import { writeBackup } from './backup/write-backup.ts'
import { explainStart, helpText } from './config/help.ts'
import { readCommand, type Command, type Config } from './config/read-config.ts'
import { openDatabase } from './db/open-database.ts'
import { migrate } from './db/migrate.ts'

/** The built renderer beside the built server, or in the checkout. */
function staticFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const beside = join(here, '..', 'renderer')
  return existsSync(beside) ? beside : join(here, '..', 'out', 'renderer')
}

function listenProblem(error: unknown, config: Config): AppError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (code === 'EADDRINUSE') return new AppError('server.port_taken', { facts: { port: config.port } })
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new AppError('server.address_unknown', { facts: { host: config.host } })
  if (code === 'EACCES') return new AppError('server.port_forbidden', { facts: { port: config.port } })
  throw error
}

async function serve(config: Config): Promise<void> {
  const db = await openDatabase(config.database)
  let stopped = async (): Promise<void> => undefined
  try {
    await migrate(db)
    if (config.database.kind === 'embedded') stopped = await healUncleanStop(db, config.database.folder, Date.now())
    const app = await buildApp({ db, config, version: packageJson.version, staticFolder: staticFolder() })
    const url = await app.listen({ host: config.host, port: config.port }).catch((error: unknown) => { throw listenProblem(error, config) })
    process.stdout.write(`${JSON.stringify({ event: 'listening', url })}\n`)
    let stopping = false
    const stop = (): void => {
      if (stopping) return
      stopping = true
      // Whatever hangs must not keep the process: everything acknowledged is already committed.
      setTimeout(() => process.exit(0), 5_000).unref()
      app.close().then(stopped).then(() => db.close()).then(() => process.exit(0), (error: unknown) => {
        app.log.error({ err: error }, 'stopping failed')
        process.exit(1)
      })
    }
    process.once('SIGTERM', stop)
    process.once('SIGINT', stop)
  } catch (error) {
    await stopped()
    await db.close()
    throw error
  }
}

async function keep({ kind, file, config }: Extract<Command, { file: string }>): Promise<void> {
  const db = await openDatabase(config.database)
  try {
    await migrate(db)
    const done = kind === 'backup' ? await writeBackup(db, file, Date.now()) : await restoreBackup(db, file, Date.now())
    process.stdout.write(`${JSON.stringify({ event: kind, ...done })}\n`)
  } finally {
    await db.close()
  }
}

async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2), process.env)
  if (command.kind === 'help') {
    process.stdout.write(helpText)
    return
  }
  if (command.kind === 'serve') return serve(command.config)
  return keep(command)
}

/** Ends the process with one plain line; what we did not foresee shows its trace too. */
function fail(error: unknown): never {
  const facts = error instanceof AppError ? error.facts : {}
  if (errorCode(error) === 'unexpected') process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`)
  process.stderr.write(`${explainStart(errorCode(error), facts)}\n`)
  process.exit(1)
}

process.on('uncaughtException', fail)
await main().catch(fail)
