import { escapeHtml } from '@listing-lint/rules/view';
import { pageOf } from '../page.ts';
import type { ChannelsReport, ShownChannel, ShownFigure } from './channels-report.ts';
import { FIGURE_COLUMNS } from './figure-words.ts';
import type { ChannelPlace, ChannelStanding, PicturePlaces } from './where-they-go.ts';

/** A path may break after its folders, not inside a name. */
const pathHtml = (path: string): string =>
  path
    .split(/(?<=\/)/)
    .map((part) => `<span class="whole">${escapeHtml(part)}</span>`)
    .join('<wbr>');

/** A number stays with its sign. */
const unbroken = (says: string): string =>
  escapeHtml(says)
    .replace(/([≥≤]) /g, '$1\u00a0')
    .replace(/ %/g, '\u00a0%');

const figureHtml = ({ says, level, certainty, from, judged, source, note }: ShownFigure): string => {
  const about = `${level}; certainty ${certainty}; read ${source.read}: ${source.title}${note === null ? '' : `; ${note}`}${judged ? '' : '; judged by no rule'}`;
  const text = `${unbroken(says)}${from === null ? '' : ` <span class="soft whole">from ${escapeHtml(from)}</span>`}`;
  return `<div${level === 'recommended' ? ' class="hint"' : ''} title="${escapeHtml(about)}">${text}\u00a0<a class="mark" href="${escapeHtml(source.url)}" aria-label="${escapeHtml(about)}">${certainty}</a>${judged ? '' : '\u00a0<span class="soft">*</span>'}</div>`;
};

const channelRow = ({ id, title, figures }: ShownChannel): string => {
  const cells = FIGURE_COLUMNS.map(({ id: column }) => {
    const own = figures.filter((figure) => figure.column === column);
    return `<td>${own.map(figureHtml).join('') || '<span class="soft">–</span>'}</td>`;
  });
  return `<tr><th scope="row">${escapeHtml(title)}<br><span class="soft">channels/<wbr>${escapeHtml(id)}</span></th>${cells.join('')}</tr>`;
};

const STANDING: Readonly<Record<ChannelStanding, { readonly kind: string; readonly words: string }>> = {
  passes: { kind: 'good', words: '✓' },
  advised: { kind: 'fair', words: '✓ less' },
  'as a copy': { kind: 'fair', words: '↻ copy' },
  not: { kind: 'bad', words: '✗' },
};

const placeCell = (place: ChannelPlace | undefined): string => {
  if (place === undefined) return '<td></td>';
  const { kind, words } = STANDING[place.standing];
  const why = escapeHtml(place.says.join('; '));
  // Opens by key and touch too, where a title on the mark would be for a mouse alone.
  const told =
    why === '' ? words : `<details><summary title="${why}">${words}</summary><span class="why">${why}</span></details>`;
  return `<td class="${kind}">${told}</td>`;
};

const pictureRow = (picture: PicturePlaces, channels: readonly ShownChannel[]): string => {
  const cells =
    'problem' in picture
      ? `<td class="bad" colspan="${channels.length}">${escapeHtml(picture.problem)}</td>`
      : channels.map(({ id }) => placeCell(picture.places.find(({ channel }) => channel === id))).join('');
  return `<tr><th scope="row">${pathHtml(picture.path)}<br><span class="soft">${escapeHtml(picture.role)}</span></th>${cells}</tr>`;
};

const picturesHtml = ({ channels, pictures }: ChannelsReport): string =>
  pictures.length === 0
    ? ''
    : `<h2>Where ${pictures.length} pictures go</h2>
<p class="lead">✓ as it is · ✓ less: taken, with less than is advised · ↻ copy: <code>listing-lint export</code> writes one that is taken · ✗ no copy can be made; the reason opens on the mark.</p>
<div class="scroll"><table><thead><tr><th>picture</th>${channels.map(({ title }) => `<th>${escapeHtml(title)}</th>`).join('')}</tr></thead>
<tbody>${pictures.map((picture) => pictureRow(picture, channels)).join('\n')}</tbody></table></div>`;

/** One self-contained page: what channels ask side by side, each figure with its source, and where pictures go. */
export const channelsHtml = (report: ChannelsReport): string => {
  const { channels, day, unseen } = report;
  const leftOut = channels.flatMap(({ title, leftOut: lines }) => lines.map((line) => `${title}: ${line}`));
  return pageOf(
    'What marketplaces ask of pictures',
    `<h1>What marketplaces ask of pictures</h1>
<p class="lead">As of ${escapeHtml(day)}. <span class="hint">Slanted</span>: recommended. A: a page of the marketplace, current; B: one that is old or partial; C: somebody else says so. * judged by no rule. The letter leads to the source.</p>
<div class="scroll"><table><thead><tr><th>marketplace</th>${FIGURE_COLUMNS.map(({ title }) => `<th>${title}</th>`).join('')}</tr></thead>
<tbody>${channels.map(channelRow).join('\n')}</tbody></table></div>
${picturesHtml(report)}
${unseen.length === 0 ? '' : `<h2>Not looked at</h2><ul class="notes">${unseen.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul>`}
${leftOut.length === 0 ? '' : `<h2>Left out, as no page that was read says so</h2><ul class="notes">${leftOut.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`}`,
  );
};
