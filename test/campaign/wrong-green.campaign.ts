// npm run campaign wrong-green [COMBINATIONS=200] [SEED] [PATTERN]
// Damages a healthy shop in every known way (whose name matches PATTERN), and in COMBINATIONS random ways of two to four of them. Lints each with the built command,
// prints a line per damage, and writes docs/wrong-green.md. Exit 1 if a run was greener than the healthy one, did not end, or did not name the damage.
import { readFileSync, writeFileSync } from 'node:fs';
import { DAMAGES, lackingHere, tryAll } from './wrong-green/campaign.ts';
import { combinations } from './wrong-green/combinations.ts';
import { GROUPS } from './wrong-green/damages/all.ts';
import { lintApart } from './wrong-green/observe.ts';
import { OPEN } from './wrong-green/open.ts';
import { exampleOf, pageOf, resultOf, resultsIn } from './wrong-green/page.ts';
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
  const results = new Map(resultsIn(readFileSync(PAGE, 'utf8')));
  const table = DAMAGES.filter((damage) => !lacking.has(damage) && pattern.test(damage.name));
  const conditions = { workshop, healthy, lintFor: () => lintApart };
  await tryAll(table, conditions, (damage, trial) => {
    process.stdout.write(`${damage.name}: exit ${trial.seen.exit}: ${trial.said}\n`);
    const group = GROUPS.find((candidate) => exampleOf(candidate) === damage);
    if (group !== undefined) results.set(group.title, resultOf(trial));
    const isWrong = trial.wrong.length > 0 !== (OPEN[damage.name] !== undefined);
    if (isWrong) failures++;
    if (isWrong)
      process.stdout.write(`${damage.name}: ${trial.wrong.join('; ') || 'it holds now, but is marked as open'}\n`);
  });
  writeFileSync(PAGE, pageOf(results, readFileSync('test/campaign/wrong-green/intro.md', 'utf8')));
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
