import { fork, type ChildProcess } from 'node:child_process'
import type { CollectionName } from '#shared/domain/model/collections'
import { within } from './measure.ts'

/** One client of a crowd: who it is and, when it writes, which field of which document. */
export type CrowdMember = Readonly<{
  token: string
  collections?: readonly CollectionName[]
  /** Comes back with what it knew; without one it syncs for the first time. */
  cursor?: string
  writes?: Readonly<{ collection: CollectionName; id: string; field: string; revision: number }>
}>

export type ToCrowd =
  | { kind: 'open'; url: string; members: readonly CrowdMember[] } | { kind: 'watch'; mark: string; rows: number }
  | { kind: 'write'; seconds: number; sampleEvery: number } | { kind: 'close' }
/** What the clients of one process did and saw; times in milliseconds, bytes after inflation. */
export type Written = Readonly<{ acknowledged: readonly number[]; delivered: readonly number[]; frames: number; bytes: number; failures: number; unanswered: number }>
export type FromCrowd =
  | { kind: 'ready'; connected: number } | { kind: 'watching' } | { kind: 'allSeen'; atMs: number } | ({ kind: 'written' } & Written)
  | { kind: 'failed'; reason: string }

/** Light clients in processes of their own, so that they do not slow the one that measures. */
export class Crowd {
  readonly #children: readonly ChildProcess[]

  private constructor(children: readonly ChildProcess[]) {
    this.#children = children
  }

  static async open(url: string, members: readonly CrowdMember[], processes: number): Promise<Crowd> {
    const script = new URL('crowd-process.ts', import.meta.url)
    const crowd = new Crowd(Array.from({ length: processes }, () => fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })))
    process.once('exit', () => crowd.close())
    try {
      await crowd.#all(120_000, 'ready', index => ({ kind: 'open', url, members: members.filter((_, position) => position % processes === index) }))
      return crowd
    } catch (error) {
      crowd.close()
      throw error
    }
  }

  /** Prepares to see `rows` rows with a mark; the answer resolves to when the last client had the last one. */
  async watch(mark: string, rows: number): Promise<() => Promise<number>> {
    const seen = this.#hear(60_000, 'allSeen')
    seen.catch(() => undefined)
    await this.#all(10_000, 'watching', () => ({ kind: 'watch', mark, rows }))
    return async () => Math.max(...(await seen).map(message => message.atMs))
  }

  async write(seconds: number, sampleEvery: number): Promise<Written> {
    const parts = await this.#all((seconds + 60) * 1_000, 'written', () => ({ kind: 'write', seconds, sampleEvery }))
    const sum = (of: (part: Written) => number): number => parts.reduce((total, part) => total + of(part), 0)
    return {
      acknowledged: parts.flatMap(part => part.acknowledged), delivered: parts.flatMap(part => part.delivered), frames: sum(part => part.frames),
      bytes: sum(part => part.bytes), failures: sum(part => part.failures), unanswered: sum(part => part.unanswered),
    }
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }

  #all<K extends FromCrowd['kind']>(ms: number, answer: K, message: (index: number) => ToCrowd): Promise<Extract<FromCrowd, { kind: K }>[]> {
    const heard = this.#hear(ms, answer)
    this.#children.forEach((child, index) => child.send(message(index)))
    return heard
  }

  #hear<K extends FromCrowd['kind']>(ms: number, kind: K): Promise<Extract<FromCrowd, { kind: K }>[]> {
    return within(ms, `clients: ${kind}`, Promise.all(this.#children.map(child => new Promise<Extract<FromCrowd, { kind: K }>>((resolve, reject) => {
      const listen = (message: FromCrowd): void => {
        if (message.kind !== kind && message.kind !== 'failed') return
        child.off('message', listen)
        child.off('exit', gone)
        if (message.kind === 'failed') reject(new Error(message.reason))
        else resolve(message as Extract<FromCrowd, { kind: K }>)
      }
      const gone = (): void => reject(new Error('a process of clients ended'))
      child.on('message', listen)
      child.once('exit', gone)
    }))))
  }
}
