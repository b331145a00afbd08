import type { GreyImage } from '@listing-lint/rules/image';
import {
  type KernelMemory,
  openWasm,
  type Piece,
  piecesOf,
  type WasmFunction,
  type WithPieces,
} from '@listing-lint/rules/kernel';
import { wasmBlockSums } from './block-sums-wasm.ts';
import { FEATURES_WASM } from './generated/wasm.ts';
import {
  axisTable,
  COMPARISONS,
  DESCRIPTOR_WORDS,
  DISC,
  DISC_HALVES,
  type FeatureKernel,
  type LevelSize,
  mostInCell,
  type NearestDescriptors,
} from './kernel.ts';
import { LINES, wasmLines } from './lines-wasm.ts';
import { turnedPattern } from './pattern.ts';
import { putBytes } from './put-data.ts';

/** The static data of the module is at the start of the memory. */
const STATIC_BYTES = 4096;
/** How many times the wanted number of strongest corners is sorted first: the others are seldom needed, and sorting takes time. */
const FIRST_LOOK = 4;
/** Counts of corners by how strong they are, roughly (see assembly/spread.ts). */
const GRAINS_BYTES = 4 * 4096;
const EXPORTS = [
  ...([
    'resize',
    'blur',
    'blurAround',
    'keyPoints',
    'moments',
    'describe',
    'margins',
    'nearest',
    'luma',
    'halve',
    'thin',
  ] as const),
  ...(['nearestBoth', 'lumaSums', 'colourSums', 'plainCells', 'open', 'sampled'] as const),
  ...LINES,
] as const;
type Exports = Readonly<Record<(typeof EXPORTS)[number], WasmFunction>>;

/** Creates the WebAssembly SIMD kernel. Throws `fact-unavailable` where the runtime has no WebAssembly with SIMD. */
export const createWasmFeatureKernel = (): FeatureKernel => {
  const { functions, memory } = openWasm(FEATURES_WASM, EXPORTS, { initial: 64, maximum: 4096 });
  return bind(functions, memory);
};

/** Pixels of a level, and the direction of each. */
type OrientedPoints = readonly [level: number, offsets: Int32Array, directions: Uint8Array];

/** A level in memory, and the same blurred around keypoints. */
interface HeldLevel extends LevelSize {
  readonly at: number;
  blurredAt: number | undefined;
  blurredAround: Int32Array | undefined;
}

const bind = (raw: Exports, memory: KernelMemory): FeatureKernel => {
  memory.allocate(STATIC_BYTES);
  const withPieces = piecesOf(memory);
  const levels = heldLevels(raw, memory, withPieces);
  const disc = DISC_ROWS.flat();
  const discAt = memory.allocate(2 * disc.length);
  memory.i16(discAt, disc.length).set(disc);
  const pattern = turnedPattern();
  const patternAt = memory.allocate(2 * pattern.length);
  memory.i16(patternAt, pattern.length).set(pattern);
  const mapFor = clearedMap(memory);
  /** Address of the `bytes` per pixel that `run` makes of the steered pattern. */
  const compared = (
    run: WasmFunction,
    piece: Piece,
    bytes: number,
    [level, offsets, directions]: OrientedPoints,
  ): number => {
    const { width } = levels.get(level);
    const [list, turns, steered] = [piece(offsets.byteLength), piece(directions.length), piece(8 * COMPARISONS)];
    const out = piece(bytes * offsets.length);
    const at = levels.blurredAround(level, offsets, list);
    memory.u8(turns, directions.length).set(directions);
    run(at, width, list, turns, offsets.length, patternAt, steered, out);
    return out;
  };
  return {
    hold: levels.hold,
    keyPoints: (level, threshold, spread) =>
      withPieces((piece) => {
        const { at, width, height } = levels.get(level);
        const bytes = 4 * width * height;
        const { wanted, cells } = spread;
        const [map, found, chosen, strengths] = [mapFor(bytes), piece(bytes), piece(bytes), piece(bytes)];
        const [keys, grains, counts, out] = [
          piece(4 * bytes),
          piece(GRAINS_BYTES),
          piece(2 * cells * cells),
          piece(bytes),
        ];
        const count = raw.keyPoints(
          ...[at, width, height, threshold, map, found, chosen, strengths],
          ...[wanted, cells, mostInCell(spread), FIRST_LOOK * wanted, keys, grains, counts, out],
        );
        return memory.i32(out, count).slice();
      }),
    moments: (level, offsets) =>
      withPieces((piece) => {
        const { at, width } = levels.get(level);
        const [list, out] = [piece(offsets.byteLength), piece(8 * offsets.length)];
        memory.i32(list, offsets.length).set(offsets);
        raw.moments(at, width, list, offsets.length, discAt, out);
        return memory.i32(out, 2 * offsets.length).slice();
      }),
    describe: (level, offsets, directions) =>
      withPieces((piece) => {
        const out = compared(raw.describe, piece, 4 * DESCRIPTOR_WORDS, [level, offsets, directions]);
        return new Uint32Array(memory.i32(out, DESCRIPTOR_WORDS * offsets.length).slice().buffer);
      }),
    margins: (level, offsets, directions) =>
      withPieces((piece) => {
        const out = compared(raw.margins, piece, COMPARISONS, [level, offsets, directions]);
        return memory.u8(out, COMPARISONS * offsets.length).slice();
      }),
    ...withoutLevels(raw, memory, withPieces),
    ...wasmBlockSums(raw, memory, withPieces),
    ...wasmLines(raw, memory, withPieces),
  };
};

/** What asks for no level. */
const withoutLevels = (
  raw: Exports,
  memory: KernelMemory,
  withPieces: WithPieces,
): Pick<FeatureKernel, 'blurred' | 'nearest' | 'nearestBoth' | 'luma' | 'halved' | 'thinned' | 'opened'> => ({
  blurred: ({ width, height, data }) =>
    withPieces((piece) => {
      const [source, between, target] = [piece(data.length), piece(data.length), piece(data.length)];
      memory.u8(source, data.length).set(data);
      raw.blur(source, width, height, between, target);
      return { width, height, data: memory.u8(target, data.length).slice() };
    }),
  nearest: (queries, references) =>
    withPieces((piece) => {
      const [count, out] = nearestIn(raw.nearest, memory, piece, [queries, references]);
      return nearestAt(memory, out, count);
    }),
  nearestBoth: (queries, references) =>
    withPieces((piece) => {
      const [count, out] = nearestIn(raw.nearestBoth, memory, piece, [queries, references]);
      const back = nearestAt(memory, out + NEAREST_BYTES * count, references.length / DESCRIPTOR_WORDS);
      return { forth: nearestAt(memory, out, count), back };
    }),
  luma: ({ width, height, data }) =>
    withPieces((piece) => {
      const [source, target] = [piece(data.length), piece(width * height)];
      memory.u8(source, data.length).set(data);
      raw.luma(source, width * height, target);
      return { width, height, data: memory.u8(target, width * height).slice() };
    }),
  halved: (picture) => halfBy(raw.halve, memory, withPieces, picture),
  thinned: (picture) => halfBy(raw.thin, memory, withPieces, picture),
  opened: ({ width, height, data }) =>
    withPieces((piece) => {
      const [source, between, target] = [piece(data.length), piece(data.length), piece(data.length)];
      memory.u8(source, data.length).set(data);
      raw.open(source, data.length, data.length / (width * height), data.length / height, between, target);
      return memory.u8(target, data.length).slice();
    }),
});

const halfBy = (
  run: WasmFunction,
  memory: KernelMemory,
  withPieces: WithPieces,
  { width, height, data }: GreyImage,
): GreyImage =>
  withPieces((piece) => {
    const size = { width: width >> 1, height: height >> 1 };
    const [source, target] = [putBytes(memory, piece, data), piece(size.width * size.height)];
    run(source, width, target, size.width, size.height);
    return { ...size, data: memory.u8(target, size.width * size.height).slice() };
  });

const NEAREST_BYTES = 12;

/** The number of queries, and the address of the result. */
const nearestIn = (
  run: WasmFunction,
  memory: KernelMemory,
  piece: Piece,
  [queries, references]: readonly [Uint32Array, Uint32Array],
): readonly [count: number, out: number] => {
  const [count, others] = [queries.length / DESCRIPTOR_WORDS, references.length / DESCRIPTOR_WORDS];
  const [a, b] = [piece(queries.byteLength), piece(references.byteLength)];
  const out = piece(NEAREST_BYTES * (count + others));
  memory.i32(a, queries.length).set(queries);
  memory.i32(b, references.length).set(references);
  run(a, count, b, others, out);
  return [count, out];
};

const nearestAt = (memory: KernelMemory, out: number, count: number): NearestDescriptors => {
  const column = (k: number): Int32Array => memory.i32(out + 4 * k * count, count).slice();
  return { nearest: column(0), distances: column(1), seconds: column(2) };
};

/** Per row of the disc, from its centre outwards: horizontal offset of each of 32 pixels, 0 outside the disc; and ones inside. */
const DISC_ROWS = [...DISC_HALVES].map((half): readonly number[] => {
  const across = Array.from({ length: 32 }, (_, k) => k - DISC);
  const isWithin = (x: number): boolean => Math.abs(x) <= half;
  return [...across.map((x) => (isWithin(x) ? x : 0)), ...across.map((x) => (isWithin(x) ? 1 : 0))];
});

/** Memory for responses by pixel, which the kernel leaves as it has to be the next time: all 0. */
const clearedMap = (memory: KernelMemory): ((bytes: number) => number) => {
  let [at, room] = [0, 0];
  return (bytes) => {
    if (bytes <= room) return at;
    if (room > 0) memory.release(at, room);
    at = memory.allocate(bytes);
    room = bytes;
    memory.u8(at, room).fill(0);
    return at;
  };
};

const NO_LEVEL: HeldLevel = { at: 0, width: 0, height: 0, blurredAt: 0, blurredAround: undefined };

const heldLevels = (raw: Exports, memory: KernelMemory, withPieces: WithPieces) => {
  let held: HeldLevel[] = [];
  const place = ({ width, height }: LevelSize): HeldLevel => {
    const level = {
      at: memory.allocate(width * height),
      width,
      height,
      blurredAt: undefined,
      blurredAround: undefined,
    };
    held.push(level);
    return level;
  };
  const get = (level: number): HeldLevel => held[level] ?? NO_LEVEL;
  return {
    get,
    hold: (picture: LevelSize & { readonly data: Uint8Array }, sizes: readonly LevelSize[]): void => {
      for (const { at, width, height, blurredAt } of held) {
        memory.release(at, width * height);
        if (blurredAt !== undefined) memory.release(blurredAt, width * height);
      }
      held = [];
      let above = place(picture);
      memory.u8(above.at, picture.data.length).set(picture.data);
      for (const size of sizes.slice(1)) {
        const level = place(size);
        withPieces((piece) => {
          const [across, down] = [axisTable(above.width, size.width), axisTable(above.height, size.height)];
          const [acrossAt, weightsAt] = [piece(4 * size.width + 16), piece(4 * size.width + 16)];
          const [downAt, line] = [piece(8 * size.height), piece(2 * above.width + 64)];
          // Up to three samples beyond a row are made, too, and the next row written over them.
          memory
            .i32(acrossAt, size.width + 4)
            .fill(0)
            .set(across.before);
          memory.i16(weightsAt, across.weights.length).set(across.weights);
          memory.i32(downAt, size.height).set(down.before);
          memory.i32(downAt + 4 * size.height, size.height).set(down.behind);
          raw.resize(
            ...[above.at, above.width, level.at, size.width, size.height],
            ...[acrossAt, weightsAt, downAt, line],
          );
        });
        above = level;
      }
    },
    /** Its address; `list`: room for the offsets. */
    blurredAround: (level: number, offsets: Int32Array, list: number): number => {
      const own = get(level);
      const { at, width, height } = own;
      own.blurredAt ??= memory.allocate(width * height);
      const target = own.blurredAt;
      memory.i32(list, offsets.length).set(offsets);
      if (own.blurredAround === offsets) return target;
      withPieces((piece) => {
        const [rows, between] = [piece(8 * (height + 6)), piece(width * height)];
        raw.blurAround(at, width, height, list, offsets.length, rows, between, target);
      });
      own.blurredAround = offsets;
      return target;
    },
  };
};

let kernel: FeatureKernel | undefined;

/** Returns the WebAssembly kernel, created once per thread. Throws `fact-unavailable` without WebAssembly SIMD. */
export const featureKernel = (): FeatureKernel => {
  kernel ??= createWasmFeatureKernel();
  return kernel;
};
