// npm run campaign monitor-kills [KILLS=200] [PROGRAM] [FIRST=0]
// Kills `monitor --draft-cases` KILLS times, half of them at every call that changes the disk in turn, half at random times, one to four in a row on one
// shop; then lets it finish, each fourth time by two runs at once, and compares all files with those of an undisturbed run. Exit 1 where anything differs.
// FIRST is the call at which it begins, and the seed of the times: parts of one campaign can be run side by side.
import { join } from 'node:path';
import { KilledMonitor } from './monitor/killed-monitor.ts';

const kills = Number(process.argv[2] ?? 200);
const program = process.argv[3] ?? join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const first = Number(process.argv[4] ?? 0);
let state = 20260608 + first;
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};

const shop = await KilledMonitor.open(program);
const odd: string[] = [];
const count = { atCalls: 0, atTimes: 0, shops: 0, atOnce: 0 };
const finish = async (): Promise<void> => {
  const atOnce = ++count.shops % 4 === 0 ? 2 : 1;
  if (atOnce === 2) count.atOnce++;
  const differing = await shop.finish(atOnce);
  if (differing.length > 0) odd.push(differing.join(', '));
};
try {
  for (let i = 0; count.atCalls < kills / 2 && i < kills; i++) {
    shop.renew();
    if (await shop.killedAtCall(1 + ((first + i) % shop.calls))) count.atCalls++;
    await finish();
  }
  while (count.atTimes < kills / 2) {
    shop.renew();
    for (let row = 1 + Math.floor(random() * 4); row > 0 && count.atTimes < kills / 2; row--)
      if (await shop.killedAfter(random() * shop.duration)) count.atTimes++;
    await finish();
  }
} finally {
  shop.close();
}
process.stdout.write(
  '| calls that change the disk | kills at calls | kills at random times | shops | finished by two at once | differing |\n|---|---|---|---|---|---|\n',
);
process.stdout.write(
  `| ${shop.calls} | ${count.atCalls} | ${count.atTimes} | ${count.shops} | ${count.atOnce} | ${odd.length} |\n`,
);
for (const each of odd) process.stderr.write(`${each}\n`);
process.exitCode = odd.length > 0 ? 1 : 0;
