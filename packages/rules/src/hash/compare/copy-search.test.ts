import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeCanonical } from '../../image/read/decode.ts';
import { fingerprintOf } from '../fingerprint/fingerprint.ts';
import { decodeFingerprint, encodeFingerprint } from '../fingerprint/fingerprint-record.ts';
import { seededScene } from '../test-scenes.ts';
import { compareFingerprints, copyVerdictOf, DEFAULT_THRESHOLDS } from './compare.ts';
import { type ComparedPicture, copySearch } from './copy-search.ts';

const entries: ComparedPicture[] = [];
const add = async (path: string, picture: Sharp): Promise<void> => {
  const bytes = await picture.toBuffer();
  const image = await decodeCanonical(bytes);
  const fingerprint = decodeFingerprint(encodeFingerprint(fingerprintOf(bytes, image, image)));
  entries.push({ path, product: path, role: '', fingerprint });
};
const scene = (seed: number): Sharp => {
  const { data, width, height } = seededScene(seed, 320, 240);
  return sharp(data, { raw: { width, height, channels: 3 } });
};
const bordered = (seed: number, background: string, side: number): Sharp =>
  scene(seed).extend({ top: 20, bottom: 20, left: side, right: side, background });

beforeAll(async () => {
  for (const seed of [1, 2]) {
    await add(`${seed}/plain.jpg`, scene(seed).jpeg());
    await add(`${seed}/turned.jpg`, scene(seed).rotate(90).jpeg({ quality: 60 }));
    await add(`${seed}/grey border.jpg`, bordered(seed, '#ddd', 60).jpeg());
    await add(`${seed}/white border.png`, bordered(seed, '#fff', 40).png());
    await add(`${seed}/dyed.jpg`, scene(seed).modulate({ hue: 120 }).jpeg());
  }
  const swatch = (background: string) => sharp({ create: { width: 200, height: 150, channels: 3, background } }).png();
  await add('swatch/red.png', swatch('#c33'));
  await add('swatch/nearly.png', swatch('#c43434'));
  await add('swatch/blue.png', swatch('#33c'));
});

describe('copySearch', () => {
  it('finds for every pair what comparing the two finds', () => {
    const search = copySearch(entries);
    const radius = DEFAULT_THRESHOLDS.suspectDistance;
    for (const entry of entries) {
      const found = new Map(search.find(entry, radius).map(({ entry: other, match }) => [other.path, match]));
      expect(found.has(entry.path)).toBe(false);
      for (const other of entries.filter(({ path }) => path !== entry.path)) {
        const match = compareFingerprints(entry.fingerprint, other.fingerprint, radius);
        const meant = match === null || copyVerdictOf(match, DEFAULT_THRESHOLDS) === null ? null : match;
        const got = found.get(other.path) ?? null;
        if (meant !== null || got?.evidence === 'plain')
          expect([entry.path, other.path, got]).toEqual([entry.path, other.path, meant]);
      }
    }
  });
  it('knows a copy within a border from either side, and tells plain pictures apart by colour alone', () => {
    const search = copySearch(entries);
    const verdictsOf = (path: string) => {
      const entry = entries.find((each) => each.path === path);
      return (entry ? search.find(entry, DEFAULT_THRESHOLDS.maxDistance) : []).map(
        ({ entry: other, match }) => `${copyVerdictOf(match, DEFAULT_THRESHOLDS)} ${other.path}`,
      );
    };
    expect(verdictsOf('1/plain.jpg').sort()).toEqual([
      'duplicate 1/grey border.jpg',
      'duplicate 1/turned.jpg',
      'duplicate 1/white border.png',
      'variant 1/dyed.jpg',
    ]);
    expect(verdictsOf('1/grey border.jpg')).toContain('duplicate 1/plain.jpg');
    expect(verdictsOf('swatch/red.png')).toEqual(['undecided swatch/nearly.png']);
  });
});
