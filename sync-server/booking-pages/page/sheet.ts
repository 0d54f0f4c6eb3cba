/** The one sheet of the booking pages: light and dark, targets of 44 px, contrasts of WCAG AA. */
export const sheet = `:root { color-scheme: light dark; --bg: light-dark(#f7f7f8, #121316); --card: light-dark(#fff, #191a1e); --ink: light-dark(#1a1b20, #ececf1); --muted: light-dark(#575a66, #a9adb9); --line: light-dark(#d3d4db, #3a3d46); --edge: light-dark(#858792, #6c707d); --accent: light-dark(#4753d0, #5a67dc); --accent-ink: light-dark(#3f4ac4, #a3acff); --soft: light-dark(#ecedfc, #272b48); --warn: light-dark(#84500a, #e6b35c); --warn-soft: light-dark(#fcf0dc, #35280f); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; }
header, main { max-width: 38rem; margin: 0 auto; padding: 0 1rem; }
header p { margin: 1rem 0 0; color: var(--muted); font-weight: 600; }
main { padding-bottom: 3rem; }
h1 { margin: .25rem 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1.05rem; }
small, .hint, .empty { color: var(--muted); }
a { color: var(--accent-ink); }
label { display: block; margin: .75rem 0 .25rem; font-weight: 600; }
select, textarea { width: 100%; min-height: 2.75rem; padding: .5rem; border: 1px solid var(--edge); border-radius: .4rem; background: var(--card); color: inherit; font: inherit; }
button, .button { display: inline-block; min-height: 2.75rem; padding: .5rem 1rem; border: 1px solid var(--edge); border-radius: .5rem; background: var(--card); color: var(--ink); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { background: var(--soft); }
:focus-visible { outline: 3px solid var(--accent-ink); outline-offset: 2px; }
.main { width: 100%; border-color: var(--accent); background: var(--accent); color: #fff; }
.main:hover { background: light-dark(#3c47bb, #5460d0); }
.zone { display: grid; grid-template-columns: 1fr auto; gap: .25rem .5rem; margin: 1rem 0; }
.zone label { grid-column: 1 / -1; margin: 0; }
.times { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .5rem; margin: 0; padding: 0; list-style: none; }
.times button { width: 100%; padding: .5rem; font-variant-numeric: tabular-nums; }
.times small { display: block; font-weight: 400; }
.sessions { margin: .5rem 0; padding-inline-start: 1.25rem; }
.plan { display: grid; gap: .75rem; margin: 1rem 0; padding: 0; list-style: none; }
.plan small { white-space: nowrap; }
.plan li { display: grid; gap: .1rem; padding: .75rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: .5rem; background: var(--card); }
.notice { padding: .75rem 1rem; border-radius: .5rem; font-weight: 600; }
.notice.warn { background: var(--warn-soft); color: var(--warn); }
.notice.good { background: var(--soft); }
fieldset { margin: .75rem 0; padding: .25rem 1rem .5rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
legend { padding: 0 .25rem; font-weight: 600; }
.check { display: flex; align-items: center; gap: .6rem; min-height: 2.75rem; margin: 0; font-weight: 400; }
.check input { width: 1.25rem; height: 1.25rem; accent-color: var(--accent); }
form .main { margin-top: 1rem; }
nav { display: flex; justify-content: space-between; margin-top: 1.5rem; }
nav a { padding: .6rem 0; }
`
