import type { CollectionName, Documents } from './collections.ts'

/**
 * Fields that came after the first version and that a document written before them lacks; read as empty. A new field does
 * not raise the schema's version, so nothing rewrites old documents.
 */
const laterFields = {
  people: { focusBlocks: [], timeOff: [], trainings: [] },
  settings: { noteTemplates: [], extremesNeedEvidence: true, interviewSkills: [], rooms: [], holidays: [] },
  jobs: { interviewPlans: [], bookingRules: null },
  applications: { bookingLinks: [] },
} as const satisfies { [C in CollectionName]?: Partial<Documents[C]> }

/** A document with every field its type promises. */
export function complete<C extends keyof typeof laterFields>(collection: C, document: Documents[C]): Documents[C] {
  return { ...laterFields[collection], ...document }
}
