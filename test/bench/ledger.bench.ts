// Cost of verifying a ledger compared with hashing its files: CPU time of this process, in pairs that take turns.
//   npm run bench ledger [ENTRIES=10000] [PAIRS=7] [BYTES=20000]
// ENTRIES originals of BYTES random bytes each, an entry and a seal over all. A: `fileSha256` of each original and each entry; B: `verifyLedger` with the files;
// C: `fileSha256` of each entry; D: `verifyLedger` without the files. Prints medians and the ratios B/A and D/C of each pair.
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSha256 } from '@listing-lint/core';
import { sealLedger, verifyLedger } from '@listing-lint/provenance';
import { archiveIn } from '../campaign/ledger/small-ledger.ts';
import { TestAuthority } from '../ledger/authority.ts';

const entries = Number(process.argv[2] ?? 10_000);
const pairs = Number(process.argv[3] ?? 7);
const bytes = Number(process.argv[4] ?? 20_000);

const root = mkdtempSync(join(tmpdir(), 'listing-lint-bench-'));
const folder = join(root, 'provenance');
const AT_ONCE = 8;

const hashAll = async (files: readonly string[]): Promise<void> => {
  for (let start = 0; start < files.length; start += AT_ONCE) {
    await Promise.all(
      files.slice(start, start + AT_ONCE).map((file) => fileSha256(file, { maxBytes: 1e9, within: root })),
    );
  }
};

/** CPU time of work in this process, s. */
const cpuOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const range = (values: readonly number[]): string =>
  `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;

try {
  mkdirSync(join(root, 'originals'));
  const paths = Array.from({ length: entries }, (_, index) => `originals/${index}.nef`);
  for (const path of paths) writeFileSync(join(root, path), randomBytes(bytes));
  await archiveIn(root, paths, 'Ada', '2026-03-01T10:00:00Z');
  const authority = new TestAuthority(join(root, 'authority'));
  const roots = [readFileSync(authority.root, 'utf8')];
  await sealLedger({
    ...{ folder, authorities: ['right'], roots, renew: false, by: null, at: '2026-03-02T10:00:00Z' },
    ask: (_address, query) => Promise.resolve(authority.reply(query)),
  });
  const originals = paths.map((path) => join(root, path));
  const written = readdirSync(join(folder, 'entries'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => join(folder, 'entries', path));
  const times: Record<'A' | 'B' | 'C' | 'D', number[]> = { A: [], B: [], C: [], D: [] };
  for (let pair = -1; pair < pairs; pair++) {
    const measured = {
      A: await cpuOf(() => hashAll([...originals, ...written])),
      B: await cpuOf(() => verifyLedger(folder, { root, files: true, roots })),
      C: await cpuOf(() => hashAll(written)),
      D: await cpuOf(() => verifyLedger(folder, { root, files: false, roots })),
    };
    // The first pair warms up.
    if (pair >= 0) for (const key of ['A', 'B', 'C', 'D'] as const) times[key].push(measured[key]);
  }
  const ratios = (over: 'B' | 'D', under: 'A' | 'C'): readonly number[] =>
    times[over].map((time, i) => time / (times[under][i] ?? Number.NaN));
  console.log(`${entries} entries, originals of ${bytes} bytes, ${pairs} pairs; CPU s, median (least–most)`);
  console.log(`hashing originals and entries  ${range(times.A)}`);
  console.log(`verifying with the files       ${range(times.B)}   × ${range(ratios('B', 'A'))}`);
  console.log(`hashing the entries            ${range(times.C)}`);
  console.log(`verifying without the files    ${range(times.D)}   × ${range(ratios('D', 'C'))}`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
