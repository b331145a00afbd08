import type { FractionBox } from '@listing-lint/core/plugin';
import { alignedMatch, type Form, type FractionEdges, passedWords, turnOf } from '@listing-lint/rules/hash';
import { escapeHtml, type PatchOf, type Thumbnail, type ThumbnailOf } from '@listing-lint/rules/view';
import { WHOLE_PICTURE } from '../../features/pair/placed/placement.ts';
import type { MatchReport, SuspectResult } from '../match.ts';
import type { OurPicture } from '../our-picture.ts';
import { bestOf, contents, inOrder, KIND_TITLES } from './in-order.ts';
import { markPatches } from './mark-patches.ts';
import { MATCH_STYLE } from './match-style.ts';
import {
  besidesPlain,
  markWords,
  matchSummary,
  originalsWords,
  suspectMarkSentence,
  unseenPicturesSentence,
  verdictLegend,
  verdictWords,
} from './match-text.ts';
import { overlayFigure, PictureDefs } from './overlay-figure.ts';

/**
 * Returns one self-contained page: each suspect next to our picture, rotated to match, both without added frames and padding. `thumbnail` returns the small picture
 * of a path, and `patch` a part of it, or null if there is none.
 */
export const matchHtml = (report: MatchReport, thumbnail: ThumbnailOf, patch: PatchOf = () => null): string => {
  const { suspects, tooPlain = [] } = report;
  const kinds = inOrder(suspects);
  const pictures = { thumbnail, patch, defs: new PictureDefs() };
  const sections = kinds
    .map(
      ({ verdict, suspects: own }) =>
        `<section id="${verdict}"><h2>${KIND_TITLES[verdict]} (${own.length})</h2>${verdict === 'undecided' ? UNDECIDED_HINT : ''}${own.map((suspect) => section(suspect, pictures)).join('\n')}</section>`,
    )
    .join('\n');
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
${pictures.defs.all()}
<main>
<h1>Copies of our pictures</h1>
<p>${escapeHtml(matchSummary(report))}.</p>
${contents(kinds)}
${sections}
${plainList(
  'With our mark',
  suspects.flatMap(({ path, mark }) => (mark === undefined ? [] : [`${path}: ${suspectMarkSentence(mark)}`])),
)}
${plainList(
  'Inconclusive',
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
  `None of ours in what was compared${besidesPlain(tooPlain.length)}`,
  without.flatMap(({ path, unseenPictures: count }) => (count ? [`${path}: ${unseenPicturesSentence(count)}`] : [])),
)}
${plainList(
  `None of ours${besidesPlain(tooPlain.length)}`,
  without.flatMap(({ path, unseenPictures }) => (unseenPictures ? [] : [path])),
)}
${plainList('What was not searched for', report.unseen)}
${plainList('What may be missed', report.mayNotBeTold ?? [])}
${foldedList(`Ours that are too plain to be known in part (${tooPlain.length})`, tooPlain)}
${plainList(
  'Skipped files',
  (report.notLookedAt ?? []).map((each) => passedWords(each)),
)}
${plainList('What the words mean', verdictLegend(suspects))}
${plainList('What the figures mean', legendOf(suspects))}
</main>
</html>
`;
};

const UNDECIDED_HINT =
  '<p>No copy was found in these. Yours is too plain, or too little of its detail shows there, for it to be known by more than its colours and its shape, and these are there: open each, and look at both. Where it is another product, nothing more is to be done.</p>';

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
      'Shapes agree: of the parts of ours in which something is visible, and that are in what was found, how many show the same shapes there, in any colours. A plain background is not counted, nor is something on top of it.',
  },
  {
    word: 'times as much as the rest of the copy does',
    means:
      'Times as much as the rest of the copy: how much the mark’s place differs from ours, compared with other places of the same copy. Up to about 1.4 is what compression and other light leave anywhere; from 3 on something was done there.',
  },
  {
    word: 'times what chance would show',
    means:
      'Times what chance would show: how clearly the fine grain is there that `stamp` adds to a picture, and that only our stamped file has. From 5 on it is certain.',
  },
  {
    word: 'its shape agrees',
    means: 'Its shape agrees: 100 % is our mark as it was stamped; from 80 % on it is there.',
  },
] as const;

/** The thumbnails, patches and SVG definitions of the page. */
interface PagePictures {
  readonly thumbnail: ThumbnailOf;
  readonly patch: PatchOf;
  readonly defs: PictureDefs;
}

const section = (suspect: SuspectResult, pictures: PagePictures): string => {
  const { path, matches, unseenPictures, inconclusive } = suspect;
  const content = `<ul class="matches">${matches.map((match) => pair(path, match, pictures)).join('')}</ul>${inconclusive ? `<p>Inconclusive: ${inconclusive}.</p>` : ''}${unseenPictures ? `<p>${unseenPicturesSentence(unseenPictures)}.</p>` : ''}`;
  const name = `<h3>${escapeHtml(path)}</h3>`;
  if (bestOf(suspect) !== 'undecided') return `<section>${name}\n${content}</section>`;
  const of = matches.length === 1 ? escapeHtml(matches[0]?.path ?? '') : `one of ${matches.length} of ours`;
  return `<details><summary>${name}: may show ${of}</summary>${content}</details>`;
};

const pair = (suspect: string, match: OurPicture, { thumbnail: of, patch, defs }: PagePictures): string => {
  const frameOf = (path: string): number | undefined => (path === suspect ? match.frame : undefined);
  const thumbnail: ThumbnailOf = (path) => of(path, frameOf(path));
  const patched: PatchOf = (path, part) => patch(path, part, frameOf(path));
  const whose = match.frame === undefined ? 'found' : `found, frame ${match.frame}`;
  const { turn, parts } = alignedMatch(match.turn, match.box, match.ourBox);
  const { mirror = false, quarterTurns = 0 } = turn ?? {};
  const turned = `${mirror ? 'mirror ' : ''}q${quarterTurns}`;
  const overlay = overlayFigure(suspect, match, thumbnail, defs);
  const found = { path: suspect, label: label(whose, [], parts?.subject), turn: '' };
  const ours = { path: match.path, label: label('ours', turnWords(match.turn), parts?.related) };
  return `<li class="${match.verdict}"><p><strong class="tag">${verdictWords(match)}</strong> ${escapeHtml([match.description, ...originalsWords(match)].join('; '))}.</p>
<div class="pair${overlay === '' ? '' : ' three'}">${figure(found, parts && match.box, { thumbnail, defs })}${figure({ ...ours, turn: turned }, parts && match.ourBox, { thumbnail, defs })}${overlay}</div>${markFigure(suspect, match, patched, defs)}</li>`;
};

/** Names the parts of a rotation: mirrored, turned, or both. */
const turnWords = (form: Form): readonly string[] => {
  const { mirror, quarterTurns } = turnOf(form);
  return [...(mirror ? ['mirrored'] : []), ...(quarterTurns > 0 ? ['turned'] : [])];
};

/** Least aspect ratio of the frames of watermarks. */
const MARK_FRAME = 2.5;

/** Returns the watermark's patch of the suspect, rotated back, next to ours, and its state in words. */
const markFigure = (suspect: string, { mark, turn }: OurPicture, patchOf: PatchOf, defs: PictureDefs): string => {
  if (mark === undefined) return '';
  const words = `<p class="mark ${mark.state}">${escapeHtml(markWords(mark))}.</p>`;
  const [ours, theirs] = markPatches(mark);
  if (theirs === null) return words;
  const own = patchOf(mark.stamped, ours);
  const ratio = own === null ? MARK_FRAME : own.width / Math.max(1, own.height);
  const frame = `aspect-ratio:${Math.max(MARK_FRAME, ratio).toFixed(2)}`;
  const patch = (said: string, path: string, part: Thumbnail | null, turned: Form): string => {
    const named = escapeHtml(`${said}: ${path}`);
    const image = part === null ? 'no preview' : turnedBack(part, named, turned, defs);
    return `<figure><div class="frame" style="${frame}">${image}</div><figcaption>${named}</figcaption></figure>`;
  };
  const back = turnWords(turn).map((word) => `${word} back`);
  const said = ['found', ...(back.length === 0 ? [] : [back.join(' and ')]), 'where our mark was'].join(', ');
  const there = patch(said, suspect, patchOf(suspect, theirs), turn);
  return `${words}<div class="pair marks">${there}${patch('ours, with the mark', mark.stamped, own, 'identity')}</div>`;
};

/** Returns a rotated picture, rotated back. */
const turnedBack = (part: Thumbnail, named: string, turned: Form, defs: PictureDefs): string => {
  const { width: w, height: h } = part;
  const { mirror, quarterTurns } = turnOf(turned);
  const [across, down] = quarterTurns % 2 === 0 ? [w, h] : [h, w];
  const back = `translate(${across / 2} ${down / 2}) scale(${mirror ? -1 : 1} 1) rotate(${-90 * quarterTurns}) translate(${-w / 2} ${-h / 2})`;
  return `<svg role="img" aria-label="${named}" viewBox="0 0 ${across} ${down}"><g transform="${back}">${defs.use(part)}</g></svg>`;
};

const label = (whose: string, turns: readonly string[], part: FractionBox | undefined): string => {
  const isCut = part !== undefined && part.width * part.height < 1;
  const done = [...turns, ...(isCut ? ['cropped'] : [])];
  return done.length === 0 ? whose : `${whose}, ${andList(done)} to compare`;
};

const andList = (words: readonly string[]): string =>
  words.length < 3 ? words.join(' and ') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const figure = (
  { path, label: said, turn }: { readonly path: string; readonly label: string; readonly turn: string },
  part: FractionEdges | undefined,
  { thumbnail: thumbnailOf, defs }: Pick<PagePictures, 'thumbnail' | 'defs'>,
): string => {
  const thumbnail = thumbnailOf(path);
  const named = escapeHtml(`${said}: ${path}`);
  const image =
    thumbnail === null
      ? 'no preview'
      : `<svg class="${turn}" role="img" aria-label="${named}" ${cut(thumbnail, part ?? WHOLE_PICTURE, defs)}</svg>`;
  return `<figure><div class="frame">${image}</div><figcaption>${named}</figcaption></figure>`;
};

/** Returns a crop as SVG; the inner element clips. */
const cut = (thumbnail: Thumbnail, { left, top, right, bottom }: FractionEdges, defs: PictureDefs): string => {
  const { width, height } = thumbnail;
  const [w, h] = [(right - left) * width, (bottom - top) * height];
  return `viewBox="0 0 ${w} ${h}"><svg width="${w}" height="${h}" viewBox="${left * width} ${top * height} ${w} ${h}">${defs.use(thumbnail)}</svg>`;
};

const plainList = (title: string, lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `<section><h2>${title}</h2><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul></section>`;

/** Like `plainList`, but collapsed: hundreds of lines. */
const foldedList = (title: string, lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `<section><details><summary><h3>${title}</h3></summary><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul></details></section>`;
