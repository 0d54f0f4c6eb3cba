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
  return { port, work, questions: () => messages.flatMap(message => (message.kind === 'query' ? [message.text] : [])) }
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

test('what is asked ahead of the screen and then by it is one question with one answer', async () => {
  const { service, work, questions } = await openOver([candidateNamed('Ana')])
  const [ahead, drawn] = [service.ask('ana', 20), service.ask('ana', 20)]
  work()
  expect((await ahead).hits).toHaveLength(1)
  expect(await drawn).toBe(await ahead)
  expect(questions()).toEqual(['ana'])
  service.close()
})

test('other words, another number of results and a question that was answered are asked anew', async () => {
  const { service, work, questions } = await openOver([candidateNamed('Ana')])
  const all = [service.ask('an', 20), service.ask('ana', 20), service.ask('ana', 6)]
  work()
  await Promise.all(all)
  const again = service.ask('ana', 6)
  work()
  await again
  expect(questions()).toEqual(['an', 'ana', 'ana', 'ana'])
  service.close()
})

test('a question that waits while somebody leaves is asked anew, and the new answer does not name them', async () => {
  const ana = candidateNamed('Ana')
  const { service, changes, work, questions } = await openOver([ana])
  const before = service.ask('ana', 20)
  changes.next([{ id: ana.id, document: null }])
  const after = service.ask('ana', 20)
  work()
  expect((await before).hits).toHaveLength(1)
  expect((await after).hits).toEqual([])
  expect(questions()).toEqual(['ana', 'ana'])
  service.close()
})
