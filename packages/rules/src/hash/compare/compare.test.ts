import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../image/read/raster.ts';
import { type Fingerprint, fingerprintOf } from '../fingerprint/fingerprint.ts';
import { GRID_CELLS, labOf } from '../fingerprint/lab-grid.ts';
import { hamming } from '../hash256/hash256.ts';
import { seededScene } from '../test-scenes.ts';
import {
  better,
  compareFingerprints,
  DEFAULT_THRESHOLDS,
  type Match,
  matchOf,
  reachOf,
  withinFrames,
} from './compare.ts';
import type { ComparedPicture } from './copy-search.ts';
import { calledBy, describeMatch } from './describe.ts';
import { sameShots } from './same-shots.ts';

const printOf = (name: string, image: RgbImage): Fingerprint => fingerprintOf(Buffer.from(name), image, image);
const scene = printOf('scene', seededScene(1, 96, 72));
const other = printOf('other', seededScene(2, 96, 72));
const swatch = (name: string): Fingerprint =>
  printOf(name, { width: 24, height: 24, data: new Uint8Array(3 * 24 * 24).fill(200) });
const inner = (side: number, hash = scene.parts.inner.hash): Fingerprint['parts']['inner'] => ({
  ...scene.parts.inner,
  hash,
  box: { left: side, top: side, right: 1 - side, bottom: 1 - side },
});
const whole = { form: 'identity', part: 'whole', otherPart: 'whole', distance: 5 } as const;

describe('the match of two pictures', () => {
  it('is near where parts of enough detail agree, and none where they do not', () => {
    const again = { ...scene, sha256: 'saved again', imageData: null };
    expect(compareFingerprints(scene, again, 31)).toMatchObject({ evidence: 'near', distance: 0, recoloured: 0 });
    expect(compareFingerprints(scene, other, 31)).toBeNull();
  });

  it('asks more of two parts only where both have lost their borders', () => {
    expect([reachOf('inner', 'inner'), reachOf('inner', 'whole'), reachOf('whole', 'inner')]).toEqual([
      24,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('looks within the frames where both pictures have one', () => {
    const framed = { ...scene, parts: { ...scene.parts, inner: inner(0.1) } };
    const framedOther = { ...scene, parts: { ...scene.parts, inner: inner(0.1, other.parts.inner.hash) } };
    const bareOther = { ...scene, parts: { ...scene.parts, inner: inner(0, other.parts.inner.hash) } };
    const within = hamming(scene.parts.inner.hash, other.parts.inner.hash);
    expect(within).toBeGreaterThan(31);
    expect(withinFrames(framed, framedOther, whole)).toBe(within);
    expect(withinFrames(framed, bareOther, whole)).toBe(5);
    expect(withinFrames(bareOther, framed, whole)).toBe(5);
  });

  it('counts a part as recoloured that is as white as the background in one of the two', () => {
    const [white, black, red] = [labOf(255, 255, 255), labOf(0, 0, 0), labOf(200, 0, 0)];
    const withPart = (part: typeof red): Fingerprint => ({
      ...scene,
      colours: {
        ...scene.colours,
        background: white,
        cells: Array.from({ length: GRID_CELLS }, (_, k) => (k < 8 ? black : k < 16 ? part : white)),
      },
    });
    expect(matchOf(withPart(white), withPart(red), whole).recoloured).toBe(0.5);
    expect(matchOf(withPart(red), withPart(white), whole).recoloured).toBe(0.5);
    expect(matchOf(withPart(red), withPart(red), whole).recoloured).toBe(0);
  });
});

describe('a match in words', () => {
  const near = { ...whole, evidence: 'near', distance: 4, recoloured: 0 } as const;

  it('describes colours of variants only, and details where no colour differs', () => {
    expect(describeMatch(near, 'b.jpg', scene, scene)).toBe('copy of b.jpg, distance 4');
    expect(describeMatch(near, 'b.jpg', scene, scene, 'variant')).toBe('variant of b.jpg, distance 4, details differ');
    expect(describeMatch({ ...near, recoloured: 0.3 }, 'b.jpg', scene, scene, 'variant')).toBe(
      'variant of b.jpg, distance 4, other colours or something else in 30 % of it',
    );
    expect(describeMatch({ ...near, recoloured: 0.5 }, 'b.jpg', scene, scene, 'variant')).toBe(
      'variant of b.jpg, distance 4, other colours in 50 % of it',
    );
    expect(describeMatch(near, 'b.jpg', scene, scene, 'suspect')).toBe('possible copy of b.jpg, distance 4');
  });

  it('is called by its verdict also where that has changed since', () => {
    const said = 'mirrored variant of a $& copy of b.jpg, distance 4';
    expect(calledBy('duplicate', said, 'a $& copy of b.jpg')).toBe('mirrored copy of a $& copy of b.jpg, distance 4');
    expect(calledBy('suspect', 'copy of b.jpg', 'b.jpg')).toBe('possible copy of b.jpg');
    expect(calledBy('variant', 'possible copy of b.jpg', 'b.jpg')).toBe('variant of b.jpg');
    expect(calledBy('variant', 'the same file as b.jpg', 'b.jpg')).toBe('the same file as b.jpg');
  });
});

describe('pictures of one shot', () => {
  const entry = (path: string, fingerprint: Fingerprint): ComparedPicture => ({
    path,
    product: 'p',
    role: 'gallery',
    fingerprint,
  });

  it('are returned as pairs, the later path first; undecided ones are counted', () => {
    const { pairs, undecided } = sameShots(
      [
        entry('1.jpg', scene),
        entry('2.jpg', { ...scene, sha256: 'saved again', imageData: null }),
        entry('3.jpg', swatch('a')),
        entry('4.jpg', swatch('b')),
        entry('5.jpg', swatch('c')),
      ],
      { ...DEFAULT_THRESHOLDS, mirrored: true },
    );
    expect(pairs.map(({ path, other: model }) => [path, model])).toEqual([['2.jpg', '1.jpg']]);
    expect(undecided).toBe(3);
  });
});

describe('the match that explains more', () => {
  const match = (more: Partial<Match>): Match => ({ ...matchOf(scene, scene, whole), ...more });
  it.each<[string, Partial<Match>, Partial<Match>]>([
    ['a copy before what is further than one', { distance: 31, recoloured: 0.9 }, { distance: 32, recoloured: 0 }],
    ['the lesser difference of shapes', { distance: 3 }, { distance: 8 }],
    ['the same colours', { distance: 5, recoloured: 0 }, { distance: 5, recoloured: 0.5 }],
    ['the earlier part', { part: 'whole' }, { part: 'inner' }],
    ['the earlier form', { form: 'identity' }, { form: 'mirror' }],
  ])('%s', (_what, first, second) => {
    const [a, b] = [match(first), match(second)];
    expect(better(a, b)).toEqual(a);
    expect(better(b, a)).toEqual(a);
  });

  it('is the only one, where there is no other', () => {
    expect(better(null, match({ distance: 40 })).distance).toBe(40);
  });
});

it('a plain picture is not compared as plain with one that has shapes', () => {
  const [one, two] = [swatch('one'), { ...swatch('two'), imageData: null }];
  expect(compareFingerprints({ ...one, imageData: null }, two, 31)?.evidence).toBe('plain');
  expect(compareFingerprints({ ...one, imageData: null }, scene, 31)).toBeNull();
  expect(compareFingerprints(scene, two, 31)).toBeNull();
});

it('a match may be as far as the radius, and no further', () => {
  const nearest = Array.from({ length: 257 }, (_, radius) => compareFingerprints(scene, other, radius)?.distance);
  const radius = nearest.findIndex((distance) => distance !== undefined);
  expect(radius).toBeGreaterThan(31);
  expect(nearest[radius]).toBe(radius);
});
