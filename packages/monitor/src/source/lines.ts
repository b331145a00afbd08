import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { parseJson } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { webAddress } from './address.ts';
import { inMegabytes } from './bounded-bytes.ts';
import { type Capture, type CapturedOffer, GONE, type SourceBounds } from './capture.ts';
import { sourceFileBytes } from './one-file.ts';

/** Of one line. */
const LINE_BYTES = 1_000_000;

/** A file of lines, and the bytes of it. */
interface LineFile {
  /** Absolute: files that lines name lie in its folder or below. */
  readonly file: string;
  readonly source: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The lines of a text, of which none is longer than a bound: of such a one nothing but its beginning is there. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<{ text: string; isCut: boolean }> {
  let left: Buffer = Buffer.alloc(0);
  let isCut = false;
  for await (const chunk of chunks) {
    let rest: Buffer = Buffer.concat([left, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield { text: rest.subarray(0, end).toString('utf8').replace(/\r$/, ''), isCut };
      rest = rest.subarray(end + 1);
      isCut = false;
    }
    isCut ||= rest.length > LINE_BYTES;
    left = rest.subarray(0, isCut ? 200 : undefined);
  }
  if (left.length > 0) yield { text: left.toString('utf8'), isCut };
}

/** Something that one line names. */
interface LineThing {
  readonly picture?: { readonly address: string | null; readonly file: string };
  readonly page?: { readonly address: string; readonly status: number };
  /** Address of a picture without a file. */
  readonly missing?: string;
  readonly at: string | null;
  readonly offer: CapturedOffer | null;
}

/** A list of picture addresses with local files: `address file`, a line each; `#` begins a comment. */
export const listCaptures = (file: LineFile, bounds: SourceBounds): AsyncGenerator<Capture> =>
  lineCaptures(file, bounds, (line) => {
    if (line.startsWith('#')) return [];
    const [, address = '', path = ''] = /^(\S+)\s+(.+)$/.exec(line.trimEnd()) ?? [];
    if (path === '') return 'a line is the address of a picture, a blank, and the path of its file';
    const known = webAddress(address);
    if (known === null) return 'the line does not begin with a web address';
    return [{ picture: { address: known, file: path }, at: null, offer: null }];
  });

const text = z.string().min(1).max(5000);
const figure = z.union([z.number(), z.string().regex(/^\d+(?:\.\d+)?$/)]).transform(Number);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/);
const linePicture = z.union([
  z.looseObject({ url: text.nullish(), path: text }),
  z.looseObject({ address: text.nullish(), file: text }),
]);
/** What is looked at of a crawler's line: our own words, and those of Scrapy's pictures pipeline. */
const lineItem = z.looseObject({
  page: text.nullish(),
  url: text.nullish(),
  status: z.int().nullish(),
  picture: text.nullish(),
  file: text.nullish(),
  images: z.array(linePicture).max(1000).nullish(),
  /** What Scrapy was to load: those that it could not are missing in `images`. */
  image_urls: z.array(text).max(1000).nullish(),
  at: day.nullish(),
  seller: z.union([text, z.number()]).nullish(),
  title: text.nullish(),
  price: figure.nullish(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullish(),
  unitsSold: figure.nullish(),
  counterfeit: z.boolean().nullish(),
});

/** A crawler's JSON lines: a page or a picture each, with what was seen there. Other keys are passed over. */
export const jsonLineCaptures = (file: LineFile, bounds: SourceBounds): AsyncGenerator<Capture> =>
  lineCaptures(file, bounds, (line) => {
    const value = parseJson(line);
    if (value === undefined) return 'no line that is understood: it is no JSON';
    const parsed = lineItem.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return `no line that is understood: ${issue?.path.join('.') || 'the line'}: ${issue?.message ?? ''}`;
    }
    return thingsOf(parsed.data);
  });

/** Pages and pictures that a line names, or why it names none that can be looked at. */
const thingsOf = (item: z.infer<typeof lineItem>): readonly LineThing[] | string => {
  const named = item.page ?? item.url ?? null;
  const page = webAddress(named ?? '');
  const at = item.at ?? null;
  const offer: CapturedOffer | null = page === null ? null : offerOf(item, page);
  const own = item.file ? [{ address: webAddress(item.picture ?? ''), file: item.file }] : [];
  const others = (item.images ?? []).map((image) => ({
    address: webAddress(String(image['url'] ?? image['address'] ?? '')),
    file: String(image['path'] ?? image['file']),
  }));
  const pictures = [...own, ...others];
  const loaded = new Set(pictures.map(({ address }) => address));
  const missing = [...(item.file ? [] : [item.picture ?? []].flat()), ...(item.image_urls ?? [])].filter(
    (address) => !loaded.has(webAddress(address)),
  );
  const status = item.status ?? 200;
  const isGone = GONE.has(status);
  const isRefused = status !== 200 && !isGone;
  if (pictures.length === 0 && missing.length === 0 && !(page !== null && isGone)) {
    if (page !== null && isRefused)
      return `its page was answered with status ${status}, so that none on the page was compared`;
    if (named !== null && page === null) return 'its page is no web address';
    return page === null
      ? 'the line names neither a page nor the file of a picture (page, picture, file)'
      : 'the line names no file of a picture (file), so that none on the page was compared';
  }
  return [
    ...(page === null || isRefused ? [] : [{ page: { address: page, status }, at, offer }]),
    ...pictures.map((picture) => ({ picture, at, offer })),
    ...missing.map((address) => ({ missing: address, at, offer })),
  ];
};

const offerOf = (item: z.infer<typeof lineItem>, page: string): CapturedOffer => ({
  page,
  seller: item.seller === null || item.seller === undefined ? null : String(item.seller),
  title: item.title ?? null,
  price: item.price ?? null,
  currency: item.currency ?? null,
  unitsSold: item.unitsSold ?? null,
  counterfeit: item.counterfeit === true,
});

async function* lineCaptures(
  { file, source, chunks }: LineFile,
  bounds: SourceBounds,
  read: (line: string) => readonly LineThing[] | string,
): AsyncGenerator<Capture> {
  const folder = dirname(file);
  let index = 0;
  let number = 0;
  for await (const { text: line, isCut } of linesOf(chunks)) {
    number++;
    const place = `${source}:${number}`;
    if (line.trim() === '') continue;
    const things = isCut ? `the line has more than ${inMegabytes(LINE_BYTES)}` : read(line);
    if (typeof things === 'string') {
      yield { kind: 'fault', name: place, index: index++, problem: things, ends: false };
      continue;
    }
    for (const thing of things) {
      if (index >= bounds.captures) {
        const problem = `${source} names more than ${bounds.captures} things`;
        yield { kind: 'fault', name: place, index, problem, ends: true };
        return;
      }
      yield captureOf(thing, { folder, place, index: index++ }, bounds);
    }
  }
}

const captureOf = (
  { picture, page, missing, at, offer }: LineThing,
  { folder, place, index }: { readonly folder: string; readonly place: string; readonly index: number },
  bounds: SourceBounds,
): Capture => {
  if (page !== undefined) {
    const empty = (): Promise<Buffer> => Promise.resolve(Buffer.alloc(0));
    return {
      kind: 'page',
      name: place,
      index,
      address: page.address,
      at,
      status: page.status,
      path: null,
      isStub: true,
      bytes: empty,
    };
  }
  if (missing !== undefined) {
    const problem = `there is no file of the picture ${missing.slice(0, 200)}`;
    return { kind: 'fault', name: place, index, problem, ends: false };
  }
  const path = picture?.file ?? '';
  const file = resolve(folder, path);
  if (!isBelow(folder, file)) {
    const problem = `${path.slice(0, 200)} lies outside of the folder of the list`;
    return { kind: 'fault', name: place, index, problem, ends: false };
  }
  return {
    kind: 'picture',
    name: `${place} ${path}`,
    index,
    address: picture?.address ?? null,
    at,
    key: picture?.address ?? `${place} ${path}`,
    offer,
    bytes: () => sourceFileBytes(file, folder, `${place} ${path}`, bounds.pictureBytes),
  };
};

const isBelow = (folder: string, file: string): boolean => {
  const way = relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};
