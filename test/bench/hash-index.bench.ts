// Builds and asks the index of hashes: a million random ones, all pairs of a hundred thousand, each checked against a scan.
//   npm run bench hash-index [-- --size 1000000 --pairs 100000]
import { parseArgs } from 'node:util';
import { buildHashIndex, hamming } from '@listing-lint/rules/hash';

const { values } = parseArgs({
  options: { size: { type: 'string', default: '1000000' }, pairs: { type: 'string', default: '100000' } },
});
const WORDS = 8;

let state = 88_172_645;
const random32 = (): number => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return state >>> 0;
};
const randomHashes = (n: number): Uint32Array => Uint32Array.from({ length: n * WORDS }, random32);
const near = (hash: Uint32Array, bits: number): Uint32Array => {
  const copy = Uint32Array.from(hash);
  for (let k = 0; k < bits; k++) {
    const bit = random32() & 255;
    copy[bit >> 5] = ((copy[bit >> 5] ?? 0) ^ (1 << (bit & 31))) >>> 0;
  }
  return copy;
};
const at = (hashes: Uint32Array, id: number): Uint32Array => hashes.subarray(id * WORDS, (id + 1) * WORDS);
const timed = <T>(work: () => T): { value: T; wall: number; cpu: number } => {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const value = work();
  const used = process.cpuUsage(cpu);
  return { value, wall: performance.now() - start, cpu: (used.user + used.system) / 1000 };
};
const quantile = (sorted: readonly number[], share: number): string =>
  (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(3);

const size = Number(values.size);
const hashes = randomHashes(size);
globalThis.gc?.();
const before = process.memoryUsage();
const built = timed(() => buildHashIndex(hashes));
const after = process.memoryUsage();
const bytes = after.arrayBuffers - before.arrayBuffers + hashes.byteLength;
console.log(
  `${size} hashes: built in ${(built.wall / 1000).toFixed(2)} s (${(built.cpu / 1000).toFixed(2)} s CPU), ${(bytes / 1e6).toFixed(0)} MB with the hashes`,
);

for (const radius of [31, 40]) {
  const times: number[] = [];
  let found = 0;
  let queries = 0;
  let wrong = 0;
  let cpuTotal = 0;
  for (let q = 0; q < 400; q++) {
    const source = random32() % size;
    const isNear = q % 2 === 0;
    const query = isNear ? near(at(hashes, source), random32() % (radius + 1)) : randomHashes(1);
    const { value, wall, cpu } = timed(() => built.value.query(query, radius));
    times.push(wall);
    cpuTotal += cpu;
    if (isNear) {
      queries++;
      if (value.some(({ id }) => id === source)) found++;
    }
    if (q < 20) {
      let scanned = 0;
      for (let id = 0; id < size; id++) if (hamming(at(hashes, id), query) <= radius) scanned++;
      if (scanned !== value.length) wrong++;
    }
  }
  times.sort((a, b) => a - b);
  console.log(
    `radius ${radius}: p50 ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms wall, mean ${(cpuTotal / times.length).toFixed(3)} ms CPU; ${found} of ${queries} planted found; ${wrong} of 20 differ from a scan`,
  );
}

const count = Number(values.pairs);
const set = randomHashes(count);
for (let id = 1; id < count; id += 10) set.set(near(at(set, id - 1), random32() % 28), id * WORDS);
const pairs = timed(() => {
  const index = buildHashIndex(set);
  let total = 0;
  for (let id = 0; id < count; id++) for (const { id: other } of index.query(at(set, id), 31)) if (other > id) total++;
  return total;
});
console.log(
  `all pairs of ${count} within 31: ${pairs.value} pairs (at least ${Math.floor((count + 8) / 10)} planted) in ${(pairs.wall / 1000).toFixed(1)} s wall, ${(pairs.cpu / 1000).toFixed(1)} s CPU, one thread`,
);
