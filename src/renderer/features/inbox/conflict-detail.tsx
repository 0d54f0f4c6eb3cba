import { ArrowLeft, ArrowUpRight, Pencil, Undo2 } from 'lucide-react'
import type { Answer } from '#shared/domain/commands/conflict'
import { isRefusedRecord, type Question } from '#shared/domain/conflict-value'
import type { SideWords } from '#shared/domain/conflict-words'
import { FreeTimes } from '../../parts/free-times.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { Toolbar } from '../../ui/layout/toolbar.tsx'
import styles from './inbox.module.css'
import type { ShownQuestion, Tab } from './use-questions.ts'
import { canEdit } from './value-kind.ts'
import type { Way } from './ways-forward.ts'
import { diffWords, type DiffRun } from './word-diff.ts'

type ConflictDetailProps = {
  shown: ShownQuestion
  tab: Tab
  ways: readonly Way[]
  blocked: (question: Question, answer: Answer) => string | null
  onAnswer: (answer: Answer) => void
  onEdit: () => void
  onReopen: () => void
  onOpenRecord: (() => void) | null
  onGo: (path: string) => void
  onBack: () => void
}

/** Both values side by side, and everything one can do about them. */
export function ConflictDetail(props: ConflictDetailProps) {
  const { shown, tab, onReopen, onOpenRecord, onBack } = props
  const { words, question: { subject } } = shown
  const [standing, other] = diffWords(words.stands.value, words.other.value)
  const isRefused = subject.kind === 'refused'
  return (
    <div className={styles.detail}>
      <div className={styles.back}><Button size="sm" variant="ghost" icon={<ArrowLeft aria-hidden="true" />} onPress={onBack}>All questions</Button></div>
      <header className={styles.detailHead}>
        <h2 className={styles.detailTitle}>{words.title}</h2>
        <Badge tone={isRefused ? 'bad' : 'warn'}>{words.about}</Badge>
        {onOpenRecord && <Button size="sm" variant="ghost" icon={<ArrowUpRight aria-hidden="true" />} trailing={<Kbd keys="enter" isDecorative />} onPress={onOpenRecord}>Open it</Button>}
      </header>
      <p className={styles.story}>{words.story}</p>
      {words.now !== null && <Banner tone="accent">Now it is: <strong>{words.now}</strong>. Settling with 1 leaves that as it is.</Banner>}
      <div className={styles.sides}>
        {!isRefusedRecord(subject) && <SideCard title={words.now === null ? 'Stands now' : 'Stood before'} side={words.stands} runs={standing} isTold={!isRefused} />}
        <SideCard title={isRefused ? 'Wanted, and kept here' : 'Put aside, kept'} side={words.other} runs={other} isTold />
      </div>
      {tab === 'open' ? <Answers {...props} /> : (
        <div className={styles.answers}><Button icon={<Undo2 aria-hidden="true" />} trailing={<Kbd keys="u" isDecorative />} onPress={onReopen}>Open the question again</Button></div>
      )}
    </div>
  )
}

function SideCard({ title, side, runs, isTold }: { title: string; side: SideWords; runs: readonly DiffRun[]; isTold: boolean }) {
  return (
    <section className={styles.side} aria-label={title}>
      <h3 className={styles.sideTitle}>{title}</h3>
      <p className={styles.value}>{runs.map((run, index) => (run.isOwn ? <mark key={index} className={styles.own}>{run.text}</mark> : <span key={index}>{run.text}</span>))}</p>
      {isTold && <p className={styles.faint}>{side.sentence}</p>}
    </section>
  )
}

/** What the two keys are called, by what is asked. */
function labelsOf({ subject, record }: Question, words: ShownQuestion['words']): readonly [keep: string, other: string] {
  if (isRefusedRecord(subject)) return ['Let it go', 'Try again']
  if (subject.kind === 'refused') return subject.unit === 'record' ? ['Let it go', 'Delete it'] : ['Let it go', 'Try again']
  if (subject.unit === 'record') return words.other.value === 'deleted' ? ['Keep it', 'Delete it'] : ['Keep it deleted', 'Bring it back']
  return record === null ? ['Let it go', 'Take the other'] : ['Keep what stands', `Take ${words.other.who === 'You' ? 'yours' : words.other.who === 'A colleague' ? 'the other' : `${words.other.who}’s`}`]
}

function Answers({ shown, ways, blocked, onAnswer, onEdit, onGo }: ConflictDetailProps) {
  const { question, words } = shown
  const [keep, take] = labelsOf(question, words)
  const whyNot = blocked(question, { kind: 'other' })
  return (
    <div className={styles.answers}>
      <Toolbar label="Settle">
        <Button variant="primary" trailing={<Kbd keys="1" isDecorative />} onPress={() => onAnswer({ kind: 'stands' })}>{keep}</Button>
        <Button isDisabled={whyNot !== null} trailing={<Kbd keys="2" isDecorative />} onPress={() => onAnswer({ kind: 'other' })}>{take}</Button>
        {canEdit(question) && <Button variant="ghost" icon={<Pencil aria-hidden="true" />} trailing={<Kbd keys="e" isDecorative />} onPress={onEdit}>Another value</Button>}
      </Toolbar>
      {whyNot !== null && <p className={styles.faint}>{whyNot}</p>}
      <FreeTimes conflict={question.subject} />
      {ways.length > 0 && (
        <Toolbar label="Other ways forward">
          {ways.map((way, index) => (
            <Button key={way.label} size="sm" trailing={<Kbd keys={String(index + 3)} isDecorative />} isDisabled={way.kind === 'value' && blocked(question, { kind: 'value', value: way.value }) !== null} onPress={() => (way.kind === 'go' ? onGo(way.path) : onAnswer({ kind: 'value', value: way.value }))}>{way.label}</Button>
          ))}
        </Toolbar>
      )}
    </div>
  )
}
