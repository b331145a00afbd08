/** The style of the page that shows copies side by side. */
export const MATCH_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #8885; --well: #8881; --copy: light-dark(#a3201a, #ff8a80); --look: light-dark(#7a5200, #f0c050); }
main { max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
section { border-top: 1px solid var(--line); padding: 1rem 0; }
h1 { font-size: 1.6rem; margin: 0 0 .4rem; }
h2 { font-size: 1.05rem; overflow-wrap: anywhere; margin: .2rem 0; }
.matches { list-style: none; padding: 0; }
.matches li { break-inside: avoid; padding: .4rem 0 1rem; }
p { margin: .3rem 0 .6rem; overflow-wrap: anywhere; }
.tag { border: 1px solid currentColor; border-radius: 3px; padding: 0 .4rem; font-size: .85rem; color: var(--look); }
.duplicate .tag { color: var(--copy); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 1rem; }
figure { margin: 0; min-width: 0; }
.pair.three { grid-template-columns: repeat(3, minmax(0, 1fr)); }
.definitions { position: absolute; }
.mark { border-left: 3px solid var(--line); padding-left: .6rem; }
.mark.removed, .mark.damaged, .mark.covered { border-color: var(--copy); }
.mark::first-letter { text-transform: uppercase; }
.frame { aspect-ratio: 1; display: grid; place-items: center; overflow: hidden; background: var(--well); }
.frame > svg { width: 100%; height: 100%; object-fit: contain; min-width: 0; min-height: 0; }
.mirror.q0 { transform: scaleX(-1); }
.q1 { transform: rotate(90deg); }
.mirror.q1 { transform: rotate(90deg) scaleX(-1); }
.q2 { transform: rotate(180deg); }
.mirror.q2 { transform: rotate(180deg) scaleX(-1); }
.q3 { transform: rotate(270deg); }
.mirror.q3 { transform: rotate(270deg) scaleX(-1); }
.stack { position: relative; overflow: hidden; isolation: isolate; }
.stack > svg { position: absolute; left: 0; top: 0; transform-origin: 0 0; max-width: none; }
.stack > svg + svg { mix-blend-mode: difference; }
figcaption { overflow-wrap: anywhere; font-size: .85rem; padding-top: .2rem; }
section > section { border: 0; padding: .4rem 0; }
h3 { font-size: 1rem; overflow-wrap: anywhere; margin: .2rem 0; }
.contents { padding-left: 1.2rem; }
details { padding: .2rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary h3 { display: inline; font-weight: 600; }
@media print {
@page { margin: 14mm 12mm; }
:root { color-scheme: light; font-size: 9.5pt; }
main { max-width: none; margin: 0; padding: 0; }
h1, h2, h3 { break-after: avoid; break-inside: avoid; }
.pair, figure, .frame, .stack { break-inside: avoid; }
.stack { zoom: .68; }
.frame, .stack, .tag { print-color-adjust: exact; }
summary { list-style: none; }
}
@media screen and (max-width: 41.99rem) { .pair, .pair.three { gap: .5rem; grid-template-columns: 1fr 1fr; } .pair.marks { grid-template-columns: 1fr; } .overlay { grid-column: 1 / -1; } .overlay .frame { aspect-ratio: auto; } }
@media screen and (min-width: 42rem) { .stack { zoom: .6; } }
@media screen and (min-width: 56rem) { .stack { zoom: .84; } }
@media screen and (min-width: 66rem) { .stack { zoom: 1; } }
@media screen and (min-width: 78rem) { .stack { zoom: 1.18; } }
`;
