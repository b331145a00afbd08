import type { FractionBox, Related, Turn } from '@listing-lint/core/plugin';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { type Form, type FractionEdges, turnBox } from '../hash256/dihedral.ts';
import type { CopyVerdict, Match } from './compare.ts';

/** What each verdict calls a picture that follows from another one. */
export const CALLED: { readonly [verdict in CopyVerdict]: string } = {
  duplicate: 'copy',
  variant: 'variant',
  suspect: 'possible copy',
  undecided: 'possible copy',
};

/** Words that say what of a picture another one is, as its verdict calls that: it may have changed since they were written. */
export const calledBy = (verdict: CopyVerdict, words: string, path: string): string => {
  const said = [CALLED.suspect, CALLED.variant, CALLED.duplicate].map((each) => `${each} of ${path}`);
  const before = said.find((each) => words.includes(each));
  return before === undefined ? words : words.replace(before, () => `${CALLED[verdict]} of ${path}`);
};

/** What stands before "copy of …" and behind it. */
const WORDS: { readonly [form in Form]: readonly [before: string, behind: string] } = {
  identity: ['', ''],
  rotate90: ['', 'turned 90° clockwise'],
  rotate180: ['', 'turned upside down'],
  rotate270: ['', 'turned 90° counter-clockwise'],
  mirror: ['mirrored', ''],
  flip: ['', 'mirrored top to bottom'],
  transpose: ['mirrored', 'turned 90° counter-clockwise'],
  transverse: ['mirrored', 'turned 90° clockwise'],
};

/** How one picture follows from another, in words: "mirrored copy of listings/b/2.jpg, distance 4". */
export const describeMatch = (
  match: Match,
  path: string,
  subject: Fingerprint,
  other: Fingerprint,
  verdict: CopyVerdict = 'duplicate',
): string => {
  if (match.evidence === 'identical') return `the same file as ${path}`;
  if (match.evidence === 'same-data') return `the same picture data as ${path}, with other metadata`;
  if (match.evidence === 'plain') return `as plain as ${path}, in the same colours`;
  const [before, behind] = WORDS[match.form];
  const border = borderChange(match, subject.parts[match.part].box, other.parts[match.otherPart].box);
  const what = [border, before].filter((word) => word !== '').join(', ');
  return [
    `${what === '' ? '' : `${what} `}${CALLED[verdict]} of ${path}`,
    ...(behind === '' ? [] : [behind]),
    `distance ${match.distance}`,
    ...(verdict === 'variant' ? [otherThan(match)] : []),
  ].join(', ');
};

/** Share of a picture in other colours from which on it was dyed: of less, other words of a label are as good a reason. */
const DYED = 0.5;

const otherThan = ({ recoloured, isChanged }: Match): string => {
  if (isChanged === true) return 'something else in a small part of it';
  const percent = Math.round(recoloured * 100);
  if (percent === 0) return 'details differ';
  return `other colours${recoloured < DYED ? ' or something else' : ''} in ${percent} % of it`;
};

/** Room that a frame or padding takes before it is spoken of, as a share of the picture's area. */
const NOTED = 0.05;

const borderChange = (match: Match, subject: FractionEdges, other: FractionEdges): string => {
  const change = area(subject) / area(turnBox(other, match.form)) - 1;
  return change < -NOTED ? 'framed or padded' : change > NOTED ? 'trimmed' : '';
};

const area = (box: FractionEdges): number => (box.right - box.left) * (box.bottom - box.top);

const TURNS: { readonly [form in Form]: Turn } = {
  identity: { mirror: false, quarterTurns: 0 },
  rotate90: { mirror: false, quarterTurns: 1 },
  rotate180: { mirror: false, quarterTurns: 2 },
  rotate270: { mirror: false, quarterTurns: 3 },
  mirror: { mirror: true, quarterTurns: 0 },
  transverse: { mirror: true, quarterTurns: 1 },
  flip: { mirror: true, quarterTurns: 2 },
  transpose: { mirror: true, quarterTurns: 3 },
};

/** A form as a report takes it: a mirror first, then quarter turns. */
export const turnOf = (form: Form): Turn => TURNS[form];

/** Parts that leave out less of both pictures than this share are not spoken of. */
const LEAST_CUT = 0.01;

/** What a view side by side needs of a pair: the turn, and the parts that agree where they are not all of both pictures. */
export const alignedMatch = (
  turn: Form,
  box: FractionEdges,
  otherBox: FractionEdges,
): Pick<Related, 'turn' | 'parts'> => {
  const parts = { subject: partOf(box), related: partOf(otherBox) };
  const isCut = [parts.subject, parts.related].some(({ width, height }) => width * height < 1 - LEAST_CUT);
  return { turn: turnOf(turn), ...(isCut ? { parts } : {}) };
};

const partOf = ({ left, top, right, bottom }: FractionEdges): FractionBox => ({
  x: rounded(left),
  y: rounded(top),
  width: rounded(right - left),
  height: rounded(bottom - top),
});
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
