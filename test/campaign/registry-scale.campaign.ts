// npm run campaign registry-scale PHOTOS [PICTURES=1000000] [SQL=500000]
// Measures a registry of PICTURES whose hashes have the values that those of the photographs in a folder have, band by band: its copy loaded, asked and followed, and, where SQL is not
// 0, a PostgreSQL server with that many pictures and its table of bands. CPU of this process, and of the server's; wall clock where it says so.
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildHashIndex,
  encodeFingerprint,
  extendReplica,
  type Fingerprint,
  fingerprintBytes,
  type Logged,
  type Published,
  readReplica,
  recordOf,
  searchReplica,
} from '@listing-lint/rules/hash';
import {
  bandKeys,
  bitsOf,
  databaseAddress,
  followRegistry,
  makeBands,
  migrate,
  NEAR,
  postgresRegistry,
  withDatabase,
} from 'listing-lint/program';
import sharp from 'sharp';
import { hasPostgres, type Server, startPostgres } from '../scale/postgres.ts';

const [photos, most = '1000000', sql = '500000'] = process.argv.slice(2);
if (photos === undefined) throw new Error('name a folder of photographs');
const PICTURES = Number(most);
const IN_SQL = Number(sql);
const SEGMENT = 250_000;
const QUERIES = 200;
const [WHOLE_AT, INNER_AT, CONTENT_AT, HASH_BYTES] = [75, 107, 139, 32];

let state = 20_261_126;
const random = (most: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
};
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'registry-scale-')));
const line = (what: string, ...values: readonly (string | number)[]): void => {
  process.stdout.write(`| ${[what, ...values].join(' | ')} |\n`);
};
const cpuOf = async <T>(
  work: () => Promise<T> | T,
): Promise<{ readonly value: T; readonly cpu: number; readonly wall: number }> => {
  const [before, start] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, cpu: (user + system) / 1000, wall: performance.now() - start };
};
const round = (ms: number): string => (ms >= 100 ? String(Math.round(ms)) : ms.toFixed(2));

/** Parts of each photograph that are taken for pictures of their own. */
const PARTS = 24;
const files = readdirSync(photos, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(jpe?g|png)$/i.test(name))
  .sort();
const real: { readonly record: Buffer; readonly fingerprint: Fingerprint }[] = [];
for (const name of files) {
  try {
    const { data, info } = await sharp(join(photos, name))
      .resize(900, 900, { fit: 'inside' })
      .flatten()
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (let part = 0; part < PARTS; part++) {
      const [width, height] = [info.width >> 1, info.height >> 1];
      const crop = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } }).extract({
        left: random(width),
        top: random(height),
        width,
        height,
      });
      const fingerprint = await fingerprintBytes(await crop.jpeg({ quality: 85 }).toBuffer(), 'part.jpg');
      if (fingerprint.quality >= 50) real.push({ record: recordOf(encodeFingerprint(fingerprint)), fingerprint });
    }
  } catch {
    // Some files of a folder are no pictures.
  }
}
/** A hash each band of which some part of a photograph has, but for one bit in ten. */
const mixed = (target: Buffer, at: number): void => {
  for (let band = 0; band < HASH_BYTES; band += 2) {
    (real[random(real.length)]?.record ?? target).copy(target, at + band, at + band, at + band + 2);
    for (let bit = 0; bit < 16; bit++) {
      const byte = at + band + (bit >> 3);
      if (random(10) === 0) target[byte] = (target[byte] ?? 0) ^ (1 << (bit & 7));
    }
  }
};
const checked = (record: Buffer): Buffer => {
  let [a, b] = [1, 0];
  for (let i = 0; i < record.length - 2; i++) {
    a += record[i] ?? 0;
    b += a;
  }
  record.writeUInt16LE(((b % 255) << 8) | (a % 255), record.length - 2);
  return record;
};
const pictured = (n: number): Logged => {
  const record = Buffer.from(real[n % real.length]?.record ?? Buffer.alloc(0));
  for (let at = 1; at < 43; at++) record[at] = random(256);
  mixed(record, WHOLE_AT);
  record.copy(record, INNER_AT, WHOLE_AT, WHOLE_AT + HASH_BYTES);
  mixed(record, CONTENT_AT);
  return {
    record: checked(record),
    product: `p${n}`,
    path: `listings/p${n}/1.jpg`,
    added: '2026-11-26',
    isGone: false,
  };
};
const rowsFrom = (start: number, count: number): readonly Logged[] =>
  Array.from({ length: count }, (_, i) => pictured(start + i));
const published = ({ record, product, path, added }: Logged): Published => ({
  fingerprint: record.toString('base64url'),
  product,
  path,
  added,
});

line('what', 'CPU ms', 'wall ms', 'note');
line('---', '---', '---', '---');
const folder = join(scratch, 'replica');
let replica = await readReplica(folder);
for (let start = 0; start < PICTURES; start += SEGMENT)
  replica = await extendReplica(folder, replica, {
    registry: 'bench',
    to: Math.min(PICTURES, start + SEGMENT),
    rows: rowsFrom(start, Math.min(SEGMENT, PICTURES - start)),
    isFresh: true,
  });
const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
line(
  `${PICTURES} pictures`,
  '',
  '',
  `${real.length} parts of ${files.length} photographs; ${(bytes / 1e6).toFixed(0)} MB on disk`,
);
const load = await cpuOf(async () => searchReplica(await readReplica(folder)));
line(
  'copy loaded from disk and indexed',
  round(load.cpu),
  round(load.wall),
  `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident`,
);
const search = load.value;

const wholes = new Uint32Array(PICTURES * 8);
replica.segments.reduce((row, { records, count }) => {
  for (let i = 0; i < count; i++)
    for (let word = 0; word < 8; word++)
      wholes[(row + i) * 8 + word] = records.readUInt32LE(296 * i + WHOLE_AT + 4 * word);
  return row + count;
}, 0);
const index = buildHashIndex(wholes);
const hashes = Array.from({ length: QUERIES }, () => {
  const buffer = Buffer.alloc(CONTENT_AT + HASH_BYTES);
  mixed(buffer, WHOLE_AT);
  return Uint32Array.from({ length: 8 }, (_, word) => buffer.readUInt32LE(WHOLE_AT + 4 * word));
});
for (const radius of [31, 40]) {
  const each: number[] = [];
  for (const hash of hashes) each.push((await cpuOf(() => index.query(hash, radius))).cpu);
  each.sort((a, b) => a - b);
  const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
  line(
    `one hash, radius ${radius}, exact`,
    round(mean),
    '',
    `mean of ${QUERIES}; p50 ${round(each[each.length >> 1] ?? 0)}, p95 ${round(each[Math.floor(each.length * 0.95)] ?? 0)}`,
  );
}
const sizes = new Map<number, number>();
for (let i = 0; i < PICTURES; i++) {
  const value = (wholes[i * 8] ?? 0) & 0xffff;
  sizes.set(value, (sizes.get(value) ?? 0) + 1);
}
line(
  'skew of the first band',
  '',
  '',
  `${sizes.size} of 65536 values; the fullest has ${Math.max(...sizes.values())}, ${(Math.max(...sizes.values()) / (PICTURES / 65536)).toFixed(0)} times the mean`,
);
const asked = await cpuOf(() =>
  real.slice(0, 50).map(({ fingerprint }) => search.find({ path: 'x', product: '', role: '', fingerprint }, 31).length),
);
line('one picture: all parts, eight turns, radius 31', round(asked.cpu / 50), '', 'mean of 50');
await cpuOf(async () => {
  const next = await extendReplica(folder, replica, {
    registry: 'bench',
    to: PICTURES + 10_000,
    rows: rowsFrom(PICTURES, 10_000),
    isFresh: false,
  });
  return searchReplica({ ...next, segments: next.segments.slice(-1) });
}).then(({ cpu, wall }) =>
  line('10,000 more taken into the copy and indexed', round(cpu), round(wall), 'without the database'),
);

const serverCpu = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
};
const inDatabase = async (server: Server): Promise<void> => {
  const address = databaseAddress(server.url(), 'bench');
  await withDatabase(address, migrate);
  const registry = postgresRegistry(address);
  const add = await cpuOf(async () => {
    for (let start = 0; start < IN_SQL; start += 50_000)
      await registry.add(rowsFrom(start, Math.min(50_000, IN_SQL - start)).map(published));
  });
  line(
    `PostgreSQL: ${IN_SQL} added`,
    round(add.cpu),
    round(add.wall),
    server.sql("SELECT pg_size_pretty(pg_total_relation_size('listing_lint.published'))"),
  );
  const copied = join(scratch, 'copied');
  const pull = await cpuOf(() => followRegistry(address, copied));
  line('copied for the first time', round(pull.cpu), round(pull.wall), '');
  await registry.add(rowsFrom(IN_SQL, 10_000).map(published));
  const follow = await cpuOf(() => followRegistry(address, copied));
  line('the copy read, 10,000 more fetched', round(follow.cpu), round(follow.wall), '');
  const warm = await cpuOf(() => followRegistry(address, copied));
  line('the copy read, nothing to fetch', round(warm.cpu), round(warm.wall), 'the difference is the catching up');
  const bands = await cpuOf(() => withDatabase(address, makeBands));
  line(
    'table of bands made',
    '',
    round(bands.wall),
    server.sql(
      "SELECT pg_size_pretty(pg_total_relation_size('listing_lint.bands')) || ', rows ' || (SELECT count(*) FROM listing_lint.bands)",
    ),
  );
  await withDatabase(address, async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const pid = rows[0]?.pid ?? 0;
    for (const radius of [31, 40]) {
      const walls: number[] = [];
      const before = serverCpu(pid);
      for (const hash of hashes)
        walls.push((await cpuOf(() => client.query(NEAR, [bandKeys(hash, radius), bitsOf(hash), radius]))).wall);
      walls.sort((a, b) => a - b);
      line(
        `SQL, one hash, radius ${radius}, exact`,
        `${round((serverCpu(pid) - before) / QUERIES)} (server, mean)`,
        `p50 ${round(walls[QUERIES >> 1] ?? 0)}, p95 ${round(walls[Math.floor(QUERIES * 0.95)] ?? 0)}`,
        `${QUERIES} queries`,
      );
    }
  });
};
if (IN_SQL > 0 && hasPostgres()) {
  const server = await startPostgres([
    'fsync = off',
    'shared_buffers = 1GB',
    'max_wal_size = 8GB',
    'maintenance_work_mem = 512MB',
  ]);
  try {
    await inDatabase(server);
  } finally {
    server.stop();
  }
}
rmSync(scratch, { recursive: true, force: true });
