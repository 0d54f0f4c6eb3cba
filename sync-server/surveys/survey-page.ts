import { choicesOf, surveyWords, type SurveyKind } from '#shared/domain/surveys/survey-kinds'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, sign => escapes[sign]!)

const style = `:root{color-scheme:light dark;font:1.0625rem/1.5 system-ui,sans-serif}body{margin:0;background:light-dark(#f7f7f8,#121316);color:light-dark(#1a1b20,#ececf1)}
main{max-width:34rem;margin:0 auto;padding:2rem 1.25rem 4rem}h1{font-size:1.375rem;line-height:1.3;margin:0 0 1.25rem;text-wrap:balance}fieldset{border:0;margin:0 0 1.25rem;padding:0}
label.choice{display:flex;align-items:center;gap:.75rem;min-height:3rem;padding:.25rem .875rem;margin-bottom:.5rem;border:1px solid light-dark(#858792,#6c707d);border-radius:.5rem;background:light-dark(#fff,#191a1e)}
label.choice:has(:checked){border-color:light-dark(#4753d0,#8c97ff);outline:1px solid light-dark(#4753d0,#8c97ff)}input{width:1.25rem;height:1.25rem;accent-color:#4753d0}
textarea{box-sizing:border-box;width:100%;min-height:6rem;margin-top:.375rem;padding:.625rem;font:inherit;color:inherit;background:light-dark(#fff,#191a1e);border:1px solid light-dark(#858792,#6c707d);border-radius:.5rem}
button{min-height:3rem;padding:0 1.5rem;margin-top:1rem;font:inherit;font-weight:600;color:#fff;background:#4753d0;border:0;border-radius:.5rem}:focus-visible{outline:3px solid light-dark(#4753d0,#8c97ff);outline-offset:2px}
.about{margin:-.75rem 0 1.25rem;color:light-dark(#575a66,#a9adb9)}.hint{color:light-dark(#575a66,#a9adb9);font-size:.9375rem}.said{padding:.75rem 1rem;border-radius:.5rem;background:light-dark(#e4f4ea,#17301f);margin-bottom:1.25rem}.wrong{background:light-dark(#fcebe9,#3b1c1a)}`

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escape(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`

export type SurveyView = Readonly<{ kind: SurveyKind; question: string; /** Of a hire: who it is. Never on a candidate's own page. */ about: string | null; workspace: string; score: number | null; comment: string; said: 'kept' | 'choose' | null; until: string }>

/** The question as a page: no script, no account, works on any telephone. */
export function surveyPage({ kind, question, about, workspace, score, comment, said, until }: SurveyView): string {
  const note = said === 'kept' ? `<p class="said" role="status">Thank you. You can change your answer here until ${escape(until)}.</p>` : said === 'choose' ? '<p class="said wrong" role="alert">Choose one of the answers, then send it.</p>' : ''
  const choices = choicesOf(kind).map(each => `<label class="choice"><input type="radio" name="score" value="${each.score}" required${each.score === score ? ' checked' : ''}>${escape(each.label)}</label>`).join('')
  const who = surveyWords[kind].asked === 'candidate' ? 'Read together with others’ answers, without your name, and never by the people who interviewed you.' : 'Read by recruiters.'
  return page(`One question · ${workspace}`, `${note}<form method="post"><fieldset><legend><h1>${escape(question)}</h1></legend>${about === null ? '' : `<p class="about">${escape(about)}</p>`}${choices}</fieldset>
<label>Anything you want to add <span class="hint">(may be left empty)</span><textarea name="comment" maxlength="2000">${escape(comment)}</textarea></label><button>${score === null ? 'Send' : 'Change my answer'}</button></form><p class="hint">${who}</p>`)
}

export const surveyGone = (): string => page('This question is closed', '<h1>This question is closed</h1><p>The link has run out or was replaced by a newer one. Look for the latest letter, or answer it.</p>')

/** Anything else that went wrong, in the words of the error catalogue. */
export const surveyProblem = (say: string): string => page('That did not work', `<h1>That did not work</h1><p>${escape(say)}</p>`)
