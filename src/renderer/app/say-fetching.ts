import type { SyncView } from '../replica/sync-view.ts'

const why = {
  update: 'Shortlist was updated and keeps its copy on this computer differently now, so the copy is fetched once more.',
  damage: 'This computer’s copy was damaged and has been set aside, so it is fetched once more.',
} as const

/** What is being fetched and why; whoever had a copy here before is told where it is and that nothing of theirs is lost. */
export function sayFetching({ renewedBy, waiting }: Pick<SyncView, 'renewedBy' | 'waiting'>): string {
  if (renewedBy === null) return 'Once only. Your own jobs come first, and you can begin as soon as they are here.'
  const kept = waiting === 0 ? 'Nothing of yours is lost' : `${waiting === 1 ? 'The change' : `The ${waiting} changes`} you have not sent yet ${waiting === 1 ? 'is' : 'are'} kept`
  return `${why[renewedBy]} That needs a connection, once. ${kept}; you can begin as soon as your own jobs are here.`
}
