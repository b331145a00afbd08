// Sheets for labelling by eye what a rule reports of unchanged photos (test/bench/quality/labels.tsv, docs/bench-quality.md).
//   npm run bench -- quality-eye OUT SHEETS --rule image-not-upscaled [--control 12]
// OUT is that of `quality`, which has to be done. On SHEETS/RULE-N.png twelve photos each: the liveliest part at twice its size, and next to it the same after the photo was reduced by the bound
// of the rule and enlarged again. Where both look alike the photo has more pixels than detail, which is what the rule says; where the right one is softer it has not. Any other rule: whole photos alone.
// SHEETS/RULE.tsv says which is which. With --control so many photos without a finding, by the order of the SHA-1 of their paths: there both sides have to differ.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { asReduced, asWhole, sheetOf } from './quality/sheets.ts';
import { type Judged, reports } from './quality/tables.ts';

const A_SHEET = 12;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rule: { type: 'string', default: 'image-not-upscaled' },
    control: { type: 'string', default: '0' },
  },
});
const [out = '', sheets = ''] = positionals.map((path) => resolve(process.env['INIT_CWD'] ?? '.', path));
sharp.concurrency(1);
mkdirSync(sheets, { recursive: true });

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');
const judged: readonly Judged[] = JSON.parse(readFileSync(join(out, 'judged.json'), 'utf8'));
const honest = judged.filter(({ fault, isHeldOut }) => fault === null && isHeldOut);
const control = Number(values.control);
const silent = honest.filter((each) => !reports(each, values.rule));
const selected =
  control > 0
    ? [...silent].sort((a, b) => (sha1(a.path) < sha1(b.path) ? -1 : 1)).slice(0, control)
    : honest.filter((each) => reports(each, values.rule));

const drawn = values.rule === 'image-not-upscaled' ? asReduced : asWhole;
for (let first = 0; first < selected.length; first += A_SHEET) {
  const part = selected.slice(first, first + A_SHEET);
  const pictures = await Promise.all(part.map(({ path }) => drawn(join(out, path))));
  await sheetOf(pictures, first).toFile(join(sheets, `${values.rule}-${first / A_SHEET}.png`));
}
const lines = selected.map(({ shop, photo, path }, i) => [i, shop, photo, join(out, path)].join('\t'));
writeFileSync(join(sheets, `${values.rule}.tsv`), `${lines.join('\n')}\n`);
console.log(`${selected.length} of ${honest.length}`);
