import { currentKits } from '../commands/kit.ts'
import type { Job } from '../model/job.ts'

/** One column of the matrix. The same name in two kits is the same attribute: that is what makes interviews comparable. */
export type AttributeColumn = Readonly<{ key: string; name: string; about: string; ids: readonly string[] }>

const keyOf = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase()

/** Every attribute that is or was rated on a job: those of today's kits first, then those of earlier versions that cards still speak of. */
export function attributeColumns(job: Pick<Job, 'kits'>, ratedIds: ReadonlySet<string>): readonly AttributeColumn[] {
  const current = currentKits(job as Job)
  const earlier = job.kits.toSorted((a, b) => b.version - a.version || (a.id < b.id ? -1 : 1))
  const columns = new Map<string, { name: string; about: string; ids: string[] }>()
  const keyOfId = new Map<string, string>()
  for (const [at, kit] of [...current, ...earlier].entries()) {
    for (const { id, name, about } of kit.attributes) {
      // A renamed attribute keeps its id: its newest name stands.
      if (keyOfId.has(id) || (at >= current.length && !ratedIds.has(id))) continue
      const key = keyOf(name)
      const known = columns.get(key)
      if (known) known.ids.push(id)
      else columns.set(key, { name: name.trim(), about, ids: [id] })
      keyOfId.set(id, key)
    }
  }
  return [...columns].map(([key, column]) => ({ key, ...column }))
}

/** The column an attribute's id belongs to. */
export function columnsById(columns: readonly AttributeColumn[]): ReadonlyMap<string, string> {
  return new Map(columns.flatMap(({ key, ids }) => ids.map(id => [id, key] as const)))
}
