// Writes the attacked copies of a photo folder (one folder a product): OUT/<attack index>/<photo index>.bin, and OUT/photos.json.
//   npm run bench hash-attacks -- <photos> <out> [--part 0/2] [--side PX]
// `--side`: the side to which originals are brought before they are attacked, so that the cost of a run is bounded. Above 1024 px they are reduced again when
// they are decoded.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { ATTACKS, type Base } from './hash/attacks.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { part: { type: 'string', default: '0/1' }, side: { type: 'string', default: '800' } },
});
const [photos = '/tmp/photos/set', out = '/tmp/photos/attacked'] = positionals;
const baseSide = Number(values.side);

const randomOf = (seed: string): (() => number) => {
  let block = createHash('sha256').update(seed).digest();
  let at = 0;
  return () => {
    if (at + 4 > block.length) {
      block = createHash('sha256').update(block).digest();
      at = 0;
    }
    at += 4;
    return block.readUInt32LE(at - 4) / 4294967296;
  };
};

interface Photo {
  readonly index: number;
  readonly product: string;
  readonly path: string;
  readonly half: 'tune' | 'report';
}

const photosOf = (root: string): Photo[] =>
  readdirSync(root)
    .sort()
    .flatMap((product) => {
      const half =
        (createHash('sha256').update(product).digest()[0] ?? 0) & 1 ? ('report' as const) : ('tune' as const);
      return readdirSync(join(root, product))
        .sort()
        .map((name) => ({ product, path: join(root, product, name), half }));
    })
    .map((photo, index) => ({ index, ...photo }));

const baseOf = async (path: string): Promise<Base> => {
  const { data, info } = await sharp(path)
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize({ width: baseSide, height: baseSide, fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${info.channels} channels`);
  return { data, width: info.width, height: info.height };
};

sharp.cache(false);
sharp.concurrency(1);
for (const folder of ['originals', ...ATTACKS.keys()]) mkdirSync(join(out, String(folder)), { recursive: true });
const list = photosOf(photos);
writeFileSync(join(out, 'photos.json'), JSON.stringify(list));
const [part = 0, parts = 1] = values.part.split('/').map(Number);
for (const { index, product, path } of list) {
  if (index % parts !== part % parts) continue;
  try {
    const base = await baseOf(path);
    const { data, ...size } = base;
    const original = await sharp(data, { raw: { ...size, channels: 3 } })
      .jpeg({ quality: 92 })
      .toBuffer();
    for (const [a, attack] of ATTACKS.entries()) {
      writeFileSync(
        join(out, String(a), `${index}.bin`),
        await attack.make(base, randomOf(`${product}/${basename(path)} ${attack.name}`)),
      );
    }
    writeFileSync(join(out, 'originals', `${index}.bin`), original);
  } catch (error) {
    console.error(`${path}: ${error instanceof Error ? error.message : error}`);
  }
}
console.log(`${list.length} photos × ${ATTACKS.length} attacks, part ${values.part}`);
