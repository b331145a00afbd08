import { sha256 } from '@listing-lint/core/plugin';
import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeCanonical } from '../../image/read/decode.ts';
import { fingerprintOf } from '../fingerprint/fingerprint.ts';
import { decodeFingerprint, encodeFingerprint } from '../fingerprint/fingerprint-record.ts';
import { FORMS, turnHash } from '../hash256/dihedral.ts';
import { openWasmJoin } from '../index/kernel/join-wasm.ts';
import { seededScene } from '../test-scenes.ts';
import { compareFingerprints, copyVerdictOf, DEFAULT_THRESHOLDS, mayMatch, turnedOf } from './compare.ts';
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

const near = (entry: ComparedPicture, k: number): ComparedPicture => {
  const { fingerprint } = entry;
  const hash = Uint32Array.from(fingerprint.parts.whole.hash);
  for (let bit = 0; bit < k % 45; bit++) hash[bit % 8] = ((hash[bit % 8] ?? 0) ^ (1 << ((bit * 7 + k) % 32))) >>> 0;
  const turned = turnHash(hash, FORMS[k % FORMS.length] ?? 'identity');
  const parts = { ...fingerprint.parts, whole: { ...fingerprint.parts.whole, hash: turned } };
  const path = `${k}/${entry.path}`;
  return {
    ...entry,
    path,
    product: path,
    fingerprint: { ...fingerprint, sha256: sha256(path), imageData: null, parts },
  };
};

const manyOf = (from: number, to: number): ComparedPicture[] =>
  Array.from({ length: to - from }, (_, k) => entries.map((entry) => near(entry, from + k))).flat();

describe('copySearch', () => {
  it('answers the same where all pairs are found as soon as the first asks', async () => {
    const before = entries.length;
    for (const seed of [11, 12, 13]) await add(`alone/${seed}.jpg`, scene(seed).jpeg());
    const alone = entries.splice(before);
    const [first, second] = [entries[0], entries[1]];
    if (first === undefined || second === undefined) throw new Error('there are pictures');
    const many = [
      ...entries,
      ...alone,
      { ...first, path: 'the same file', product: 'other' },
      {
        ...second,
        path: 'the same data',
        product: 'other',
        fingerprint: { ...second.fingerprint, sha256: sha256('saved') },
      },
    ];
    const radius = DEFAULT_THRESHOLDS.suspectDistance;
    const search = copySearch(many, { openJoin: openWasmJoin });
    let matched = 0;
    for (const entry of many) {
      const found = copySearch(many).find(entry, radius);
      matched += Math.min(1, found.length);
      expect(search.find(entry, radius)).toEqual(found);
      expect(search.find({ ...entry }, radius)).toEqual(found);
    }
    expect(matched).toBe(many.length - alone.length - 1);
  });
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
  it('is foreseen by hashes alone wherever two pictures match, and hardly where they do not', { tags: 'full' }, () => {
    const many = [...entries, ...manyOf(1, 24)];
    for (const radius of [0, 14, DEFAULT_THRESHOLDS.suspectDistance]) {
      const missed: string[] = [];
      let [matches, foreseen] = [0, 0];
      for (const entry of entries) {
        for (const other of many.filter(({ path }) => path !== entry.path)) {
          const match = compareFingerprints(entry.fingerprint, other.fingerprint, radius);
          const may = mayMatch(entry.fingerprint, turnedOf(other.fingerprint), radius);
          if (match !== null) matches++;
          if (may) foreseen++;
          if (match !== null && !may) missed.push(`${entry.path} ${other.path}`);
        }
      }
      expect(missed).toEqual([]);
      expect(matches).toBeGreaterThan(100);
      // Plain ones of other colours, and ones farther apart within frames.
      expect(foreseen).toBeLessThan(1.5 * matches);
    }
  });
  it('knows a copy within a border from either side, and distinguishes plain pictures by colour alone', () => {
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
  it('finds by shape all but what colours alone say', () => {
    const search = copySearch(entries);
    const radius = DEFAULT_THRESHOLDS.maxDistance;
    const byColours = entries.flatMap((entry) => {
      const all = search.find(entry, radius);
      const left = search.findByShape(entry, radius);
      expect(left).toEqual(all.filter(({ match }) => match.evidence !== 'plain'));
      return all.slice(left.length);
    });
    expect(byColours.length).toBeGreaterThan(1);
  });
  it('finds for each of many pictures, all at once, what it finds for each alone', { tags: 'full' }, () => {
    const many = [...entries, ...manyOf(1, 13)];
    const radius = DEFAULT_THRESHOLDS.suspectDistance;
    const together = copySearch(many);
    for (const entry of many) together.find(entry, radius - 1);
    let pairs = 0;
    for (const entry of many) {
      // A search of its own answers one by one; a copy of the entry is not known as a picture of the set.
      const alone = copySearch(many).find(entry, radius);
      expect(together.find(entry, radius)).toEqual(alone);
      expect(together.find({ ...entry, fingerprint: { ...entry.fingerprint } }, radius)).toEqual(alone);
      pairs += alone.length;
    }
    expect(pairs).toBeGreaterThan(500);
  });
  it('remembers pairs by content: finds what is new, drops what is gone, asks for nothing else', {
    tags: 'full',
  }, () => {
    const radius = DEFAULT_THRESHOLDS.suspectDistance;
    const all = (search: ReturnType<typeof copySearch>) => search.entries.map((entry) => search.find(entry, radius));
    const first = copySearch([...entries, ...manyOf(1, 8)]);
    expect(first.remembered()).toBeUndefined();
    const found = all(first);
    const remembered = first.remembered();
    expect(remembered).toMatch(/^[A-Za-z0-9+/]+=*$/);
    const moved = manyOf(3, 12).map((entry) => ({ ...entry, path: `moved/${entry.path}` }));
    const later = copySearch([...moved, ...entries], { remembered });
    expect(all(later)).toEqual(all(copySearch([...moved, ...entries])));
    // Few may ask, and what they do not ask for stays known.
    const few = copySearch([...entries, ...manyOf(1, 8)], { remembered });
    expect(few.remembered()).toBe(remembered);
    few.find(entries[0] ?? expect.unreachable(), radius);
    expect(all(copySearch(first.entries, { remembered: few.remembered() }))).toEqual(found);
    // Of known contents no hash is read: these have others by now.
    const strange = first.entries.map(({ fingerprint, ...entry }, k) => {
      const hash = Uint32Array.from({ length: 8 }, (_, word) => Math.imul(8 * k + word + 1, 2654435761));
      const part = { ...fingerprint.parts.whole, hash };
      return { ...entry, fingerprint: { ...fingerprint, parts: { whole: part, inner: part, content: part } } };
    });
    const near = (matches: ReturnType<typeof all>): number =>
      matches.flat().filter(({ match }) => match.evidence === 'near').length;
    expect(near(all(copySearch(strange)))).toBe(0);
    expect(near(all(copySearch(strange, { remembered })))).toBeGreaterThan(near(found) / 2);
  });
  it.each(['', 'no base64 of pairs', 'AAAA'])('begins anew with a memory that is none: %j', (remembered) => {
    const radius = DEFAULT_THRESHOLDS.suspectDistance;
    for (const entry of entries)
      expect(copySearch(entries, { remembered }).find(entry, radius)).toEqual(copySearch(entries).find(entry, radius));
  });
  it('of many plain pictures takes those that are nearest, whatever their names and products', async () => {
    const swatch = entries.find(({ path }) => path === 'swatch/red.png');
    if (swatch === undefined) throw new Error('no swatch');
    const lighter = (by: number, path: string, product: string): ComparedPicture => {
      const { colours } = swatch.fingerprint;
      const cells = colours.cells.map((cell) => ({ ...cell, l: cell.l + by }));
      return {
        path,
        product,
        role: '',
        fingerprint: { ...swatch.fingerprint, sha256: path, imageData: null, colours: { ...colours, cells } },
      };
    };
    const own = Array.from({ length: 60 }, (_, k) => lighter(0, `a/own ${k}.png`, 'red'));
    const others = Array.from({ length: 60 }, (_, k) =>
      lighter(4 - k / 20, `b/other ${String(k).padStart(2, '0')}.png`, `${k}`),
    );
    const query = lighter(0, 'asked.png', 'red');
    const set = [...own, ...others, query];
    for (const order of [set, [...set].reverse()]) {
      const found = copySearch(order, { acrossProducts: true }).find(query, DEFAULT_THRESHOLDS.maxDistance);
      expect(found.map(({ entry }) => entry.path)).toEqual(others.slice(10).map(({ path }) => path));
    }
  });
});
