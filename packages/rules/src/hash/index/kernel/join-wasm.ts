import { openWasm } from '../../../kernel/open-wasm.ts';
import { HASH_WORDS } from '../../hash256/hash256.ts';
import { BAND_MASKS, BAND_VALUES, BANDS, bandRadius } from '../hash-index.ts';
import { INDEX_WASM } from './generated/wasm.ts';
import type { Join, OpenJoin, OpenScan } from './join.ts';

/** Number of words of each hash that are stored next to its id. */
const DISTINCT_WORDS = 4;
/** Pairs that are fetched at once. */
const MOST_HITS = 4096;
const HIT_WORDS = 3;
/** All turns of some 5,600 hashes. */
const FEW_PAIRS = 250e6;
const PAGES = { initial: 32, maximum: 16_384, leastGrowth: 1 << 22 };

/** The joins of `hash-join.ts` in WebAssembly, with the same pairs in the same order. All of their memory is released with the result. */
export const openWasmJoin: OpenJoin = () => {
  const { functions, memory } = openWasm(INDEX_WASM, ['layBand', 'joinBand', 'scan'], PAGES);
  const piece = (words: number): number => memory.allocate(4 * words);
  const put = (words: Uint32Array): number => {
    const address = piece(words.length);
    memory.i32(address, words.length).set(words);
    return address;
  };
  const table = (size: number) => ({
    starts: piece(BAND_VALUES + 1),
    ids: piece(size),
    filled: piece(BAND_VALUES / 32),
  });
  const report = (hits: number, count: number, found: Parameters<Join>[3]): void => {
    const pairs = memory.i32(hits, HIT_WORDS * count);
    for (let k = 0; k < pairs.length; k += HIT_WORDS) found(pairs[k] ?? 0, pairs[k + 1] ?? 0, pairs[k + 2] ?? 0);
  };
  const scan: Join = (queries, hashes, radius, found) => {
    const [size, count] = [hashes.length / HASH_WORDS, queries.from.length];
    const [all, queried, from] = [put(hashes), put(queries.hashes), put(queries.from)];
    const [hits, state] = [piece(HIT_WORDS * MOST_HITS), piece(2)];
    memory.i32(state, 2).fill(0);
    while (memory.i32(state, 1)[0] !== count) {
      report(hits, functions.scan(radius, all, size, queried, count, from, hits, MOST_HITS, state), found);
    }
  };
  const bands: Join = (queries, hashes, radius, found) => {
    const size = hashes.length / HASH_WORDS;
    const count = queries.from.length;
    const [all, queried, from] = [put(hashes), put(queries.hashes), put(queries.from)];
    const [of, queryTable] = [table(size), table(count)];
    const stride = 4 * (size + 16);
    const words = memory.allocate(DISTINCT_WORDS * stride);
    const near = memory.allocate((1 + DISTINCT_WORDS) * stride);
    const [hits, state, masksAt] = [piece(HIT_WORDS * MOST_HITS), piece(3), piece(BAND_VALUES)];
    for (let band = 0; band < BANDS; band++) {
      const masks = BAND_MASKS[bandRadius(band, radius)];
      if (masks === undefined) continue;
      memory.i16(masksAt, masks.length).set(masks);
      functions.layBand(all, size, band, of.starts, of.ids, of.filled, words, stride);
      functions.layBand(queried, count, band, queryTable.starts, queryTable.ids, queryTable.filled, 0, 0);
      memory.i32(state, 3).fill(0);
      while (memory.i32(state, 1)[0] !== BAND_VALUES) {
        // biome-ignore format: as the kernel lists them
        const hitCount = functions.joinBand(
          band, radius, masksAt, masks.length,
          all, of.starts, of.ids, of.filled, words, stride, near,
          queried, from, queryTable.starts, queryTable.ids,
          hits, MOST_HITS, state,
        );
        report(hits, hitCount, found);
      }
    }
  };
  return { scan, bands, few: FEW_PAIRS };
};

/** Number of query hashes per batch. */
const SCANNED_FOR = 8;

/** In WebAssembly. */
export const openWasmScan: OpenScan = (hashes) => {
  const { functions, memory } = openWasm(INDEX_WASM, ['scan'], PAGES);
  const size = hashes.length / HASH_WORDS;
  const all = memory.allocate(hashes.byteLength);
  memory.i32(all, hashes.length).set(hashes);
  const queried = memory.allocate(4 * HASH_WORDS * SCANNED_FOR);
  const from = memory.allocate(4 * SCANNED_FOR);
  const [hits, state] = [memory.allocate(4 * HIT_WORDS * MOST_HITS), memory.allocate(8)];
  return (queries, radius, found) => {
    for (let first = 0; first < queries.length; first += HASH_WORDS * SCANNED_FOR) {
      const some = queries.subarray(first, first + HASH_WORDS * SCANNED_FOR);
      const count = some.length / HASH_WORDS;
      memory.i32(queried, some.length).set(some);
      memory.i32(from, SCANNED_FOR).fill(0);
      memory.i32(state, 2).fill(0);
      while (memory.i32(state, 1)[0] !== count) {
        const hitCount = functions.scan(radius, all, size, queried, count, from, hits, MOST_HITS, state);
        const pairs = memory.i32(hits, HIT_WORDS * hitCount);
        for (let k = 0; k < pairs.length; k += HIT_WORDS)
          found(first / HASH_WORDS + (pairs[k] ?? 0), pairs[k + 1] ?? 0, pairs[k + 2] ?? 0);
      }
    }
  };
};
