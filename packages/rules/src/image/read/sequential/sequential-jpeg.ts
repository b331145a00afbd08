import type { KernelMemory } from '../../../kernel/memory.ts';
import { openWasm } from '../../../kernel/open-wasm.ts';
import { type Piece, piecesOf } from '../../../kernel/pieces.ts';
import type { WasmFunction } from '../../../kernel/runtime.ts';
import type { JpegFrame } from '../headers/jpeg-frame.ts';
import { SEQUENTIAL_WASM } from './kernel/generated/wasm.ts';
import {
  MOST_IN_UNIT,
  type ProgressiveReader,
  type ProgressiveScan,
  progressiveFrame,
  readProgressive,
} from './progressive.ts';
import { STANDARD_CODES, standardEncoders } from './standard-codes.ts';

/** Of coefficients; a picture of 12 megapixels with half as many samples of colour down and across has 38 MB. They stay for the next picture. */
const MOST_BYTES = 44e6;
const LEAST_BYTES = 8e6;
const MOST_FILE_BYTES = 8e6;
const PAGE = 65_536;

const NAMES = [
  ...(['buildTable', 'bufferScan', 'layUnit', 'decodeDc', 'refineDc'] as const),
  ...(['decodeAc', 'refineAc', 'encodeScan'] as const),
] as const;
type Functions = Readonly<Record<(typeof NAMES)[number], WasmFunction>>;

interface Coder {
  readonly functions: Functions;
  readonly memory: KernelMemory;
  /** Addresses of the tables that a sequential JPEG is written by: DC and AC of luminance, of chrominance. */
  readonly encoders: readonly number[];
  /** Where coefficients lie; all of it is 0 between pictures. */
  readonly room: { readonly address: number; readonly bytes: number };
}

let coder: Coder | undefined;

/** One with so many bytes for coefficients, in a memory of its own: what was there for smaller pictures is let go. */
const coderFor = (bytes: number): Coder => {
  if (coder !== undefined && coder.room.bytes >= bytes) return coder;
  const room = Math.min(MOST_BYTES, Math.max(bytes, LEAST_BYTES, 2 * (coder?.room.bytes ?? 0)));
  // The file, its coded data and the output, in pieces that may be larger than needed.
  const spare = 8 * MOST_FILE_BYTES;
  const pages = { initial: 2 + Math.ceil(room / PAGE), maximum: Math.ceil((room + spare) / PAGE) };
  const { functions, memory } = openWasm(SEQUENTIAL_WASM, NAMES, pages);
  const encoders = standardEncoders().map((table) => {
    const address = memory.allocate(table.byteLength);
    memory.u32(address, table.length).set(table);
    return address;
  });
  coder = { functions, memory, encoders, room: { address: memory.allocate(room), bytes: room } };
  return coder;
};

/**
 * Transcodes a progressive JPEG to a sequential one: the same coefficients in one scan, so that any decoder makes the same pixels of it. libjpeg takes two to three times as long for the progressive
 * one: it goes through all coefficients of all blocks once for each scan. Null if it is unusual (`readProgressive`), large or not whole. Segments
 * before the first scan are preserved, and bytes behind the end. `bytes` begin with SOI.
 */
export const sequentialJpeg = (bytes: Buffer): Buffer | null => {
  const frame = bytes.length > MOST_FILE_BYTES ? undefined : progressiveFrame(bytes);
  if (frame === undefined) return null;
  const layout = layoutOf(frame);
  if (layout.bytes > MOST_BYTES) return null;
  try {
    const made = coderFor(layout.bytes);
    return piecesOf(made.memory)((piece) => new Transcoding(made, piece, { bytes, frame, layout }).result());
  } catch {
    // The machine has no memory for it, or a file makes the kernel reach for more than there is.
    coder = undefined;
    return null;
  }
};

interface Blocks {
  readonly across: number;
  readonly down: number;
}

/** How blocks of components lie. */
interface Layout {
  /** Units of all components, across and down. */
  readonly units: Blocks;
  readonly components: readonly {
    /** Blocks with those that fill the last units. */
    readonly padded: Blocks;
    /** Blocks that the picture itself has. */
    readonly own: Blocks;
    /** Blocks of a unit. */
    readonly unit: Blocks;
  }[];
  /** Bytes of all coefficients, with the words of the blocks. */
  readonly bytes: number;
}

const BLOCK_BYTES = 128;
const MASK_BYTES = 8;
const DC_BYTES = 2;
const IN_ALL = BLOCK_BYTES + MASK_BYTES + DC_BYTES;

const layoutOf = ({ components, unitColumns, unitRows }: JpegFrame): Layout => {
  const isAlone = components.length === 1;
  const padded = components.map(({ across, down, columns, rows, paddedColumns, paddedRows }) => {
    const own = { across: columns, down: rows };
    // One component alone has units of one block.
    if (isAlone) return { padded: own, own, unit: { across: 1, down: 1 } };
    return { padded: { across: paddedColumns, down: paddedRows }, own, unit: { across, down } };
  });
  const [first] = padded;
  const blocks = padded.reduce((sum, one) => sum + one.padded.across * one.padded.down, 0);
  return {
    units: isAlone && first !== undefined ? first.own : { across: unitColumns, down: unitRows },
    components: padded,
    bytes: IN_ALL * blocks,
  };
};

/** i32 of a component in the kernel: coefficients, masks, blocks of a row, own blocks across and down, blocks of a unit across and down, DC. */
const COMPONENT_WORDS = 8;
const MOST_COMPONENTS = 3;
const UNIT_BYTES = 36;
const TABLE_BYTES = 1536;
/** Sixteen counts and up to 256 symbols. */
const CODES_BYTES = 272;
/** Behind coded data in the kernel. */
const BEHIND = 1040;
/** Symbols that DC may have, and AC. */
const MOST_DC = 11;
const MOST_AC = 255;

class Transcoding {
  readonly #coder: Coder;
  readonly #piece: Piece;
  readonly #bytes: Buffer;
  readonly #frame: JpegFrame;
  readonly #layout: Layout;
  readonly #source: number;
  readonly #stream: number;
  readonly #tables: number;
  /** i32 of components in some order, of tables of them, of others of them, of what is predicted, of a marker. */
  readonly #lists: readonly [components: number, tables: number, others: number, predicted: number, marker: number];
  /** Codes as they stand in the file. */
  readonly #given: number;
  /** What the kernel writes of blocks of a unit. */
  readonly #unit: number;
  readonly #built = new Set<number>();
  readonly #components: readonly number[];

  constructor(
    made: Coder,
    piece: Piece,
    { bytes, frame, layout }: { readonly bytes: Buffer; readonly frame: JpegFrame; readonly layout: Layout },
  ) {
    [this.#coder, this.#piece] = [made, piece];
    [this.#bytes, this.#frame, this.#layout] = [bytes, frame, layout];
    this.#source = piece(bytes.length);
    this.#stream = piece(bytes.length + BEHIND);
    this.#tables = piece(8 * TABLE_BYTES);
    const list = (): number => piece(4 * MOST_COMPONENTS);
    this.#lists = [list(), list(), list(), list(), list()];
    this.#given = piece(CODES_BYTES);
    this.#unit = piece(MOST_IN_UNIT * UNIT_BYTES);
    this.#components = this.#laidOut();
    made.memory.u8(this.#source, bytes.length).set(bytes);
  }

  result(): Buffer | null {
    const reader: ProgressiveReader = {
      codes: (table) => this.#takeCodes(table),
      scan: (scan, start) => this.#takeScan(scan, start),
    };
    let written: Buffer | null = null;
    try {
      const file = readProgressive(this.#bytes, this.#frame, reader);
      const scan = file && this.#encoded();
      if (file && scan) {
        const { retained, frameAt, end } = file;
        const segments = retained.map(([from, to]) => {
          const segment = Buffer.from(this.#bytes.subarray(from, to));
          // Extended sequential: tables of quantisation may have 16 bits.
          if (from === frameAt) segment[1] = 0xc1;
          return segment;
        });
        const start = this.#bytes.subarray(0, 2);
        const finish = this.#bytes.subarray(end - 2);
        written = Buffer.concat([start, ...segments, STANDARD_CODES, scanHeader(this.#frame), scan, finish]);
      }
    } finally {
      const { memory, room } = this.#coder;
      // What was encoded has become 0.
      if (written === null) memory.u8(room.address, this.#layout.bytes).fill(0);
    }
    return written;
  }

  #laidOut(): readonly number[] {
    const { memory, room } = this.#coder;
    const { components, bytes } = this.#layout;
    let coefficients = room.address;
    let masks = room.address + (bytes / IN_ALL) * BLOCK_BYTES;
    let dcs = masks + (bytes / IN_ALL) * MASK_BYTES;
    return components.map(({ padded, own, unit }) => {
      const address = this.#piece(4 * COMPONENT_WORDS);
      const words = [coefficients, masks, padded.across, own.across, own.down, unit.across, unit.down, dcs];
      memory.i32(address, COMPONENT_WORDS).set(words);
      coefficients += BLOCK_BYTES * padded.across * padded.down;
      masks += MASK_BYTES * padded.across * padded.down;
      dcs += DC_BYTES * padded.across * padded.down;
      return address;
    });
  }

  #takeCodes({ isAc, number, counts, symbols }: Parameters<ProgressiveReader['codes']>[0]): boolean {
    const { memory, functions } = this.#coder;
    const index = (isAc ? 4 : 0) + number;
    const given = this.#given;
    memory.u8(given, counts.length).set(counts);
    memory.u8(given + counts.length, symbols.length).set(symbols);
    const table = this.#tables + TABLE_BYTES * index;
    this.#built.add(index);
    return functions.buildTable(given, given + counts.length, isAc ? MOST_AC : MOST_DC, table) === 1;
  }

  #takeScan({ parts, first, last, isFirst, low }: ProgressiveScan, start: number): number {
    const { memory, functions } = this.#coder;
    const [components, tables, , predicted, marker] = this.#lists;
    const kind = first === 0 ? 0 : 4;
    const asksCodes = first > 0 || isFirst;
    const used = parts.map(({ dc, ac }) => kind + (first === 0 ? dc : ac));
    if (used.some((index) => (index & 3) + kind !== index || (asksCodes && !this.#built.has(index)))) return -1;
    const bytes = functions.bufferScan(this.#source + start, this.#bytes.length - start, this.#stream, marker);
    const [behind = -1] = memory.i32(marker, 1);
    if (behind < 0) return -1;
    memory.i32(components, parts.length).set(parts.map(({ component }) => this.#components[component] ?? 0));
    memory.i32(tables, parts.length).set(used.map((index) => this.#tables + TABLE_BYTES * index));
    memory.i32(predicted, parts.length).fill(0);
    const [component = 0] = memory.i32(components, 1);
    const [table = 0] = memory.i32(tables, 1);
    let bits = -1;
    if (first > 0) {
      const decode = isFirst ? functions.decodeAc : functions.refineAc;
      bits = decode(this.#stream, 8 * bytes, component, table, first, last, low);
    } else {
      const { units, components: all } = this.#layout;
      const { across, down } = parts.length > 1 ? units : (all[parts[0]?.component ?? 0]?.own ?? units);
      const number = functions.layUnit(components, parts.length, this.#unit);
      const unit = [this.#stream, 8 * bytes, this.#unit, number];
      bits = isFirst
        ? functions.decodeDc(...unit, tables, predicted, across, down, low)
        : functions.refineDc(...unit, across, down, low);
    }
    // All bytes were requested, and no more.
    return bits >= 0 && Math.ceil(bits / 8) === bytes ? start + behind : -1;
  }

  /** The coded data of one scan of all components; null where they do not fit. */
  #encoded(): Buffer | null {
    const { memory, functions, encoders } = this.#coder;
    const count = this.#components.length;
    const [components, dc, ac, predicted] = this.#lists;
    const room = 2 * this.#bytes.length + PAGE;
    const target = this.#piece(room);
    memory.i32(components, count).set(this.#components);
    memory.i32(dc, count).set(this.#components.map((_, i) => encoders[i === 0 ? 0 : 2] ?? 0));
    memory.i32(ac, count).set(this.#components.map((_, i) => encoders[i === 0 ? 1 : 3] ?? 0));
    memory.i32(predicted, count).fill(0);
    const { across, down } = this.#layout.units;
    const number = functions.layUnit(components, count, this.#unit);
    const tables = [dc, ac, predicted];
    const end = functions.encodeScan(this.#unit, number, ...tables, across, down, target, target + room);
    return end === 0 ? null : Buffer.from(memory.u8(target, end - target));
  }
}

const scanHeader = ({ components }: JpegFrame): Buffer =>
  Buffer.from([
    ...[0xff, 0xda, 0, 6 + 2 * components.length, components.length],
    ...components.flatMap(({ id }, i) => [id, i === 0 ? 0 : 0x11]),
    ...[0, 63, 0],
  ]);
