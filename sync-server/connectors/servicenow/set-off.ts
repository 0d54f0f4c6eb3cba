import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'
import type { HookEvent } from '../kit/connector-context.ts'
import type { StepReport } from '../kit/findings.ts'
import { workFor, type Work } from './config.ts'
import { findTicket, openTicket, ticketOf, ticketText, type Context, type Ticket } from './tickets.ts'

/** What a hire set off, by name: kept with the hire, so that it is called off also when the settings changed since. */
const setOffSchema = z.array(z.object({ name: z.string(), kind: z.enum(['account', 'access', 'hardware', 'welcome']) }))
export type SetOff = z.infer<typeof setOffSchema>[number]
/** Something a hire set off that has its ticket; `work` is absent where the settings name it no more. */
export type OpenedWork = Readonly<{ set: SetOff; work: Work | undefined; ticket: Ticket }>

/** @throws AppError `connector.refused` for an event without an application. */
export function applicationOf(event: HookEvent): string {
  if (event.applicationId === null) throw new AppError('connector.refused')
  return event.applicationId
}

export const step = ({ kind, name }: SetOff, state: StepReport['state'], say: string): StepReport => ({ kind, key: name, state, say })

/** The last hire of an application that this connection was told of, and everything it set off; null when there is none. */
export async function hireOf(ctx: Context, applicationId: string): Promise<Readonly<{ id: string; setOff: readonly SetOff[] }> | null> {
  const id = await ctx.externalIds.get('hire', applicationId)
  return id === null ? null : { id, setOff: await setOffOf(ctx, id) }
}

async function setOffOf(ctx: Context, hireId: string): Promise<readonly SetOff[]> {
  const kept = await ctx.externalIds.get('setOff', hireId)
  return kept === null ? [] : setOffSchema.parse(JSON.parse(kept))
}

/**
 * Adds to what a hire set off; nothing is ever taken out, so that what was asked for before the department changed is called off with the
 * hire too. Written before anything is opened: a server may die between the two.
 */
export async function keepSetOff(ctx: Context, hireId: string, works: readonly SetOff[]): Promise<void> {
  const kept = await setOffOf(ctx, hireId)
  const added = works.filter(work => !kept.some(({ name }) => name === work.name)).map(({ name, kind }) => ({ name, kind }))
  await ctx.externalIds.set('setOff', hireId, JSON.stringify([...kept, ...added]))
}

/** The tickets of the last hire of an application. */
export async function ticketsOf(ctx: Context, applicationId: string): Promise<readonly OpenedWork[]> {
  const hire = await hireOf(ctx, applicationId)
  const found: OpenedWork[] = []
  for (const set of hire?.setOff ?? []) {
    const text = await ctx.externalIds.get('ticket', `${hire!.id}/${set.name}`)
    if (text !== null) found.push({ set, work: ctx.config.work.find(each => each.name === set.name), ticket: ticketOf(text) })
  }
  return found
}

/** The ticket of a piece of work: the one we know, the one an earlier try opened, or a new one. */
export async function openOnce(ctx: Context, hireId: string, work: Work): Promise<Ticket> {
  const key = `${hireId}/${work.name}`
  const known = await ctx.externalIds.get('ticket', key)
  if (known !== null) return ticketOf(known)
  const ticket = (ctx.mayHaveHappened ? await findTicket(ctx, work, key) : null) ?? await openTicket(ctx, work, key)
  await ctx.externalIds.set('ticket', key, ticketText(ticket))
  return ticket
}

/** What is for this hire by one of the fields that changed, and has no ticket yet. What the owner set up since is no news of a hire. */
export async function nowNeeded(ctx: Context, applicationId: string, changed: readonly string[]): Promise<readonly Work[]> {
  const hire = await hireOf(ctx, applicationId)
  if (hire === null) return []
  const isBy = ({ when }: Work): boolean => Object.keys(when).some(name => changed.includes(name))
  const isOpen = async ({ name }: Work): Promise<boolean> => await ctx.externalIds.get('ticket', `${hire.id}/${name}`) !== null
  const wanted: Work[] = []
  for (const work of workFor(ctx.config, ctx.record)) if (isBy(work) && !await isOpen(work)) wanted.push(work)
  return wanted
}
