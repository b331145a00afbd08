import { escapeHtml } from '@listing-lint/rules/view';

const STYLE = `:root { color-scheme: light dark; --ground: #fbfaf8; --card: #fff; --ink: #1d1b18; --soft: #6a655d; --line: #e2ddd4; --good: #1f7a4d; --fair: #9a6a00; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ground: #171614; --card: #211f1c; --ink: #ece8e1; --soft: #a39c91; --line: #3a362f; --good: #63c294; --fair: #e0b050; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 84rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: .95rem; margin: 0; overflow-wrap: anywhere; }
.lead { color: var(--soft); max-width: 50rem; margin: 0 0 1.5rem; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .6rem; background: var(--card); }
table { border-collapse: collapse; width: 100%; font-size: .86rem; }
th, td { padding: .5rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tr:last-child > * { border-bottom: 0; }
thead th { position: sticky; top: 0; background: var(--card); font-weight: 600; white-space: nowrap; }
tbody th { position: sticky; left: 0; background: var(--card); font-weight: 600; overflow-wrap: break-word; min-width: 9rem; max-width: 22rem; }
td .soft, .soft { color: var(--soft); }
tbody th .soft { font-weight: 400; font-size: .78rem; }
.whole { white-space: nowrap; }
.hint { font-style: italic; color: var(--soft); }
.good { --state: var(--good); } .fair { --state: var(--fair); } .bad { --state: var(--bad); }
td.good, td.fair, td.bad { color: var(--state); white-space: nowrap; }
.why { display: block; min-width: 12rem; max-width: 20rem; white-space: normal; color: var(--ink); font-size: .78rem; }
.copies { list-style: none; padding: 0; margin: 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(21rem, 1fr)); }
.copies > li { background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--state); border-radius: .6rem; padding: 1rem; }
.copies p { margin: .25rem 0 .5rem; color: var(--soft); font-size: .88rem; }
.notes { margin: 0 0 .75rem; padding-left: 1.1rem; font-size: .85rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; align-items: start; }
figure { margin: 0; }
figure img { width: 100%; height: auto; display: block; border: 1px solid var(--line); border-radius: .3rem; background: repeating-conic-gradient(#8882 0 25%, transparent 0 50%) 0 0 / 16px 16px; }
figcaption { font-size: .78rem; color: var(--soft); overflow-wrap: anywhere; margin-top: .25rem; }
a.mark { color: var(--soft); font-size: .75rem; text-decoration: none; border: 1px solid var(--line); border-radius: .2rem; padding: 0 .2rem; font-style: normal; }
.none { aspect-ratio: 1; display: grid; place-items: center; border: 1px dashed var(--line); border-radius: .3rem; color: var(--soft); font-size: .85rem; }
@media print { body { background: none; } main { padding: 0; max-width: none; } .scroll { border: 0; overflow: visible; } .copies > li, tr { break-inside: avoid; } table { font-size: .66rem; } th, td { padding: .2rem .3rem; } thead th { position: static; white-space: normal; vertical-align: bottom; } tbody th { position: static; min-width: 8.5rem; } td.good, td.fair, td.bad { white-space: normal; } .copies { grid-template-columns: repeat(3, 1fr); gap: .6rem; } .copies > li { padding: .6rem; } figure img, .none { max-height: 48mm; object-fit: contain; } }
@media (max-width: 40rem) { main { padding: 1.5rem 1rem 3rem; } tbody th { min-width: 7rem; max-width: 9rem; overflow-wrap: anywhere; } tbody th .whole { white-space: normal; } }
@page { size: A4 landscape; margin: 12mm; }
`;

/** A self-contained page that loads nothing. `body` is HTML. */
export const pageOf = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${STYLE}</style>
<main>
${body}
</main>
</html>
`;
