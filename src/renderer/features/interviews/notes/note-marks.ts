import { mergeAttributes, Node } from '@tiptap/core'
import { saySeconds, secondsInto } from '#shared/domain/commands/interview-note'
import type { Interview } from '#shared/domain/model/interview'
import { wallTimeOf } from '#shared/lib/zoned-time'

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    stamp: { setStamp: () => ReturnType }
  }
}

/** The moment as it is written into a note: since the interview began, or by the clock when it is not under way. */
function stampAt(interview: Pick<Interview, 'startMs' | 'endMs'>, nowMs: number, zone: string): Readonly<{ label: string; seconds: number | null }> {
  const seconds = secondsInto(interview, nowMs)
  return { label: seconds === null ? wallTimeOf(nowMs, zone) : saySeconds(seconds), seconds }
}

/** A time stamp in a line; Alt T writes the present moment. */
export const StampMark = Node.create<{ startMs: number; endMs: number; zone: string }>({
  name: 'stamp', group: 'inline', inline: true, atom: true, selectable: false,
  addOptions: () => ({ startMs: 0, endMs: 0, zone: 'UTC' }),
  addAttributes: () => ({
    label: { default: '', parseHTML: element => element.textContent },
    seconds: { default: null, parseHTML: element => { const seconds = Number.parseInt(element.getAttribute('data-seconds') ?? '', 10); return Number.isNaN(seconds) ? null : seconds }, renderHTML: ({ seconds }) => (seconds === null ? {} : { 'data-seconds': seconds as number }) },
  }),
  parseHTML: () => [{ tag: 'time[data-stamp]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['time', mergeAttributes({ 'data-stamp': '' }, HTMLAttributes), String(node.attrs['label'])],
  renderText: ({ node }) => `[${String(node.attrs['label'])}]`,
  addCommands() {
    return { setStamp: () => ({ chain }) => chain().insertContent([{ type: 'stamp', attrs: stampAt(this.options, Date.now(), this.options.zone) }, { type: 'text', text: ' ' }]).run() }
  },
  addKeyboardShortcuts() {
    return { 'Alt-t': () => this.editor.commands.setStamp() }
  },
})
