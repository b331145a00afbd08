import { webAddress } from './address.ts';
import { type Capture, GONE, type SourceBounds } from './capture.ts';

/** An answer of a web server, as an archive stores it. */
export interface StoredAnswer {
  readonly name: string;
  readonly index: number;
  /** A web address; null where none is known. */
  readonly address: string | null;
  /** By what pages refer to a picture without an address. */
  readonly key?: string;
  readonly at: string | null;
  readonly status: number;
  /** `Content-Type`; empty where nothing says. */
  readonly type: string;
  /** `Location` of a redirect, as written. */
  readonly location?: string | undefined;
  /** Why the body is not whole. */
  readonly cut?: string | undefined;
  /** As `CapturedPage.set` and `CapturedPage.isFrame`. */
  readonly set?: string | undefined;
  readonly isFrame?: boolean;
  /** Throws `content-too-large`, `content-unreadable`. */
  readonly body: (most: number) => Promise<Buffer>;
}

/** Redirects (RFC 9110). */
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A moment (ms since 1970) as captures have it, to the second; null for none. */
export const captureTime = (ms: number): string | null =>
  Number.isNaN(ms) ? null : `${new Date(ms).toISOString().slice(0, 19)}Z`;

export const isPageType = (type: string): boolean => /^(?:text\/html|application\/xhtml\+xml)\b/i.test(type);

/** By its type, or by its name where the type says nothing. */
export const isPictureType = (type: string, address: string | null): boolean =>
  /^image\//i.test(type) ||
  (/^(?:$|application\/octet-stream|binary\/)/i.test(type) &&
    address !== null &&
    /\.(?:jpe?g|png|webp|avif|gif|tiff?)(?:$|\?)/i.test(address));

/** What a stored answer is to a look: a picture, a page, a redirect, something that is gone, or a fault where a picture or page is not whole. */
export const captureOfAnswer = (answer: StoredAnswer, bounds: SourceBounds): Capture => {
  const { name, index, address, at, status, type, cut, set, isFrame = false } = answer;
  const other: Capture = { kind: 'other', index };
  const fault = (problem: string): Capture => ({ kind: 'fault', name: address ?? name, index, problem, ends: false });
  const isPage = isPageType(type);
  const isShown = isPage || isPictureType(type, address);
  const target = REDIRECTS.has(status) ? webAddress(answer.location ?? '', address) : null;
  if (target !== null && address !== null) return { kind: 'alias', index, key: address, to: target };
  const origin = { name: address ?? name, index, address, at, ...(set === undefined ? {} : { set }) };
  if (cut !== undefined && isShown) return fault(cut);
  if (isPage && !isFrame && status >= 400 && !GONE.has(status))
    return fault(`its server refused the page (answer ${status})`);
  if (isPage || GONE.has(status)) {
    if ((address === null && set === undefined) || (status !== 200 && !GONE.has(status))) return other;
    const frame = isFrame ? { isFrame } : {};
    return { kind: 'page', ...origin, ...frame, status, path: null, bytes: () => answer.body(bounds.pageBytes) };
  }
  if (status === 206 && isShown) return fault('only a part of it was loaded (answer 206)');
  if (status !== 200 || !isShown) return other;
  const key = address ?? answer.key ?? name;
  return { kind: 'picture', ...origin, key, offer: null, bytes: () => answer.body(bounds.pictureBytes) };
};
