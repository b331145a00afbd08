import type { Turn } from '@listing-lint/core';
import type { Form } from './dihedral.ts';

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
