import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeCanonical } from '../../image/read/decode.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { FORMS, type Form, turnHash } from '../hash256/dihedral.ts';
import { hamming, hashFromHex, hashToHex } from '../hash256/hash256.ts';
import { seededScene, turned } from '../test-scenes.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { fingerprintFile } from './fingerprint-file.ts';
import { textbookPdq } from './test-pdq.ts';

// Meta's own pictures and values (facebook/ThreatExchange, pdq/data and pdq/python/README.md) are not in this repository: that check runs
// only where a folder with `pdq/bridge-mods` and `pdq/dih` is named.
const corpus = process.env.LISTING_LINT_CORPUS;
const folder = corpus === undefined ? undefined : join(corpus, 'pdq');
const there = folder !== undefined && existsSync(folder);
if (!there) process.stderr.write('skipped: PDQ reference pictures (LISTING_LINT_CORPUS names no folder with pdq/)\n');

const PUBLISHED: readonly (readonly [string, string])[] = [
  ['bridge-mods/aaa-orig.jpg', 'd8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22'],
  ['bridge-mods/blur-a-little.jpg', 'd8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22'],
  ['bridge-mods/blur-a-lot.jpg', 'd8f8f0cce0f4e84f0637022a028f67f0b36e2ed596623e1d33e6b39c4e9c9b22'],
  ['bridge-mods/high-contrast.jpg', 'd8f8f0cce0f4e84d06370a32068f67f0b36e2ed596623e1d33e6339c4e9c9b22'],
  ['bridge-mods/high-saturation.jpg', 'd8f8f0cce0f4e84f0e370a22028f67f0b36e2ed596621e1d33e6b39c4e9c9b22'],
  ['bridge-mods/sharpen-a-little.jpg', 'd8f8f0cce0f4a84f0e370a22038f67f0b36e2ed596621e1d33e6b39c4e9c9b22'],
  ['bridge-mods/sharpen-a-lot.jpg', 'd0f8f1cec0f4a8470a370a32238f67f0b36e2ef597231e1d72e6a39c4e9c9b22'],
  ['bridge-mods/shrink-a-little.jpg', 'd8f8f0cce0f4a84f0e370a22038f67f0b36e2ed596621e1d33e6b39c4e9c9b22'],
  ['bridge-mods/shrink-a-lot.jpg', 'd0f8f1ccc0f4a84d0a370a3a228f67f0b36e2ed5b6623e1d33e6339c4e9c9b22'],
  ['bridge-mods/square-128x128.jpg', 'd8f8f1eec0f4a84f0e37022a078f63f0b36e2ed596621e1d33e6239c4e9c9b22'],
  ['bridge-mods/square-256x256.jpg', 'd8f8f0cec4f4a84f0637022a078f67f0b36e2ee5b6621e1d33e6239c4e9c9b22'],
  ['bridge-mods/square-512x512.jpg', 'd8f8f0cec0f4a84f0637022a278f67f0b36e2ed596621e1d33e6339c4e9c9b22'],
  ['dih/bridge-1-original.jpg', 'd8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22'],
  ['dih/bridge-2-rotate-90.jpg', '38a50efd71c83f429013d68d0ffffc52e34e0e15ada952a9d29684214aa9e5af'],
  ['dih/bridge-3-rotate-180.jpg', '2dadda64b5a142e5d362209057da895ae63b8c7fc277b4b766b319361f893188'],
  ['dih/bridge-4-rotate-270.jpg', 'a5f0a457248995e8c9065c275aaa54d8b61ba4bdf8fcfc0387c32f8b0bfc4f05'],
  ['dih/bridge-5-flipx.jpg', 'd8f80f31e0f417b00e37f5dd028f980fb36ed12a9662c1e233e64c634e9c64dd'],
  ['dih/bridge-6-flipy.jpg', '0dad259bb1a1bd18d362576556da32a1e63b7380c2374b4866b3c6c91b89ce77'],
  ['dih/bridge-7-flip-plus-1.jpg', 'f0a5e10271dcc0bd9c5309720fff018de34ef1e8ada9a956d2967ade1ea91a50'],
  ['dih/bridge-8-flip-minus-1.jpg', '69f05aa8a4996a17c146a2da5aaaab07b61b5b60f8fc07fc83c3d0740bfcb0fa'],
];

/** Generated pictures, side by side with what a second, independent implementation says of them: seed, sides, PDQ. */
const GENERATED: readonly (readonly [number, number, number, string])[] = [
  [1, 64, 64, '2cb7d912ecdcba9cf9c87dec6d3967a4cc9c4676fcd2484d82466c2827658486'],
  [2, 128, 96, '83457c3987163bc83423ebdeb32bfe4c633c6784c07ee3e4743f92570bc17024'],
  [3, 129, 127, 'c234497a2cb59c093d4a3385d6c369fa92f5392cbc5e593d6f23c6d310c92937'],
  [4, 256, 256, '37d47a81d30d14aa5da8f54b837a2df62a35522510a6adb8c52a5aab60d7cefc'],
  [6, 200, 411, '2a19c9d67c5daa70b323078cebca64c3b0717c7bf4d9690251e29e758f068b0f'],
  [7, 512, 384, '036ee6c6ee476b75a274f817191a197a71a83e9b7fa06781d74dd405f44814e4'],
  [10, 900, 300, '205e837e925f613df4dbfacefe2dfda172f1ec123f0c9600e0463b5029424639'],
];

const ofFile = async (image: RgbImage): Promise<Fingerprint> => {
  const { width, height, data } = image;
  const bytes = await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return fingerprintOf(bytes, await decodeCanonical(bytes), image);
};

/** The picture with a part of its contrast: PDQ's quality falls with it. */
const faint = (image: RgbImage, share: number): RgbImage => ({
  ...image,
  data: image.data.map((value) => 128 + share * (value - 128)),
});

describe('PDQ of generated pictures', () => {
  it.each(GENERATED)(
    'seed %i, %i × %i: every bit and the quality as the textbook gives them',
    async (seed, width, height, hex) => {
      const image = seededScene(seed, width, height);
      const { pdq, quality } = await ofFile(image);
      expect(hashToHex(pdq)).toBe(hex);
      expect(textbookPdq(image)).toEqual({ hex, quality });
    },
  );
  it('gives the textbook’s quality where there is little to see', async () => {
    const qualities: number[] = [];
    for (const share of [0.15, 0.1, 0.07]) {
      const image = faint(seededScene(2, 128, 96), share);
      const { quality } = await ofFile(image);
      expect(quality).toBe(textbookPdq(image).quality);
      qualities.push(quality);
    }
    expect(qualities.every((quality) => quality > 0 && quality < 100)).toBe(true);
    expect(new Set(qualities).size).toBe(3);
  });
  it('gives each really turned picture the hash that turning gives, within 8 bits', () => {
    const scene = seededScene(12, 384, 384);
    const original = fingerprintOf(new Uint8Array(), scene, scene).parts.whole.hash;
    const found = FORMS.map((form) => {
      const image = turned(scene, form);
      const { hash } = fingerprintOf(new Uint8Array(), image, image).parts.whole;
      const distances = FORMS.map((other) => hamming(hash, turnHash(original, other)));
      expect(distances[FORMS.indexOf(form)], form).toBeLessThanOrEqual(8);
      return FORMS[distances.indexOf(Math.min(...distances))];
    });
    expect(found).toEqual([...FORMS]);
  });
});

describe.skipIf(!there)('PDQ as Meta published it', () => {
  const read = (name: string) => fingerprintFile(join(folder ?? '', name), name, ANYWHERE);
  it.each(PUBLISHED)('%s within 2 bits', async (name, hex) => {
    const { pdq, quality } = await read(name);
    expect(quality).toBeGreaterThanOrEqual(50);
    expect(hamming(pdq, hashFromHex(hex) ?? new Uint32Array(8))).toBeLessThanOrEqual(2);
  });
  it('is what the second implementation gives, too', async () => {
    for (const [name, hex] of PUBLISHED) {
      const bytes = readFileSync(join(folder ?? '', name));
      const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      const textbook = textbookPdq({ width: info.width, height: info.height, data });
      const distance = hamming(hashFromHex(textbook.hex) ?? new Uint32Array(8), hashFromHex(hex) ?? new Uint32Array(8));
      expect(distance, name).toBeLessThanOrEqual(4);
    }
  });
  it('each really turned file has the hash that turning gives, within 8 bits', async () => {
    const original = await read('dih/bridge-1-original.jpg');
    const forms = new Set<Form>();
    for (const [name] of PUBLISHED.filter(([path]) => path.startsWith('dih/'))) {
      const turned = await read(name);
      const distances = FORMS.map((form) =>
        hamming(turned.parts.whole.hash, turnHash(original.parts.whole.hash, form)),
      );
      const nearest = Math.min(...distances);
      expect(nearest).toBeLessThanOrEqual(8);
      forms.add(FORMS[distances.indexOf(nearest)] ?? 'identity');
    }
    expect(forms.size).toBe(8);
    expect(readFileSync(join(folder ?? '', 'expected.tsv'), 'utf8')).toContain(PUBLISHED[13]?.[1]);
  });
});
