import type { FastifyServerOptions } from 'fastify'

type LogOptions = Exclude<FastifyServerOptions['logger'], boolean | undefined>
export type LogStream = Readonly<{ write(line: string): void }>

/** What the log must never hold, wherever it may turn up. */
const redacted = ['req.headers', 'res.headers', 'req.body', '*.password', '*.email', '*.token', '*.authorization', '*.cookie']

type LoggedError = Readonly<{ type: string; code: string | undefined; message: string; stack: string; cause?: LoggedError }>

const text = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined)

/**
 * An error without anybody's data. A database's message, detail and parameters quote values, so only its code, table
 * and constraint are kept; of others' the message stays, which is a programmer's.
 */
function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, code: undefined, message: '', stack: '' }
  const facts = error as Error & Record<string, unknown>
  const isFromDatabase = 'severity' in facts
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)).join('\n')
  return {
    type: error.name, code: text(facts['code']), stack: frames,
    message: isFromDatabase ? [facts['table'], facts['constraint']].map(text).filter(Boolean).join(' ') : error.message.slice(0, 300),
    ...(error.cause !== undefined && depth < 3 ? { cause: loggedError(error.cause, depth + 1) } : {}),
  }
}

/** One line of JSON an event, on standard error: standard output belongs to the line that says where we listen. */
export function createLogOptions(level: string, stream: LogStream = process.stderr): LogOptions {
  return {
    level, stream, redact: redacted,
    serializers: {
      // Paths may hold invitation tokens, and queries what somebody typed: the route's pattern is enough.
      req: request => ({ method: request.method, route: request.routeOptions?.url ?? 'unknown' }),
      res: reply => ({ statusCode: reply.statusCode }),
      err: error => ({ ...loggedError(error) }) as { type: string; message: string; stack: string },
    },
  }
}
