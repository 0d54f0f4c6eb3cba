/** Runs in a process of its own (see `crowd.ts`): many light clients and what they saw. */
import type { PushRow } from '#shared/contract/sync-protocol'
import { createOperationId } from '#shared/lib/ids'
import { Line } from './line.ts'
import { wallMs } from './measure.ts'
import type { CrowdMember, FromCrowd, ToCrowd } from './crowd.ts'

const tell = (message: FromCrowd): void => void process.send?.(message)
let members: { line: Line; member: CrowdMember; revision: number }[] = []

/** So many connect at the same time in each process, as after a server's restart. */
const connectingAtOnce = 20

async function open(url: string, all: readonly CrowdMember[]): Promise<void> {
  const waiting = [...all]
  const connect = async (): Promise<void> => {
    for (let member = waiting.shift(); member; member = waiting.shift()) {
      const line = await Line.open(url, member.token, { ...(member.collections && { collections: member.collections }), ...(member.cursor !== undefined && { cursor: member.cursor }), address: `10.${process.pid % 250}.${members.length % 250}.${waiting.length % 250}` })
      await line.pullAll()
      members.push({ line, member, revision: member.writes?.revision ?? 0 })
    }
  }
  await Promise.all(Array.from({ length: connectingAtOnce }, connect))
  tell({ kind: 'ready', connected: members.length })
}

/** How often `mark` stands in a text. */
function countOf(mark: string, text: string): number {
  let count = 0
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) count += 1
  return count
}

/** Tells once every client has seen so many rows with a mark. */
function watch(mark: string, rows: number): void {
  let missing = members.length
  for (const { line } of members) {
    let seen = 0
    line.onChanges = raw => {
      const before = seen
      seen += countOf(mark, raw)
      if (before >= rows || seen < rows) return
      missing -= 1
      if (missing === 0) tell({ kind: 'allSeen', atMs: wallMs() })
    }
  }
  tell({ kind: 'watching' })
}

const stamp = /"stamp:(\d+\.\d+)"/g

/** Each client writes once a second, at its own moment, for so many seconds. */
async function write(seconds: number, sampleEvery: number): Promise<void> {
  const acknowledged: number[] = []
  const delivered: number[] = []
  let [frames, bytes, failures] = [0, 0, 0]
  const beganMs = wallMs()
  members.forEach(({ line }, index) => {
    const isSampled = index % sampleEvery === 0
    // A row carries the whole record: when a colleague writes another field of it, an older stamp comes along once more.
    const heard = new Set<number>()
    line.onChanges = raw => {
      frames += 1
      bytes += raw.length
      if (!isSampled) return
      const now = wallMs()
      for (const [, text] of raw.matchAll(stamp)) {
        const sentMs = Number(text)
        if (sentMs < beganMs || heard.has(sentMs)) continue
        heard.add(sentMs)
        delivered.push(now - sentMs)
      }
    }
  })
  const writeOnce = async (each: (typeof members)[number]): Promise<void> => {
    const { writes } = each.member
    if (!writes) return
    const began = wallMs()
    const value = writes.field === 'tags' ? [`stamp:${began.toFixed(3)}`] : `stamp:${began.toFixed(3)}`
    const row = { kind: 'edit', collection: writes.collection, id: writes.id, operation: createOperationId(), atMs: Date.now(), base: each.revision, units: { [writes.field]: value } } as PushRow
    try {
      const [result] = await each.line.push([row])
      each.revision = result!.revision
      acknowledged.push(wallMs() - began)
    } catch {
      failures += 1
    }
  }
  const timers: NodeJS.Timeout[] = []
  const pending = new Set<Promise<void>>()
  const fire = (each: (typeof members)[number]): void => {
    const work = writeOnce(each).finally(() => pending.delete(work))
    pending.add(work)
  }
  for (const each of members) {
    timers.push(setTimeout(() => {
      fire(each)
      timers.push(setInterval(() => fire(each), 1_000))
    }, Math.random() * 1_000))
  }
  await new Promise(resolve => setTimeout(resolve, seconds * 1_000))
  for (const timer of timers) clearInterval(timer)
  const unanswered = pending.size
  await Promise.race([Promise.allSettled(pending), new Promise(resolve => setTimeout(resolve, 5_000))])
  tell({ kind: 'written', acknowledged, delivered, frames, bytes, failures, unanswered })
}

process.on('message', (message: ToCrowd) => {
  const failed = (error: unknown): void => tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
  if (message.kind === 'open') void open(message.url, message.members).catch(failed)
  if (message.kind === 'watch') watch(message.mark, message.rows)
  if (message.kind === 'write') void write(message.seconds, message.sampleEvery).catch(failed)
  if (message.kind === 'close') {
    for (const { line } of members) line.close()
    members = []
    process.exit(0)
  }
})
process.on('disconnect', () => process.exit(0))
