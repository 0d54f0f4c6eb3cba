import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { knowsEnough, nextStep, type InviteFacts, type KnownInvite } from '#shared/domain/invites/next-step'

const facts = (fields: Partial<InviteFacts> = {}): InviteFacts => ({ startMs: 1_000, endMs: 2_000, zone: 'Europe/Berlin', title: 'System design', place: 'Room 4', joinUrl: null, ...fields })
const told = (fields: Partial<KnownInvite> = {}): KnownInvite => ({ kind: 'interviewer', told: facts(), wanted: { method: 'request', facts: facts() }, unsure: false, ...fields })

describe('what an invitee is to be sent', () => {
  test('somebody new is asked, somebody who was asked and is needed no more is told', () => {
    expect(nextStep(null, facts())).toEqual({ kind: 'request', facts: facts() })
    expect(nextStep(told(), null)).toEqual({ kind: 'cancel' })
    expect(nextStep(null, null)).toEqual({ kind: 'none' })
  })

  test('a candidate hears of another time or link, not of another room or title; an interviewer also of another room', () => {
    expect(nextStep(told({ kind: 'candidate' }), facts({ place: 'Room 5', title: 'Design' }))).toEqual({ kind: 'none' })
    expect(nextStep(told(), facts({ title: 'Design' }))).toEqual({ kind: 'none' })
    expect(nextStep(told(), facts({ place: 'Room 5' }))).toMatchObject({ kind: 'request' })
    expect(nextStep(told({ kind: 'candidate' }), facts({ joinUrl: 'https://meet.example.test/1' }))).toMatchObject({ kind: 'request' })
  })

  test('moved and moved back before anything left: nobody hears of it', () => {
    expect(nextStep(told({ wanted: { method: 'request', facts: facts({ startMs: 5 }) } }), facts())).toEqual({ kind: 'settled', facts: facts() })
    expect(nextStep(told({ wanted: { method: 'cancel' } }), facts())).toEqual({ kind: 'settled', facts: facts() })
  })

  test('what may have arrived is taken back, what cannot have is forgotten', () => {
    expect(nextStep(told({ told: null }), null)).toEqual({ kind: 'forget' })
    expect(nextStep(told({ told: null, unsure: true }), null)).toEqual({ kind: 'cancel' })
    expect(nextStep(told({ wanted: { method: 'request', facts: facts({ startMs: 5 }) }, unsure: true }), facts())).toMatchObject({ kind: 'request' })
  })

  test('whatever happens in whatever order, in the end everybody knows what stands, and nothing is said twice', () => {
    const change = fc.oneof(fc.record({ startMs: fc.integer({ min: 1, max: 3 }), place: fc.constantFrom('A', 'B') }).map(fields => ({ kind: 'facts' as const, facts: facts(fields) })), fc.constant({ kind: 'gone' as const }), fc.constant({ kind: 'sent' as const }), fc.constant({ kind: 'lost' as const }))
    fc.assert(fc.property(fc.constantFrom('interviewer' as const, 'candidate' as const), fc.array(change, { maxLength: 30 }), (kind, changes) => {
      let known: KnownInvite | null = null
      // What really arrived, whether we heard of it or not.
      let knows: InviteFacts | null = null
      let wanted: InviteFacts | null = null
      const plan = (): void => {
        const step = nextStep(known, wanted)
        if (step.kind === 'forget') known = null
        if (step.kind === 'request') known = { kind, told: known?.told ?? null, wanted: { method: 'request', facts: step.facts }, unsure: known?.unsure ?? false }
        if (step.kind === 'cancel') known = { ...known!, wanted: { method: 'cancel' } }
        if (step.kind === 'settled') known = { ...known!, wanted: { method: 'request', facts: step.facts } }
        expect(nextStep(known, wanted)).toEqual({ kind: 'none' })
      }
      const arrive = (isHeard: boolean): void => {
        if (!known) return
        knows = known.wanted.method === 'request' ? known.wanted.facts : null
        known = isHeard ? { ...known, told: knows, unsure: false } : { ...known, unsure: true }
      }
      for (const each of [...changes, { kind: 'sent' as const }]) {
        if (each.kind === 'facts' || each.kind === 'gone') wanted = each.kind === 'facts' ? each.facts : null
        else arrive(each.kind === 'sent')
        plan()
      }
      arrive(true)
      const arrived = knows as InviteFacts | null
      if (wanted === null) expect(arrived).toBeNull()
      else expect(arrived !== null && knowsEnough(kind, arrived, wanted)).toBe(true)
    }))
  })
})
