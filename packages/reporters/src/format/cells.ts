import { escapeControls } from '@listing-lint/core';

/** What a spreadsheet takes for a formula, in ASCII and in full width. */
const FORMULA = /^[\s'"]*[=+\-@\uff1d\uff0b\uff0d\uff20|]/;

/** A quoted cell; one that would be a formula begins with an apostrophe, which spreadsheets hide. */
export const tableCell = (value: string): string => {
  const plain = escapeControls(value);
  return `"${(FORMULA.test(plain) ? `'${plain}` : plain).replaceAll('"', '""')}"`;
};
