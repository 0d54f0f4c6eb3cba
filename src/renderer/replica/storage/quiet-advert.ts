const advertStart = '-------------- RxDB Open Core RxStorage'
let installed = false

/**
 * RxDB's free Dexie storage prints one advertisement at its first write and offers no way to turn it off without
 * claiming a licence. Exactly this message is dropped, once; every other warning passes.
 */
export function quietAdvert(): void {
  if (installed) return
  installed = true
  const sink = globalThis.console
  const warn = sink.warn
  sink.warn = (...parts: unknown[]) => {
    if (typeof parts[0] !== 'string' || !parts[0].startsWith(advertStart)) return warn.apply(sink, parts)
    sink.warn = warn
  }
}
