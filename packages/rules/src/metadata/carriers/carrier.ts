import { isWholePacket, packetIn } from './embedded-packet.ts';

/** What a block of a file is. `other` is seen and not understood: what it may say is unknown, never absent. */
export type CarrierKind =
  | 'exif'
  | 'makerNote'
  | 'xmp'
  | 'iptc'
  | 'icc'
  | 'text'
  | 'picture'
  | 'c2pa'
  | 'rights'
  | 'location'
  | 'other';

/** A block of a file that can carry metadata. Its bytes are a view of the file, or what was unpacked out of it (bounded). */
export interface Carrier {
  readonly kind: CarrierKind;
  /** Its path in words: `APP1 segment 2`, `thumbnail of IFD1 › APP1 segment 1`. */
  readonly place: string;
  readonly bytes: Buffer;
  /**
   * Keyword of a text (`parameters`, `Comment`), name of a Photoshop resource; of EXIF what its first directory is where that is not `IFD0`, or
   * `RW2`; null where there is none.
   */
  readonly keyword: string | null;
  /** Nesting depth: 0 for the file's own, 1 for a block of its thumbnail or second picture. */
  readonly depth: number;
  /** Why it cannot be read; null where it can. */
  readonly problem: string | null;
  /** It stands for a part of the file that was not walked: blocks of every kind may lie there. */
  readonly hides?: true;
  /** A maker note whose maker writes no place into it. */
  readonly hasNoPlace?: true;
}

/** Bounds of one walk: what exceeds them is reported, not followed. */
export const LIMITS = {
  carriers: 1000,
  /** Pictures within pictures. */
  depth: 4,
  /** Most bytes of one packet that are stored or unpacked. */
  packet: 8_000_000,
  /** Bytes that one walk may unpack in all. */
  unpacked: 24_000_000,
  /** Most characters of one value that are read. */
  text: 200_000,
  /** Values that the blocks of a file may state in all. */
  values: 20_000,
  /** Bytes of blocks that are read in all: blocks of pictures in a file may be the same bytes over and over. */
  read: 16_000_000,
} as const;

/** What is said where a value is longer than that. */
export const CUT_TEXT = `a value has more than ${LIMITS.text.toLocaleString('en-US')} characters`;

/** Whether a text continues behind the read part with more than the digits of a picture or table in base64, in which no word stands. */
export const isCutText = (text: string): boolean =>
  text.length > LIMITS.text && /[^A-Za-z0-9+/=\s]/.test(text.slice(LIMITS.text));

interface CarrierOptions {
  readonly keyword?: string;
  readonly problem?: string;
  readonly hides?: true;
  readonly hasNoPlace?: true;
}

/** The carriers that one walk has found so far; made once for a file, and handed down into the pictures within it. */
export class CarrierWalk {
  readonly carriers: Carrier[] = [];
  #unpacked = 0;
  #isFull = false;

  add(at: Position, kind: CarrierKind, name: string, bytes: Buffer, options: CarrierOptions = {}): void {
    if (this.#isFull) return;
    const place = at.within === '' ? name : `${at.within} › ${name}`;
    const isLarge = bytes.length > LIMITS.packet && kind !== 'picture' && kind !== 'exif';
    const large = `it has ${bytes.length} bytes, more than the ${LIMITS.packet} that are read`;
    const problem = options.problem ?? (isLarge ? large : null);
    const marks = {
      ...(options.hides === true ? { hides: true as const } : {}),
      ...(options.hasNoPlace === true ? { hasNoPlace: true as const } : {}),
    };
    this.carriers.push({ kind, place, bytes, keyword: options.keyword ?? null, depth: at.depth, problem, ...marks });
    if (this.carriers.length < LIMITS.carriers) return;
    this.#isFull = true;
    const full = `there are more than ${LIMITS.carriers} blocks of metadata; the others are not read`;
    this.carriers.push({ ...NOTHING, place: 'the file', problem: full, hides: true });
  }

  /** Adds a block whose format is not known: as XMP where it is nothing but a packet under another header, else as `other`. */
  addUnknown(at: Position, name: string, bytes: Buffer, packetName = `XMP in ${name}`): void {
    if (isWholePacket(bytes)) this.add(at, 'xmp', packetName, packetIn(bytes));
    else if (bytes.length > 0) this.add(at, 'other', name, bytes, { problem: NOT_READ });
  }

  /** Marks the file as truncated: later carriers are unknown. Its content may be cut anywhere. */
  cutOff(at: Position, name: string): void {
    if (at.depth === 0)
      this.add(at, 'other', name, NOTHING.bytes, {
        problem: 'it is cut off: what stood behind is not known',
        hides: true,
      });
  }

  /** Bytes that may still be unpacked; 0 where the walk has unpacked its share. */
  get room(): number {
    return Math.max(0, Math.min(LIMITS.packet, LIMITS.unpacked - this.#unpacked));
  }

  /** Says that so many bytes were unpacked. */
  spend(bytes: number): void {
    this.#unpacked += bytes;
  }
}

/** Why a block of an unknown format is not read. */
export const NOT_READ = 'what it holds is not known';

const NOTHING: Carrier = {
  kind: 'other',
  place: '',
  bytes: Buffer.alloc(0),
  keyword: null,
  depth: 0,
  problem: null,
};

/** Which picture of a file a walk stands in. */
export interface Position {
  /** Name of the picture within the file; empty for the file itself. */
  readonly within: string;
  readonly depth: number;
}

export const FILE: Position = { within: '', depth: 0 };

/** Returns the position of a carrier in a picture called `name`. */
export const inside = (at: Position, name: string): Position => ({
  within: at.within === '' ? name : `${at.within} › ${name}`,
  depth: at.depth + 1,
});

/** Reads numbers of a block in one byte order; beyond its end they are `undefined`. */
export class Reader {
  readonly #little: boolean;
  readonly bytes: Buffer;
  constructor(bytes: Buffer, little: boolean) {
    this.bytes = bytes;
    this.#little = little;
  }
  u8(at: number): number | undefined {
    return this.bytes[at];
  }
  u16(at: number): number | undefined {
    if (at < 0 || at + 2 > this.bytes.length) return undefined;
    return this.#little ? this.bytes.readUInt16LE(at) : this.bytes.readUInt16BE(at);
  }
  u32(at: number): number | undefined {
    if (at < 0 || at + 4 > this.bytes.length) return undefined;
    return this.#little ? this.bytes.readUInt32LE(at) : this.bytes.readUInt32BE(at);
  }
  float(at: number): number | undefined {
    if (at < 0 || at + 4 > this.bytes.length) return undefined;
    return this.#little ? this.bytes.readFloatLE(at) : this.bytes.readFloatBE(at);
  }
  double(at: number): number | undefined {
    if (at < 0 || at + 8 > this.bytes.length) return undefined;
    return this.#little ? this.bytes.readDoubleLE(at) : this.bytes.readDoubleBE(at);
  }
  /** A 64-bit length; undefined beyond what a number holds exactly. */
  u64(at: number): number | undefined {
    const [first, second] = [this.u32(at), this.u32(at + 4)];
    if (first === undefined || second === undefined) return undefined;
    const value = this.#little ? second * 2 ** 32 + first : first * 2 ** 32 + second;
    return Number.isSafeInteger(value) ? value : undefined;
  }
}

export const startsWith = (bytes: Buffer, prefix: Buffer | string, at = 0): boolean => {
  const wanted = typeof prefix === 'string' ? Buffer.from(prefix, 'latin1') : prefix;
  return bytes.subarray(at, at + wanted.length).equals(wanted);
};
