import type { FractionEdges } from '@listing-lint/rules/hash';
import { escapeHtml, type Thumbnail } from '@listing-lint/rules/view';
import type { CompareReport } from './compare-report.ts';
import { COMPARE_STYLE } from './compare-style.ts';
import { fieldWords, STATE_WORDS, SURENESS_WORDS } from './compare-text.ts';
import type { ComparedField } from './field-table.ts';
import type { ComparedPoint, Side } from './points/point.ts';

/** Small pictures of the two; null where there is none. */
export interface ComparedThumbnails {
  readonly a: Thumbnail | null;
  readonly b: Thumbnail | null;
}

/** One self-contained page: the pictures with what both show outlined, each point with what it shows and does not, all fields side by side. */
export const compareHtml = (report: CompareReport, thumbnails: ComparedThumbnails): string => {
  const { summary, points, fields, a, b } = report;
  const unread = [...a.unread.map((each) => `A: ${each}`), ...b.unread.map((each) => `B: ${each}`)];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Two pictures side by side</title>
<style>
${COMPARE_STYLE}</style>
<main>
<h1>Two pictures side by side</h1>
<p class="lead">${escapeHtml(summary.sentence)}</p>
<div class="pair">${comparedFigure(report, 'a', thumbnails)}${comparedFigure(report, 'b', thumbnails)}</div>
${legend(report)}
<p class="limits">${escapeHtml(summary.limits)}</p>
<h2>What was compared</h2>
<ul class="points">${points.map(pointItem).join('\n')}</ul>
<h2>What the files state, side by side</h2>
${fieldsTable(fields)}
${unread.length === 0 ? '' : `<h2>Seen and not understood</h2><ul>${unread.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul>`}
<h2>The files</h2>
<p class="ground">A SHA-256 ${a.sha256}<br>B SHA-256 ${b.sha256}</p>
</main>
</html>
`;
};

/** One of the two pictures with what both show outlined. */
export const comparedFigure = (report: CompareReport, side: Side, thumbnails: ComparedThumbnails): string => {
  const { path, width, height, format, problem } = report[side];
  const thumbnail = thumbnails[side];
  const name = side.toUpperCase();
  const size = width === null || height === null ? '' : `, ${width} × ${height} px`;
  const image =
    thumbnail === null
      ? `no preview${problem === null ? '' : `: ${escapeHtml(problem)}`}`
      : outlined(report, side, thumbnail);
  return `<figure><div class="frame">${image}</div><figcaption><b>${name}</b> ${escapeHtml(path)}<br><span class="soft">${escapeHtml(format.toUpperCase())}${size}</span></figcaption></figure>`;
};

const outlined = (report: CompareReport, side: Side, { address, width, height }: Thumbnail): string => {
  const { common } = report.picture;
  const box = (edges: FractionEdges, kind: string): string =>
    `<rect class="${kind}" x="${edges.left * width}" y="${edges.top * height}" width="${(edges.right - edges.left) * width}" height="${(edges.bottom - edges.top) * height}"/>`;
  const boxes =
    common === null
      ? ''
      : `${box(common[side], 'common')}${side === 'a' ? common.differing.map((edges) => box(edges, 'differs')).join('') : ''}`;
  return `<svg role="img" aria-label="${escapeHtml(`picture ${side.toUpperCase()}: ${report[side].path}`)}" viewBox="0 0 ${width} ${height}"><image href="${escapeHtml(address)}" width="${width}" height="${height}"/>${boxes}</svg>`;
};

const legend = ({ picture: { common } }: CompareReport): string =>
  common === null
    ? ''
    : `<p class="soft"><span class="key"></span> what both show${common.differing.length === 0 ? '' : ' · <span class="key d"></span> where they differ within it'}</p>`;

const pointItem = ({ code, title, a, b, shows, showsNot, towards, ground }: ComparedPoint): string =>
  `<li id="${escapeHtml(code)}"><h3>${escapeHtml(title)}</h3>
<div class="has"><div><b>A</b> ${escapeHtml(a)}</div><div><b>B</b> ${escapeHtml(b)}</div></div>
<p class="shows">${escapeHtml(shows)}</p>
<p class="not soft">${escapeHtml(showsNot)}</p>
${towards === null ? '' : `<p class="towards">speaks for ${towards.side.toUpperCase()} as nearer to the source, ${SURENESS_WORDS[towards.sureness]}</p>`}
<p class="ground">${escapeHtml(`${code} rests on ${ground.join(' ')}`)}</p></li>`;

const fieldsTable = (fields: readonly ComparedField[]): string =>
  fields.length === 0
    ? '<p>Neither file states anything.</p>'
    : `<table><thead><tr><th>Field</th><th></th><th>A</th><th>B</th></tr></thead><tbody>${fields.map(fieldRow).join('\n')}</tbody></table>`;

const fieldRow = ({ field, state, a, b }: ComparedField): string =>
  `<tr${state === 'differs' ? ' class="differs-row"' : ''}><td>${escapeHtml(field)}</td><td>${STATE_WORDS[state]}</td>${fieldCell('A', a)}${fieldCell('B', b)}</tr>`;

const fieldCell = (name: string, stated: ComparedField['a']): string =>
  `<td data-of="${name}">${escapeHtml(fieldWords(stated))}${stated === null ? '' : `<span class="soft">${escapeHtml(stated.place)}</span>`}</td>`;
