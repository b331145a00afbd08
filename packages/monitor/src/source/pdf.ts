import { deflateSync, inflateSync } from 'node:zlib';
import { ListingLintError } from '@listing-lint/core/plugin';
import { pngChunk } from '@listing-lint/rules/image';
import { decodedBody } from './bounded-bytes.ts';
import type { Capture, SourceBounds } from './capture.ts';
import { type SourceFile, wholeFileCaptures } from './one-file.ts';

/** Characters of the dictionary of a stream; those of pictures have some 200. */
const MOST_DICTIONARY = 20_000;
/** Of a stream that is searched for pictures inside its drawing commands. */
const MOST_COMMANDS = 32_000_000;
/** Pixels per side of what is compared; smaller ones are icons. */
const LEAST_SIDE = 32;

/** A stream of a PDF file (ISO 32000-2, 7.3.8), its dictionary as text. */
interface PdfStream {
  readonly id: string;
  readonly dictionary: string;
  readonly data: Buffer;
}

/**
 * The pictures of a PDF file, such as browsers print: JPEG streams as they are, RGB and grey pixels as PNG. Every other one is a fault. Streams stand in
 * no other stream, so that they are found without the tables of the file.
 */
export const pdfCaptures = (file: SourceFile, bounds: SourceBounds): AsyncGenerator<Capture> =>
  wholeFileCaptures(file, bounds, function* (bytes) {
    const encrypt = bytes.indexOf('/Encrypt');
    if (encrypt >= 0 && /^\/Encrypt\s*(?:\d+ \d+ R|<<)/.test(bytes.toString('latin1', encrypt, encrypt + 40)))
      throw new ListingLintError('content-unreadable', 'it is encrypted: save it without a password');
    const streams = [...streamsOf(bytes)];
    const masks = new Set(streams.flatMap(({ dictionary }) => /\/S?Mask\s+(\d+ \d+) R/.exec(dictionary)?.[1] ?? []));
    let index = 0;
    for (const stream of streams) {
      const name = `${file.name} (picture ${index + 1})`;
      const { dictionary, id } = stream;
      if (!/\/Subtype\s*\/Image\b/.test(dictionary)) {
        if (!hasInlinePicture(stream)) continue;
        yield {
          kind: 'fault',
          name,
          index: index++,
          problem: 'a picture in its drawing commands is not read',
          ends: false,
        };
        continue;
      }
      const [width, height] = [numberOf(dictionary, 'Width'), numberOf(dictionary, 'Height')];
      if (/\/ImageMask\s+true/.test(dictionary) || masks.has(id) || Math.max(width, height) < LEAST_SIDE) continue;
      yield {
        ...{ kind: 'picture', name, index: index++, address: null, at: null, key: name, offer: null },
        bytes: async () => pictureOf(stream, { width, height }, bounds.pictureBytes),
      };
    }
    if (index === 0 && !bytes.includes('/Page')) throw new ListingLintError('content-unreadable', 'it holds no page');
    if (index === 0) yield { kind: 'other', index };
  });

function* streamsOf(bytes: Buffer): Generator<PdfStream> {
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at)) {
    const begin = Math.max(0, at - MOST_DICTIONARY);
    const before = bytes.toString('latin1', begin, at);
    const [, id = '', dictionary] =
      /(?:^|\s)(\d+ \d+) obj\s*(<<(?:(?!\bobj\b)[\s\S])*>>)\s*$/.exec(
        before.slice(Math.max(0, before.lastIndexOf('obj') - 24)),
      ) ?? [];
    at += 'stream'.length;
    if (dictionary === undefined) continue;
    if (bytes[at] === 13) at++;
    if (bytes[at] === 10) at++;
    const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary)?.[1];
    const isStated =
      length !== undefined &&
      /^\s*endstream/.test(bytes.toString('latin1', at + Number(length), at + Number(length) + 20));
    const end = isStated ? at + Number(length) : bytes.indexOf('endstream', at);
    if (end < 0) throw new ListingLintError('content-unreadable', 'it ends inside of a stream');
    yield { id, dictionary, data: bytes.subarray(at, end) };
    at = end + 'endstream'.length;
  }
}

const numberOf = (dictionary: string, key: string): number =>
  Number(new RegExp(`/${key}\\s+(\\d{1,9})`).exec(dictionary)?.[1] ?? 0);

const filtersOf = (dictionary: string): readonly string[] => {
  const [, list, one] = /\/Filter\s*(?:\[([^\]]*)\]|\/(\w+))/.exec(dictionary) ?? [];
  return list === undefined ? [one ?? []].flat() : [...list.matchAll(/\/(\w+)/g)].map(([, name = '']) => name);
};

/** A small picture whose pixels stand among the commands that draw a page (8.9.7). */
const hasInlinePicture = ({ dictionary, data }: PdfStream): boolean => {
  const filters = filtersOf(dictionary);
  if (
    /\/(?:Type|Subtype|Length[123]|FunctionType|N)\b/.test(
      dictionary.replace(/\/Subtype\s*\/Form\b|\/Type\s*\/(?:XObject|Pattern)\b/g, ''),
    )
  )
    return false;
  if (filters.some((filter) => filter !== 'FlateDecode')) return false;
  try {
    const commands = filters.length === 0 ? data : inflateSync(data, { maxOutputLength: MOST_COMMANDS });
    return /\sBI\s[\s\S]{1,500}?\sID\s/.test(commands.toString('latin1'));
  } catch {
    return false;
  }
};

/** Throws `content-unreadable` for what is no JPEG and has neither RGB nor grey pixels of 8 bits. */
const pictureOf = (
  { dictionary, data }: PdfStream,
  { width, height }: { readonly width: number; readonly height: number },
  most: number,
): Buffer => {
  const filters = filtersOf(dictionary);
  const inflated = (bytes: Buffer): Buffer => decodedBody(bytes, 'deflate', most, 'a picture in PDF');
  if (filters.at(-1) === 'DCTDecode' && filters.slice(0, -1).every((filter) => filter === 'FlateDecode'))
    return filters.slice(0, -1).reduce((bytes) => inflated(bytes), data);
  const unread = (what: string): ListingLintError =>
    new ListingLintError('content-unreadable', `${what} are not read: save the page as HTML`);
  if (filters.length !== 1 || filters[0] !== 'FlateDecode')
    throw unread(`pictures of ${filters.join(' ') || 'raw pixels'} in PDF`);
  const space = /\/ColorSpace\s*(\[[^\]]*\]|\/\w+|\d+ \d+ R)/.exec(dictionary)?.[1] ?? '';
  const predictor = numberOf(dictionary, 'Predictor');
  const rows = inflated(data);
  const rowBytes = rows.length / height - (predictor >= 10 ? 1 : 0);
  const channels = rowBytes / width;
  const isKnown =
    /^\/Device(?:RGB|Gray)$|^\[\s*\/(?:ICCBased|CalRGB|CalGray)\b/.test(space) || (/^\d/.test(space) && channels === 3);
  if (
    numberOf(dictionary, 'BitsPerComponent') !== 8 ||
    predictor === 2 ||
    !isKnown ||
    (channels !== 1 && channels !== 3)
  )
    throw unread('pixels of other colours than RGB and grey in PDF');
  return png({ width, height, channels, rows: predictor >= 10 ? rows : filtered(rows, rowBytes) });
};

/** Rows of pixels as PNG has them, each behind the byte of its filter, which is none. */
const filtered = (pixels: Buffer, rowBytes: number): Buffer => {
  const height = pixels.length / rowBytes;
  const rows = Buffer.alloc(pixels.length + height);
  for (let row = 0; row < height; row++)
    pixels.copy(rows, row * (rowBytes + 1) + 1, row * rowBytes, (row + 1) * rowBytes);
  return rows;
};

/** `rows`: with the filters of PNG, which are those of predictors from 10 on. */
const png = ({
  width,
  height,
  channels,
  rows,
}: {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly rows: Buffer;
}): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 1 ? 0 : 2], 8);
  const chunks = [
    ['IHDR', header],
    ['IDAT', deflateSync(rows, { level: 1 })],
    ['IEND', Buffer.alloc(0)],
  ] as const;
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, ...chunks.map(([type, data]) => pngChunk(type, data))]);
};
