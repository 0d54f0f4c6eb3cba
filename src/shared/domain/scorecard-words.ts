import type { Recommendation } from './model/scorecard.ts'

/** The five levels of every attribute, lowest first. */
export const levels = ['Far below', 'Below', 'Meets', 'Above', 'Far above'] as const

export const recommendations: readonly { id: Recommendation; label: string }[] = [
  { id: 'strongNo', label: 'Strong no' }, { id: 'no', label: 'No' }, { id: 'noDecision', label: 'No decision' }, { id: 'yes', label: 'Yes' }, { id: 'strongYes', label: 'Strong yes' },
]

export const recommendationWord = (recommendation: Recommendation | null): string => recommendations.find(each => each.id === recommendation)?.label ?? 'No recommendation'

/** "4 · Above", or that nothing was heard. */
export const ratingWords = (rating: number | null): string => (rating === null ? 'No evidence heard' : `${rating} · ${levels[rating - 1] ?? ''}`)
