import type { preParsingAsyncHookHandler } from 'fastify'

/** A message of at most a megabyte is here by then over any line; whoever dribbles it holds a connection on purpose. */
const smallBodyMs = 30_000

/** Hangs up on a body that is not whole in time. For routes that take small messages, before anybody is known. */
export function bodyWithin(ms: number = smallBodyMs): preParsingAsyncHookHandler {
  return async (request, _reply, payload) => {
    const timer = setTimeout(() => request.raw.destroy(), ms)
    for (const over of ['end', 'close', 'error']) payload.once(over, () => clearTimeout(timer))
    return payload
  }
}
