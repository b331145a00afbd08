import { ListingLintError } from '@listing-lint/core/plugin';
import { webAddress } from './address.ts';
import type { Capture, SourceBounds } from './capture.ts';
import { bounded, type SourceFile, wholeFileCaptures } from './one-file.ts';
import { captureOfAnswer, captureTime } from './stored-answer.ts';

/** Multiparts in multiparts; browsers write one. */
const DEEPEST = 4;
/** Headers of one part; browsers write some 500 bytes. */
const HEADER_BYTES = 100_000;

interface MimePart {
  readonly headers: ReadonlyMap<string, string>;
  /** As encoded. */
  readonly body: Buffer;
  /** Whether its end is marked. */
  readonly isWhole: boolean;
}

/** What an MHTML file holds: a page with its pictures and frames (RFC 2557). The first HTML part is the page; all pictures belong to it. */
export const mhtmlCaptures = (file: SourceFile, bounds: SourceBounds): AsyncGenerator<Capture> =>
  wholeFileCaptures(file, bounds, function* (bytes) {
    const top = partOf(bytes, true);
    const at = captureTime(Date.parse(top.headers.get('date') ?? ''));
    const parts = partsIn(top, 0);
    const first = parts.find(({ headers }) => /^text\/html\b/i.test(headers.get('content-type') ?? ''));
    const page =
      webAddress(first?.headers.get('content-location') ?? '') ??
      webAddress(top.headers.get('snapshot-content-location') ?? '');
    const set = page ?? file.name;
    for (const [index, part] of parts.entries()) {
      const name = `${file.name}#${index}`;
      const id = /^<(.{1,500})>$/.exec(part.headers.get('content-id') ?? '')?.[1];
      const own = part === first ? page : webAddress(part.headers.get('content-location') ?? '', page);
      yield captureOfAnswer(
        {
          ...{ name, index, at, status: 200, address: own, set, isFrame: part !== first },
          type: part.headers.get('content-type') ?? '',
          ...(id === undefined ? {} : { key: `cid:${id} ${set}` }),
          ...(part.isWhole ? {} : { cut: 'the file ends before it does' }),
          body: async (most) => bounded(decoded(part), most, name),
        },
        bounds,
      );
    }
  });

/** Headers and body; the body begins after the first empty line. Throws `content-unreadable`. */
const partOf = (bytes: Buffer, isWhole: boolean): MimePart => {
  const head = bytes.toString('latin1', 0, HEADER_BYTES);
  const end = /\r?\n\r?\n/.exec(head);
  if (end === null) throw new ListingLintError('content-unreadable', 'a part of it has no end of its headers');
  const lines = head
    .slice(0, end.index)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const headers = new Map(
    lines.flatMap((line): [string, string][] => {
      const [, name = '', value = ''] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
      return name === '' ? [] : [[name.toLowerCase(), value.trim()]];
    }),
  );
  return { headers, body: bytes.subarray(end.index + end[0].length), isWhole };
};

/** The parts of a multipart, those in others too; of anything else itself. */
const partsIn = (part: MimePart, depth: number): readonly MimePart[] => {
  const type = part.headers.get('content-type') ?? '';
  const [, quoted, plain] = /^multipart\/.*?;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return [part];
  if (depth >= DEEPEST) throw new ListingLintError('content-too-large', `it nests parts ${DEEPEST} deep`);
  const mark = `\n--${boundary}`;
  const { body } = part;
  const parts: MimePart[] = [];
  let start = body.indexOf(mark.slice(1));
  while (start >= 0) {
    start += mark.length - 1;
    if (body.toString('latin1', start, start + 2) === '--') return parts.flatMap((each) => partsIn(each, depth + 1));
    const from = body.indexOf('\n', start) + 1;
    const end = body.indexOf(mark, from - 1);
    parts.push(partOf(body.subarray(from, end < 0 ? undefined : end), end >= 0 && part.isWhole));
    start = end < 0 ? -1 : end + 1;
  }
  if (parts.length === 0) throw new ListingLintError('content-unreadable', 'it has no part');
  return parts.flatMap((each) => partsIn(each, depth + 1));
};

/** Throws `content-unreadable` for an encoding that is not known. */
const decoded = ({ headers, body }: MimePart): Buffer => {
  const encoding = (headers.get('content-transfer-encoding') ?? '8bit').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64');
  if (encoding === 'quoted-printable') {
    const text = body.toString('latin1').replace(/[ \t]*=[ \t]*\r?\n/g, '');
    return Buffer.from(
      text.replace(/=([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
      'latin1',
    );
  }
  if (/^(?:7bit|8bit|binary)$/.test(encoding)) return body;
  throw new ListingLintError('content-unreadable', `a part is encoded as ${encoding.slice(0, 40)}, which is not read`);
};
