import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSecretBox, readSecretsKey } from '#server/outbox/secret-box'

const box = createSecretBox(() => new Uint8Array(32).fill(1))

test('what is sealed opens with the same key for the same connection only, and never looks the same twice', () => {
  const sealed = box.seal('one', { key: 'sesame' })
  expect(box.open('one', sealed)).toEqual({ key: 'sesame' })
  expect(sealed).not.toContain('sesame')
  expect(box.seal('one', { key: 'sesame' })).not.toBe(sealed)
  expect(() => box.open('two', sealed)).toThrow('connector.secrets_unreadable')
  expect(() => createSecretBox(() => new Uint8Array(32).fill(2)).open('one', sealed)).toThrow('connector.secrets_unreadable')
  expect(() => box.open('one', `${sealed.slice(0, -3)}AAA`)).toThrow('connector.secrets_unreadable')
})

test('the key file is made once, for its owner alone; the environment wins', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shortlist-key-'))
  const made = readSecretsKey(null, folder)
  expect(readSecretsKey(null, folder)).toEqual(made)
  expect((await stat(join(folder, 'secrets.key'))).mode & 0o777).toBe(0o600)
  expect(Buffer.from(await readFile(join(folder, 'secrets.key'), 'utf8'), 'base64')).toEqual(made)
  expect(readSecretsKey('ab'.repeat(32), folder)).toEqual(Buffer.from('ab'.repeat(32), 'hex'))
  expect(() => readSecretsKey('short', folder)).toThrow('server.bad_arguments')
  await rm(folder, { recursive: true })
})
