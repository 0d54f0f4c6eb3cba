import type { PushResult } from '#shared/contract/sync-protocol'
import { AppError } from '#shared/lib/app-error'

type Question = Readonly<{ resolve: (results: readonly PushResult[]) => void; reject: (error: unknown) => void; rows: number }>

/** Pushes that the server has not answered yet, by request. */
export class OpenQuestions {
  readonly #open = new Map<number, Question>()

  /** Sends through `send` and waits for the answer to `request`. */
  ask(request: number, rows: readonly string[], send: (text: string) => void): Promise<readonly PushResult[]> {
    return new Promise((resolve, reject) => {
      this.#open.set(request, { resolve, reject, rows: rows.length })
      send(`{"type":"push","request":${request},"rows":[${rows.join(',')}]}`)
    })
  }

  answer(request: number, results: readonly PushResult[]): void {
    const question = this.#take(request)
    if (question?.rows === results.length) question.resolve(results)
    else question?.reject(new AppError('request.malformed'))
  }

  /** False when nobody asked that. */
  refuse(request: number | null, error: AppError): boolean {
    const question = request === null ? undefined : this.#take(request)
    question?.reject(error)
    return question !== undefined
  }

  /** The line is gone: nobody will answer. */
  giveUp(): void {
    const open = [...this.#open.values()]
    this.#open.clear()
    for (const { reject } of open) reject(new AppError('sync.connection_lost'))
  }

  #take(request: number): Question | undefined {
    const question = this.#open.get(request)
    this.#open.delete(request)
    return question
  }
}
