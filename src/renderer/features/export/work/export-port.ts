import { AppError } from '#shared/lib/app-error'
import type { ExportCall, ExportCalls } from './export-messages.ts'

/** Asks the engine, wherever it lives. */
export type ExportPort = Readonly<{ ask<C extends ExportCall>(call: C, input: ExportCalls[C]['input']): Promise<ExportCalls[C]['output']>; close(): void }>

type Reply = Readonly<{ id: number; output?: unknown; failed?: true }>

/** The engine in a worker: packing a large workspace never holds up the screen. */
export function openExportWorker(): ExportPort {
  const worker = new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module', name: 'export' })
  const waiting = new Map<number, Readonly<{ resolve: (output: never) => void; reject: (error: Error) => void }>>()
  let last = 0
  const failAll = (): void => {
    for (const { reject } of waiting.values()) reject(new AppError('export.failed'))
    waiting.clear()
  }
  worker.addEventListener('error', failAll)
  worker.addEventListener('message', (event: MessageEvent<Reply>) => {
    const asked = waiting.get(event.data.id)
    waiting.delete(event.data.id)
    if (event.data.failed) asked?.reject(new AppError('export.failed'))
    else asked?.resolve(event.data.output as never)
  })
  return {
    ask: (call, input) => new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's postMessage has no origin
      worker.postMessage({ id: last, call, input })
    }),
    close: () => { failAll(); worker.terminate() },
  }
}
