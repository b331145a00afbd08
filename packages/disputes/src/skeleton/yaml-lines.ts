import { escapeControls, safeJson } from '@listing-lint/core/plugin';

/** A line of YAML, without its end. */
export type Line = string;

/** Words that YAML takes for something else than a text stand in quotes, as does all that has a sign of its syntax. */
const PLAIN = /^(?:[A-Za-z][\w./-]*(?: [\w./-]+)*|\d{4}-\d{3,9})$/;
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A text of the user as a YAML scalar: `<name>` is still to be filled in. */
export const userScalar = (text: string): string =>
  PLAIN.test(text) && !RESERVED.test(text) ? text : safeJson(text).trimEnd();

/** A text as a YAML scalar that means this text and nothing else: its first `<` is escaped, so that no seller `<name>` is taken for a placeholder. */
export const scalar = (text: string): string => userScalar(text).replace(/^"</, '"\\u003c');

/** A mapping on one line; its values are scalars already. */
export const flow = (values: { readonly [key: string]: string }): string =>
  `{ ${Object.entries(values)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`;

/** A key with a list of scalars. */
export const block = (key: string, values: readonly string[]): readonly Line[] => [
  `${key}:`,
  ...values.map((value) => `  - ${value}`),
];

/** A key that can be taken in, with what it means behind it. */
export const comment = (line: string, meaning?: string): Line =>
  line.replace(/^( *)/, '$1# ') + (meaning === undefined ? '' : `   # ${meaning}`);

/** A sentence for whoever fills it in, on one line whatever it quotes. */
export const note = (sentence: string): Line => escapeControls(sentence).replace(/^( *)/, '$1# ');

/** A block as a comment, its signs one below the other. */
export const allComments = (lines: readonly Line[]): readonly Line[] =>
  lines.map((line) => (line === '' ? line : line.replace(/^( *)(?:# )?/, '# $1')));
