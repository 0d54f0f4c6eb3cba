import { expect, test } from 'vitest'
import { sayFetching } from '../../../src/renderer/app/say-fetching.ts'

test('a first copy is fetched once; one that is fetched anew says why, that it needs a connection, and what became of unsent work', () => {
  expect(sayFetching({ renewedBy: null, waiting: 0 })).toContain('Once only')
  expect(sayFetching({ renewedBy: 'update', waiting: 0 })).toMatch(/updated.*needs a connection, once\. Nothing of yours is lost;/)
  expect(sayFetching({ renewedBy: 'update', waiting: 1 })).toContain('The change you have not sent yet is kept;')
  expect(sayFetching({ renewedBy: 'damage', waiting: 3 })).toMatch(/damaged.*The 3 changes you have not sent yet are kept;/)
})
