import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type VendorRequest = Readonly<{ method: string; path: string; query: URLSearchParams; headers: Readonly<Record<string, string>>; body: string; json(): unknown }>
export type VendorReply = Readonly<{ status: number; headers?: Readonly<Record<string, string>>; json?: unknown; text?: string }>

/**
 * What goes wrong with the next request that fits: a status in its place, or the effect happens and its answer is lost;
 * or something else happens before the vendor acts, or once it acted and before its answer.
 */
export type Mishap = Readonly<{ when?: (request: VendorRequest) => boolean; times?: number } & ({ kind: 'status'; status: number; retryAfter?: string } | { kind: 'answerLost' } | { kind: 'garbled' } | { kind: 'cutBefore' } | { kind: 'beforeActing' | 'beforeAnswer'; run: () => Promise<void> })>

export type FakeVendor = Readonly<{ url: string; requests: VendorRequest[]; mishap(next: Mishap | null): void; stop(): Promise<void> }>

async function readRequest(incoming: IncomingMessage): Promise<VendorRequest> {
  const parts: Buffer[] = []
  for await (const part of incoming) parts.push(part as Buffer)
  const body = Buffer.concat(parts).toString('utf8')
  const url = new URL(incoming.url!, 'http://vendor')
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]))
  return { method: incoming.method!, path: url.pathname, query: url.searchParams, headers, body, json: () => JSON.parse(body) as unknown }
}

function send(outgoing: ServerResponse, reply: VendorReply): void {
  outgoing.writeHead(reply.status, { ...(reply.json === undefined ? {} : { 'content-type': 'application/json' }), ...reply.headers })
  outgoing.end(reply.json === undefined ? reply.text ?? '' : JSON.stringify(reply.json))
}

/** A vendor on this machine, kept by hand: `answer` holds its state; mishaps happen in front of it or after it. */
export async function startFakeVendor(answer: (request: VendorRequest) => VendorReply): Promise<FakeVendor> {
  const requests: VendorRequest[] = []
  let planned: { mishap: Mishap; left: number } | null = null
  const server = createServer((incoming, outgoing) => {
    void readRequest(incoming).then(async request => {
      requests.push(request)
      const hit = planned && planned.left > 0 && (planned.mishap.when?.(request) ?? true) ? planned : null
      if (!hit) return send(outgoing, answer(request))
      hit.left -= 1
      const { mishap } = hit
      if (mishap.kind === 'status') return send(outgoing, { status: mishap.status, ...(mishap.retryAfter ? { headers: { 'retry-after': mishap.retryAfter } } : {}), json: { error: 'mishap' } })
      if (mishap.kind === 'cutBefore') return void outgoing.destroy()
      if (mishap.kind === 'beforeActing') await mishap.run()
      const reply = answer(request)
      if (mishap.kind === 'beforeAnswer') await mishap.run()
      if (mishap.kind === 'beforeActing' || mishap.kind === 'beforeAnswer') return send(outgoing, reply)
      return mishap.kind === 'garbled' ? send(outgoing, { ...reply, json: undefined, text: '<html>not what was promised' }) : void outgoing.destroy()
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests,
    mishap: next => { planned = next && { mishap: next, left: next.times ?? 1 } },
    stop: () => new Promise(done => { server.closeAllConnections(); server.close(() => done()) }),
  }
}
