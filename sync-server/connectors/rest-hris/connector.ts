import type { MissingField } from '#shared/contract/integrations'
import { defineConnector, type Handler } from '../kit/connector.ts'
import type { HookEvent } from '../kit/connector-context.ts'
import type { StepReport } from '../kit/findings.ts'
import { hireLedger } from '../kit/hire-ledger.ts'
import { changedFields, listOf } from '../kit/hire-changes.ts'
import { isGiven } from '../kit/mapping.ts'
import { labelOf, shareable } from '../kit/record-fields.ts'
import { placeholdersOf } from '../kit/template.ts'
import { createPerson, findPerson, knock, readPerson, tell, valuesFor, type Context } from './calls.ts'
import { configSchema, secretsSchema, type Config, type Secrets } from './config.ts'
import { defaultMapping, presets } from './presets.ts'
import { sandbox } from './sandbox.ts'

const ourIds = new Set(['applicationId', 'candidateId', 'eventId', 'id'])
const owner = 'the owner, under Integrations'

const done = (id: string, say = `Employee ${id}`): StepReport => ({ kind: 'hris', state: 'done', say })
/** Something for a person to do there. What is asked for two reasons are two lines: one does not take the other's place. */
const byHand = (say: string, key = 'By hand'): readonly StepReport[] => [{ kind: 'hris', key, state: 'failed', say }]

const hired: Handler<Config, Secrets> = async (event, ctx) => {
  const ledger = hireLedger(event, ctx.externalIds, 'employee')
  if (await ledger.isUndone()) return { kind: 'done', summary: 'This hire was taken back since; nothing was sent.', steps: [{ kind: 'hris', state: 'cancelled', say: 'The hire was taken back.' }] }
  const known = await ledger.known()
  if (known !== null) {
    if (await ledger.isTold()) return { kind: 'done', summary: `Employee ${known} is there.`, steps: [done(known)] }
    await ledger.told(known)
    return { kind: 'done', summary: `Employee ${known} was there from an earlier hire.`, steps: [done(known), ...byHand(`Employee ${known} is there from an earlier hire. Make them active again there and check title and start date.`)] }
  }
  const values = valuesFor(event, ctx)
  const found = await findPerson(ctx, values)
  // Found although nothing was sent yet: somebody else made this record. It is linked, never changed.
  if (found !== null && !ctx.mayHaveHappened) await ledger.link(found)
  const id = found ?? await createPerson(event, ctx, values)
  await ledger.told(id)
  return { kind: 'done', summary: `Employee ${id} is there.`, steps: [await ledger.isLinked() ? done(id, `Employee ${id} was there already and was not changed. Check title and start date there.`) : done(id)] }
}

/** Whether the request that changes somebody says anything of these fields of ours. */
function saysOf(fields: readonly string[], ctx: Context): boolean {
  const named = placeholdersOf(`${ctx.config.changePath ?? ''} ${ctx.config.changeBody ?? ''}`)
  return named.some(name => ctx.mapped[name]?.ours.some(ours => fields.includes(ours)))
}

const startDateChanged: Handler<Config, Secrets> = async (event, ctx) => {
  const { changeMethod, changePath, changeBody } = ctx.config
  const ledger = hireLedger(event, ctx.externalIds, 'employee')
  const id = await ledger.known()
  if (id === null) return { kind: 'done', summary: 'There is no employee of ours there yet.' }
  if (!isGiven(ctx.mapped, 'startDate')) return { kind: 'done', summary: 'This system is given no start date.' }
  if (await ledger.isLinked() || !changePath || !changeMethod || !saysOf(['startDate'], ctx)) return { kind: 'done', summary: 'The start date is to be changed there by hand.', steps: byHand(`The start date of employee ${id} changed to ${ctx.record.startDate ?? 'none'}. Change it there.`) }
  if (!await tell(ctx, { method: changeMethod, path: changePath, body: changeBody }, valuesFor(event, ctx, id))) return { kind: 'done', summary: `Employee ${id} is not there any more.`, steps: byHand(`Employee ${id} is not there any more. Look who removed the record.`) }
  return { kind: 'done', summary: 'The new start date is there.', steps: [done(id)] }
}

/** The job was edited before the first day: told by the same request as a new start date, where its template speaks of it. */
const hireChanged: Handler<Config, Secrets> = async (event, ctx) => {
  const { changeMethod, changePath, changeBody } = ctx.config
  const ledger = hireLedger(event, ctx.externalIds, 'employee')
  const id = await ledger.known()
  const fields = changedFields(event)
  if (id === null || await ledger.isUndone()) return { kind: 'done', summary: 'There is no employee of ours there yet.' }
  if (!Object.values(ctx.mapped).some(line => line.ours.some(name => fields.includes(name)))) return { kind: 'done', summary: 'This system is given nothing of this.' }
  if (await ledger.isLinked() || !changePath || !changeMethod || !saysOf(fields, ctx)) return { kind: 'done', summary: `${listOf(fields)} must be changed there by hand.`, steps: byHand(`${listOf(fields)} changed here. Change it for employee ${id} there.`, `${listOf(fields)} by hand`.slice(-100)) }
  if (!await tell(ctx, { method: changeMethod, path: changePath, body: changeBody }, valuesFor(event, ctx, id))) return { kind: 'done', summary: `Employee ${id} is not there any more.`, steps: byHand(`Employee ${id} is not there any more. Look who removed the record.`) }
  return { kind: 'done', summary: `${listOf(fields)} changed there.`, steps: [done(id)] }
}

const reversed: Handler<Config, Secrets> = async (event, ctx) => {
  const { endMethod, endPath, endBody } = ctx.config
  const ledger = hireLedger(event, ctx.externalIds, 'employee')
  await ledger.undone()
  const id = await ledger.known()
  if (id === null) return { kind: 'done', summary: 'There is no employee of ours there.' }
  if (await ledger.isLinked()) return { kind: 'done', summary: `Employee ${id} was there before the hire and stays.` }
  if (!endPath || !endMethod) return { kind: 'done', summary: `Employee ${id} must be ended there by hand.`, steps: byHand(`Employee ${id} is still there. End the employment there.`) }
  await tell(ctx, { method: endMethod, path: endPath, body: endBody }, valuesFor(event, ctx, id))
  // What was ended or removed is not the record of another hire.
  if (endMethod === 'DELETE') await ledger.forget()
  return { kind: 'done', summary: `Employee ${id} is ended there.`, steps: [{ kind: 'hris', state: 'cancelled', say: `Employee ${id} is ended.` }] }
}

/** Placeholders no field fills, and those without which a request would go astray. */
async function missingInTemplates(event: HookEvent, ctx: Context): Promise<readonly MissingField[]> {
  if (event.kind !== 'candidate.hired') return []
  const { createPath, createBody, findPath = '', findBody = '', findMatch = '' } = ctx.config
  const values = valuesFor(event, ctx)
  const needed = new Set(placeholdersOf(`${createPath} ${findPath} ${findMatch}`))
  const asked = new Set([...needed, ...placeholdersOf(`${createBody} ${findBody}`)])
  const fields = new Set(ctx.theirFields)
  return [...asked].filter(name => !ourIds.has(name)).flatMap((name): MissingField[] => {
    if (!fields.has(name)) return [{ field: name.slice(0, 60), label: `A field named “${name.slice(0, 60)}”, which the templates use`, who: `${owner}, Fields` }]
    return needed.has(name) && !values[name] ? [{ field: name.slice(0, 60), label: labelOf(name), who: 'the recruiter, on the candidate' }] : []
  })
}

export const restHris = defineConnector({
  id: 'rest-hris', title: 'Another HR system (REST)', category: 'hris', summary: 'Makes a hire an employee in any HR system with a REST interface, by templates you fill in.',
  configSchema, secretsSchema, presets,
  scopes: [{ name: 'People: find, create, change', reason: 'Looks whether the person is there, creates them, changes the start date, ends the employment. Give the key no more than that.' }],
  fields: shareable(
    ['fullName', 'firstName', 'lastName', 'email', 'startDate', 'jobTitle', 'department', 'workLocation'],
    ['phone', 'location', 'employmentType', 'level', 'requisitionCode', 'managerName', 'managerEmail', 'recruiterEmail', 'baseSalaryMinor', 'currency', 'salaryPeriod', 'bonusMinor', 'equity'],
  ),
  events: ['candidate.hired', 'start_date.changed', 'hire.changed', 'hire.reversed'], steps: ['hris'], requires: ['fullName', 'startDate'], defaultMapping,
  connect: ({ address, auth, authName = '' }, { secret }) => ({
    baseUrl: address,
    headers: auth === 'basic' ? { authorization: `Basic ${Buffer.from(`${authName}:${secret}`).toString('base64')}` } : auth === 'bearer' ? { authorization: `Bearer ${secret}` } : auth === 'header' ? { [authName]: secret } : {},
  }),
  handles: { 'candidate.hired': hired, 'start_date.changed': startDateChanged, 'hire.changed': hireChanged, 'hire.reversed': reversed }, takesBack: event => event.kind === 'hire.reversed',
  requiredFields: missingInTemplates,
  tells: ({ readPath }) => (readPath ? async (places, event, ctx) => {
    const id = await hireLedger(event, ctx.externalIds, 'employee').known()
    return id === null ? {} : readPerson(ctx, readPath, places, valuesFor(event, ctx, id))
  } : null),
  testConnection: async ctx => {
    await knock(ctx)
    return { kind: 'ok', detail: 'The system answers and takes the key. Look under Try it at what a hire would send.' }
  },
  sandbox, rateLimit: { requests: 2, perMs: 1_000 },
})
