// The plugin `text-detector` on photos that were looked at: those over which somebody laid text, and those that show no letters or digits.
//   npm run build && npx tsc -b
//   node test/bench/overlay/by-eye.mjs PHOTOS [RUNTIME]
// PHOTOS is made by ../watermark/photos.mjs of the shops that `seen-by-eye.tsv` names; what is not there is not counted. What is missed and what is wrongly told is printed by name.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTextSearch } from './network-search.mjs';
import { decodeCanonical, rate, textEvidence } from './program.mjs';

const [folder, runtime = 'onnxruntime-node'] = process.argv.slice(2);
const seen = readFileSync(new URL('seen-by-eye.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([name = '', kind]) => ({ file: join(folder, name), name, kind }))
  .filter(({ file }) => existsSync(file));
const search = await openTextSearch(runtime);

const isLaidOver = (place) => place !== 'product';
const rows = [];
for (const { file, name, kind } of seen) {
  const picture = await decodeCanonical(readFileSync(file));
  const strokes = textEvidence(picture).rows.map(({ on }) => on);
  const network = (await search.linesIn(picture)).map(({ place }) => place);
  // As the rule asks: the network looks where the strokes found nothing.
  const told = strokes.length > 0 ? strokes : network;
  rows.push({ name, kind, strokes, network, told });
}

for (const kind of ['laid', 'clean']) {
  const of = rows.filter((row) => row.kind === kind);
  const silent = of.filter(({ strokes }) => strokes.length === 0);
  const count = (among, isIn) => rate(among.filter(isIn).length, among.length);
  console.log(`${kind === 'laid' ? 'text laid over' : 'no letters'}, ${of.length} photos:`);
  console.log(`  told as laid over ${count(of, ({ told }) => told.some(isLaidOver))}`);
  console.log(`  text told anywhere ${count(of, ({ told }) => told.length > 0)}`);
  console.log(`  by strokes ${count(of, ({ strokes }) => strokes.length > 0)}`);
  console.log(`  by the network alone ${count(of, ({ network }) => network.length > 0)}`);
  console.log(
    `  where strokes are silent, by the network: laid over ${count(silent, ({ network }) => network.some(isLaidOver))}, anywhere ${count(silent, ({ network }) => network.length > 0)}`,
  );
  for (const { name, told } of of)
    if ((kind === 'laid') !== told.some(isLaidOver))
      if (kind === 'laid' || told.length > 0) console.log(`    ${name}: ${told.join(' ') || 'nothing'}`);
}
