import type { MissingField } from '#shared/contract/integrations'
import type { HookEvent } from '../kit/connector-context.ts'
import { changedFields } from '../kit/hire-changes.ts'
import { placeholdersOf } from '../kit/template.ts'
import { workFor } from './config.ts'
import { nowNeeded } from './set-off.ts'
import { valuesOf, type Context } from './tickets.ts'
import { itemSchema } from './wire.ts'

const rememberMs = 10 * 60_000
const owner = 'the owner, under Integrations'

/** Variables of a catalog item: which there are, which must be filled. */
export function variablesOf(ctx: Context, item: string): Promise<Readonly<{ all: readonly string[]; mandatory: readonly string[] }>> {
  return ctx.remember(`item ${item}`, rememberMs, async () => {
    const { result } = (await ctx.http.request({ method: 'GET', path: `api/sn_sc/servicecatalog/items/${item}` })).parse(itemSchema)
    const flat = result.variables.flatMap(({ children = [], ...variable }) => [variable, ...children])
    const named = (each: readonly { name?: string | undefined }[]): string[] => each.flatMap(({ name }) => (name ? [name] : []))
    return { all: named(flat), mandatory: named(flat.filter(variable => variable.mandatory === true)) }
  })
}

/** Placeholders that no field fills, and mandatory variables of items that nothing fills. */
export async function missingInWork(event: HookEvent, ctx: Context): Promise<readonly MissingField[]> {
  const works = event.kind === 'candidate.hired' ? workFor(ctx.config, ctx.record) : event.kind === 'hire.changed' && event.applicationId !== null ? await nowNeeded(ctx, event.applicationId, changedFields(event)) : []
  const values = valuesOf(ctx)
  const missing: MissingField[] = []
  for (const work of works) {
    for (const name of placeholdersOf(JSON.stringify(work.fields))) if (!ctx.theirFields.includes(name)) missing.push({ field: name.slice(0, 60), label: `A field named “${name.slice(0, 60)}”, which “${work.name}” uses`, who: `${owner}, Fields` })
    const { mandatory } = work.item === undefined ? { mandatory: [] } : await variablesOf(ctx, work.item)
    for (const name of mandatory.filter(each => each !== ctx.config.keyVariable)) {
      const field = work.fields[name]
      const [from] = typeof field === 'string' ? placeholdersOf(field) : []
      if (field === undefined) missing.push({ field: name.slice(0, 60), label: `“${name.slice(0, 60)}” of “${work.name}”`, who: owner })
      else if (from !== undefined && !values[from]) missing.push({ field: from.slice(0, 60), label: `“${from.slice(0, 60)}” for “${work.name}”`, who: 'the recruiter, on the candidate or the job' })
    }
  }
  return missing
}
