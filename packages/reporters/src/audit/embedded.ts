import { createHash } from 'node:crypto';
import { type Circumstance, ListingLintError, printableJson, type Report } from '@listing-lint/core';
import { z } from 'zod';

/** What an audit report carries, so that it can be read and verified without the shop that it speaks of. */
export interface AuditData {
  readonly report: Report;
  /** Texts of the policy by their SHA-256. */
  readonly texts: Readonly<Record<string, string>>;
  /** The ISO date or time that the report bears; absent when none was requested. */
  readonly now?: string;
  /** Who signs for it, and the company that it is about, as the config states them. */
  readonly signer?: string | undefined;
  readonly company?: string | undefined;
  /** What was the case when it was made. */
  readonly circumstances?: readonly Circumstance[];
  /** Small pictures (`data:` addresses) by path. */
  readonly thumbnails?: Readonly<Record<string, string>>;
}

const OPEN = '<script type="application/json" id="audit-data">';
const CLOSE = '</script>';

/** The data as one line of JSON that can stand in a page: nothing in it can end its element. */
export const encodeAudit = (data: AuditData): string =>
  printableJson(JSON.stringify(data)).replace(
    /[<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** SHA-256 (hex) of the encoded data: what is printed on the report, and signed. */
export const digestOf = (encoded: string): string => createHash('sha256').update(encoded).digest('hex');

export const dataElement = (encoded: string): string => `${OPEN}${encoded}${CLOSE}`;

/** An audit report as it was read back. */
export interface ReadAudit {
  readonly data: AuditData;
  /** Digest of the data in the file. */
  readonly digest: string;
  /** Digest that the file prints about itself; another one means that the file was changed. */
  readonly printed: string;
}

const shape = z.object({
  report: z.looseObject({
    schemaVersion: z.literal(1),
    tool: z.object({ name: z.string(), version: z.string() }),
    subjects: z.array(z.looseObject({ scope: z.string(), path: z.string() })),
    findings: z.array(z.looseObject({ ruleId: z.string() })),
  }),
  texts: z.record(z.string(), z.string()),
  now: z.string().optional(),
  signer: z.string().optional(),
  company: z.string().optional(),
  circumstances: z
    .array(z.object({ title: z.string(), facts: z.array(z.object({ label: z.string(), value: z.string() })) }))
    .optional(),
  thumbnails: z.record(z.string(), z.string()).optional(),
});

/** Reads an audit report. Throws `data-invalid` for a file that is none, or whose data cannot be read. */
export const readAudit = (html: string): ReadAudit => {
  const start = html.indexOf(OPEN);
  const end = html.indexOf(CLOSE, start + OPEN.length);
  const printed = /data-digest="([0-9a-f]{64})"/.exec(html)?.[1];
  if (start < 0 || end < 0 || printed === undefined) {
    throw new ListingLintError('data-invalid', 'this is not an audit report: it carries no audit data', [
      { message: 'make one with `listing-lint -f audit:FILE.html`; a PDF of it holds no data' },
    ]);
  }
  const encoded = html.slice(start + OPEN.length, end);
  return { data: parse(encoded), digest: digestOf(encoded), printed };
};

const parse = (encoded: string): AuditData => {
  let value: unknown;
  try {
    value = JSON.parse(encoded);
  } catch (cause) {
    throw new ListingLintError('data-invalid', 'the data in this audit report is damaged: it is not JSON', [], {
      cause,
    });
  }
  const checked = shape.safeParse(value);
  if (!checked.success) {
    throw new ListingLintError('data-invalid', 'the data in this audit report is damaged: it is no report', [
      ...checked.error.issues.map(({ message, path }) => ({ message, key: path.map(String).join('.') })),
    ]);
  }
  // The parser's edge: a report of this schema version, as its maker wrote it.
  return value as AuditData;
};
