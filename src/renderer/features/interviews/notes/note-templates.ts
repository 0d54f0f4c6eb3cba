import { Extension, type JSONContent } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { PluginKey } from '@tiptap/pm/state'
import { Suggestion } from '@tiptap/suggestion'
import { matching, suggestList, type Suggested } from './suggest-list.ts'

const paragraph = (text: string): JSONContent => ({ type: 'paragraph', ...(text === '' ? {} : { content: [{ type: 'text', text }] }) })

/** `/` at the beginning of a line offers the workspace's texts. */
export const NoteTemplates = Extension.create<{ templates: readonly Readonly<{ id: string; name: string; body: string }>[] }>({
  name: 'noteTemplates',
  addOptions: () => ({ templates: [] }),
  addProseMirrorPlugins() {
    const { templates } = this.options
    return [Suggestion<Suggested, Suggested>({
      editor: this.editor, char: '/', startOfLine: true, pluginKey: new PluginKey('templates'), render: suggestList('Texts of this workspace'),
      items: ({ query }) => matching(templates.map(({ id, name, body }) => ({ id, label: name, about: body.split('\n')[0] ?? '' })), query),
      shouldShow: ({ transaction }) => !isChangeOrigin(transaction),
      command: ({ editor, range, props }) => {
        const body = templates.find(each => each.id === props.id)?.body ?? ''
        editor.chain().focus().insertContentAt(range, body.split('\n').map(paragraph)).run()
      },
    })]
  },
})
