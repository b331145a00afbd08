// npm run campaign fix-kills [KILLS=200] [PROGRAM]
// Kills `lint --fix` KILLS times: half of them at every call that changes the disk in turn, half at random times and calls, one to four in a
// row on one shop. After each kill every picture has to be the old file or the mended one; then the run is let finish, and all files are
// compared with those of an undisturbed one, and no temporary folder may be left. Exit 1 where anything differs.
import { join } from 'node:path';
import { KilledFix, noFixKills } from './fix-kills/killed-fix.ts';

const SEED = 20261125;
const kills = Number(process.argv[2] ?? 200);
const program = process.argv[3] ?? join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');

let state = SEED;
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};

const shop = await KilledFix.open(program);
const count = noFixKills();
try {
  const aimed = Math.ceil(kills / 2);
  for (let i = 0; i < aimed; i++) {
    shop.renew();
    await shop.killedAtCall(1 + Math.floor((i * shop.calls) / aimed), count);
    await shop.finish(count);
  }
  while (count.kills < kills) {
    shop.renew();
    for (let row = 1 + Math.floor(random() * 4); row > 0 && count.kills < kills; row--) {
      if (random() < 0.5) await shop.killedAtCall(1 + Math.floor(random() * shop.calls), count);
      else await shop.killedAfter(random() * shop.duration, count);
    }
    await shop.finish(count);
  }
} finally {
  shop.close();
}
const { pictures, old, mended, folders, torn, odd } = count;
process.stdout.write(
  `| calls that change the disk | kills | pictures seen | as they were | mended | torn or gone | temporary folders left by kills | otherwise afterwards |\n|---|---|---|---|---|---|---|---|\n| ${shop.calls} | ${count.kills} | ${pictures} | ${old} | ${mended} | ${torn.length} | ${folders} | ${odd.length} |\n`,
);
for (const each of [...torn, ...odd]) process.stderr.write(`${each}\n`);
process.exitCode = torn.length + odd.length > 0 ? 1 : 0;
