// The plugin `text-detector` on labelled photos: those with overlaid text, and those without letters or digits.
//   npm run build && npx tsc -b
//   node test/bench/overlay/by-eye.mjs PHOTOS [RUNTIME]
// PHOTOS is made by ../watermark/photos.mjs of the shops that `seen-by-eye.tsv` names; missing ones are not counted. Misses and false alarms are printed by name.
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

const isOverlay = (place) => place !== 'product';
const rows = [];
for (const { file, name, kind } of seen) {
  const picture = await decodeCanonical(readFileSync(file));
  const strokes = textEvidence(picture).rows.map(({ on }) => on);
  const network = (await search.linesIn(picture)).map(({ place }) => place);
  // As the rule asks: the network looks where the strokes found nothing.
  const lines = strokes.length > 0 ? strokes : network;
  rows.push({ name, kind, strokes, network, lines });
}

for (const kind of ['laid', 'clean']) {
  const of = rows.filter((row) => row.kind === kind);
  const silent = of.filter(({ strokes }) => strokes.length === 0);
  const count = (among, isIn) => rate(among.filter(isIn).length, among.length);
  console.log(`${kind === 'laid' ? 'overlaid text' : 'no letters'}, ${of.length} photos:`);
  console.log(`  reported as overlay ${count(of, ({ lines }) => lines.some(isOverlay))}`);
  console.log(`  text reported anywhere ${count(of, ({ lines }) => lines.length > 0)}`);
  console.log(`  by strokes ${count(of, ({ strokes }) => strokes.length > 0)}`);
  console.log(`  by the network alone ${count(of, ({ network }) => network.length > 0)}`);
  console.log(
    `  where strokes are silent, by the network: overlay ${count(silent, ({ network }) => network.some(isOverlay))}, anywhere ${count(silent, ({ network }) => network.length > 0)}`,
  );
  for (const { name, lines } of of)
    if ((kind === 'laid') !== lines.some(isOverlay))
      if (kind === 'laid' || lines.length > 0) console.log(`    ${name}: ${lines.join(' ') || 'nothing'}`);
}
