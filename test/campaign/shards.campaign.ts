// npm run campaign shards [MOST=16]
// Cuts three shops into 1 to MOST parts, each looked at anew, merges them and holds every format against the run that was not cut, byte for
// byte. Prints a table; exit 1 where anything differs.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMATS, reportsOf, shardsOf } from '../scale/in-process.ts';
import { brandsShop, exampleShop, pluginShop } from '../scale/shops.ts';

const most = Number(process.argv[2] ?? 16);
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-shards-')));
let differing = 0;
process.stdout.write('| shop | cut into | formats compared | bytes of them | differing |\n|---|---|---|---|---|\n');
for (const open of [brandsShop, pluginShop, async () => exampleShop()]) {
  const shop = await open();
  if (shop.reportArgs.includes('--baseline'))
    writeFileSync(join(shop.folder, '..', 'known.json'), '{"version":1,"findings":[]}');
  const whole = await reportsOf(shop, join(scratch, 'whole'), shop.args);
  let [compared, bytes, odd] = [0, 0, 0];
  for (let count = 1; count <= most; count++) {
    const files = await shardsOf(shop, scratch, count);
    const merged = await reportsOf(shop, join(scratch, 'merged'), ['merge', ...files]);
    for (const format of FORMATS) {
      const text = merged.texts[format] ?? '';
      compared++;
      bytes += Buffer.byteLength(text);
      if (text === whole.texts[format] && merged.code === whole.code) continue;
      odd++;
      process.stderr.write(`${shop.name}, ${count} parts: ${format} differs\n`);
    }
  }
  differing += odd;
  process.stdout.write(`| ${shop.name} | 1 to ${most} | ${compared} | ${bytes} | ${odd} |\n`);
  rmSync(shop.folder, { recursive: true, force: true });
}
rmSync(scratch, { recursive: true, force: true });
process.exitCode = differing > 0 ? 1 : 0;
