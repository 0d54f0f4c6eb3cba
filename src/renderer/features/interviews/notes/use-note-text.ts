import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { beginNote, keepText, type InterviewReaders } from '#shared/domain/commands/interview-note'
import type { Interview } from '#shared/domain/model/interview'
import { hearText, openText } from '#shared/lib/text-merge'
import { useReplica, useStamp } from '../../../replica/react.tsx'
import { sayProblem } from '../../../replica/say-problem.ts'
import { toast } from '../../../ui/overlays/toast.tsx'

/** What is typed is on the disk this long after its key at most, and the time a write takes. */
const pauseMs = 250

export type NoteText = Readonly<{ doc: ReturnType<typeof openText>; isReady: boolean; isKept: boolean }>
export type NoteTextOptions = Readonly<{ noteId: string; isNew: boolean; visibility: InterviewReaders; mayWrite: boolean }>

/**
 * The open text of a note: what is typed is kept on this computer at once, and what a colleague writes, or one's other
 * laptop, comes in under the caret. A note nobody has written in yet is made by the first key. One component a note.
 */
export function useNoteText(interview: Interview, { noteId, isNew, visibility, mayWrite }: NoteTextOptions): NoteText {
  const replica = useReplica()
  const stamp = useStamp()
  const [doc] = useState(() => openText(''))
  const [isReady, setReady] = useState(isNew)
  const [isKept, setKept] = useState(true)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const writing = useRef<Promise<void>>(Promise.resolve())
  const isThere = useRef(!isNew)
  const keep = useCallback(() => {
    if (timer.current) clearTimeout(timer.current)
    timer.current = null
    writing.current = writing.current.then(async () => {
      await replica.write(isThere.current ? keepText(noteId, doc) : beginNote(interview, { id: noteId, visibility, text: doc }, stamp()))
      isThere.current = true
      if (!timer.current) setKept(true)
    }).catch((error: unknown) => { toast({ text: sayProblem(error), tone: 'bad' }) })
    return writing.current
  }, [replica, stamp, interview, noteId, visibility, doc])
  // The pause and the leaving of the page outlive a redraw: they take the newest.
  const keepNow = useRef(keep)
  useLayoutEffect(() => { keepNow.current = keep })
  useEffect(() => {
    const heard = replica.watchOne('notes', noteId).subscribe(note => {
      if (note) hearText(doc, note.body, replica)
      setReady(true)
    })
    const typed = (_update: Uint8Array, origin: unknown): void => {
      if (origin === replica || !mayWrite) return
      setKept(false)
      // Not put off by the next key: whoever types without a pause is kept all the same.
      timer.current ??= setTimeout(() => void keepNow.current(), pauseMs)
    }
    const leave = (): void => { if (timer.current) void keepNow.current() }
    doc.on('update', typed)
    globalThis.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      leave()
      heard.unsubscribe()
      doc.off('update', typed)
      globalThis.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
    }
  }, [replica, noteId, doc, mayWrite])
  return { doc, isReady, isKept }
}
