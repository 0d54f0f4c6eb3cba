import { AppError } from '#shared/lib/app-error'
import { ImportEngine } from './import-engine.ts'
import type { ImportCall, ImportCalls, ImportReply, ImportRequest } from './import-messages.ts'

/** Asks the engine, wherever it lives. */
export type ImportPort = Readonly<{
  ask<C extends ImportCall>(call: C, input: ImportCalls[C]['input'], transfer?: readonly Transferable[]): Promise<ImportCalls[C]['output']>
  close(): void
}>

type Waiting = Readonly<{ resolve: (output: never) => void; reject: (error: Error) => void }>

/** The engine in a worker: reading and planning never hold up the screen. */
export function openImportWorker(): ImportPort {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module', name: 'import' })
  const waiting = new Map<number, Waiting>()
  let last = 0
  const failAll = (): void => {
    for (const { reject } of waiting.values()) reject(new AppError('import.failed'))
    waiting.clear()
  }
  worker.addEventListener('error', failAll)
  worker.addEventListener('message', (event: MessageEvent<ImportReply>) => {
    const { id, output, failed } = event.data
    const asked = waiting.get(id)
    waiting.delete(id)
    if (failed) asked?.reject(new AppError('import.failed'))
    else asked?.resolve(output as never)
  })
  return {
    ask: (call, input, transfer = []) => new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      worker.postMessage({ id: last, call, input }, [...transfer])
    }),
    close: () => { failAll(); worker.terminate() },
  }
}

/** The engine on this thread: for Node, and for tests. */
export function openLocalImport(): ImportPort {
  const engine = new ImportEngine()
  return { ask: async (call, input) => await engine.answer({ id: 0, call, input } as ImportRequest) as never, close: () => {} }
}
