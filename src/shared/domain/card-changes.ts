import { z } from 'zod'
import { ratingSchema, recommendationSchema, type Scorecard } from './model/scorecard.ts'
import { ratingWords, recommendationWord } from './scorecard-words.ts'

const answersSchema = z.object({ ratings: z.array(ratingSchema), recommendation: recommendationSchema.nullable(), takeaways: z.string() }).partial()
type Answers = z.infer<typeof answersSchema>

/** One change of a card after it was handed in: when, why, whether others' cards could be read by then, and what it changed, in words. */
export type CardChange = Readonly<{ id: string; atMs: number; reason: string; afterReveal: boolean; lines: readonly string[] }>

function ratingLines(before: NonNullable<Answers['ratings']>, after: NonNullable<Answers['ratings']>, nameOf: (attributeId: string) => string): string[] {
  const then = new Map(before.map(rating => [rating.id, rating]))
  return after.flatMap(now => {
    const was = then.get(now.id)
    if (!was) return [`${nameOf(now.id)}: not rated before, now ${ratingWords(now.rating)}`]
    return [
      ...(was.rating === now.rating ? [] : [`${nameOf(now.id)}: was ${ratingWords(was.rating)}, now ${ratingWords(now.rating)}`]),
      ...(was.comment === now.comment ? [] : [`${nameOf(now.id)}, what was heard was: ${was.comment.trim() === '' ? 'nothing' : `“${was.comment.trim()}”`}`]),
    ]
  })
}

/** What was changed in a card after it was handed in, oldest first. A version that cannot be read says only that it was one. */
export function cardChanges(card: Scorecard, nameOf: (attributeId: string) => string): readonly CardChange[] {
  const ordered = card.revisions.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
  // What a change led to is what the next one found, and at last what stands.
  let after: Pick<Scorecard, 'ratings' | 'recommendation' | 'takeaways'> = { ratings: card.ratings, recommendation: card.recommendation, takeaways: card.takeaways }
  const changes: CardChange[] = []
  for (const { id, atMs, reason, afterReveal, before: raw } of ordered.toReversed()) {
    const parsed = answersSchema.safeParse(raw)
    const before: Answers = parsed.success ? parsed.data : {}
    changes.unshift({
      id, atMs, reason, afterReveal, lines: [
        ...(before.recommendation === undefined ? [] : [`Recommendation: was ${recommendationWord(before.recommendation)}, now ${recommendationWord(after.recommendation)}`]),
        ...(before.ratings === undefined ? [] : ratingLines(before.ratings, after.ratings, nameOf)),
        ...(before.takeaways === undefined ? [] : [`Take-aways were: ${before.takeaways.trim() === '' ? 'empty' : `“${before.takeaways.trim()}”`}`]),
      ],
    })
    after = { ratings: before.ratings ?? after.ratings, recommendation: before.recommendation === undefined ? after.recommendation : before.recommendation, takeaways: before.takeaways ?? after.takeaways }
  }
  return changes
}

/** What an attribute is called on a job: the newest name in any of its kits. */
export function attributeNames(kits: readonly Readonly<{ version: number; attributes: readonly Readonly<{ id: string; name: string }>[] }>[]): ReadonlyMap<string, string> {
  return new Map(kits.toSorted((a, b) => a.version - b.version).flatMap(kit => kit.attributes.map(({ id, name }) => [id, name] as const)))
}
