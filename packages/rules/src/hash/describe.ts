import type { Match } from './compare.ts';
import { type Form, type FractionBox, turnBox } from './dihedral.ts';
import type { Fingerprint } from './fingerprint.ts';

const COPY: { readonly [form in Form]: string } = {
  identity: 'copy',
  rotate90: 'copy, turned 90° clockwise,',
  rotate180: 'copy, turned upside down,',
  rotate270: 'copy, turned 90° counter-clockwise,',
  mirror: 'mirrored copy',
  flip: 'copy, mirrored top to bottom,',
  transpose: 'copy, mirrored and turned 90° counter-clockwise,',
  transverse: 'copy, mirrored and turned 90° clockwise,',
};

/** How one picture follows from another, in words: "mirrored copy of listings/b/2.jpg, distance 4". */
export const describeMatch = (
  match: Match,
  path: string,
  subject: Fingerprint,
  other: Fingerprint,
  asVariant = false,
): string => {
  if (match.evidence === 'identical') return `the same file as ${path}`;
  if (match.evidence === 'same-data') return `the same picture data as ${path}, with other metadata`;
  const what = COPY[match.form];
  const border = borderChange(match, subject.colours.box, other.colours.box);
  const named = border && match.form === 'identity' ? `${border} copy` : border ? `${border} and ${what}` : what;
  const colours = asVariant ? `, other colours in ${Math.round(match.recoloured * 100)} % of it` : '';
  return `${named} of ${path}, distance ${match.distance}${colours}`;
};

/** Room that a frame or padding takes before it is spoken of, as a share of the picture's area. */
const NOTED = 0.05;

const borderChange = (match: Match, subject: FractionBox, other: FractionBox): string => {
  if (match.view === 'whole') return '';
  const change = area(subject) / area(turnBox(other, match.form)) - 1;
  return change < -NOTED ? 'framed or padded' : change > NOTED ? 'trimmed' : '';
};

const area = (box: FractionBox): number => (box.right - box.left) * (box.bottom - box.top);
