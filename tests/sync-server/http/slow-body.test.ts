import { connect } from 'node:net'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { bodyWithin } from '#server/http/slow-body'

test('whoever dribbles a small message is hung up on, whoever sends it whole is answered', async () => {
  const app = Fastify()
  app.post('/in', { preParsing: bodyWithin(150) }, async () => ({ ok: true }))
  const url = new URL(await app.listen({ host: '127.0.0.1', port: 0 }))
  const socket = connect(Number(url.port), url.hostname)
  const closed = new Promise<string>(done => {
    let heard = ''
    socket.on('data', data => { heard += String(data) }).on('error', () => undefined).on('close', () => done(heard))
  })
  socket.write('POST /in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 10000\r\n\r\n{')
  const dribble = setInterval(() => socket.write(' '), 20)
  expect(await closed).not.toContain('200')
  clearInterval(dribble)
  expect(await (await fetch(`${url.origin}/in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).json()).toEqual({ ok: true })
  await app.close()
})
