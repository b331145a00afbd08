import { posix } from 'node:path';
import type { CaseFile } from '@listing-lint/disputes';
import { escapeHtml } from '@listing-lint/rules/view';
import { comparedFigure } from '@listing-lint/vision';
import type { EvidenceComparison, EvidenceCover } from '../evidence-cover.ts';
import { fileLink, hrefTo } from './cover-parts.ts';

/** Pictures of the other side beside ours, and how they were put on record. */
export const theirsSection = (file: CaseFile, cover: EvidenceCover): string => {
  const captures = (file.infringements ?? []).flatMap((one) => capturePart(one, cover));
  const none = '<p class="soft">No picture of the other side is on file, or none of ours to lay beside it.</p>';
  return `<h2>The pictures of the other side</h2>${cover.comparisons.length === 0 ? none : cover.comparisons.map(comparisonPart).join('')}${captures.length === 0 ? '' : `<h3>How they were put on record</h3>${captures.join('')}`}`;
};

const comparisonPart = ({ place, report, thumbnails }: EvidenceComparison): string => {
  const telling = report.points.filter(
    ({ code, towards }) => towards !== null || /^(?:file|picture|extent|stamp)\./.test(code),
  );
  const points = telling.map(
    ({ shows, showsNot }) => `<li>${escapeHtml(shows)} <span class="soft">${escapeHtml(showsNot)}</span></li>`,
  );
  return `<section><h3>A, ours: ${escapeHtml(report.a.path)} · B, theirs: ${escapeHtml(report.b.path)}</h3><div class="pair">${(['a', 'b'] as const).map((side) => comparedFigure(report, side, thumbnails)).join('')}</div>
<div class="box"><p>${escapeHtml(report.summary.sentence)} <a href="${hrefTo(`${place}.html`)}">All points, side by side</a></p></div><ul>${points.join('')}</ul></section>`;
};

type Infringement = NonNullable<CaseFile['infringements']>[number];

const capturePart = ({ listing, capture }: Infringement, cover: EvidenceCover): readonly string[] => {
  if (!capture) return [];
  const files = [capture.screenshot, capture.page].flatMap((each) =>
    each ? [fileLink(posix.normalize(each.file), cover)] : [],
  );
  const by = [capture.by, capture.tool].filter(Boolean).join(', with ');
  return [
    `<p>${escapeHtml(String(listing))}: captured ${escapeHtml(capture.capturedAt.replace('T', ' '))}${by === '' ? '' : ` by ${escapeHtml(by)}`}: ${files.join(', ')}</p>`,
  ];
};
