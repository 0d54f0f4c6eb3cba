import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { maxNoteBody } from '#shared/domain/model/note'
import { closeText, openText } from '#shared/lib/text-merge'

/** Stored characters that one typed character costs at most: three bytes of UTF-8, as base64. */
const perCharacter = 4
/** Measuring a long note costs; its size is looked at again after so many changes. */
const measureEvery = 40

/**
 * A note takes no more than it can keep. What would not fit is not taken at all, and `onFull` says so; what comes from
 * another laptop always is, there is room for that.
 */
export const NoteLimit = Extension.create<{ doc: ReturnType<typeof openText>; onFull: () => void }>({
  name: 'noteLimit',
  addOptions: () => ({ doc: openText(''), onFull: () => undefined }),
  addProseMirrorPlugins() {
    let [length, changes] = [0, measureEvery]
    return [new Plugin({
      filterTransaction: (transaction, state) => {
        const grown = transaction.doc.content.size - state.doc.content.size
        if (!transaction.docChanged || grown <= 0 || isChangeOrigin(transaction)) return true
        changes += 1
        if (changes >= measureEvery || length + grown * perCharacter > maxNoteBody) [length, changes] = [closeText(this.options.doc).length, 0]
        const fits = length + grown * perCharacter <= maxNoteBody
        if (!fits) this.options.onFull()
        return fits
      },
    })]
  },
})
