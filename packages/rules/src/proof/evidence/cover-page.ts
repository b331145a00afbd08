import { escapeHtml } from '../../hash/match/match-html.ts';
import { type ComparedThumbnails, comparedFigure } from '../compare/compare-html.ts';
import type { CompareReport } from '../compare/compare-report.ts';
import type { ChecklistItem } from './checklist.ts';

/** What the cover of a bundle tells. */
export interface EvidenceCover {
  readonly title: string;
  /** Who says all this: the rights holder of the case, or the owner of the config; null where neither is named. */
  readonly party: string | null;
  readonly asOf: string;
  /** Lines of the case over time; none for a picture. */
  readonly timeline: string | null;
  readonly files: readonly { readonly path: string; readonly what: string; readonly sha256: string }[];
  readonly comparisons: readonly {
    readonly page: string;
    readonly report: CompareReport;
    readonly thumbnails: ComparedThumbnails;
  }[];
  readonly checklist: readonly ChecklistItem[];
}

/** The cover of a bundle, for somebody who has to decide: what is claimed, what speaks for it, what is missing, and how to check it. One page of HTML. */
export const coverPage = ({ title, party, asOf, timeline, files, comparisons, checklist }: EvidenceCover): string => {
  const missing = checklist.filter(({ isThere }) => !isThere);
  const there = checklist.filter(({ isThere }) => isThere);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${COVER_STYLE}</style>
<main>
<h1>${escapeHtml(title)}</h1>
<p class="lead">${party === null ? 'Put together' : `Put together for ${escapeHtml(party)}`} as of ${escapeHtml(asOf)}. ${files.length} files, ${comparisons.length} ${comparisons.length === 1 ? 'comparison' : 'comparisons'}; of ${checklist.length} things that a dispute is asked for ${missing.length} ${missing.length === 1 ? 'is' : 'are'} missing.</p>
<p class="note">This page tells what is in the bundle; it decides nothing. Every file can be checked without the program that made it: see “How to check this”.</p>
${comparisons.length === 0 ? '' : `<h2>Pictures compared</h2>${comparisons.map(comparisonPart).join('')}`}
${timeline === null ? '' : `<h2>What happened</h2><pre>${escapeHtml(timeline).replaceAll('\\n', '\n')}</pre>`}
<h2>What is missing</h2>
${missing.length === 0 ? '<p>Nothing of the list below.</p>' : listOf(missing)}
<h2>What is there</h2>
${there.length === 0 ? '<p>Nothing of the list.</p>' : listOf(there)}
<h2>Files</h2>
<table><thead><tr><th>File</th><th>What it is</th><th>SHA-256</th></tr></thead><tbody>${files
    .map(
      ({ path, what, sha256 }) =>
        `<tr><td>${escapeHtml(path)}</td><td>${escapeHtml(what)}</td><td class="hash">${sha256}</td></tr>`,
    )
    .join('\n')}</tbody></table>
<h2>How to check this</h2>
<p>In the folder of the bundle, with a shell, sha256sum and openssl; nothing is contacted:</p>
<pre>sh data/verify.sh roots.pem</pre>
<p>It holds every file against its hash, every entry of the ledger against its name, its way to the root of a seal, and every seal against the signature of its
time-stamp authority. <b>roots.pem</b> holds the certificates of those authorities: have them from them, not from this bundle. That a file was there at a time is no proof of
who made it; README.txt says what each part shows and does not show.</p>
<p class="sign">Place, date and signature of who hands this over:</p>
</main>
</html>
`;
};

const listOf = (items: readonly ChecklistItem[]): string =>
  `<ul>${items.map(({ what, note }) => `<li>${escapeHtml(what)}${note === '' ? '' : ` <span class="soft">${escapeHtml(note)}</span>`}</li>`).join('')}</ul>`;

const comparisonPart = ({ page, report, thumbnails }: EvidenceCover['comparisons'][number]): string => {
  const telling = report.points.filter(
    ({ code, towards }) => towards !== null || /^(?:file|picture|extent)\./.test(code),
  );
  return `<section><h3>A: ${escapeHtml(report.a.path)} · B: ${escapeHtml(report.b.path)}</h3><div class="pair">${(['a', 'b'] as const).map((side) => comparedFigure(report, side, thumbnails)).join('')}</div>
<p>${escapeHtml(report.summary.sentence)}</p>
<ul>${telling.map(({ shows, showsNot }) => `<li>${escapeHtml(shows)} <span class="soft">${escapeHtml(showsNot)}</span></li>`).join('')}</ul>
<p class="soft">All points, side by side: ${escapeHtml(page)}</p></section>`;
};

const COVER_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #8886; --soft: light-dark(#555, #b5b5b5); }
main { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0 0 .4rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .5rem; border-bottom: 1px solid var(--line); break-after: avoid; }
h3 { font-size: 1rem; margin: .8rem 0 .2rem; overflow-wrap: anywhere; }
.lead { font-size: 1.1rem; }
.note { border-left: 4px solid #0b5cad; padding-left: .8rem; }
.soft { color: var(--soft); }
li { margin: .2rem 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem; border: 1px solid var(--line); padding: .6rem; }
table { width: 100%; border-collapse: collapse; font-size: .85rem; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; border-top: 1px solid var(--line); padding: .3rem .5rem .3rem 0; overflow-wrap: anywhere; }
.hash { font-family: ui-monospace, monospace; font-size: .75rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: .5rem 0; }
.frame svg { width: 100%; max-height: 15rem; display: block; }
figure { margin: 0; min-width: 0; }
figcaption { font-size: .85rem; overflow-wrap: anywhere; }
.common { fill: none; stroke: #0b5cad; stroke-width: 3; vector-effect: non-scaling-stroke; }
.differs { fill: none; stroke: #b3261e; stroke-width: 2; stroke-dasharray: 6 4; vector-effect: non-scaling-stroke; }
.sign { margin-top: 3rem; border-bottom: 1px solid currentColor; padding-bottom: 3rem; break-inside: avoid; }
section, tr { break-inside: avoid; }
@media print { :root { color-scheme: light; font-size: 11px; } main { max-width: none; margin: 0; padding: 0; } }
`;
