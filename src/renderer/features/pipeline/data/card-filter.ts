import type { ApplicationStatus } from '#shared/domain/model/application'
import { tagsOf, type Card } from './card.ts'

/** What a list of cards is narrowed to. Empty lists narrow nothing. */
export type CardFilter = Readonly<{
  text: string
  status: ApplicationStatus | 'all'
  stageIds: readonly string[]
  tags: readonly string[]
  sourceIds: readonly string[]
  ownerIds: readonly string[]
  jobIds: readonly string[]
}>

export const noFilter: CardFilter = { text: '', status: 'active', stageIds: [], tags: [], sourceIds: [], ownerIds: [], jobIds: [] }

/** The states a filter has to read. Hires stand on the board beside those in process. */
export function statusesOf(filter: CardFilter): readonly ApplicationStatus[] {
  return filter.status === 'all' ? ['active', 'rejected', 'withdrawn', 'hired'] : [filter.status]
}

const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

function matchesText(card: Card, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const { candidate } = card
  const text = fold([card.name, candidate?.company, candidate?.headline, candidate?.title, candidate?.location, ...(candidate?.emails ?? []), ...tagsOf(card)].join(' '))
  return words.every(word => text.includes(word))
}

const passes = (wanted: readonly string[], value: string | null): boolean => wanted.length === 0 || (value !== null && wanted.includes(value))

/** The cards that fit. The same array when nothing narrows. */
export function filterCards(cards: readonly Card[], filter: CardFilter): readonly Card[] {
  if (!isNarrow(filter)) return cards
  const words = fold(filter.text).split(/\s+/).filter(Boolean)
  return cards.filter(card => {
    const { application } = card
    return passes(filter.stageIds, application.stageId) && passes(filter.jobIds, application.jobId)
      && passes(filter.sourceIds, application.sourceId ?? card.candidate?.sourceId ?? null) && passes(filter.ownerIds, application.ownerId)
      && (filter.tags.length === 0 || tagsOf(card).some(tag => filter.tags.includes(tag))) && matchesText(card, words)
  })
}

/** True when something beside the state narrows. */
export function isNarrow(filter: CardFilter): boolean {
  return filter.text.trim() !== '' || filter.stageIds.length + filter.tags.length + filter.sourceIds.length + filter.ownerIds.length + filter.jobIds.length > 0
}
