import { percentOf, surveyKinds, surveyWords, type SurveyKind } from './survey-kinds.ts'

/** A question that was asked; `score` is null until it was answered. */
export type AskedSurvey = Readonly<{ kind: SurveyKind; applicationId: string; score: number | null; comment: string }>

/** Under this many answers of candidates nothing is shown: with fewer, one could tell who said what. */
export const fewestAnswers = 5

export type SurveyFigure = Readonly<{ kind: SurveyKind; asked: number; answered: number; isHidden: boolean; mean: number | null; comments: readonly string[] }>

/** One line for each kind: how many were asked and answered, their mean on 0 to 100, and what was written, in no order that tells whose it is. */
export function surveyFigures(all: readonly AskedSurvey[]): readonly SurveyFigure[] {
  return surveyKinds.map(kind => {
    const asked = all.filter(each => each.kind === kind)
    const scores = asked.flatMap(({ score }) => (score === null ? [] : [percentOf(kind, score)]))
    const isHidden = surveyWords[kind].asked === 'candidate' && scores.length < fewestAnswers
    return {
      kind, asked: asked.length, answered: scores.length, isHidden,
      mean: isHidden || scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
      comments: isHidden ? [] : asked.flatMap(({ score, comment }) => (score !== null && comment.trim() !== '' ? [comment.trim()] : [])).toSorted(),
    }
  })
}

export type HireQuality = Readonly<{ applicationId: string; performance: number | null; retention: number | null; satisfaction: number | null; quality: number | null }>

/**
 * Quality of a hire: (performance + retention + the manager's satisfaction) / 3, each on 0 to 100, of the later review
 * where there are two. Without all three it is pending (`null`), never 0.
 */
export function hireQualities(all: readonly AskedSurvey[]): readonly HireQuality[] {
  const ofHires = all.filter(each => surveyWords[each.kind].asked === 'manager')
  return [...Map.groupBy(ofHires, each => each.applicationId)].map(([applicationId, asked]) => {
    const given = (...kinds: readonly SurveyKind[]): number | null => kinds.flatMap(kind => asked.flatMap(each => (each.kind === kind && each.score !== null ? [percentOf(kind, each.score)] : [])))[0] ?? null
    const [performance, retention, satisfaction] = [given('performance180', 'performance90'), given('retention180', 'retention90'), given('hireSatisfaction')]
    return { applicationId, performance, retention, satisfaction, quality: performance === null || retention === null || satisfaction === null ? null : (performance + retention + satisfaction) / 3 }
  }).toSorted((a, b) => (a.applicationId < b.applicationId ? -1 : 1))
}
