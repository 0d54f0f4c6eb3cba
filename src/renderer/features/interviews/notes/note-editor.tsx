import { Collaboration } from '@tiptap/extension-collaboration'
import { EditorContent, useEditor, useEditorState, type Editor } from '@tiptap/react'
import { StarterKit } from '@tiptap/starter-kit'
import { Bold, Clock, Heading, Italic, List } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { KitVersion } from '#shared/domain/model/kit'
import type { Interview } from '#shared/domain/model/interview'
import { byRank } from '#shared/lib/rank'
import { TEXT_FRAGMENT, type openText } from '#shared/lib/text-merge'
import { useDirectory } from '../../../replica/react.tsx'
import { IconButton } from '../../../ui/actions/icon-button.tsx'
import { Banner } from '../../../ui/display/banner.tsx'
import { Toolbar } from '../../../ui/layout/toolbar.tsx'
import { AttributeMark } from './attribute-mark.ts'
import { NoteLimit } from './note-limit.ts'
import { StampMark } from './note-marks.ts'
import { NoteTemplates } from './note-templates.ts'
import styles from './notes.module.css'

export type NoteEditorProps = { interview: Interview; kit: KitVersion | null; doc: ReturnType<typeof openText>; label: string; mayWrite: boolean; hasFocus: boolean }

/** A note as rich text over its Yjs document: whatever anybody types into it appears here while one types oneself. */
export function NoteEditor({ interview, kit, doc, label, mayWrite, hasFocus }: NoteEditorProps) {
  const { me, settings } = useDirectory()
  const [isFull, setFull] = useState(false)
  const editor = useEditor({
    editable: mayWrite,
    autofocus: hasFocus ? 'end' : false,
    editorProps: { attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: styles.text ?? '', ...(mayWrite ? {} : { 'aria-readonly': 'true' }) } },
    extensions: [
      // Yjs keeps what can be undone, so that one never undoes a colleague's words.
      StarterKit.configure({ undoRedo: false, link: false, trailingNode: false, heading: { levels: [3] } }),
      Collaboration.configure({ fragment: doc.getXmlFragment(TEXT_FRAGMENT) }),
      StampMark.configure({ startMs: interview.startMs, endMs: interview.endMs, zone: me.zone }),
      AttributeMark.configure({ attributes: (kit?.attributes ?? []).map(({ id, name, about }) => ({ id, label: name, about })) }),
      NoteTemplates.configure({ templates: (settings?.noteTemplates ?? []).filter(each => !each.archived).toSorted(byRank) }),
      NoteLimit.configure({ doc, onFull: () => setFull(true) }),
    ],
  }, [doc, mayWrite, kit?.id])
  useEffect(() => { if (hasFocus) editor.commands.focus('end') }, [editor, hasFocus])
  return (
    <div className={styles.editor}>
      {mayWrite && <NoteTools editor={editor} />}
      {isFull && <Banner tone="warn">This note is full, so the last words were not taken. Begin a new note for what comes next.</Banner>}
      <EditorContent editor={editor} />
    </div>
  )
}

function NoteTools({ editor }: { editor: Editor }) {
  const is = useEditorState({ editor, selector: ({ editor: now }) => ({ bold: now.isActive('bold'), italic: now.isActive('italic'), list: now.isActive('bulletList'), heading: now.isActive('heading') }) })
  const run = () => editor.chain().focus()
  return (
    <Toolbar label="Writing">
      <IconButton label="Time stamp" shortcut="alt+t" icon={<Clock aria-hidden="true" />} onPress={() => run().setStamp().run()} />
      <IconButton label="Bold" shortcut="mod+b" aria-pressed={is.bold} icon={<Bold aria-hidden="true" />} onPress={() => run().toggleBold().run()} />
      <IconButton label="Italic" shortcut="mod+i" aria-pressed={is.italic} icon={<Italic aria-hidden="true" />} onPress={() => run().toggleItalic().run()} />
      <IconButton label="List" shortcut="mod+shift+8" aria-pressed={is.list} icon={<List aria-hidden="true" />} onPress={() => run().toggleBulletList().run()} />
      <IconButton label="Heading" shortcut="mod+alt+3" aria-pressed={is.heading} icon={<Heading aria-hidden="true" />} onPress={() => run().toggleHeading({ level: 3 }).run()} />
    </Toolbar>
  )
}
