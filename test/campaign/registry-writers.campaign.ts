// npm run campaign registry-writers [WRITERS=16] [ADDITIONS=1000]
// WRITERS processes add ADDITIONS pictures each to one registry in PostgreSQL, in batches of 50, every tenth of which is also added by all others; each is killed (SIGKILL) at random and begun
// again until it comes to its end. A copy follows all the while. Exit 1 where something is lost, doubled, or the copy is another.
import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodeFingerprint,
  fingerprintBytes,
  readReplica,
  registryText,
  searchReplica,
} from '@listing-lint/rules/hash';
import { databaseAddress, followRegistry, migrate, postgresRegistry, withDatabase } from 'listing-lint/program';
import { startPostgres } from '../scale/postgres.ts';
import { put, scene } from '../watermark/shop.ts';

const writers = Number(process.argv[2] ?? 16);
const additions = Number(process.argv[3] ?? 1000);
const program = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const BATCH = 50;
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'registry-writers-')));
const server = await startPostgres();
const address = databaseAddress(server.url(), 'campaign');
await withDatabase(address, migrate);
const fingerprint = encodeFingerprint(await fingerprintBytes(await scene(1).resize(240).jpeg().toBuffer(), '1.jpg'));

const wanted = new Set<string>();
for (let writer = 0; writer < writers; writer++) {
  for (let batch = 0; batch * BATCH < additions; batch++) {
    const pictures = Array.from({ length: BATCH }, (_, i) => {
      const n = batch * BATCH + i;
      const product = n % 10 === 0 ? `shared-${n}` : `w${writer}-${n}`;
      wanted.add(product);
      return { fingerprint, product, path: `listings/${product}/1.jpg`, added: '2026-11-26' };
    });
    put(scratch, `shop/${writer}/${batch}.txt`, registryText(pictures));
  }
}
writeFileSync(join(scratch, 'shop', 'listing-lint.config.yaml'), 'extends: recommended\nregistry: env:REGISTRY\n');

let kills = 0;
const importOnce = (file: string, ms: number | undefined): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'registry', 'import', file], {
      cwd: join(scratch, 'shop'),
      env: { ...process.env, REGISTRY: server.url() },
      stdio: 'ignore',
    });
    const timer = ms === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), ms);
    child.on('error', reject).on('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
const writeAll = async (writer: number): Promise<void> => {
  for (let batch = 0; batch * BATCH < additions; batch++) {
    for (;;) {
      const isKilled = Math.random() < 0.3;
      const code = await importOnce(`${writer}/${batch}.txt`, isKilled ? 300 + Math.random() * 2500 : undefined);
      if (code === null) kills++;
      if (code === 0) break;
      if (code !== null && code !== 0) throw new Error(`a writer ended with ${code}`);
    }
  }
};
let isOver = false;
const copy = join(scratch, 'copy');
const following = (async () => {
  for (let times = 0; ; times++) {
    await followRegistry(address, copy);
    if (isOver) return times;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
})();
await Promise.all(Array.from({ length: writers }, (_, writer) => writeAll(writer)));
isOver = true;
const followed = await following;
const all = await postgresRegistry(address).all();
const products = all.map(({ product }) => product);
const lost = [...wanted].filter((product) => !products.includes(product)).length;
const doubled = products.length - new Set(products).size;
const logged = Number(server.sql('SELECT count(*) FROM listing_lint.log'));
const inCopy = searchReplica(await readReplica(copy)).all();
const isSame = JSON.stringify(inCopy.map(({ product }) => product).sort()) === JSON.stringify(products.toSorted());
server.stop();
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(
  '| writers | additions each | kills | in the registry | lost | doubled | lines of the log | times followed | copy the same |\n|---|---|---|---|---|---|---|---|---|\n',
);
process.stdout.write(
  `| ${writers} | ${additions} | ${kills} | ${all.length} | ${lost} | ${doubled} | ${logged} | ${followed} | ${isSame} |\n`,
);
process.exitCode = lost === 0 && doubled === 0 && logged === wanted.size && isSame ? 0 : 1;
