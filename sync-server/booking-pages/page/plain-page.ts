import { html } from './html.ts'
import { layout } from './layout.ts'

/** A page that only says something. Says nothing of whom a link was for. */
export function plainPage(title: string, words: string, workspace = 'Shortlist'): string {
  return layout({ title, workspace, body: html`<p>${words}</p>` })
}
