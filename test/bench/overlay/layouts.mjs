// The plugin `text-detector` on composed pictures, drawn by drawn-layouts.mjs: whether their overlaid text is detected.
//   npm run build && npx tsc -b
//   node test/bench/overlay/layouts.mjs PHOTOS SHOPS [N] [RUNTIME]
// PHOTOS is made by ../watermark/photos.mjs; SHOPS, separated by commas, are those whose photos are drawn on. N of a kind (default 30).
// KINDS=card,disc draws these alone, KEEP=FOLDER stores the misses.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { seededRandom } from '../watermark/placements.mjs';
import { LAYOUTS } from './drawn-layouts.mjs';
import { openTextSearch } from './network-search.mjs';
import { photosIn, sourceOf } from './photos.mjs';
import { decodeCanonical, rate, textEvidence } from './program.mjs';

sharp.concurrency(1);
const [folder, shops = '', count = '30', runtime = 'onnxruntime-node'] = process.argv.slice(2);
const photos = photosIn(folder).filter(({ name }) => shops.split(',').includes(sourceOf(name)));
const search = await openTextSearch(runtime);

for (const kind of process.env.KINDS?.split(',') ?? Object.keys(LAYOUTS)) {
  const detected = { network: 0, overlay: 0, rule: 0 };
  for (let k = 0; k < Number(count); k++) {
    const random = seededRandom(`layouts/${kind}/${k}`);
    const photo = photos[Math.floor(random() * photos.length)];
    const bytes = await LAYOUTS[kind](photo.file, random);
    const picture = await decodeCanonical(bytes);
    const places = (await search.linesIn(picture)).map(({ place }) => place);
    const strokes = textEvidence(picture).rows.map(({ on }) => on);
    const isOverlay = places.some((place) => place !== 'product');
    if (places.length > 0) detected.network++;
    if (isOverlay) detected.overlay++;
    // As the rule asks: the network looks where the strokes found nothing.
    if (strokes.length > 0 ? strokes.some((on) => on !== 'product') : isOverlay) detected.rule++;
    if (!isOverlay && process.env.KEEP) {
      console.log(kind, k, places.join(' ') || 'nothing', photo.name);
      writeFileSync(join(process.env.KEEP, `${kind}-${k}.jpg`), bytes);
    }
  }
  const of = (hits) => rate(hits, Number(count));
  console.log(
    `${kind}: by the network ${of(detected.network)}, as overlay ${of(detected.overlay)}; with strokes first ${of(detected.rule)}`,
  );
}
