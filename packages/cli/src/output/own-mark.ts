import { statSync } from 'node:fs';
import { ANYWHERE, ListingLintError, readTextSync } from '@listing-lint/core';

/** By what each kind of output of `case` is known: a line that says what it is. */
const MARKS: readonly RegExp[] = [
  /^PRODID:-\/\/listing-lint\/\/.*$/m,
  /^<title>Timelines of disputes<\/title>$/m,
  /— as of this day —$/m,
  /^Complaint: [^;,\r\n]+/,
  /^(?:Re: |事由：).+$/m,
  /"reportItems"/,
];

const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Throws `output-failed` where a text would take the place of a file (absolute path; `name` as the user typed it) that is not of its kind: the
 * same letter, a complaint to the same desk, a timeline. What somebody wrote himself is gone by no slip in a command.
 */
export const refuseForeign = (file: string, name: string, text: string): void => {
  if (!holdsBytes(file)) return;
  const mark = MARKS.map((each) => each.exec(text)?.[0]).find((found) => found !== undefined);
  if (mark !== undefined && readThere(file)?.includes(mark) === true) return;
  throw new ListingLintError(
    'output-failed',
    `cannot write ${name}: what is there was not written by this command, and --force replaces that alone`,
    [{ message: 'give another name, or remove the file first' }],
  );
};

/** What cannot be looked at is told when it is written. */
const holdsBytes = (file: string): boolean => {
  try {
    const there = statSync(file);
    return there.isFile() && there.size > 0;
  } catch {
    return false;
  }
};

const readThere = (file: string): string | undefined => {
  try {
    return readTextSync(file, { maxBytes: MOST_BYTES, within: ANYWHERE });
  } catch {
    return undefined;
  }
};
