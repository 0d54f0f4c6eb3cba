/** One question each. `candidate` is asked of the candidate, `manager` of the job's hiring manager about a hire. */
export const surveyKinds = ['afterInterview', 'afterProcess', 'hireSatisfaction', 'performance90', 'retention90', 'performance180', 'retention180'] as const
export type SurveyKind = (typeof surveyKinds)[number]

export type SurveyWords = Readonly<{ title: string; asked: 'candidate' | 'manager'; scale: 'five' | 'yesNo'; question: (facts: Readonly<{ workspace: string; job: string; person: string }>) => string }>

export const surveyWords: Readonly<Record<SurveyKind, SurveyWords>> = {
  afterInterview: { title: 'Candidates after an interview', asked: 'candidate', scale: 'five', question: ({ workspace }) => `How was your interview with ${workspace}?` },
  afterProcess: { title: 'Candidates after the process', asked: 'candidate', scale: 'five', question: ({ workspace, job }) => `Looking back, how did ${workspace} treat you as a candidate${job ? ` for ${job}` : ''}?` },
  hireSatisfaction: { title: 'Managers with a hire, after a month', asked: 'manager', scale: 'five', question: ({ person }) => `How content are you with having hired ${person}?` },
  performance90: { title: 'Performance after 90 days', asked: 'manager', scale: 'five', question: ({ person }) => `How does ${person} do after 90 days, against what you hired for?` },
  retention90: { title: 'Still here after 90 days', asked: 'manager', scale: 'yesNo', question: ({ person }) => `Is ${person} still with you after 90 days?` },
  performance180: { title: 'Performance after six months', asked: 'manager', scale: 'five', question: ({ person }) => `How does ${person} do after six months, against what you hired for?` },
  retention180: { title: 'Still here after six months', asked: 'manager', scale: 'yesNo', question: ({ person }) => `Is ${person} still with you after six months?` },
}

/** Whom a hiring manager is asked about, and for which job they were hired; null in what a candidate is asked. */
export const aboutHire = (kind: SurveyKind, { person, job }: Readonly<{ person: string; job: string }>): string | null =>
  (surveyWords[kind].asked === 'manager' ? `About ${person}${job ? `, hired for ${job}` : ''}.` : null)

/** What may be chosen, with its score: 1 to 5, or 0 and 1. */
export function choicesOf(kind: SurveyKind): readonly Readonly<{ score: number; label: string }>[] {
  return surveyWords[kind].scale === 'yesNo'
    ? [{ score: 1, label: 'Yes' }, { score: 0, label: 'No' }]
    : [{ score: 5, label: 'Very good' }, { score: 4, label: 'Good' }, { score: 3, label: 'Fair' }, { score: 2, label: 'Poor' }, { score: 1, label: 'Very poor' }]
}

/** Every scale as 0 to 100, so that they can be put together. */
export const percentOf = (kind: SurveyKind, score: number): number => (surveyWords[kind].scale === 'yesNo' ? score * 100 : (score - 1) * 25)
