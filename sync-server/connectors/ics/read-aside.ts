import { Worker } from 'node:worker_threads'
import type { BusyAnswer, BusyQuestion } from './busy-times.ts'

const usualPatienceMs = 10_000
/** Beside the built server the worker is a file of its own. */
const workerFile = new URL(import.meta.url.endsWith('.ts') ? './busy-worker.ts' : './busy-worker.js', import.meta.url)

/**
 * Reads a calendar in a thread of its own. Recurrence rules exist that no library ever finishes with (the 30th of
 * February of each day); whoever publishes one must not stop the server.
 */
export function readAside(text: string, question: BusyQuestion, patienceMs = usualPatienceMs): Promise<BusyAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile, { workerData: { text, question }, resourceLimits: { maxOldGenerationSizeMb: 256 } })
    const stop = setTimeout(() => finish({ kind: 'tooLarge' }), patienceMs)
    const finish = (answer: BusyAnswer): void => {
      clearTimeout(stop)
      void worker.terminate()
      resolve(answer)
    }
    worker.once('message', finish)
    worker.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(stop)
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ kind: 'tooLarge' })
      else reject(error)
    })
  })
}
