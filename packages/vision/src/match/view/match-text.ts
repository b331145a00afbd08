import { escapeControls } from '@listing-lint/core/plugin';
import { type CopyVerdict, passedSentence } from '@listing-lint/rules/hash';
import { fewNamed, panelOverlap } from '@listing-lint/rules/kernel';
import { placeWords } from '../../features/pair/placed/placement.ts';

import type { MatchReport, SuspectMark } from '../match.ts';
import { isCopy, isLikeness, isUndecided, type MarkOnSuspect, type OurPicture } from '../our-picture.ts';
import { UNSEEN_PICTURES } from '../page/match-page.ts';

/** Returns the action for a match, in words; empty for duplicates. */
const consequence = (match: OurPicture): string =>
  match.verdict === 'duplicate' ? '' : isCopy(match) ? 'copied from ours, as our mark is there' : 'look at both';

/** Names the archived originals that were compared, too; empty if there are none. */
export const originalsWords = ({ originals = [] }: OurPicture): readonly string[] =>
  originals.length === 0 ? [] : [`its ${originals.length === 1 ? 'original' : 'originals'}: ${fewNamed(originals)}`];

/** Returns the verdict and the action: `duplicate`, `variant: look at both`. */
export const verdictWords = (match: OurPicture): string =>
  [match.verdict, consequence(match)].filter((words) => words !== '').join(': ');

/** Explanations of the verdicts, the surest first. */
const VERDICTS: { readonly [verdict in CopyVerdict]: string } = {
  duplicate:
    'the same picture or a part of it, also where it was scaled, saved anew, cropped, turned or put into another',
  variant:
    'the same shapes in other colours, or with something else in a part of it; only a person can say whether it is ours, unless our mark is there',
  suspect: 'alike, but too little agrees to say that it is ours; only a person can say',
  undecided:
    'yours is so plain (an even shape on white), or so little of its detail shows, that a part of it, turned or on another ground, could be known by its colours and its shape alone; these are there, as they may be in pictures that are none of yours; only a person can say',
};

/** Explains the verdicts that occur, in a sentence each. */
export const verdictLegend = (suspects: MatchReport['suspects']): readonly string[] => {
  const said = new Set(suspects.flatMap(({ matches }) => matches.map(({ verdict }) => verdict)));
  return Object.entries(VERDICTS)
    .filter(([verdict]) => [...said].some((each) => each === verdict))
    .map(([verdict, means]) => `${verdict}: ${means}`);
};

const STATES: { readonly [state in MarkOnSuspect['state']]: string } = {
  there: 'our mark is there',
  damaged: 'our mark was damaged in part',
  removed: 'our mark was removed',
  covered: 'our mark was covered',
  'cropped-away': 'our mark was cropped away',
  'from-unmarked': 'taken from a picture without our mark',
  unknown: 'the state of our mark is unknown',
};

/** Returns the state of the watermark and its evidence. */
export const markWords = ({ state, ground, name, stamped }: MarkOnSuspect): string =>
  `${STATES[state]} (${name}, stamped on ${stamped}): ${ground}`;

/** Most matches listed per suspect, and most places of a suspect with many matches. */
const MOST_LISTED = 10;
const MOST_PLACES = 60;
/** Intersection over union of two boxes from which on they are one place. */
const SAME_PLACE = 0.5;

/** Sorts the best match of each place in a suspect first. */
const byPlace = (matches: readonly OurPicture[]): readonly OurPicture[] => {
  const best: OurPicture[] = [];
  for (const match of matches) {
    const isNew = best.every(({ box, frame }) => frame !== match.frame || panelOverlap(box, match.box) < SAME_PLACE);
    if (isNew && best.length < MOST_PLACES) best.push(match);
  }
  const rest = matches.filter((match) => !best.includes(match));
  return [...best, ...rest.slice(0, Math.max(0, MOST_LISTED - best.length))];
};

/** The report for a terminal. */
export const matchText = (report: MatchReport): string => {
  const { suspects, unseen, mayNotBeTold = [], tooPlain = [], notLookedAt } = report;
  const blocks = suspects.map(({ path, matches, mark, problem, unseenPictures, inconclusive }) => {
    const name = escapeControls(path);
    if (problem !== null) return `${name}\n  not compared: ${escapeControls(problem)}\n`;
    const marked = mark === undefined ? [] : [`  ${escapeControls(suspectMarkSentence(mark))}`];
    const small = unseenPictures === undefined ? [] : [`  ${unseenPicturesSentence(unseenPictures)}`];
    const plain = inconclusive === undefined ? [] : [`  inconclusive: ${inconclusive} (look at it)`];
    if (matches.length === 0) {
      const none = `  none of ours${small.length === 0 ? '' : ' in what was compared'}${besidesPlain(tooPlain.length)}`;
      const said = [...marked, ...plain];
      return `${[name, ...(said.length === 0 ? [none] : said), ...small].join('\n')}\n`;
    }
    const decided = matches.filter(({ verdict }) => verdict !== 'undecided');
    const undecided = matches.filter(({ verdict }) => verdict === 'undecided');
    const listed = byPlace(decided);
    const lines = listed.flatMap((match) => [
      `  ${escapeControls(match.description)} (${verdictWords(match)})`,
      ...originalsWords(match).map((words) => `    ${escapeControls(words)}`),
      ...(match.mark === undefined ? [] : [`    ${escapeControls(markWords(match.mark))}`]),
    ]);
    const left = decided.length - listed.length;
    const more = left > 0 ? [`  and ${left} more (--format json or html lists them all)`] : [];
    const open =
      undecided.length === 0 ? [] : [`  ${escapeControls(undecidedSentence(undecided, decided.length === 0))}`];
    return `${[name, ...lines, ...more, ...open, ...plain, ...marked, ...small].join('\n')}\n`;
  });
  const limits = [
    ...unseen.map((sentence) => `not searched for: ${sentence}`),
    ...mayNotBeTold.map(
      (sentence) =>
        `may be missed: ${sentence}${sentence.endsWith(' more') ? ' (--format json or html lists them all)' : ''}`,
    ),
  ]
    .map((line) => `${escapeControls(line)}\n`)
    .join('');
  const passed = notLookedAt === undefined ? '' : `${escapeControls(passedSentence(notLookedAt))}\n`;
  const legend = verdictLegend(suspects)
    .map((sentence) => `${sentence}\n`)
    .join('');
  return `${blocks.join('\n')}\n${matchSummary(report)}\n${limits}${passed}${legend === '' ? '' : `\n${legend}`}`;
};

/** Qualifies "none of ours": parts of too plain pictures are not found. */
export const besidesPlain = (count: number): string =>
  count === 0 ? '' : `, leaving out ${count} of ours that ${count === 1 ? 'is' : 'are'} too plain to be known in part`;

/** Returns what of a page was not compared, why, and the action. */
export const unseenPicturesSentence = (count: number): string =>
  count === 1
    ? `1 small picture in it was not compared, as it is ${UNSEEN_PICTURES}: cut it out and match it alone where it matters`
    : `${count} small pictures in it were not compared, as they are ${UNSEEN_PICTURES}: cut out those that matter and match them alone`;

/** Lists the undecided candidates in one sentence; `isAll`: nothing else was found. */
const undecidedSentence = (undecided: readonly OurPicture[], isAll: boolean): string => {
  const ours = fewNamed(undecided.map(({ path }) => path));
  // Two plain pictures may also be one.
  const isPart = undecided.every(({ evidence }) => evidence === 'colours');
  const said = isPart ? `may show a part of ${ours}` : `may be ${ours}, or a part of that`;
  return `${isPart && isAll ? 'none of yours as a whole, but ' : ''}${said} (undecided: look at both)`;
};

/** The seller's mark on a picture in which none of ours was found. */
export const suspectMarkSentence = ({
  mark,
  status,
  mirrored,
  box,
  stamped,
  stampedThere,
  frame,
}: SuspectMark): string => {
  const { x, y, width, height } = box;
  const place = placeWords({ left: x, top: y, right: x + width, bottom: y + height });
  const named = stamped.length === 0 ? '' : `, where it was stamped on ${stamped.join(', ')}`;
  const where =
    stampedThere === undefined ? named : `, where it was stamped on ${stampedThere} of ours: which one is unknown`;
  const seen = status === 'present' ? 'is' : 'may be';
  return `no picture of ours was found in it, but our mark ${mark} ${seen} ${place}${mirrored ? ', mirrored' : ''}${frame === undefined ? '' : `, in frame ${frame}`}${where}`;
};

const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** Summarizes the report in one sentence. */
export const matchSummary = ({
  compared,
  suspects,
  unreadable,
}: Pick<MatchReport, 'compared' | 'suspects' | 'unreadable'>): string => {
  const copies = suspects.filter(({ matches }) => matches.some(isCopy)).length;
  const likenesses = suspects.filter(({ matches }) => matches.some(isLikeness) && !matches.some(isCopy)).length;
  const open = suspects.filter(isUndecided).length;
  const marked = suspects.filter(({ mark }) => mark !== undefined).length;
  const failed = suspects.filter(({ problem }) => problem !== null).length;
  const readable = suspects.length - failed;
  const small = suspects.filter(({ unseenPictures }) => unseenPictures !== undefined).length;
  const removed = suspects.filter(({ matches }) => matches.some(({ mark }) => mark?.state === 'removed')).length;
  const copy = `${copies === 0 ? 'none' : copies} ${copies > 1 ? 'copy' : 'copies'} one of yours`;
  return [
    `${counted(readable, 'suspect')} compared with ${counted(compared, 'file')} of yours: ${copy}${copies === 0 && likenesses > 0 ? ' for certain' : ''}`,
    ...(removed > 0 ? [`our mark was removed from ${removed}`] : []),
    ...(likenesses > 0 ? [`${likenesses}${copies > 0 ? ' more' : ''} to look at`] : []),
    ...(open > 0 ? [`${open} inconclusive: look at ${open === 1 ? 'it' : 'them'}`] : []),
    ...(marked > 0 ? [`${marked} with our mark and no picture of ours`] : []),
    ...(small > 0 ? [`small pictures in ${small} were not compared`] : []),
    ...(failed > 0 ? [`${failed} could not be compared`] : []),
    ...(unreadable.length > 0
      ? [`${unreadable.length} of ours could not be read: ${escapeControls(unreadable[0]?.problem ?? '')}`]
      : []),
  ].join('; ');
};
