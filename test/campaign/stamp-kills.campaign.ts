// npm run campaign stamp-kills [KILLS=240] [PROGRAM]
// Kills `stamp` KILLS times, over three targets, half of them at every call that changes the disk in turn, half at random times, one to six
// in a row on one shop; then lets it finish and compares all files with those of an undisturbed run. Exit 1 where anything differs.
import { join } from 'node:path';
import { type KillCount, KilledShop, noKills, TARGETS, type Target } from './stamp-kills/killed-shop.ts';

const SEED = 20261125;
const kills = Number(process.argv[2] ?? 240);
const program = process.argv[3] ?? join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');

let state = SEED;
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};

/** Kills at calls 1, 2, 3 …, each on a fresh shop; the whole run is gone through in even steps. */
const aimed = async (shop: KilledShop, count: KillCount, times: number): Promise<void> => {
  for (let i = 0; i < times; i++) {
    shop.renew();
    if (await shop.killedAtCall(1 + Math.floor((i * shop.calls) / times))) count.kills++;
    await shop.finish(count);
  }
};

/** Kills at random calls and at random times, some in a row on one shop. */
const atRandom = async (shop: KilledShop, count: KillCount, times: number): Promise<void> => {
  for (let done = 0; done < times; ) {
    shop.renew();
    for (let row = 1 + Math.floor(random() * 6); row > 0 && done < times; row--) {
      const killed =
        random() < 0.5
          ? await shop.killedAtCall(1 + Math.floor(random() * shop.calls))
          : await shop.killedAfter(random() * shop.duration);
      if (killed) {
        count.kills++;
        done++;
      }
    }
    await shop.finish(count);
  }
};

const campaign = async (target: Target): Promise<KillCount> => {
  const count = noKills(target);
  const shop = await KilledShop.open(program, target);
  try {
    const times = Math.ceil(kills / TARGETS.length / 2);
    await aimed(shop, count, times);
    await atRandom(shop, count, times);
  } finally {
    shop.close();
  }
  process.stdout.write(
    `| ${target} | ${shop.calls} | ${count.kills} | ${count.pictures} | ${count.markedTwice} | ${count.lost} | ${count.odd.length} |\n`,
  );
  for (const odd of count.odd) process.stderr.write(`${target}: ${odd}\n`);
  return count;
};

process.stdout.write(
  '| target | calls that change the disk | kills | pictures | not marked once | lost | other differences |\n|---|---|---|---|---|---|---|\n',
);
const counts: KillCount[] = [];
for (const target of TARGETS) counts.push(await campaign(target));
process.exitCode = counts.some(({ odd, markedTwice, lost }) => odd.length + markedTwice + lost > 0) ? 1 : 0;
