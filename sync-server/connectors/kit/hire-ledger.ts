import { AppError } from '#shared/lib/app-error'
import type { ExternalIds, HookEvent } from './connector-context.ts'

/**
 * What a connection remembers of one person's hires, in its register of ids: their record there, which hire it was told
 * of last, and which hires were taken back since. `linked` records were there before us and are never changed.
 */
export type HireLedger = Readonly<{
  personId: string
  /** Their id, if this connection knows one. */
  known(): Promise<string | null>
  isTold(): Promise<boolean>
  /** Sent again by hand after it was taken back: nothing may come to life again. */
  isUndone(): Promise<boolean>
  isLinked(): Promise<boolean>
  /** Their record was there before us. */
  link(id: string): Promise<void>
  /** The hire is told; from now on their record is known. */
  told(id: string): Promise<void>
  undone(): Promise<void>
  forget(): Promise<void>
}>

/** @throws AppError `connector.refused` for an event without a person. */
export function hireLedger(event: HookEvent, ids: ExternalIds, kind: string): HireLedger {
  const personId = event.candidateId
  if (personId === null) throw new AppError('connector.refused')
  const known = (): Promise<string | null> => ids.get(kind, personId)
  return {
    personId, known,
    isTold: async () => await ids.get('hire', personId) === event.id && await known() !== null,
    isUndone: async () => await ids.get('undoneHire', event.id) !== null,
    isLinked: async () => {
      const id = await known()
      return id !== null && await ids.get('linked', personId) === id
    },
    link: id => ids.set('linked', personId, id),
    told: async id => {
      // Their record comes last: a process that dies before it leaves a person nobody knows yet, who is looked up again,
      // and never one who seems to be known from an earlier hire.
      if (event.applicationId !== null) await ids.set('application', event.applicationId, id)
      await ids.set('hire', personId, event.id)
      await ids.set(kind, personId, id)
    },
    undone: async () => {
      const hireId = await ids.get('hire', personId)
      if (hireId !== null) await ids.set('undoneHire', hireId, personId)
    },
    forget: () => ids.remove(kind, personId),
  }
}
