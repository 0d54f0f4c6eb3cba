import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Stamp } from '#shared/domain/commands/change'
import { amendScorecard, answersOf, missingInChange, submitScorecard, type CardAnswers } from '#shared/domain/commands/scorecard'
import { withEvidence, type Evidence } from '#shared/domain/evidence'
import type { Interview } from '#shared/domain/model/interview'
import type { KitAttribute, KitVersion } from '#shared/domain/model/kit'
import type { Scorecard } from '#shared/domain/model/scorecard'
import { whenWords } from '#shared/domain/timeline-words'
import { writeForGood } from '../../actions/use-act.ts'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory, useReplica, useStamp } from '../../replica/react.tsx'
import { CardChanges } from '../../parts/card-changes.tsx'
import { HistoryButton } from '../../parts/history-button.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { RadioGroup } from '../../ui/fields/radio-group.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EvidenceList, type EvidenceSources } from './evidence-list.tsx'
import styles from './interviews.module.css'
import { levelOptions, recommendations, sayMissing, type Level } from './scorecard-words.ts'
import { useDraft } from './use-draft.ts'

/** So many attributes fill a screen. */
const firstAttributes = 4

export type ScorecardPanelProps = { interview: Interview; card: Scorecard | null; kit: KitVersion | null; hasReadOthers: boolean; evidence: ReadonlyMap<string, readonly Evidence[]>; sources: EvidenceSources; /** False while the room is being opened: only what fills a screen is drawn. */ isWhole: boolean; /** Whether it was handed in on this screen just now: the focus goes on from there. */ isHandedInHere: boolean; onHandIn: () => void }

/** One's own card: a draft until it is handed in, afterwards changed only with a reason. */
export function ScorecardPanel({ interview, card, kit, hasReadOthers, evidence, sources, isWhole, isHandedInHere, onHandIn }: ScorecardPanelProps) {
  const { me, settings } = useDirectory()
  const now = useNow()
  const replica = useReplica()
  const stamp = useStamp()
  const draft = useDraft(interview, card)
  const { isKept, change, flush } = draft
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const [reason, setReason] = useState<string | null>(null)
  const [hasLeft, setLeft] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const handedInAtMs = card?.submittedAtMs ?? null
  const isHandedIn = handedInAtMs !== null
  const isLocked = isHandedIn && reason === null
  // A card that is not being changed here is shown as it stands, also when it was changed on another device.
  const answers = isLocked && card ? answersOf(card) : draft.answers
  const beginChange = () => {
    if (!card) return
    change(answersOf(card))
    flushSync(() => setReason(''))
    form.current?.querySelector<HTMLElement>('input:not([disabled])')?.focus()
  }
  const leaveChange = () => {
    setProblems([])
    setReason(null)
    setLeft(true)
  }
  // A card says when it was handed in: by everybody's clock, as far as this computer's was compared with it.
  const sealed = (): Stamp => ({ ...stamp(), nowMs: Math.round(Date.now() + (replica.sync.view.clockSkewMs ?? 0)) })
  const submit = async () => {
    await flush()
    const kept = (await replica.find('scorecards', { where: { candidateId: interview.candidateId } })).find(each => each.interviewId === interview.id && each.authorId === me.id) ?? null
    const answer = submitScorecard(interview, kept, { ...answers, ratings: withEvidence(answers.ratings, evidence) }, kit, sealed(), settings?.extremesNeedEvidence ?? true)
    if (answer.kind === 'refused') return setProblems(answer.missing.map(each => ({ message: sayMissing(each) })))
    setProblems([])
    onHandIn()
    await writeForGood(replica, answer.changes, 'Scorecard handed in')
  }
  const amend = async () => {
    if (!card || reason === null) return
    // The server would say the same, and the change would come back as a question.
    const missing = missingInChange(kit, card, answers, settings?.extremesNeedEvidence ?? true)
    if (missing.length > 0) return setProblems(missing.map(each => ({ message: sayMissing(each) })))
    const changes = amendScorecard(card, answers, reason, hasReadOthers, sealed())
    if (changes.length === 0) return setProblems([{ message: reason.trim() === '' ? 'Say why you change it: what stood before is kept beside it.' : 'Nothing was changed.' }])
    // Nothing to undo: what stood before is kept, and going back to it is a change with a reason like any other.
    if (await writeForGood(replica, changes, 'Scorecard changed')) leaveChange()
  }
  useShortcuts('scorecard', isHandedIn ? [] : [{ keys: 'mod+enter', title: 'Hand in the scorecard', section: 'Interview', whileTyping: true, run: () => void submit() }])
  return (
    <form ref={form} className={styles.form} aria-label="Your scorecard" noValidate onSubmit={event => { event.preventDefault(); void (isHandedIn ? amend() : submit()) }}>
      <div className={styles.part}>
        <div className={styles.titleLine}><h2 className={styles.title}>Your scorecard</h2>{card && <HistoryButton collection="scorecards" id={card.id} of="your scorecard" size="sm" />}</div>
        <p className={styles.hint}>{isHandedIn ? `Handed in ${whenWords(handedInAtMs, now, me.zone)}.` : isKept ? 'Kept on this computer. Only you see it until you hand it in.' : 'Being kept…'}</p>
      </div>
      <FormErrors errors={problems} title={isHandedIn ? 'The change is not complete' : 'Before you hand it in'} />
      {(kit?.attributes ?? []).slice(0, isWhole ? undefined : firstAttributes).map(attribute => <AttributeRating key={attribute.id} attribute={attribute} answers={answers} isLocked={isLocked} sources={sources} evidence={isHandedIn ? answers.ratings.find(rating => rating.id === attribute.id)?.evidence ?? [] : evidence.get(attribute.id) ?? []} onChange={change} />)}
      {isWhole && (
        <>
          <RadioGroup label="Your recommendation" options={recommendations} value={answers.recommendation} onChange={recommendation => change({ recommendation })} isDisabled={isLocked} />
          <TextArea label="Key take-aways" value={answers.takeaways} onChange={takeaways => change({ takeaways })} rows={4} maxLength={20_000} isReadOnly={isLocked} />
          <TextArea label="Private note to the recruiter" description="Recruiters and the owner read it, nobody else." value={answers.privateNote} onChange={privateNote => change({ privateNote })} rows={2} maxLength={20_000} isReadOnly={isLocked} />
          {isHandedIn && reason !== null && <TextField label="Why you change it" description={hasReadOthers ? 'It will be marked as changed after others’ cards were readable.' : 'What stood before is kept beside it.'} value={reason} onChange={setReason} maxLength={500} isRequired />}
          <div className={styles.buttons}>
            {!isHandedIn && <Button type="submit" variant="primary">Hand in</Button>}
            {isLocked && <Button autoFocus={isHandedInHere || hasLeft} onPress={beginChange}>Change it</Button>}
            {isHandedIn && reason !== null && <><Button type="submit" variant="primary">Save the change</Button><Button onPress={leaveChange}>Leave it</Button></>}
          </div>
          {card && <CardChanges card={card} />}
        </>
      )}
    </form>
  )
}

type AttributeRatingProps = { attribute: KitAttribute; answers: CardAnswers; isLocked: boolean; evidence: readonly Evidence[]; sources: EvidenceSources; onChange: (part: Partial<CardAnswers>) => void }

function AttributeRating({ attribute, answers, isLocked, evidence, sources, onChange }: AttributeRatingProps) {
  const given = answers.ratings.find(rating => rating.id === attribute.id)
  const set = (part: Partial<{ rating: number | null; comment: string }>) => {
    const next = { id: attribute.id, rating: given?.rating ?? null, comment: given?.comment ?? '', evidence: given?.evidence ?? [], ...part }
    onChange({ ratings: given ? answers.ratings.map(rating => (rating.id === attribute.id ? next : rating)) : [...answers.ratings, next] })
  }
  const value: Level | null = given === undefined ? null : given.rating === null ? 'none' : String(given.rating) as Level
  return (
    <div className={styles.attribute}>
      <RadioGroup label={attribute.name} {...(attribute.about ? { description: attribute.about } : {})} options={levelOptions(attribute)} value={value} onChange={level => set({ rating: level === 'none' ? null : Number(level) })} isDisabled={isLocked} />
      <EvidenceList name={attribute.name} evidence={evidence} sources={sources} />
      {given && <TextArea label={`What you heard: ${attribute.name}`} value={given.comment} onChange={comment => set({ comment })} rows={2} maxLength={5_000} isReadOnly={isLocked} />}
    </div>
  )
}
