import { notDone } from '@listing-lint/rules/kernel';
import { escapeHtml, type Thumbnail } from '@listing-lint/rules/view';
import { pageOf } from '../page.ts';
import type { ExportOutcome } from './export-files.ts';
import type { ExportReport } from './export-report.ts';
import { exportSummary, hasCopies, outcomeWords } from './export-text.ts';

/** Small pictures by path of the source; null where there is none. */
export interface ShownPictures {
  readonly before: ReadonlyMap<string, Thumbnail | null>;
  readonly after: ReadonlyMap<string, Thumbnail | null>;
}

const figure = (name: string, thumbnail: Thumbnail | null | undefined, missing: string): string => {
  const image =
    thumbnail === null || thumbnail === undefined
      ? `<div class="none">${escapeHtml(missing)}</div>`
      : `<img src="${thumbnail.address}" width="${thumbnail.width}" height="${thumbnail.height}" alt="${escapeHtml(name)}">`;
  return `<figure>${image}<figcaption>${escapeHtml(name)}</figcaption></figure>`;
};

const itemOf = (
  outcome: ExportOutcome,
  { findings, title, isDryRun }: ExportReport,
  pictures: ShownPictures,
): string => {
  const { path, kind } = outcome;
  const copy = 'copy' in outcome ? outcome.copy : undefined;
  const said = findings.filter((finding) => finding.path === copy);
  const advice = 'advice' in outcome ? outcome.advice : [];
  const state =
    copy === undefined
      ? 'bad'
      : said.some(({ severity }) => severity === 'error')
        ? 'bad'
        : said.length + advice.length > 0
          ? 'fair'
          : 'good';
  const notes = [
    ...(isDryRun ? advice.map((each) => `${title} advises more: ${each}`) : []),
    ...said.map(({ ruleId, message }) => `${message} (${ruleId})`),
  ];
  return `<li class="${state}">
<h3>${escapeHtml(path)}</h3>
<p>${escapeHtml(outcomeWords(outcome))}</p>
${notes.length === 0 ? '' : `<ul class="notes">${notes.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul>`}
<div class="pair">${figure('before', pictures.before.get(path), 'no preview')}${figure(
    copy === undefined || copy === path ? 'after' : `after: ${copy}`,
    pictures.after.get(path),
    kind === 'refused' || kind === 'failed' ? 'no copy' : 'no preview',
  )}</div>
</li>`;
};

/** One self-contained page: each picture before and after, what was changed, and what the channel's preset says. */
export const exportHtml = (report: ExportReport, pictures: ShownPictures): string => {
  const { title, outcomes, unseen, findings, channel, day } = report;
  const others = findings.filter(({ path }) => !outcomes.some((each) => 'copy' in each && each.copy === path));
  const notes = [
    ...notDone('exported', unseen),
    ...others.map(({ path, message, ruleId }) => `${path}: ${message} (${ruleId})`),
  ];
  return pageOf(
    `Export for ${title}`,
    `<h1>Export for ${escapeHtml(title)}</h1>
<p class="lead">${escapeHtml(exportSummary(report))}. ${
      !hasCopies(report)
        ? ''
        : findings.length === 0
          ? `The copies pass <code>channels/${escapeHtml(channel)}</code> as it holds on ${escapeHtml(day)}.`
          : `${findings.length} findings of <code>channels/${escapeHtml(channel)}</code>.`
    }</p>
${notes.length === 0 ? '' : `<ul class="notes">${notes.map((each) => `<li>${escapeHtml(each)}</li>`).join('')}</ul>`}
<ul class="copies">${outcomes.map((outcome) => itemOf(outcome, report, pictures)).join('\n')}</ul>`,
  );
};
