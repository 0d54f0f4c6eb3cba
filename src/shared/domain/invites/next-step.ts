/** What an invitee is told of an interview. `place` is a room's name; empty without one. */
export type InviteFacts = Readonly<{ startMs: number; endMs: number; zone: string; title: string; place: string; joinUrl: string | null }>
export type InviteeKind = 'interviewer' | 'candidate'

/** What somebody knows: `told` was acknowledged last, `wanted` is what they are to know. `unsure`: since then something was sent that may have reached them. */
export type KnownInvite = Readonly<{
  kind: InviteeKind
  told: InviteFacts | null
  wanted: Readonly<{ method: 'request'; facts: InviteFacts } | { method: 'cancel' }>
  unsure: boolean
}>

export type InviteStep = Readonly<
  | { kind: 'none' }
  | { kind: 'request'; facts: InviteFacts }
  | { kind: 'cancel' }
  /** They know already what they should: nothing is sent. */
  | { kind: 'settled'; facts: InviteFacts }
  /** They never heard of it, and need not. */
  | { kind: 'forget' }
>

/**
 * Whether a change is worth a message. A candidate hears only of another time or another link; those who hold the
 * interview also of another room. Another title alone is no reason to write to anybody.
 */
export function knowsEnough(kind: InviteeKind, known: InviteFacts, wanted: InviteFacts): boolean {
  const same = known.startMs === wanted.startMs && known.endMs === wanted.endMs && known.joinUrl === wanted.joinUrl
  return same && (kind === 'candidate' || known.place === wanted.place)
}

/** What one invitee is to be sent, when the interview is to be as `facts` say, or not at all (null). */
export function nextStep(known: KnownInvite | null, facts: InviteFacts | null): InviteStep {
  if (facts === null) {
    if (known === null || known.wanted.method === 'cancel') return { kind: 'none' }
    return known.told === null && !known.unsure ? { kind: 'forget' } : { kind: 'cancel' }
  }
  if (known === null) return { kind: 'request', facts }
  if (known.wanted.method === 'request' && knowsEnough(known.kind, known.wanted.facts, facts)) return { kind: 'none' }
  if (known.told !== null && !known.unsure && knowsEnough(known.kind, known.told, facts)) return { kind: 'settled', facts: known.told }
  return { kind: 'request', facts }
}
