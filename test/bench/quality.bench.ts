// What the rules of the preset `quality` find and miss, compared with cleanvision's formulas at its thresholds (docs/bench-quality.md). Photos are unchanged, and with faults
// planted at graded strength; all are linted by the built program, as a user would.
//   npm run bench -- quality PHOTOS OUT --held-out SHOP,… [--per-photo 3] [--of SHOP=1] [--clear] [--rules RULE,…] [--seconds 800] [--labels test/bench/quality/labels.tsv]
//   npm run bench -- quality PHOTOS --cost [--rounds 5]
// PHOTOS holds a folder a shop, with its pictures in it. Shops that are not held out are those that bounds were set on. OUT is made: several GB. With --clear
// only faults that anybody sees are planted, with --rules RULE,… those of some rules; --labels adds the findings of unchanged photos to a list of labels by eye. Of all this only that list is committed.
// After --seconds it ends (3), and goes on where it was when it is called again; --of plants another number of faults on a shop's photos. OUT's *.report.json have to be removed when rules change.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { measureCost } from './quality/cost.ts';
import { labelFindings } from './quality/labels.ts';
import { layOutShop } from './quality/lay-out.ts';
import { type Judged, labelledPhotos, qualityTables } from './quality/tables.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'held-out': { type: 'string', default: '' },
    'per-photo': { type: 'string', default: '3' },
    clear: { type: 'boolean', default: false },
    rules: { type: 'string', default: '' },
    labels: { type: 'string' },
    seconds: { type: 'string', default: '1e9' },
    of: { type: 'string', multiple: true, default: [] },
    cost: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
  },
});
const from = process.env['INIT_CWD'] ?? '.';
const [photos = '', out = ''] = positionals.map((path) => resolve(from, path));
sharp.concurrency(1);
sharp.cache(false);

interface ReportFinding {
  readonly ruleId: string;
  readonly outcome: string;
  readonly subject: { readonly path: string };
}

/** Findings of the built program on the pictures of one shop, by path. */
const linted = (folder: string, shop: string): ReadonlyMap<string, readonly ReportFinding[]> => {
  const report = join(folder, `${shop}.report.json`);
  if (!existsSync(report)) lint(folder, shop, report);
  const { findings }: { readonly findings: readonly ReportFinding[] } = JSON.parse(readFileSync(report, 'utf8'));
  const byPath = new Map<string, ReportFinding[]>();
  for (const finding of findings)
    byPath.set(finding.subject.path, [...(byPath.get(finding.subject.path) ?? []), finding]);
  return byPath;
};

const listed = (names: string): readonly string[] => names.split(',').filter((name) => name !== '');

const lint = (folder: string, shop: string, report: string): void => {
  writeFileSync(
    join(folder, 'listing-lint.config.yaml'),
    `extends: quality\nlistings: ["${shop}/*"]\nrules: { image-readable: warn, product-cut: warn }\n`,
  );
  const cli = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
  const { status, stderr } = spawnSync(process.execPath, [cli, '--no-cache', '-f', `json:${report}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0 && status !== 1) throw new Error(`lint of ${shop} ended with ${status}: ${stderr}`);
};

if (values.cost) await measureCost(photos, Number(values.rounds));
else {
  mkdirSync(out, { recursive: true });
  const heldOut = listed(values['held-out']);
  const until = Date.now() + 1000 * Number(values.seconds);
  const judged: Judged[] = [];
  for (const shop of readdirSync(photos).sort()) {
    const { [shop]: perPhoto = values['per-photo'] } = Object.fromEntries(values.of.map((each) => each.split('=')));
    const rules = listed(values.rules);
    const pictures = await layOutShop(photos, shop, out, {
      ...{ perPhoto: Number(perPhoto), clearAlone: values.clear, rules, until },
    });
    const found = pictures === null || Date.now() > until ? null : linted(out, shop);
    if (pictures === null || found === null) {
      console.error(`${shop}: not done in time; the same command goes on`);
      process.exit(3);
    }
    for (const each of pictures) {
      const rules = (found.get(each.path) ?? []).map(({ ruleId, outcome }) => ({ ruleId, outcome }));
      judged.push({ ...each, isHeldOut: heldOut.includes(shop), rules });
    }
    console.error(`${shop}: ${pictures.length} pictures`);
  }
  writeFileSync(join(out, 'judged.json'), JSON.stringify(judged));
  console.log(qualityTables(judged));
  if (values.labels !== undefined)
    console.log(`\n## Labelled\n\n${labelFindings(resolve(from, values.labels), labelledPhotos(judged))}`);
}
