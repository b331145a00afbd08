// npm run campaign wrong-green [COMBINATIONS=200] [SEED] [PATTERN]
// Damages a healthy shop in every way of the table (whose name PATTERN matches), and in COMBINATIONS random ways of two to four of them; lints it by the built command, and
// writes docs/wrong-green.md. Exit 1 where a run was greener than the healthy one, did not end, or did not name the damage.
import { readFileSync, writeFileSync } from 'node:fs';
import { DAMAGES, lackingHere, tryAll } from './wrong-green/campaign.ts';
import { combinations } from './wrong-green/combinations.ts';
import { lintApart } from './wrong-green/observe.ts';
import { OPEN } from './wrong-green/open.ts';
import { pageOf, rowOf, rowsIn } from './wrong-green/page.ts';
import { openWorkshop } from './wrong-green/shop.ts';

const PAGE = 'docs/wrong-green.md';
const count = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? 20261125);
const pattern = new RegExp(process.argv[4] ?? '');

const lacking = lackingHere(DAMAGES);
for (const [{ name }, what] of lacking) process.stderr.write(`not tried: ${name} (it needs ${what})\n`);
const workshop = await openWorkshop();
let failures = 0;
try {
  const healthy = await lintApart(workshop.healthy);
  const rows = new Map(rowsIn(readFileSync(PAGE, 'utf8'), DAMAGES));
  const table = DAMAGES.filter((damage) => !lacking.has(damage) && pattern.test(damage.name));
  const conditions = { workshop, healthy, lintFor: () => lintApart };
  await tryAll(table, conditions, (damage, trial) => {
    rows.set(damage.name, rowOf(damage, trial));
    const isWrong = trial.wrong.length > 0 !== (OPEN[damage.name] !== undefined);
    if (isWrong) failures++;
    if (isWrong)
      process.stdout.write(`${damage.name}: ${trial.wrong.join('; ') || 'it holds now, but is marked as open'}\n`);
  });
  writeFileSync(PAGE, pageOf(rows, readFileSync('test/campaign/wrong-green/intro.md', 'utf8')));
  const random = count === 0 ? [] : combinations(table, count, seed);
  await tryAll(random, conditions, ({ name }, { wrong }) => {
    if (wrong.length > 0) failures++;
    if (wrong.length > 0) process.stdout.write(`${name}: ${wrong.join('; ')}\n`);
  });
  process.stdout.write(`${table.length} damages and ${random.length} combinations of them; ${failures} failures\n`);
} finally {
  workshop.done();
}
process.exitCode = failures === 0 ? 0 : 1;
