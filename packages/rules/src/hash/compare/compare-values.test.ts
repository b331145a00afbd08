// Matches of made fingerprints whose bits, detail, boxes and colours are at or near a bound; compare-values.txt has them, to be read with
// the thresholds of compare.ts.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import type { Fingerprint, PartHash } from '../fingerprint/fingerprint.ts';
import type { FractionEdges } from '../hash256/dihedral.ts';
import {
  better,
  comparable,
  compareFingerprints,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  isDetailed,
  isPlain,
  type Match,
  mayMatch,
  turnedOf,
} from './compare.ts';
import { type ComparedPicture, copySearch } from './copy-search.ts';
import { alignedMatch, describeMatch } from './describe.ts';
import { sameShots } from './same-shots.ts';
import { madePrints } from './test-prints.ts';

const match = (more: Partial<Match>): Match => ({
  ...{ evidence: 'near', form: 'identity', part: 'whole', otherPart: 'whole', distance: 0, recoloured: 0 },
  ...more,
});

describe('copyVerdictOf', () => {
  it.each<[string | null, Partial<Match>]>([
    ['duplicate', { evidence: 'identical', distance: 99, recoloured: 1 }],
    ['duplicate', { evidence: 'same-data', distance: 99, recoloured: 1 }],
    ['undecided', { evidence: 'plain', distance: 256, recoloured: 0.15 }],
    [null, { evidence: 'plain', distance: 256, recoloured: 0.151 }],
    ['duplicate', { recoloured: 0.15 }],
    ['variant', { recoloured: 0.151 }],
    // The less the shapes agree, the more the colours must; none at three quarters of 31.
    ['duplicate', { distance: 23, recoloured: 0 }],
    ['variant', { distance: 24, recoloured: 0 }],
    ['variant', { distance: 31, recoloured: 1 }],
    ['suspect', { distance: 32, recoloured: 0.5 }],
    [null, { distance: 32, recoloured: 0.51 }],
    ['suspect', { distance: 40, recoloured: 0 }],
    [null, { distance: 41, recoloured: 0 }],
  ])('%s: %o', (verdict, more) => {
    expect(copyVerdictOf(match(more), DEFAULT_THRESHOLDS)).toBe(verdict);
  });
});

const part = (quality: number): PartHash => ({
  ...{ hash: new Uint32Array(8), quality },
  box: { left: 0, top: 0, right: 1, bottom: 1 },
});

describe('detail', () => {
  it('is enough from 50 on, and from 40 on in one of two', () => {
    const two = (a: number, b: number): boolean => comparable(part(a), part(b));
    expect([two(50, 40), two(40, 50), two(49, 49), two(50, 39), two(39, 50), two(50, 50)]).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
    ]);
    expect([isDetailed(part(40)), isDetailed(part(39))]).toEqual([true, false]);
  });
  it('is none where no part has enough', () => {
    const print = (...qualities: readonly number[]): Fingerprint => {
      const [a = 0, b = 0, c = 0] = qualities;
      return { parts: { whole: part(a), inner: part(b), content: part(c) } } as Fingerprint;
    };
    expect([
      isPlain(print(49, 49, 49)),
      isPlain(print(50, 0, 0)),
      isPlain(print(0, 50, 0)),
      isPlain(print(0, 0, 50)),
    ]).toEqual([true, false, false, false]);
  });
});

describe('better', () => {
  it.each<[string, Partial<Match>, Partial<Match>]>([
    ['what is a copy', { distance: 31, recoloured: 1 }, { distance: 32 }],
    ['the less difference of both', { distance: 10 }, { distance: 5, recoloured: 0.2 }],
    ['of equal ones the earlier part', { part: 'whole' }, { part: 'inner' }],
    ['the earlier other part', { otherPart: 'whole' }, { otherPart: 'inner' }],
    ['the earlier turn', { form: 'identity' }, { form: 'mirror' }],
  ])('is %s', (_, more, less) => {
    const [first, second] = [match(more), match(less)];
    expect([better(first, second), better(second, first)]).toEqual([first, first]);
  });
  it('is the first of two that are the same, and any where there is none', () => {
    const [first, second] = [match({}), match({})];
    expect(better(first, second)).toBe(first);
    expect(better(null, second)).toBe(second);
  });
});

const words = (found: Match): string =>
  `${found.evidence} ${found.form} ${found.part}/${found.otherPart} ${found.distance} ${Number(found.recoloured.toFixed(4))} ${copyVerdictOf(found, DEFAULT_THRESHOLDS)}`;

it('what is found between made fingerprints stands, one by one and in a set', async () => {
  const lines: string[] = [];
  for (const seed of [1, 2, 3]) {
    const prints = madePrints(seededRandom(seed), 16);
    const entries = prints.map(
      (fingerprint, k): ComparedPicture => ({ path: `${k}.jpg`, product: `${k % 5}`, role: '', fingerprint }),
    );
    const search = copySearch(entries);
    const others = copySearch(entries, { acrossProducts: true });
    for (const [k, entry] of entries.entries()) {
      const alone = entries
        .filter((other) => other !== entry)
        .flatMap((other) => {
          const found = compareFingerprints(entry.fingerprint, other.fingerprint, 40);
          const may = mayMatch(entry.fingerprint, turnedOf(other.fingerprint), 40);
          expect(may || found === null).toBe(true);
          return found === null ? (may ? [`may ${other.path}`] : []) : [`${other.path} ${words(found)}`];
        });
      const inSet = search.find(entry, 40).map(({ entry: other, match: found }) => `${other.path} ${words(found)}`);
      // What a set gives of what means something is what holding each against each gives.
      const means = (line: string): boolean => !/ null$|^may /.test(line);
      expect(inSet.filter(means).sort()).toEqual(alone.filter(means).sort());
      const across = others.find(entry, 31).map(({ entry: other }) => other.path);
      lines.push(`${seed}/${k}`, ...alone.map((line) => `  ${line}`));
      lines.push(`  in a set ${inSet.length}, of other products ${across.join(' ')}`);
      const first = search.find(entry, 40)[0];
      if (first !== undefined) {
        lines.push(
          `  ${describeMatch(first.match, first.entry.path, entry.fingerprint, first.entry.fingerprint, k % 2 === 0 ? 'variant' : 'duplicate')}`,
        );
      }
    }
    for (const mirrored of [true, false]) {
      const { pairs, undecided } = sameShots(entries, { ...DEFAULT_THRESHOLDS, mirrored });
      lines.push(
        `shots ${mirrored ? 'with' : 'without'} mirrors: ${undecided} undecided`,
        ...pairs.map(({ description }) => `  ${description}`),
      );
    }
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./compare-values.txt');
});

describe('alignedMatch', () => {
  it('speaks of parts that leave out a hundredth of either', () => {
    const all: FractionEdges = { left: 0, top: 0, right: 1, bottom: 1 };
    const parts = (left: number, top = 0) => [
      alignedMatch('mirror', { ...all, left, top }, all).parts,
      alignedMatch('mirror', all, { ...all, left, top }).parts,
    ];
    expect(parts(0.01)).toEqual([undefined, undefined]);
    expect(parts(0.011).map((each) => each !== undefined)).toEqual([true, true]);
    expect(alignedMatch('mirror', all, all).turn).toEqual({ mirror: true, quarterTurns: 0 });
  });
});
