/** The style of the page that lays two pictures side by side. */
export const COMPARE_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #8886; --well: #8881; --soft: light-dark(#555, #b5b5b5); --mark: light-dark(#0b5cad, #7ab8ff); --diff: light-dark(#b3261e, #ff8a80); }
body { margin: 0; }
main { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .4rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
h3 { font-size: 1rem; margin: 0 0 .4rem; }
p { margin: .3rem 0; overflow-wrap: anywhere; }
.lead { font-size: 1.1rem; }
.soft { color: var(--soft); }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
figure { margin: 0; min-width: 0; }
.frame { display: grid; place-items: center; background: var(--well); min-height: 8rem; }
.frame svg { width: 100%; max-height: 26rem; display: block; }
.common { fill: none; stroke: var(--mark); stroke-width: 3; vector-effect: non-scaling-stroke; }
.differs { fill: none; stroke: var(--diff); stroke-width: 2; stroke-dasharray: 6 4; vector-effect: non-scaling-stroke; }
figcaption { font-size: .85rem; padding-top: .3rem; overflow-wrap: anywhere; }
.key { display: inline-block; width: 1.4rem; border-top: 3px solid var(--mark); vertical-align: middle; }
.key.d { border-top: 2px dashed var(--diff); }
.points { list-style: none; padding: 0; margin: 0; }
.points > li { border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem; margin: 0 0 .8rem; break-inside: avoid; }
.has { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; font-size: .9rem; margin: 0 0 .5rem; }
.has div { overflow-wrap: anywhere; min-width: 0; }
.has b { color: var(--mark); }
.towards { display: inline-block; border: 1px solid currentColor; border-radius: 999px; padding: 0 .6rem; font-size: .85rem; color: var(--mark); margin: .3rem 0 0; }
.ground { font-size: .78rem; color: var(--soft); font-family: ui-monospace, monospace; }
.not::before { content: "Not shown: "; font-weight: 600; }
.shows::before { content: "Shown: "; font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-size: .85rem; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
th:first-child, td:first-child { width: 26%; }
th:nth-child(2), td:nth-child(2) { width: 9%; }
td .soft { display: block; font-size: .92em; }
tr.differs-row td:nth-child(2) { color: var(--diff); }
.limits { border-left: 4px solid var(--mark); padding-left: .8rem; margin-top: 1.5rem; }
@media (max-width: 40rem) {
  .has, .pair { grid-template-columns: 1fr; }
  .pair { gap: .6rem; }
  thead { display: none; }
  table, tbody, tr, td { display: block; width: auto !important; }
  td { border-top: 0; padding: .1rem 0; }
  tr { border-top: 1px solid var(--line); padding: .4rem 0; }
  td:first-child { font-weight: 600; }
  td[data-of]::before { content: attr(data-of) ": "; color: var(--mark); font-weight: 600; }
}
@media print {
  :root { color-scheme: light; font-size: 11px; }
  main { max-width: none; margin: 0; padding: 0; }
  .frame { background: none; border: 1px solid var(--line); }
  .frame svg { max-height: 16rem; }
  tr, li { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
