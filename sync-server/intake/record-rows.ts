import type { Change } from '#shared/domain/commands/change'
import type { CollectionName } from '#shared/domain/model/collections'
import { checkDocument } from '#shared/domain/model/parse-content'
import { AppError } from '#shared/lib/app-error'

export type RecordRow = Readonly<{ collection: CollectionName; id: string; content: Readonly<Record<string, unknown>> }>

/**
 * A command's changes as the server writes them. Lines of the timeline name the program that acted.
 * @throws AppError `document.invalid` when a document would not fit its schema; nothing that does is ever written.
 */
export function recordRows(changes: readonly Change[], through: string): readonly RecordRow[] {
  return changes.flatMap((change): RecordRow[] => {
    if (change.kind === 'delete') throw new AppError('document.invalid')
    if (change.kind === 'edit') return [{ collection: change.collection, id: change.id, content: change.fields }]
    const document = change.collection === 'activities' ? { ...change.document, facts: { ...change.document.facts, through } } : change.document
    const checked = checkDocument(change.collection, document as never)
    if (checked.kind === 'misfit') throw new AppError('document.invalid')
    return [{ collection: change.collection, id: document.id, content: checked.content }]
  })
}
