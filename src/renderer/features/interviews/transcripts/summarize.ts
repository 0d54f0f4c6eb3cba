import type { Note } from '#shared/domain/model/note'
import { chosenSentences, type SummarySentence } from '#shared/domain/commands/transcript-summary'

/**
 * The sentences of a transcript that say most, picked by how their words hang together (winkNLP). Nothing leaves this
 * computer, and nothing is judged: what is picked is what was said, in its order.
 */
export async function summarize(transcript: Note): Promise<readonly SummarySentence[]> {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([import('wink-nlp'), import('wink-eng-lite-web-model')])
  const nlp = winkNLP(model)
  const turns = transcript.transcript ?? []
  const candidate = new Set((transcript.speakers ?? []).filter(speaker => speaker.isCandidate).map(speaker => speaker.number))
  // What the candidate said; everything where their voice is not known.
  const heard = turns.filter(turn => candidate.size === 0 || candidate.has(turn.by))
  const doc = nlp.readDoc(heard.map(turn => turn.text).join('\n'))
  const importance = doc.out(nlp.its.sentenceWiseImportance) as unknown as readonly { index: number; importance: number }[]
  return chosenSentences(heard, doc.sentences().out(), importance.map(each => each.importance))
}
