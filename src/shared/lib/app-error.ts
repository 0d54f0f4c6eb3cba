/** What an `AppError` may carry besides its code. Nothing personal: these values reach logs and replies. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean | null>>

/**
 * An exception with a stable code, `area.what_happened`, that says what to do through the catalogue in
 * `#shared/contract/errors`. Expected refusals are values (unions with `kind`), not exceptions.
 */
export class AppError extends Error {
  readonly code: string
  readonly facts: ErrorFacts

  constructor(code: string, options: { facts?: ErrorFacts; cause?: unknown } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.facts = options.facts ?? {}
  }
}

/** The stable code of anything thrown; `unexpected` for what is not ours. */
export function errorCode(error: unknown): string {
  return error instanceof AppError ? error.code : 'unexpected'
}
