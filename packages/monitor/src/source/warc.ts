import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isKnownError, ListingLintError } from '@listing-lint/core/plugin';
import { AsyncIterReader, WARCParser, type WARCRecord } from 'warcio';
import { webAddress } from './address.ts';
import { decodedBody, gathered, inMegabytes, isGzip } from './bounded-bytes.ts';
import type { Capture, SourceBounds } from './capture.ts';
import { captureOfAnswer, isPageType, isPictureType } from './stored-answer.ts';

/** Headers of one record; those of crawlers have some 2 KB. */
const HEADER_BYTES = 1_000_000;
/** Records without a type or a length; a file with more of them is no WARC any more. */
const MOST_DAMAGED = 100;
/** Reads past the end: a record that says to be longer than its file would be waited for for ever. */
const MOST_READS_PAST_END = 16;
/** How much larger an archive may be than its file, once it has unpacked to some size: text packs to a twentieth, a bomb to a thousandth. */
const MOST_RATIO = 200;
const RATIO_FROM = 200_000_000;

/**
 * What a WARC file holds, in its order (ISO 28500): answers and resources that are pictures or pages, and pages that are gone. What is not asked for is
 * skipped. What was cut off, split or captured elsewhere is a fault. Lengths that lie, bombs, and damage end the file with a fault, and never the run. `chunks` are the bytes of the file.
 */
export async function* warcCaptures(
  chunks: AsyncIterable<Uint8Array>,
  source: string,
  bounds: SourceBounds,
): AsyncGenerator<Capture> {
  const packed = { bytes: 0 };
  const metered = new MeteredBytes(inflatedBytes(counted(chunks, packed)), bounds.sourceBytes, packed);
  const parser = new ResyncingParser(new AsyncIterReader(metered, null));
  const payloads = new Payloads();
  let damaged = 0;
  for (let index = 0; ; index++) {
    const name = `${source}#${index}`;
    try {
      if (index >= bounds.captures)
        throw new ListingLintError('content-too-large', `it holds more than ${bounds.captures} records`);
      metered.allow(HEADER_BYTES, 'the headers of a record');
      const record = await parser.parse();
      if (record === null) {
        if (index === 0) yield { kind: 'fault', name: source, index, problem: 'it holds no record', ends: true };
        return;
      }
      if (parser.takeLeftover()) {
        damaged++;
        const problem = 'the record before it is longer than it says';
        yield { kind: 'fault', name, index, problem, ends: false };
      }
      if (!isSound(record) && ++damaged > MOST_DAMAGED)
        throw new ListingLintError('content-unreadable', `more than ${MOST_DAMAGED} of its records are damaged`);
      metered.allow(Number.POSITIVE_INFINITY, 'a record');
      yield isSound(record) ? captureOf(record, name, index, { bounds, payloads }) : damagedAt(name, index);
      await record.skipFully();
    } catch (error) {
      if (!isKnownError(error) && !isOfData(error)) throw error;
      const problem = error instanceof Error ? error.message : String(error);
      yield { kind: 'fault', name, index, problem: `${problem}; the rest of ${source} was not looked at`, ends: true };
      return;
    }
  }
}

const damagedAt = (name: string, index: number): Capture => ({
  kind: 'fault',
  name,
  index,
  problem: 'the record is damaged: it has no type, or no length',
  ends: false,
});

/** What zlib and the parser throw for bad bytes. */
const isOfData = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || (error instanceof Error && 'code' in error);

const isSound = ({ warcHeaders, warcType, warcContentLength }: WARCRecord): boolean =>
  /^WARC\//.test(warcHeaders.statusline) &&
  Boolean(warcType) &&
  Number.isSafeInteger(warcContentLength) &&
  warcContentLength >= 0;

interface WarcRun {
  readonly bounds: SourceBounds;
  readonly payloads: Payloads;
}

const captureOf = (record: WARCRecord, name: string, index: number, { bounds, payloads }: WarcRun): Capture => {
  const other: Capture = { kind: 'other', index };
  const address = webAddress(record.warcTargetURI ?? '');
  const fault = (problem: string): Capture => ({ kind: 'fault', name: address ?? name, index, problem, ends: false });
  const http = record.httpHeaders;
  const status = http === null ? 200 : Number(http.statusCode);
  const type = String((http ?? record.warcHeaders).headers.get('Content-Type') ?? '').toLowerCase();
  const isShown = isPageType(type) || isPictureType(type, address);
  if (record.warcType === 'continuation') return fault('a part of a record that was split is not read');
  if (record.warcType === 'revisit') {
    // Without headers nothing says what it is.
    if (address === null || (http !== null && !isShown) || (http !== null && status !== 200)) return other;
    const first = payloads.firstOf(record);
    return first === undefined
      ? fault('its content was captured before, in a file that is not among the sources')
      : { kind: 'alias', index, key: address, to: first };
  }
  if (record.warcType !== 'response' && record.warcType !== 'resource') return other;
  if (record.warcType === 'response' && http === null)
    return address === null ? other : fault('its answer cannot be read');
  const cut = record.warcHeaders.headers.get('WARC-Truncated');
  const most = (bytes: number): Promise<Buffer> => bodyOf(record, name, bytes);
  const capture = captureOfAnswer(
    {
      ...{ name, index, address, at: timeOf(record.warcDate), status, type, body: most },
      location: http?.headers.get('Location')?.toString(),
      ...(cut ? { cut: `the crawler has cut it off (${String(cut).slice(0, 40)})` } : {}),
    },
    bounds,
  );
  if (capture.kind === 'picture' || capture.kind === 'page') payloads.add(record, address ?? name);
  return capture;
};

/** Contents of which the first address is kept. */
const MOST_PAYLOADS = 200_000;

/** Where the content of a file was captured first, by its digest: what a `revisit` refers to (ISO 28500, 6.7). */
class Payloads {
  private readonly places = new Map<string, string>();

  add(record: WARCRecord, key: string): void {
    const digest = digestOf(record);
    if (digest !== undefined && this.places.size < MOST_PAYLOADS && !this.places.has(digest))
      this.places.set(digest, key);
  }

  firstOf(record: WARCRecord): string | undefined {
    const digest = digestOf(record);
    return digest === undefined ? undefined : this.places.get(digest);
  }
}

const digestOf = ({ warcHeaders: { headers } }: WARCRecord): string | undefined =>
  headers.get('WARC-Payload-Digest')?.toString().slice(0, 200);

const timeOf = (text: string | null | undefined): string | null =>
  typeof text === 'string' &&
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/.test(text) &&
  !Number.isNaN(Date.parse(text))
    ? `${text.slice(0, 19)}Z`
    : null;

/** What was sent, without the encodings of the way. */
const bodyOf = async (record: WARCRecord, name: string, most: number): Promise<Buffer> => {
  const { headers } = record.httpHeaders ?? { headers: new Headers() };
  const isChunked = /\bchunked\b/i.test(String(headers.get('Transfer-Encoding') ?? ''));
  const raw = record.reader as AsyncIterable<Uint8Array>;
  const body = await gathered(isChunked ? new AsyncIterReader(raw, null, true) : raw, most, name);
  return decodedBody(body, String(headers.get('Content-Encoding') ?? ''), most, name);
};

async function* counted(chunks: AsyncIterable<Uint8Array>, total: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    total.bytes += chunk.length;
    yield chunk;
  }
}

/** The bytes behind gzip, where there is one: members that stand one after the other, as WARC has them. */
async function* inflatedBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const { value: first, done } = await iterator.next();
  if (done === true || first === undefined) return;
  const all = (async function* () {
    yield first;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  })();
  if (!isGzip(first)) yield* all;
  else {
    const from = Readable.from(all);
    const gunzip = createGunzip();
    from.on('error', (error) => gunzip.destroy(error));
    try {
      yield* from.pipe(gunzip);
    } finally {
      from.destroy();
      gunzip.destroy();
      await iterator.return?.(undefined);
    }
  }
}

const EMPTY = new Uint8Array();
const LINE_BYTES = 8192;

/** Goes on at the next line that begins a record, whatever stands before it. */
class ResyncingParser extends WARCParser {
  private leftover = false;

  /** Whether something stood between the last two records, told once. */
  takeLeftover(): boolean {
    const had = this.leftover;
    this.leftover = false;
    return had;
  }

  override async readToNextRecord(): Promise<Uint8Array<ArrayBuffer>> {
    if (this._record === null) return EMPTY;
    await this._record.skipFully();
    for (;;) {
      const line = await this._reader.readlineRaw(LINE_BYTES);
      if (line === null) return EMPTY;
      if (Buffer.from(line.subarray(0, 5)).toString('latin1') === 'WARC/') return new Uint8Array(line);
      this.leftover ||= line.some((byte) => byte !== 13 && byte !== 10);
    }
  }
}

/** Bytes that are counted as they are taken: so many in all, and so many until the next word. */
class MeteredBytes implements AsyncIterable<Uint8Array> {
  private readonly iterator: AsyncIterator<Uint8Array>;
  private taken = 0;
  private left = Number.POSITIVE_INFINITY;
  private what = '';
  private readsPastEnd = 0;

  private readonly most: number;
  private readonly packed: { readonly bytes: number };

  /** `packed`: bytes of the file that were read so far. */
  constructor(bytes: AsyncIterable<Uint8Array>, most: number, packed: { readonly bytes: number }) {
    this.most = most;
    this.packed = packed;
    this.iterator = bytes[Symbol.asyncIterator]();
  }

  /** Lets so many bytes through; `what` they are. */
  allow(bytes: number, what: string): void {
    this.left = bytes;
    this.what = what;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: async () => {
        const next = await this.iterator.next();
        if (next.done === true) {
          if (++this.readsPastEnd > MOST_READS_PAST_END)
            throw new ListingLintError('content-unreadable', 'it ends before its last record does');
          return next;
        }
        this.taken += next.value.length;
        this.left -= next.value.length;
        if (this.taken > this.most)
          throw new ListingLintError('content-too-large', `it unpacks to more than ${inMegabytes(this.most)}`);
        if (this.taken > RATIO_FROM && this.taken > this.packed.bytes * MOST_RATIO)
          throw new ListingLintError('content-too-large', `it unpacks to more than ${MOST_RATIO} times its size`);
        if (this.left < 0)
          throw new ListingLintError('content-too-large', `${this.what} have more than ${inMegabytes(HEADER_BYTES)}`);
        return next;
      },
    };
  }
}
