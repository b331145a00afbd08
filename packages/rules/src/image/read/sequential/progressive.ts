import { type JpegFrame, jpegFrameOf } from '../headers/jpeg-frame.ts';

/** ITU-T T.81, table B.1. */
const MARKER = {
  ...({ sof2: 0xc2, dht: 0xc4, eoi: 0xd9, sos: 0xda, dqt: 0xdb, dri: 0xdd } as const),
  ...({ app0: 0xe0, app15: 0xef, comment: 0xfe } as const),
};
const MOST_SEGMENTS = 500;
/** Encoders write ten. */
const MOST_SCANS = 64;
/** Of codes. Encoders write one or two before a scan. */
const MOST_TABLES = 256;
/** Blocks of a unit of several components (B.2.3). */
export const MOST_IN_UNIT = 10;
const COEFFICIENTS = 64;

/** A scan (B.2.3): which coefficients, from which bit on. */
export interface ProgressiveScan {
  /** Of the frame, in the order of the scan, with the tables of codes of each. */
  readonly parts: readonly { readonly component: number; readonly dc: number; readonly ac: number }[];
  readonly first: number;
  readonly last: number;
  readonly isFirst: boolean;
  readonly low: number;
}

/** What is done with the parts of a progressive JPEG, in their order; `false` where one cannot be. */
export interface ProgressiveReader {
  /** A table of codes: of AC or not, its number, how many codes of each length, their symbols. */
  readonly codes: (table: {
    readonly isAc: boolean;
    readonly number: number;
    readonly counts: Buffer;
    readonly symbols: Buffer;
  }) => boolean;
  /** Coded data that begin at a byte: the byte of the marker behind them, −1 where they are out of order. */
  readonly scan: (scan: ProgressiveScan, start: number) => number;
}

/** Where the parts of a file lie that stay as they are. */
export interface ProgressiveFile {
  /** Segments before the first scan but tables of codes. */
  readonly retained: readonly (readonly [start: number, end: number])[];
  /** Of the marker of the frame. */
  readonly frameAt: number;
  /** Behind the end of the picture. */
  readonly end: number;
}

/**
 * Goes through a progressive JPEG (annex G) that is as encoders write them: no restarts, no tables of quantisation between scans, each bit of each coefficient once, all of them there. Null for
 * whatever is not, and where `reader` says so. `bytes` begin with SOI; `frame` is theirs (`progressiveFrame`).
 */
export const readProgressive = (bytes: Buffer, frame: JpegFrame, reader: ProgressiveReader): ProgressiveFile | null => {
  const walk = new Walk(bytes, frame, reader);
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    const step = walk.segment();
    if (step === 'end') return walk.file();
    if (step === 'odd') return null;
  }
  return null;
};

type Step = 'on' | 'odd' | 'end';

class Walk {
  readonly #bytes: Buffer;
  readonly #frame: JpegFrame;
  readonly #reader: ProgressiveReader;
  readonly #kept: [number, number][] = [];
  /** The lowest bit that is known of each coefficient of each component, −1 where none is. */
  readonly #known: readonly Int8Array[];
  #at = 2;
  /** 0 before it has come. */
  #frameAt = 0;
  #scans = 0;
  #tables = 0;

  constructor(bytes: Buffer, frame: JpegFrame, reader: ProgressiveReader) {
    [this.#bytes, this.#frame, this.#reader] = [bytes, frame, reader];
    this.#known = frame.components.map(() => new Int8Array(COEFFICIENTS).fill(-1));
  }

  segment(): Step {
    const at = this.#at;
    if (at + 2 > this.#bytes.length || this.#bytes[at] !== 0xff) return 'odd';
    const marker = this.#bytes[at + 1] ?? 0;
    if (marker === MARKER.eoi) {
      this.#at = at + 2;
      return 'end';
    }
    if (at + 4 > this.#bytes.length) return 'odd';
    const end = at + 2 + this.#bytes.readUInt16BE(at + 2);
    if (end < at + 4 || end > this.#bytes.length) return 'odd';
    this.#at = end;
    return this.#take(marker, at, this.#bytes.subarray(at + 4, end)) ? 'on' : 'odd';
  }

  file(): ProgressiveFile | null {
    const isWhole = this.#known.every((bits) => bits.every((bit) => bit === 0));
    return isWhole ? { retained: this.#kept, frameAt: this.#frameAt, end: this.#at } : null;
  }

  #take(marker: number, at: number, data: Buffer): boolean {
    if (marker === MARKER.sos) return this.#scan(data);
    if (marker === MARKER.dht) return this.#codes(data);
    // No restarts.
    if (marker === MARKER.dri) return data.length === 2 && data.readUInt16BE(0) === 0;
    const isAside = marker === MARKER.comment || isApplication(marker);
    // Of those behind the first scan nobody knows when he decodes; tables of quantisation would be of what follows.
    if (this.#scans > 0) return isAside;
    if (marker === MARKER.sof2 && this.#frameAt === 0) this.#frameAt = at;
    else if (marker !== MARKER.dqt && !isAside) return false;
    return this.#kept.push([at, this.#at]) > 0;
  }

  #codes(data: Buffer): boolean {
    let at = 0;
    while (at + 17 <= data.length) {
      const index = data[at] ?? 0;
      const counts = data.subarray(at + 1, at + 17);
      const end = at + 17 + counts.reduce((sum, count) => sum + count, 0);
      if ((index & 0xef) > 3 || end - at - 17 > 256 || end > data.length || this.#tables++ >= MOST_TABLES) return false;
      const table = { isAc: index >> 4 === 1, number: index & 15, counts, symbols: data.subarray(at + 17, end) };
      if (!this.#reader.codes(table)) return false;
      at = end;
    }
    return at === data.length;
  }

  #scan(data: Buffer): boolean {
    if (this.#frameAt === 0 || this.#scans++ >= MOST_SCANS) return false;
    const scan = scanOf(data, this.#frame);
    if (scan === undefined || !this.#follows(scan)) return false;
    this.#at = this.#reader.scan(scan, this.#at);
    return this.#at >= 0;
  }

  /** Whether the scan says of each of its coefficients the next bit, and DC comes first (G.1.1.1). */
  #follows({ parts, first, last, isFirst, low }: ProgressiveScan): boolean {
    return parts.every(({ component }) => {
      const known = this.#known[component];
      if (known === undefined || (first > 0 && (known[0] ?? -1) < 0)) return false;
      for (let k = first; k <= last; k++) if (known[k] !== (isFirst ? -1 : low + 1)) return false;
      known.fill(low, first, last + 1);
      return true;
    });
  }
}

const isApplication = (marker: number): boolean => marker >= MARKER.app0 && marker <= MARKER.app15;

/** The frame of a progressive JPEG before its first scan; undefined where there is none that is as usual. */
export const progressiveFrame = (bytes: Buffer): JpegFrame | undefined => {
  let at = 2;
  for (let count = 0; count < MOST_SEGMENTS && at + 4 <= bytes.length; count++) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (bytes[at + 1] === MARKER.sof2) return usualFrame(bytes.subarray(at + 4, end));
    if (bytes[at] !== 0xff || bytes[at + 1] === MARKER.sos) return undefined;
    at = end;
  }
  return undefined;
};

/** Of grey, or of three components that a scan of all of them can hold. */
const usualFrame = (data: Buffer): JpegFrame | undefined => {
  const frame = jpegFrameOf(MARKER.sof2, data);
  if (frame === null) return undefined;
  const { components } = frame;
  const count = components.length;
  if ((count !== 1 && count !== 3) || data.length !== 6 + 3 * count) return undefined;
  const inUnit = components.reduce((sum, { across, down }) => sum + across * down, 0);
  const areDistinct = new Set(components.map(({ id }) => id)).size === count;
  return areDistinct && inUnit <= MOST_IN_UNIT ? frame : undefined;
};

const scanOf = (data: Buffer, { components }: JpegFrame): ProgressiveScan | undefined => {
  const count = data[0] ?? 0;
  if (count < 1 || count > components.length || data.length !== 4 + 2 * count) return undefined;
  const parts = Array.from({ length: count }, (_, i) => {
    const [id, tables = 0] = data.subarray(1 + 2 * i, 3 + 2 * i);
    return { component: components.findIndex((one) => one.id === id), dc: tables >> 4, ac: tables & 15 };
  });
  const [first = 0, last = 0, bits = 0] = data.subarray(data.length - 3);
  const [high, low] = [bits >> 4, bits & 15];
  // In the order of the frame, each once.
  const isOrdered = parts.every(({ component }, i) => component > (parts[i - 1]?.component ?? -1));
  const isRange = first === 0 ? last === 0 : count === 1 && last >= first && last < COEFFICIENTS;
  if (!isOrdered || !isRange || low > 13 || (high > 0 && low !== high - 1)) return undefined;
  return { parts, first, last, isFirst: high === 0, low };
};
