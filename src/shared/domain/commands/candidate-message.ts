import type { Application } from '../model/application.ts'
import type { Candidate } from '../model/candidate.ts'
import type { Message } from '../model/message.ts'
import { activityChange, type Change, type Stamp } from './change.ts'

/** What a template's places are filled with. */
export type TemplateFacts = Readonly<{ candidateName: string; jobTitle: string; senderName: string; workspaceName: string }>

/** What a template's places stand for, in the words of its editor. */
export const messagePlaces = {
  'candidate.firstName': 'their first name', 'candidate.fullName': 'their whole name', 'job.title': 'the job', 'sender.name': 'your name', 'workspace.name': 'your organisation',
} as const

/** Fills `{{candidate.firstName}}` and its like; a place nobody knows stays visible, so that it is noticed. */
export function fillTemplate(text: string, facts: TemplateFacts): string {
  const values: Readonly<Record<string, string>> = {
    'candidate.firstName': facts.candidateName.trim().split(/\s+/)[0] ?? '', 'candidate.fullName': facts.candidateName, 'candidate.name': facts.candidateName,
    'job.title': facts.jobTitle, 'sender.name': facts.senderName, 'me.name': facts.senderName, 'workspace.name': facts.workspaceName,
  }
  return text.replaceAll(/\{\{\s*([a-zA-Z.]+)\s*\}\}/g, (place, name: string) => values[name] ?? place)
}

export type MessageDraft = Readonly<{ subject: string; body: string; templateId: string | null; sendAfterMs: number }>

/** Queues one message for each card whose candidate has an address; the server sends it, until then it can be cancelled. */
export function queueMessages(
  cards: readonly Application[], people: ReadonlyMap<string, Candidate>, draft: MessageDraft, facts: Omit<TemplateFacts, 'candidateName'>, stamp: Stamp,
): readonly Change[] {
  return cards.flatMap((card): Change[] => {
    const person = people.get(card.candidateId)
    const toEmail = person?.emails[0]
    if (!person || toEmail === undefined) return []
    const own = { ...facts, candidateName: person.fullName }
    const message: Message = {
      id: stamp.createId(), candidateId: card.candidateId, applicationId: card.id, jobId: card.jobId, authorId: stamp.actorId, toEmail,
      subject: fillTemplate(draft.subject, own).slice(0, 300), body: fillTemplate(draft.body, own), templateId: draft.templateId,
      sendAfterMs: draft.sendAfterMs, cancelled: false, delivery: null, createdAtMs: stamp.nowMs,
    }
    return [
      { kind: 'create', collection: 'messages', document: message },
      activityChange({ kind: 'message.queued', candidateId: card.candidateId, applicationId: card.id, jobId: card.jobId, facts: { messageId: message.id } }, stamp),
    ]
  })
}

/** Stops messages that were not sent yet. */
export function cancelMessages(messages: readonly Message[]): readonly Change[] {
  return messages
    .filter(message => !message.cancelled && message.delivery?.state !== 'sent')
    .map(message => ({ kind: 'edit', collection: 'messages', id: message.id, fields: { cancelled: true } }))
}
