import { statSync } from 'node:fs';
import { ANYWHERE, ListingLintError, readBytesSync } from '@listing-lint/core';

/** A page, or its print as `textOf` reads one, up to its title. What is in brackets must be equal in both texts. */
const PAGE = /^(<!doctype html>|%PDF)(?:(?!<title>)[\s\S])*<title>/.source;

/** By what each kind of output is known. The first that a new text has is its kind; what is in its brackets must be equal in both texts. */
const MARKS: readonly RegExp[] = [
  /^listing-lint (shard|cache) /,
  /^\{\s*"schemaVersion": \d+,\s*"tool": \{\s*"name": "listing-lint",/,
  /^\{\s*"schemaVersion": \d+,\s*"(compared|a|log)": /,
  /^\{\s*"day": "[^"]*",\s*"channels": \[/,
  /^\{\s*"channel": "[^"]*",\s*"title": "[^"]*",\s*"(folder|day)": /,
  /^\{\s*"of": "[0-9a-f]{64}",\s*"members": /,
  /^\{\s*"version": \d+,\s*"findings": \[/,
  /^\{\s*"\$schema": "[^"]*sarif[^"]*",\s*"version": "[^"]*",\s*"runs": \[\s*(?:\{\s*"tool": \{\s*"driver": \{\s*"name": "listing-lint",|\])/,
  /^\[\s*(?:\{\s*"description": .*\n\s*"check_name": |\]\s*$)/,
  /^\{[\s\S]*"\$comment": "Made by `listing-lint schema`/,
  /^"(severity","outcome|state","listing)",/,
  /^<\?xml[^>]*>\s*<testsuites name="listing-lint"/,
  /^## \S+ listing-lint\b/,
  new RegExp(`${PAGE}[^<]* · (listing-lint)</title>`),
  new RegExp(`${PAGE}(Compliance report) · `),
  new RegExp(`${PAGE}(Timelines of disputes|Copies of our pictures|Two pictures side by side|Monitoring, )`),
  new RegExp(`${PAGE}(What marketplaces ask of pictures|Export for |Where )`),
  /^PRODID:-\/\/listing-lint\/\/.*$/m,
  /— as of this day —$/m,
  /^Complaint: ([^;,\r\n]+)/,
  /^(?:Re: |事由：)(.+)$/m,
  /"reportItems"/,
  /^ {4}archived \d{4}-\d\d-\d\dT/m,
  /^A {2}.*\nB {2}.*\n/,
  /^[\d,]+ suspects? compared with /m,
  /^[\d,]+ new, [\d,]+ back, [\d,]+ gone, [\d,]+ known/m,
  /^[\d,]+ of [\d,]+ pictures? (?:would go|exported|went)\b/m,
  /^Fit for .+ on \d{4}-\d\d-\d\d: /m,
  /^.+ {2}\(channels\/[\w-]+\)$/m,
  /^(?:\S )?(?:no findings|[\d,]+ (?:errors?|warnings?|infos?)\b[\s\S]{0,80}?)\s+in\s+[\d,]+\s/m,
];

/** Of what is there so much is read: a mark is in the first part of it, or it is a long text that is not replaced. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Throws `output-failed` where a file (absolute path; `name` as the user typed it) holds something else than an earlier output of the kind of `text`; without
 * `text`, of any kind: a slip in a command must not cost what somebody would miss. Nothing, an empty file, and a pipe or device may be written to.
 */
export const refuseToReplace = (file: string, name: string, text?: string | Buffer): void => {
  if (!holdsBytes(file)) return;
  const there = textOf(readThere(file));
  const isOfKind = text === undefined ? MARKS.some((mark) => mark.test(there)) : isSameKind(there, textOf(text));
  if (isOfKind) return;
  throw new ListingLintError(
    'output-failed',
    `cannot write ${name}: the file is not an earlier output of the same kind`,
    [{ message: 'give the output another name, or remove the file first' }],
  );
};

const isSameKind = (there: string, text: string): boolean => {
  const kind = MARKS.find((mark) => mark.test(text));
  if (kind === undefined) return beginningOf(there) === beginningOf(text);
  const [, ...parts] = kind.exec(text) ?? [];
  const found = kind.exec(there);
  return found !== null && parts.every((part, index) => found[index + 1] === part);
};

/** What a report of a plugin is known by: the title of a page, else the first two lines, numbers left out. */
const beginningOf = (text: string): string => {
  const title = /^<!doctype[\s\S]*?<title>([^<]*)/i.exec(text)?.[1];
  return (title ?? text.trimStart().split('\n', 2).join('\n').slice(0, 80)).replace(/\d+/g, '0');
};

/** The text of an output; of a PDF `%PDF` and its title, as that of a page. */
const textOf = (output: string | Buffer): string => {
  const text = typeof output === 'string' ? output : output.toString('utf8');
  if (!text.startsWith('%PDF')) return text;
  const [, hex = '', plain = ''] = /\/Title (?:<FEFF([0-9A-F]*)>|\(([^)]*)\))/.exec(text) ?? [];
  return `%PDF<title>${hex === '' ? plain : Buffer.from(hex, 'hex').swap16().toString('utf16le')}</title>`;
};

/** What cannot be looked at is reported when it is written. */
const holdsBytes = (file: string): boolean => {
  try {
    const there = statSync(file);
    return there.isFile() && there.size > 0;
  } catch {
    return false;
  }
};

const readThere = (file: string): Buffer => {
  try {
    return readBytesSync(file, { maxBytes: MOST_BYTES, first: MOST_BYTES, within: ANYWHERE });
  } catch {
    return Buffer.alloc(0);
  }
};
