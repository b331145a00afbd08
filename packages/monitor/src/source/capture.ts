/** What a seller's page says of an offer, as far as it is known; of a page itself, or of the line of a crawler. */
export interface StatedOffer {
  readonly seller: string | null;
  readonly title: string | null;
  readonly price: number | null;
  /** Three capitals of ISO 4217. */
  readonly currency: string | null;
  readonly unitsSold: number | null;
  /** `true` only where somebody said that the goods are fakes. */
  readonly counterfeit: boolean;
}

interface CaptureOrigin {
  /** As messages call it: the source as the user named it, and the place in it. */
  readonly name: string;
  /** Which thing of its source it is, counted from 0 in the order of the source: what a resumed run goes on from. */
  readonly index: number;
  /** A web address without fragment; null where none is known, or it is none of http. */
  readonly address: string | null;
  /** When it was captured, an ISO date or time; null where nothing says. */
  readonly at: string | null;
  /** What it was saved with, by the address of the page or the name of the file: pictures of a set belong to its page, whether that refers to them or not. */
  readonly set?: string;
}

/** A picture that a source holds. */
export interface CapturedPicture extends CaptureOrigin {
  readonly kind: 'picture';
  /** By what pages of its source refer to it: its address, its path in a folder, or its Content-ID and set. */
  readonly key: string;
  /** Of an offer that the source itself names: no page has to refer to the picture. */
  readonly offer: CapturedOffer | null;
  /** Once, before the next capture is asked for. Throws `content-too-large`, `content-unreadable`, `file-unreadable`. */
  readonly bytes: () => Promise<Buffer>;
}

/** Where a picture is offered, by the word of the source. */
export interface CapturedOffer extends StatedOffer {
  readonly page: string;
}

/** Status of answers that say that nothing is there any more, by whatever reason (RFC 9110, RFC 7725). */
export const GONE: ReadonlySet<number> = new Set([404, 410, 451]);

/** A page that a source holds, or that it found gone. */
export interface CapturedPage extends CaptureOrigin {
  readonly kind: 'page';
  /** Of the answer; 200 where nothing says. */
  readonly status: number;
  /** Path in a folder from which relative references start; null where the address is what they start from. */
  readonly path: string | null;
  /** `true`: it is displayed in a frame of another page of its set, which its pictures belong to. */
  readonly isFrame?: true;
  /** `true`: the source names the page and does not hold it. */
  readonly isStub?: true;
  /** Once, before the next capture is asked for; throws as `CapturedPicture.bytes`. */
  readonly bytes: () => Promise<Buffer>;
}

/** Something of a source that could not be looked at, and why. */
export interface CaptureFault {
  readonly kind: 'fault';
  readonly name: string;
  readonly index: number;
  readonly problem: string;
  /** `true`: the rest of the source was not looked at. */
  readonly ends: boolean;
}

/** An address that leads to a picture or page of another one: a redirect, or the same content captured before. */
export interface CapturedAlias {
  readonly kind: 'alias';
  readonly index: number;
  readonly key: string;
  readonly to: string;
}

/** Anything else that a source holds. It is counted. */
export interface OtherCapture {
  readonly kind: 'other';
  readonly index: number;
}

export type Capture = CapturedPicture | CapturedPage | CapturedAlias | CaptureFault | OtherCapture;

/** What one source may cost. */
export interface SourceBounds {
  /** Of one picture, after decompression. */
  readonly pictureBytes: number;
  /** Of one page, after decompression. */
  readonly pageBytes: number;
  /** Things in one source. */
  readonly captures: number;
  /** Of one source, after decompression. */
  readonly sourceBytes: number;
}

export const DEFAULT_BOUNDS: SourceBounds = {
  pictureBytes: 64_000_000,
  pageBytes: 32_000_000,
  captures: 5_000_000,
  sourceBytes: 500_000_000_000,
};

export const NO_OFFER: StatedOffer = {
  seller: null,
  title: null,
  price: null,
  currency: null,
  unitsSold: null,
  counterfeit: false,
};
