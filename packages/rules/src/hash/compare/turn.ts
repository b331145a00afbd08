import type { Part, Related, Turn } from '@listing-lint/core';
import type { Form, FractionBox } from '../hash256/dihedral.ts';

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
export const laidAlike = (turn: Form, box: FractionBox, otherBox: FractionBox): Pick<Related, 'turn' | 'parts'> => {
  const parts = { subject: partOf(box), related: partOf(otherBox) };
  const isCut = [parts.subject, parts.related].some(({ width, height }) => width * height < 1 - LEAST_CUT);
  return { turn: turnOf(turn), ...(isCut ? { parts } : {}) };
};

const partOf = ({ left, top, right, bottom }: FractionBox): Part => ({
  x: rounded(left),
  y: rounded(top),
  width: rounded(right - left),
  height: rounded(bottom - top),
});
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
