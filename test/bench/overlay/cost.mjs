// CPU of the search for overlays, compared with that of the shared decode, in one process.
//   npx tsc -b && node test/bench/overlay/cost.mjs PHOTOS [N]
// N photos (default 60), each measured three times, the least taken; medians over the photos.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { photosIn } from './photos.mjs';
import { decodeCanonical, directionField, encodeField, findConsistent, textEvidence } from './program.mjs';

sharp.concurrency(1);
sharp.cache(false);
const [folder, count = '60'] = process.argv.slice(2);
const all = photosIn(folder);
const photos = all.filter((_, k) => k % Math.ceil(all.length / Number(count)) === 0);

const cpuOf = async (work) => {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, ms: (user + system) / 1000 };
};
const least = async (work) => {
  const runs = [await cpuOf(work), await cpuOf(work), await cpuOf(work)];
  return { value: runs[0].value, ms: Math.min(...runs.map(({ ms }) => ms)) };
};
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const times = { decode: [], edges: [], text: [] };
const sizes = [];
const pictures = [];
for (const { name, file } of photos) {
  const bytes = readFileSync(file);
  const decoded = await least(() => decodeCanonical(bytes));
  const encoded = await least(() => encodeField(directionField(decoded.value)));
  const text = await least(() => textEvidence(decoded.value));
  times.decode.push(decoded.ms);
  times.edges.push(encoded.ms);
  times.text.push(text.ms);
  sizes.push(encoded.value.length);
  const { width } = await sharp(bytes).metadata();
  pictures.push({ path: name, product: name, isMain: true, field: directionField(decoded.value), sourceWidth: width });
}
for (const [what, values] of Object.entries(times))
  console.log(`${what}: median ${median(values).toFixed(1)} CPU ms, most ${Math.max(...values).toFixed(1)}`);
console.log(`stored of a picture: median ${median(sizes)} characters, most ${Math.max(...sizes)}`);
const mixed = await cpuOf(() => findConsistent(pictures));
console.log(`registration of ${mixed.value.main} pictures of many shapes: ${mixed.ms.toFixed(0)} CPU ms, once a run`);
