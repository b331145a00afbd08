/** The style of the cover of a bundle: a document to be read on paper first. */
export const COVER_STYLE = `:root { color-scheme: light; font: 16px/1.5 Georgia, "Times New Roman", serif; --line: #bbb; --soft: #555; --well: #f4f4f2; --accent: #1f4e79; --bad: #9b1c1c; --good: #1c5d33; }
body { margin: 0; background: #fff; color: #111; }
main { max-width: 52rem; margin: 2.5rem auto; padding: 0 1.2rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid #111; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
p, li, td, dd { overflow-wrap: anywhere; }
p { margin: .4rem 0; }
.kind { letter-spacing: .12em; text-transform: uppercase; font: 600 .8rem/1.4 system-ui, sans-serif; color: var(--accent); margin: 0 0 .6rem; }
.soft { color: var(--soft); }
.small, code { font-size: .82rem; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
a { color: var(--accent); }
table { width: 100%; border-collapse: collapse; font-size: .92rem; margin: .4rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem .35rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; font: 600 .78rem/1.4 system-ui, sans-serif; color: var(--soft); }
td:first-child, th:first-child { white-space: nowrap; }
.facts th { width: 11rem; font-weight: 600; white-space: normal; }
.grounds td:nth-child(3) { width: 13rem; }
.pictures { display: flex; flex-wrap: wrap; gap: 1rem; margin: .6rem 0; }
figure { margin: 0; width: 15rem; }
figure img { max-width: 100%; max-height: 12rem; width: auto; height: auto; display: block; border: 1px solid var(--line); background: var(--well); }
figcaption { font-size: .82rem; padding-top: .2rem; overflow-wrap: anywhere; }
.box { border-left: 4px solid var(--accent); background: var(--well); padding: .6rem .9rem; margin: .8rem 0; }
.box p { margin: .2rem 0; }
ul.check { list-style: none; padding: 0; margin: .4rem 0; }
ul.check > li { padding: .35rem 0 .35rem 1.7rem; border-top: 1px solid var(--line); position: relative; }
ul.check > li::before { position: absolute; left: 0; font-family: "DejaVu Sans", system-ui, sans-serif; }
li.there::before { content: "\\2713"; color: var(--good); }
li.missing::before { content: "\\2717"; color: var(--bad); }
li.unknown::before { content: "?"; color: var(--bad); font-weight: 700; }
ul.check ul { margin: .2rem 0; padding-left: 1.1rem; font-size: .9rem; color: var(--soft); }
.bad { color: var(--bad); }
pre { background: var(--well); padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .82rem; margin: .4rem 0; }
.files { table-layout: fixed; }
.files td:first-child { white-space: normal; }
.files th:nth-child(2) { width: 14rem; }
.files code { display: block; color: var(--soft); font-size: .72rem; }
.events td:first-child { width: 8rem; }
.events td:nth-child(2) { width: 10rem; }
@media (max-width: 40rem) {
  td:first-child, th:first-child { white-space: normal; }
  .facts th { width: 7rem; }
  .grounds td:nth-child(3), .events td:first-child, .events td:nth-child(2) { width: auto; }
  .grounds td:first-child, .events td:first-child { white-space: nowrap; }
}
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: .5rem 0; }
.pair figure { width: auto; }
.frame svg { width: 100%; max-height: 16rem; display: block; }
.common { fill: none; stroke: var(--accent); stroke-width: 3; vector-effect: non-scaling-stroke; }
.differs { fill: none; stroke: var(--bad); stroke-width: 2; stroke-dasharray: 6 4; vector-effect: non-scaling-stroke; }
.signed td:first-child { font-weight: 700; }
.sign { margin-top: 3rem; border-bottom: 1px solid currentColor; padding-bottom: 3rem; break-inside: avoid; }
@page { margin: 18mm 16mm; }
@media print {
  :root { font-size: 12.5px; }
  main { max-width: none; margin: 0; padding: 0; }
  tr, li, figure, .box { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  figure { width: 13rem; }
  a { color: inherit; text-decoration: none; }
}
`;
