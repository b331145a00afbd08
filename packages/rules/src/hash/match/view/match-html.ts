import type { FractionBox } from '@listing-lint/core/plugin';
import { laidAlike, turnOf } from '../../compare/describe.ts';
import { passedWords } from '../../fingerprint/passed-over.ts';
import type { Form, FractionEdges } from '../../hash256/dihedral.ts';
import type { MatchReport, SuspectResult } from '../match.ts';
import type { OurPicture } from '../our-picture.ts';
import { escapeHtml, type Thumbnail, type ThumbnailOf } from './html-parts.ts';
import { bestOf, contents, inOrder, KIND_TITLES } from './in-order.ts';
import { oursLaidOn } from './laid-on.ts';
import { MATCH_STYLE } from './match-style.ts';
import {
  markWords,
  matchSummary,
  originalsWords,
  suspectMarkSentence,
  unseenPicturesSentence,
  verdictLegend,
  verdictWords,
} from './match-text.ts';

/**
 * One self-contained page: each suspect beside ours, ours turned to lie as the suspect does, both without what frames and padding have
 * added. `thumbnail` gives the small picture of a path, or null where it has none.
 */
export const matchHtml = (report: MatchReport, thumbnail: ThumbnailOf): string => {
  const { suspects } = report;
  const kinds = inOrder(suspects);
  const without = suspects.filter(
    ({ matches, mark, problem, inconclusive }) => problem === null && matches.length === 0 && !mark && !inconclusive,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Copies of our pictures</title>
<style>
${MATCH_STYLE}</style>
<main>
<h1>Copies of our pictures</h1>
<p>${escapeHtml(matchSummary(report))}.</p>
${contents(kinds)}
${kinds
  .map(
    ({ verdict, suspects: own }) =>
      `<section id="${verdict}"><h2>${KIND_TITLES[verdict]} (${own.length})</h2>${own.map((suspect) => section(suspect, thumbnail)).join('\n')}</section>`,
  )
  .join('\n')}
${plainList(
  'With our mark',
  suspects.flatMap(({ path, mark }) => (mark === undefined ? [] : [`${path}: ${suspectMarkSentence(mark)}`])),
)}
${plainList(
  'Cannot be told',
  suspects.flatMap(({ path, matches, inconclusive }) =>
    inconclusive === undefined || matches.length > 0 ? [] : [`${path}: ${inconclusive}`],
  ),
)}
${plainList(
  'Could not be compared',
  suspects.flatMap(({ path, problem }) => (problem === null ? [] : [`${path}: ${problem}`])),
)}
${plainList(
  'Ours that could not be read',
  report.unreadable.map(({ problem }) => problem),
)}
${plainList(
  'None of ours in what was looked at',
  without.flatMap(({ path, unseenPictures: count }) => (count ? [`${path}: ${unseenPicturesSentence(count)}`] : [])),
)}
${plainList(
  'None of ours',
  without.flatMap(({ path, unseenPictures }) => (unseenPictures ? [] : [path])),
)}
${plainList('What was not looked for', report.unseen)}
${plainList('What may not be told', report.mayNotBeTold ?? [])}
${plainList('What was not looked at', (report.notLookedAt ?? []).map(passedWords))}
${plainList('What the words mean', verdictLegend(suspects))}
${plainList('What the figures mean', legendOf(suspects))}
</main>
</html>
`;
};

/** What the figures of the findings mean, of those that are there. */
const legendOf = (suspects: MatchReport['suspects']): readonly string[] => {
  const matches = suspects.flatMap((suspect) => suspect.matches);
  const marks = matches.flatMap(({ mark }) => mark ?? []);
  return LEGEND.filter(
    ({ word }) =>
      matches.some(({ description }) => description.includes(word)) ||
      marks.some(({ ground }) => ground.includes(word)),
  ).map(({ means }) => means);
};

const LEGEND = [
  {
    word: 'distance ',
    means:
      'Distance: how many of the 256 bits of both fingerprints differ. 0 is the same shapes; about 128 is what pictures that have nothing in common differ by.',
  },
  {
    word: '% of the shapes agree',
    means:
      'Shapes agree: of the parts of ours in which something is to be seen, and that lie in what was found, how many show the same shapes there, in whatever colours. Plain ground is not counted, and something that lies on it takes nothing off.',
  },
  {
    word: 'times as much as the rest of the copy does',
    means:
      'Times as much as the rest of the copy: how much the mark’s place differs from ours, beside other places of the same copy. Up to about 1.4 is what compression and other light leave anywhere; from 3 on something was done there.',
  },
  {
    word: 'times what chance would show',
    means:
      'Times what chance would show: how clearly the fine grain is there that `stamp` lays over a picture, and that only our stamped file has. From 5 on it is certain.',
  },
  {
    word: 'its shape agrees',
    means: 'Its shape agrees: 100 % is our mark as it was stamped; from 80 % on it is there.',
  },
] as const;

const section = (suspect: SuspectResult, thumbnail: ThumbnailOf): string => {
  const { path, matches, unseenPictures, inconclusive } = suspect;
  const shown = `<ul class="matches">${matches.map((match) => pair(path, match, thumbnail)).join('')}</ul>${inconclusive ? `<p>Inconclusive: ${inconclusive}.</p>` : ''}${unseenPictures ? `<p>${unseenPicturesSentence(unseenPictures)}.</p>` : ''}`;
  const name = `<h3>${escapeHtml(path)}</h3>`;
  if (bestOf(suspect) !== 'undecided') return `<section>${name}\n${shown}</section>`;
  const of = matches.length === 1 ? escapeHtml(matches[0]?.path ?? '') : `one of ${matches.length} of ours`;
  return `<details><summary>${name}: may show ${of}</summary>${shown}</details>`;
};

const pair = (suspect: string, match: OurPicture, thumbnailOf: ThumbnailOf): string => {
  const thumbnail: ThumbnailOf = (path) => thumbnailOf(path, path === suspect ? match.frame : undefined);
  const whose = match.frame === undefined ? 'found' : `found, frame ${match.frame}`;
  const { turn, parts } = laidAlike(match.turn, match.box, match.ourBox);
  const { mirror = false, quarterTurns = 0 } = turn ?? {};
  const turned = `${mirror ? 'mirror ' : ''}q${quarterTurns}`;
  const found = { path: suspect, label: label(whose, false, parts?.subject), turn: '' };
  const ours = { path: match.path, label: label('ours', mirror || quarterTurns > 0, parts?.related) };
  return `<li class="${match.verdict}"><p><strong class="tag">${verdictWords(match)}</strong> ${escapeHtml([match.description, ...originalsWords(match)].join('; '))}.</p>
<div class="pair">${figure(found, parts && match.box, thumbnail)}${figure({ ...ours, turn: turned }, parts && match.ourBox, thumbnail)}</div>${oursLaidOn(suspect, match, thumbnail)}${markShown(suspect, match, thumbnail)}</li>`;
};

/** Room around a mark that is shown, as a share of its sides. */
const AROUND_MARK = 0.4;
/** Least width over height of the frames that marks are shown in. */
const MARK_FRAME = 2.5;

/** The mark's place on ours and in the suspect, turned back to lie as ours does, beside each other, and what became of it. */
const markShown = (suspect: string, { mark, turn }: OurPicture, thumbnailOf: ThumbnailOf): string => {
  if (mark === undefined) return '';
  const { stamped, ours, theirs, state } = mark;
  const words = `<p class="mark ${state}">${escapeHtml(markWords(mark))}.</p>`;
  if (theirs === null) return words;
  const whole = thumbnailOf(stamped);
  const shown = grown(ours);
  const ratio =
    whole === null
      ? MARK_FRAME
      : ((shown.right - shown.left) * whole.width) / Math.max(1, (shown.bottom - shown.top) * whole.height);
  const frame = `aspect-ratio:${Math.max(MARK_FRAME, ratio).toFixed(2)}`;
  const patch = (said: string, path: string, part: FractionEdges, turned: Form): string => {
    const named = escapeHtml(`${said}: ${path}`);
    const thumbnail = thumbnailOf(path);
    const image = thumbnail === null ? 'no preview' : cutTurned(thumbnail, part, named, turned);
    return `<figure><div class="frame" style="${frame}">${image}</div><figcaption>${named}</figcaption></figure>`;
  };
  const isTurned = turn !== 'identity';
  const there = patch(`found, ${isTurned ? 'turned back, ' : ''}where our mark was`, suspect, grown(theirs), turn);
  return `${words}<div class="pair marks">${there}${patch('ours, with the mark', stamped, shown, 'identity')}</div>`;
};

/** A part of a picture that was turned, turned back. */
const cutTurned = (
  { address, width, height }: Thumbnail,
  { left, top, right, bottom }: FractionEdges,
  named: string,
  turned: Form,
): string => {
  const [w, h] = [(right - left) * width, (bottom - top) * height];
  const { mirror, quarterTurns } = turnOf(turned);
  const [across, down] = quarterTurns % 2 === 0 ? [w, h] : [h, w];
  const back = `translate(${across / 2} ${down / 2}) scale(${mirror ? -1 : 1} 1) rotate(${-90 * quarterTurns}) translate(${-w / 2} ${-h / 2})`;
  return `<svg role="img" aria-label="${named}" viewBox="0 0 ${across} ${down}"><g transform="${back}"><svg width="${w}" height="${h}" viewBox="${left * width} ${top * height} ${w} ${h}"><image href="${escapeHtml(address)}" width="${width}" height="${height}"/></svg></g></svg>`;
};

const grown = ({ left, top, right, bottom }: FractionEdges): FractionEdges => {
  const [across, down] = [AROUND_MARK * (right - left), AROUND_MARK * (bottom - top)];
  return {
    left: Math.max(0, left - across),
    top: Math.max(0, top - down),
    right: Math.min(1, right + across),
    bottom: Math.min(1, bottom + down),
  };
};

const label = (whose: string, isTurned: boolean, part: FractionBox | undefined): string => {
  const isCut = part !== undefined && part.width * part.height < 1;
  const done = [...(isTurned ? ['turned'] : []), ...(isCut ? ['cropped'] : [])].join(' and ');
  return done === '' ? whose : `${whose}, ${done} to compare`;
};

const figure = (
  { path, label: said, turn }: { readonly path: string; readonly label: string; readonly turn: string },
  part: FractionEdges | undefined,
  thumbnailOf: ThumbnailOf,
): string => {
  const thumbnail = thumbnailOf(path);
  const named = escapeHtml(`${said}: ${path}`);
  const image =
    thumbnail === null
      ? 'no preview'
      : part
        ? cut(thumbnail, part, named, turn)
        : `<img class="${turn}" src="${escapeHtml(thumbnail.address)}" alt="${named}">`;
  return `<figure><div class="frame">${image}</div><figcaption>${named}</figcaption></figure>`;
};

/** A part of a picture; the inner SVG clips what lies outside of it. */
const cut = (
  { address, width, height }: Thumbnail,
  { left, top, right, bottom }: FractionEdges,
  named: string,
  turn: string,
): string => {
  const [w, h] = [(right - left) * width, (bottom - top) * height];
  return `<svg class="${turn}" role="img" aria-label="${named}" viewBox="0 0 ${w} ${h}"><svg width="${w}" height="${h}" viewBox="${left * width} ${top * height} ${w} ${h}"><image href="${escapeHtml(address)}" width="${width}" height="${height}"/></svg></svg>`;
};

const plainList = (title: string, lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `<section><h2>${title}</h2><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul></section>`;
