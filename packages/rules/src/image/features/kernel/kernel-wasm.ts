import type { KernelMemory } from '../../../kernel/memory.ts';
import { openWasm } from '../../../kernel/open-wasm.ts';
import { piecesOf, type WithPieces } from '../../../kernel/pieces.ts';
import type { WasmFunction } from '../../../kernel/runtime.ts';
import { FEATURES_WASM } from './generated/wasm.ts';
import {
  axisTable,
  COMPARISONS,
  DESCRIPTOR_WORDS,
  DISC_HALVES,
  type FeatureKernel,
  type LevelSize,
  PATTERN_TURNS,
} from './kernel.ts';
import { turnedPattern } from './pattern.ts';

/** The static data of the module lies at the bottom of the memory. */
const STATIC_BYTES = 4096;
const EXPORTS = ['resize', 'blur', 'corners', 'moments', 'describe', 'nearest'] as const;
type Exports = Readonly<Record<(typeof EXPORTS)[number], WasmFunction>>;

/** The WebAssembly SIMD kernel; undefined where the runtime has no WebAssembly or no SIMD. */
export const createWasmFeatureKernel = (): FeatureKernel | undefined => {
  const opened = openWasm(FEATURES_WASM, EXPORTS, { initial: 64, maximum: 4096 });
  return opened && bind(opened.functions, opened.memory);
};

/** A level in the memory, and the same blurred once that was asked for. */
interface HeldLevel extends LevelSize {
  readonly at: number;
  blurredAt: number | undefined;
}

const bind = (raw: Exports, memory: KernelMemory): FeatureKernel => {
  memory.allocate(STATIC_BYTES);
  const withPieces = piecesOf(memory);
  const levels = heldLevels(raw, memory, withPieces);
  const halves = memory.allocate(4 * DISC_HALVES.length);
  memory.i32(halves, DISC_HALVES.length).set(DISC_HALVES);
  const patternFor = laidPatterns(memory);
  return {
    kind: 'wasm-simd',
    hold: levels.hold,
    corners: (level, threshold) =>
      withPieces((piece) => {
        const { at, width, height } = levels.get(level);
        const [map, found, strengths] = [
          piece(4 * width * height),
          piece(4 * width * height),
          piece(4 * width * height),
        ];
        const count = raw.corners(at, width, height, threshold, map, found, strengths);
        return { offsets: memory.i32(found, count).slice(), responses: memory.f32(strengths, count).slice() };
      }),
    moments: (level, offsets) =>
      withPieces((piece) => {
        const { at, width } = levels.get(level);
        const [list, out] = [piece(offsets.byteLength), piece(8 * offsets.length)];
        memory.i32(list, offsets.length).set(offsets);
        raw.moments(at, width, list, offsets.length, halves, out);
        return memory.i32(out, 2 * offsets.length).slice();
      }),
    describe: (level, offsets, directions) =>
      withPieces((piece) => {
        const { width } = levels.get(level);
        const at = levels.blurred(level);
        const pattern = patternFor(width);
        const [list, turns] = [piece(offsets.byteLength), piece(directions.length)];
        const out = piece(4 * DESCRIPTOR_WORDS * offsets.length);
        memory.i32(list, offsets.length).set(offsets);
        memory.u8(turns, directions.length).set(directions);
        raw.describe(at, list, turns, offsets.length, pattern, out);
        return Uint32Array.from(memory.i32(out, DESCRIPTOR_WORDS * offsets.length));
      }),
    blurred: ({ width, height, data }) =>
      withPieces((piece) => {
        const [source, between, target] = [piece(data.length), piece(data.length), piece(data.length)];
        memory.u8(source, data.length).set(data);
        raw.blur(source, width, height, between, target);
        return { width, height, data: memory.u8(target, data.length).slice() };
      }),
    nearest: (queries, references) =>
      withPieces((piece) => {
        const count = queries.length / DESCRIPTOR_WORDS;
        const [a, b, out] = [piece(queries.byteLength), piece(references.byteLength), piece(12 * count)];
        memory.i32(a, queries.length).set(queries);
        memory.i32(b, references.length).set(references);
        raw.nearest(a, count, b, references.length / DESCRIPTOR_WORDS, out);
        const found = memory.i32(out, 3 * count);
        const column = (k: number): Int32Array => Int32Array.from({ length: count }, (_, q) => found[3 * q + k] ?? 0);
        return { nearest: column(0), distances: column(1), seconds: column(2) };
      }),
  };
};

/** Widths of levels whose patterns stay at hand: pictures of a shop have few. */
const MOST_WIDTHS = 32;

/** Offsets of the pattern, which depend on the width of a level. */
const laidPatterns = (memory: KernelMemory): ((width: number) => number) => {
  const words = 2 * COMPARISONS * PATTERN_TURNS;
  const laid = new Map<number, number>();
  return (width) => {
    const known = laid.get(width);
    if (known !== undefined) return known;
    let at: number | undefined;
    if (laid.size >= MOST_WIDTHS) {
      const [oldest] = laid;
      if (oldest !== undefined) {
        laid.delete(oldest[0]);
        at = oldest[1];
      }
    }
    at ??= memory.allocate(4 * words);
    layPattern(memory.i32(at, words), width);
    laid.set(width, at);
    return at;
  };
};

const layPattern = (target: Int32Array, width: number): void => {
  const pattern = turnedPattern();
  for (let k = 0; k < target.length; k++) target[k] = (pattern[2 * k + 1] ?? 0) * width + (pattern[2 * k] ?? 0);
};

const NO_LEVEL: HeldLevel = { at: 0, width: 0, height: 0, blurredAt: 0 };

const heldLevels = (raw: Exports, memory: KernelMemory, withPieces: WithPieces) => {
  let held: HeldLevel[] = [];
  const place = ({ width, height }: LevelSize): HeldLevel => {
    const level = { at: memory.allocate(width * height), width, height, blurredAt: undefined };
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
          const [acrossAt, downAt, line] = [piece(8 * size.width), piece(8 * size.height), piece(4 * above.width + 64)];
          memory.i32(acrossAt, size.width).set(across.before);
          memory.i32(acrossAt + 4 * size.width, size.width).set(across.behind);
          memory.i32(downAt, size.height).set(down.before);
          memory.i32(downAt + 4 * size.height, size.height).set(down.behind);
          raw.resize(above.at, above.width, level.at, size.width, size.height, acrossAt, downAt, line);
        });
        above = level;
      }
    },
    blurred: (level: number): number => {
      const own = get(level);
      if (own.blurredAt !== undefined) return own.blurredAt;
      const { at, width, height } = own;
      const target = memory.allocate(width * height);
      own.blurredAt = target;
      withPieces((piece) => raw.blur(at, width, height, piece(width * height), target));
      return target;
    },
  };
};
