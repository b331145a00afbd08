import { sha256 } from '@listing-lint/core/plugin';
import type { Capture, CapturedPage, CapturedPicture, CaptureFault } from './capture.ts';

/** Base64 digits of 1,000 bytes: smaller ones are spacers and icons, which stand where a script puts the picture later. */
export const LEAST_EMBEDDED = 1336;
/** In one page. */
const MOST_EMBEDDED = 5000;
const HEAD = /data:image\\?\/([a-z0-9.+-]{1,40})((?:;[^,;"'\s]{0,60}){0,6}),/gi;

/** A picture that stands in a page as a `data:` address. */
export interface EmbeddedPicture {
  /** By which pages refer to it. */
  readonly key: string;
  /** Undefined where its encoding is not read. */
  readonly bytes: (() => Buffer) | undefined;
}

/** Returns the pictures in a page, wherever they stand: `src`, `srcset`, styles, scripts. Without vector drawings, and those under 1,000 bytes. Linear in the length. */
export const embeddedPictures = (html: string): readonly EmbeddedPicture[] => {
  const found = new Map<string, EmbeddedPicture>();
  for (const { 0: head, 1: type = '', 2: parameters = '', index } of html.matchAll(HEAD)) {
    if (/^svg/i.test(type)) continue;
    const start = index + head.length;
    const isBase64 = /;base64$/i.test(parameters);
    const end = isBase64 ? endOfBase64(html, start) : endOfText(html, start);
    if (end - start < LEAST_EMBEDDED) continue;
    const text = html.slice(start, end);
    const key = `data:${sha256(text)}`;
    if (!found.has(key)) found.set(key, { key, bytes: isBase64 ? () => decoded(text) : undefined });
    if (found.size > MOST_EMBEDDED) break;
  }
  return [...found.values()];
};

/** Base64, also with `/`, `+` and `=` escaped as scripts and addresses do, and broken into lines. */
const decoded = (text: string): Buffer =>
  Buffer.from(
    text
      .replace(/%2b/gi, '+')
      .replace(/%2f/gi, '/')
      .replace(/%3d|\\|\s/gi, ''),
    'base64',
  );

const endOfBase64 = (html: string, start: number): number => {
  let at = start;
  while (at < html.length) {
    const code = html.charCodeAt(at);
    if (isDigit(code) || isBreak(code) || (code === 0x5c && html.charCodeAt(at + 1) === 0x2f)) at++;
    else if (code === 0x25 && /^%(?:2b|2f|3d)/i.test(html.slice(at, at + 3))) at += 3;
    else return at;
  }
  return at;
};

/** Digits of base64 and of its form for addresses, and the padding. */
const isDigit = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x2f && code <= 0x39) ||
  code === 0x2b ||
  code === 0x3d ||
  code === 0x2d ||
  code === 0x5f;
const isBreak = (code: number): boolean => code === 0x0a || code === 0x0d || code === 0x09;

const endOfText = (html: string, start: number): number => {
  let at = start;
  while (at < html.length && !'"\'<> )'.includes(html.charAt(at))) at++;
  return at;
};

/** Captures, with the pictures that stand in pages behind each page; numbered anew. */
export async function* withEmbedded(captures: AsyncIterable<Capture>): AsyncGenerator<Capture> {
  let index = 0;
  for await (const capture of captures) {
    if (capture.kind !== 'page' || capture.status !== 200 || capture.isStub === true) {
      yield { ...capture, index: index++ };
      continue;
    }
    const page = await readOnce(capture);
    yield { ...page.capture, index: index++ };
    if (page.html?.includes('data:image') !== true) continue;
    const pictures = embeddedPictures(page.html.toString('utf8'));
    for (const [number, picture] of pictures.slice(0, MOST_EMBEDDED).entries())
      yield captureOf(capture, picture, { number: number + 1, index: index++ });
    if (pictures.length > MOST_EMBEDDED)
      yield faultOf(capture, index++, `it holds more than ${MOST_EMBEDDED} pictures; the others were not read`);
  }
}

/** The bytes of a capture can be asked for once. */
const readOnce = async (capture: CapturedPage) => {
  try {
    const html = await capture.bytes();
    return { capture: { ...capture, bytes: () => Promise.resolve(html) }, html };
  } catch (error) {
    return { capture: { ...capture, bytes: () => Promise.reject(error) }, html: undefined };
  }
};

const captureOf = (
  page: CapturedPage,
  { key, bytes }: EmbeddedPicture,
  { number, index }: { readonly number: number; readonly index: number },
): CapturedPicture | CaptureFault => {
  const name = `${page.name} (picture ${number} in it)`;
  if (bytes === undefined) return faultOf({ name }, index, 'its encoding is not read: only base64 is');
  return { kind: 'picture', name, index, address: null, at: page.at, key, offer: null, bytes: async () => bytes() };
};

const faultOf = ({ name }: Pick<CapturedPage, 'name'>, index: number, problem: string): CaptureFault => ({
  ...{ kind: 'fault', name, index, problem, ends: false },
});
