import { filter, firstValueFrom, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { SearchIndex } from '#renderer/features/search/index/search-index.ts'
import { handleSearchMessage, type SearchMessage, type SearchPort } from '#renderer/features/search/index/search-messages.ts'
import { openSearch } from '#renderer/features/search/search-service.ts'
import type { DocumentChange, Replica } from '#renderer/replica/replica.ts'
import type { Candidate } from '#shared/domain/model/candidate'
import { candidateNamed } from '#tests/support/replica-documents'

/** A worker that takes its messages in order and answers when the test says so. */
function slowWorker() {
  const index = new SearchIndex()
  const messages: SearchMessage[] = []
  let done = 0
  const port: SearchPort = { post: message => { messages.push(message) }, onReply: () => undefined, onFailure: () => undefined, close: () => undefined }
  const work = () => {
    while (done < messages.length) {
      const reply = handleSearchMessage(index, messages[done++]!)
      if (reply) port.onReply(reply)
    }
  }
  return { port, work }
}

async function openOver(people: readonly Candidate[]) {
  const changes = new Subject<readonly DocumentChange<'candidates'>[]>()
  const replica = {
    changes: (collection: string) => (collection === 'candidates' ? changes : new Subject()),
    async* all(collection: string) { if (collection === 'candidates') yield people },
  } as unknown as Replica
  const worker = slowWorker()
  const service = openSearch(replica, worker.port)
  await firstValueFrom(service.state$.pipe(filter(state => state.kind === 'ready')))
  return { service, changes, ...worker }
}

test('a question asked after somebody left does not name them, also while one from before still waits', async () => {
  const ana = candidateNamed('Ana')
  const { service, changes, work } = await openOver([ana])
  const before = service.ask('ana', 20)
  changes.next([{ id: ana.id, document: null }])
  const after = service.ask('ana', 20)
  work()
  expect((await before).hits).toHaveLength(1)
  expect((await after).hits).toEqual([])
  service.close()
})
