import { html, type Html } from './html.ts'

/** What just happened, above everything else: well, or to be read first. */
export type Notice = Readonly<{ say: string; tone: 'good' | 'warn' }>

/** Whole pages: one column, no script that is needed, one sheet. `notice` says what just happened. */
export function layout({ title, workspace, notice, choosesZone, body }: Readonly<{ title: string; workspace: string; notice?: Notice | null; choosesZone?: boolean; body: Html }>): string {
  return `<!doctype html>${html`<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title} · ${workspace}</title>
<link rel="stylesheet" href="/book/assets/book.css">
${choosesZone ? html`<script src="/book/assets/zone.js" defer></script>` : null}
</head>
<body>
<header><p>${workspace}</p></header>
<main>
<h1>${title}</h1>
${notice ? html`<p class="notice ${notice.tone}" role="${notice.tone === 'good' ? 'status' : 'alert'}">${notice.say}</p>` : null}
${body}
</main>
</body>
</html>`.text}`
}
