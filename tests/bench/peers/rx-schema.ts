const text = { type: 'string' } as const
const texts = { type: 'array', items: { type: 'string' } } as const
const objects = { type: 'array', items: { type: 'object' } } as const

/** A candidate for stock RxDB, without a single index of its own: the fastest it can be. */
export const candidateRxSchema = {
  version: 0, primaryKey: 'id', type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 }, fullName: text, headline: text, company: text, title: text, location: text, zone: { type: ['string', 'null'] },
    emails: texts, phones: texts, links: texts, tags: texts, sourceId: { type: ['string', 'null'] }, sourceNote: text, summary: text, employments: objects,
    educations: objects, files: objects, ownerId: { type: ['string', 'null'] }, privateTo: { type: ['array', 'null'] }, expectedCompensation: { type: ['object', 'null'] },
    mergedIntoId: { type: ['string', 'null'] }, erasedAtMs: { type: ['number', 'null'] }, importId: { type: ['string', 'null'] }, createdAtMs: { type: 'number' },
  },
  required: ['id'],
} as const
