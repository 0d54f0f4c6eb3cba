import type { Person } from '#shared/domain/model/person'

/** Keeps fields of a person and says so; false when nothing was kept. */
export type SetPerson = (fields: Partial<Person>, said: string) => Promise<boolean>
