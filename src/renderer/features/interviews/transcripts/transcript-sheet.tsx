import { Hash } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { saySeconds } from '#shared/domain/commands/interview-note'
import { nameVoice, quotePassage } from '#shared/domain/commands/transcript'
import type { Evidence } from '#shared/domain/evidence'
import { quotedPassages, voiceName } from '#shared/domain/evidence-place'
import type { Interview } from '#shared/domain/model/interview'
import type { KitVersion } from '#shared/domain/model/kit'
import type { Note } from '#shared/domain/model/note'
import type { Turn } from '#shared/domain/model/transcript'
import { useAct } from '../../../actions/use-act.ts'
import { useDirectory, useMay, useStamp } from '../../../replica/react.tsx'
import { Button } from '../../../ui/actions/button.tsx'
import { IconButton } from '../../../ui/actions/icon-button.tsx'
import { SearchField } from '../../../ui/fields/search-field.tsx'
import { Sheet } from '../../../ui/overlays/sheet.tsx'
import { Disclosure } from '../../../ui/layout/disclosure.tsx'
import styles from './transcripts.module.css'
import { VoiceSelects } from './voice-selects.tsx'

export type TranscriptSheetProps = { interview: Interview; kit: KitVersion | null; candidateName: string; transcript: Note; ownNote: Note | null; evidence: ReadonlyMap<string, readonly Evidence[]>; mayQuote: boolean; onClose: () => void }

const none: readonly Turn[] = []

/** The part of a passage that somebody marked with the mouse or the keys, or all of it. */
function markedOf(text: string): string {
  const marked = globalThis.getSelection()?.toString().replaceAll(/\s+/g, ' ').trim() ?? ''
  return marked.length > 2 && text.includes(marked) ? marked : text
}

/** What was said, to be read, searched, and quoted as evidence. */
export function TranscriptSheet({ interview, kit, candidateName, transcript, ownNote, evidence, mayQuote, onClose }: TranscriptSheetProps) {
  const { people } = useDirectory()
  const act = useAct()
  const may = useMay()
  const stamp = useStamp()
  const [search, setSearch] = useState('')
  const [quoting, setQuoting] = useState<{ at: number; quote: string } | null>(null)
  const wanted = useDeferredValue(search.trim().toLocaleLowerCase())
  const { transcript: turns = none } = transcript
  const found = useMemo(() => turns.map((turn, at) => ({ turn, at })).filter(({ turn }) => wanted === '' || turn.text.toLocaleLowerCase().includes(wanted)), [turns, wanted])
  const nameOf = (by: number): string => voiceName(transcript, by, candidateName, id => people.get(id)?.name)
  const quoted = useMemo(() => quotedPassages(transcript, evidence), [transcript, evidence])
  const { speakers = [] } = transcript
  const mayName = speakers.length > 0 && may({ collection: 'notes', before: transcript, after: transcript, fields: ['speakers'] }).kind === 'allowed'
  const attributes = kit?.attributes ?? []
  const quote = async (turn: Turn, words: string, attribute: (typeof attributes)[number], pressed: Element) => {
    const passage = { quote: words.slice(0, 1_800), atSeconds: turn.at, speaker: nameOf(turn.by) }
    if (await act(quotePassage(interview, ownNote, passage, attribute, stamp()), `Evidence for ${attribute.name}, in your note`)) {
      // The choices go; the focus stays on the passage, so that Escape and the arrows go on working.
      pressed.closest('li')?.querySelector('button')?.focus()
      setQuoting(null)
    }
  }
  return (
    <Sheet title={transcript.title || 'Transcript'} size="lg" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}>
      <div className={styles.sheet}>
        {mayName && (
          <Disclosure title="Whose voice is whose" level={3}>
            <div className={styles.voices}><VoiceSelects interview={interview} candidateName={candidateName} speakers={speakers} onName={(number, whose) => void act(nameVoice(transcript, number, whose), 'Voice named')} /></div>
          </Disclosure>
        )}
        <SearchField label="Search in it" placeholder="Search in it" value={search} onChange={setSearch} />
        <p className={styles.hint} role="status">{wanted === '' ? `${turns.length} passages` : found.length === 0 ? 'Nobody said that.' : found.length === 1 ? 'One passage' : `${found.length} passages`}</p>
        <ol className={styles.turns} aria-label="What was said">
          {found.map(({ turn, at }) => (
            <li key={at} className={styles.turn}>
              <span className={styles.time}>{turn.at === null ? '' : saySeconds(turn.at)}</span>
              <p className={styles.said}><strong>{nameOf(turn.by)}</strong> {turn.text}{attributes.filter(({ id }) => quoted.get(at)?.includes(id)).map(({ id, name }) => <span key={id} className={styles.mark}>#{name}</span>)}</p>
              {mayQuote && attributes.length > 0 && <IconButton label={`Use as evidence: ${turn.text.slice(0, 60)}`} size="sm" hasTooltip={false} icon={<Hash aria-hidden="true" />} onPress={() => setQuoting(quoting?.at === at ? null : { at, quote: markedOf(turn.text) })} />}
              {quoting?.at === at && (
                <div className={styles.choices}>
                  <span className={styles.hint}><q>{quoting.quote}</q> is evidence for</span>
                  {attributes.map(attribute => <Button key={attribute.id} size="sm" onPress={({ target }) => void quote(turn, quoting.quote, attribute, target)}>{attribute.name}</Button>)}
                </div>
              )}
            </li>
          ))}
        </ol>
      </div>
    </Sheet>
  )
}
