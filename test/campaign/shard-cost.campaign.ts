// npm run campaign shard-cost [PICTURES=400] [SHARDS=4]
// What a run over PICTURES costs whole, in SHARDS parts and merged: CPU of this process, warmed up, so that the start of a program (260 ms) is not in it.
import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from 'listing-lint/program';
import { put, scene } from '../watermark/shop.ts';

const pictures = Number(process.argv[2] ?? 400);
const shards = Number(process.argv[3] ?? 4);
const root = realpathSync(mkdtempSync(join(tmpdir(), 'shard-cost-')));
const shop = join(root, 'shop');
put(shop, 'listing-lint.config.yaml', 'extends: recommended\nlistings: ["listings/*"]\n');
for (let n = 0; n < pictures; n++)
  put(
    shop,
    `listings/l${Math.floor(n / 5)}/${n % 5}.jpg`,
    await scene(n % 97)
      .resize(1200)
      .jpeg({ quality: 60 + (n % 30) })
      .toBuffer(),
  );
const cpuOf = async (args: readonly string[]): Promise<number> => {
  const before = process.cpuUsage();
  const { code, err } = await runIn(shop, args);
  if (code > 1) throw new Error(err);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};
await cpuOf(['listings/l0', '-f', 'json']);
process.stdout.write('| what | CPU ms |\n|---|---|\n');
for (let round = 0; round < 3; round++) {
  const whole = await cpuOf(['-f', 'json']);
  const parts: number[] = [];
  for (let index = 1; index <= shards; index++)
    parts.push(
      await cpuOf(['lint', '--shard', `${index}/${shards}`, '--shard-output', join(root, 'out', `${index}.shard`)]),
    );
  const merge = await cpuOf(['merge', join(root, 'out'), '-f', 'json']);
  const sum = parts.reduce((total, part) => total + part, 0);
  process.stdout.write(`| ${pictures} pictures, whole | ${Math.round(whole)} |\n`);
  process.stdout.write(`| ${shards} shards, each | ${parts.map(Math.round).join(', ')} |\n`);
  process.stdout.write(
    `| all shards, beside the whole | ${(sum / whole).toFixed(2)} |\n| merge | ${Math.round(merge)} (${(merge / whole).toFixed(3)} of the whole) |\n`,
  );
}
const bytes = readdirSync(join(root, 'out')).reduce((sum, name) => sum + statSync(join(root, 'out', name)).size, 0);
process.stdout.write(`| bytes of a shard, a picture | ${Math.round(bytes / pictures)} |\n`);
rmSync(root, { recursive: true, force: true });
