import { sayDay } from '#shared/lib/zoned-time'
import type { Handler } from '../kit/connector.ts'
import type { HookEvent } from '../kit/connector-context.ts'
import type { StepReport } from '../kit/findings.ts'
import { changedFields, listOf } from '../kit/hire-changes.ts'
import { labelOf } from '../kit/record-fields.ts'
import { workFor, type Config, type Secrets, type Work } from './config.ts'
import { applicationOf, hireOf, keepSetOff, nowNeeded, openOnce, step, ticketsOf, type OpenedWork } from './set-off.ts'
import { columnsOf, dueOf, isOrderedOtherwise, readTicket, tellTicket, type Context } from './tickets.ts'

/** What changes after the hire is told to whoever works on an open request: the columns that say it are rewritten, and a note says what is new. */
async function tellOnce(event: HookEvent, ctx: Context, { set, work, ticket }: OpenedWork, changed: readonly string[], note: string): Promise<boolean> {
  const told = `${event.id}/${set.name}`
  if (await ctx.externalIds.get('told', told) !== null) return false
  const now = await readTicket(ctx, ticket, work)
  if (now === null || now.end !== null) return false
  // A hire that was told late was told with its new date.
  if (event.kind === 'start_date.changed' && now.dueDay === ctx.record.startDate) return false
  // A try whose answer was lost left its mark together with its note.
  if (!now.mark.endsWith(event.id)) await tellTicket(ctx, ticket, event.id, { ...columnsOf(work, ctx, changed), ...(changed.includes('startDate') ? dueOf(ctx) : {}), work_notes: note })
  await ctx.externalIds.set('told', told, ticket.sysId)
  return true
}

/** What stands on a request told of a change. That an order stays as it was placed is said from then on, whatever else changes. */
async function saidOfOrder(ctx: Context, { work, ticket }: OpenedWork, changed: readonly string[]): Promise<string> {
  const isNew = isOrderedOtherwise(work, ctx, changed)
  if (isNew) await ctx.externalIds.set('orderStays', ticket.sysId, ticket.number)
  return isNew || await ctx.externalIds.get('orderStays', ticket.sysId) !== null ? ' The order itself stays as it was placed; a note on it says what is new, for somebody there to act on.' : ''
}

export const startDateChanged: Handler<Config, Secrets> = async (event, ctx) => {
  const { startDate } = ctx.record
  const moved: StepReport[] = []
  for (const opened of await ticketsOf(ctx, applicationOf(event))) {
    const { set, ticket } = opened
    if (!await tellOnce(event, ctx, opened, ['startDate'], `The start date changed to ${startDate ?? 'none'}.`)) continue
    moved.push(step(set, 'sent', `${ticket.number} is with ServiceNow, for ${startDate === undefined ? 'no date' : sayDay(startDate)}.${await saidOfOrder(ctx, opened, ['startDate'])}`))
  }
  return { kind: 'done', summary: moved.length === 0 ? 'No open request needs the new start date.' : 'The open requests have the new start date.', steps: moved }
}

/** ServiceNow shows `[code]…[/code]` in notes as HTML: what somebody was named is text. */
const plain = (value: string): string => value.replace(/\[(\/?code)\]/gi, '($1)').replaceAll(/\s+/g, ' ')

const unfitFor = (ctx: Context, work: Work | undefined): boolean => work !== undefined && !workFor({ work: [work] }, ctx.record).includes(work)

/** The job was edited before the first day: open requests are told, and what is for the new department or place alone is asked for. */
export const hireChanged: Handler<Config, Secrets> = async (event, ctx) => {
  const applicationId = applicationOf(event)
  const hire = await hireOf(ctx, applicationId)
  if (hire === null || await ctx.externalIds.get('undoneHire', hire.id) !== null) return { kind: 'done', summary: 'There is no request of ours for this hire.' }
  // Only what the owner shares and what there is now: the rest is nobody's business there.
  const changed = changedFields(event).filter(name => (ctx.record as Readonly<Record<string, string>>)[name] !== undefined)
  if (changed.length === 0) return { kind: 'done', summary: 'ServiceNow is given nothing of this.' }
  const note = `Changed in Shortlist. ${changed.map(name => `${labelOf(name)}: ${plain((ctx.record as Readonly<Record<string, string>>)[name]!)}`).join('; ')}.`
  const steps: StepReport[] = []
  for (const opened of await ticketsOf(ctx, applicationId)) {
    if (!await tellOnce(event, ctx, opened, changed, note)) continue
    const { set, work, ticket } = opened
    // Whether a laptop that is packed already is still wanted is for a person to say.
    steps.push(step(set, 'sent', unfitFor(ctx, work) ? `${ticket.number} was for what the hire was before: ${listOf(changed)} changed. Call it off in ServiceNow if it is not needed.` : `${ticket.number} is with ServiceNow, told of the change.${await saidOfOrder(ctx, opened, changed)}`))
  }
  const needed = await nowNeeded(ctx, applicationId, changed)
  if (needed.length > 0) await keepSetOff(ctx, hire.id, needed)
  for (const work of needed) steps.push(step(work, 'sent', `${(await openOnce(ctx, hire.id, work)).number} is with ServiceNow.`))
  return { kind: 'done', summary: steps.length === 0 ? 'No open request needs this.' : `${listOf(changed)}: ServiceNow was told.`, steps }
}
