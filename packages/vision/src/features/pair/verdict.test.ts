// What is said of two pictures that lie on each other, block by block: `=` shows the same, `x` the contrary, `~` something like it, `-` has no structure.
// A digit is a block that shows the same in another colour.

import type { GreyImage, RgbImage } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import { extractFeatures } from '../extract/extract.ts';
import { blockAgreement } from './agreement.ts';
import { judgeAligned, type LocalMatch, type RegistrationInput, surer } from './compare-pair.ts';
import type { PlaneMap } from './mapping.ts';
import type { Sheet } from './sheet.ts';

/** Identity placement. */
const UNCHANGED = { turn: 0, stretch: 1, perspective: 1 };
const SAME: PlaneMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };
const BLOCK = 16;
/** Ours: stripes three pixels wide. */
const stripe = (x: number): number => (x % 6 < 3 ? 90 : 110);

/** Blocks in a row, and a row of blocks without structure above and below it, as the outermost pixels say nothing. */
const grey = (blocks: string, valueAt: (kind: string, x: number, y: number) => number): GreyImage => {
  const [width, height] = [BLOCK * (blocks.length + 2), 3 * BLOCK];
  const data = new Uint8Array(width * height).fill(100);
  for (let y = BLOCK; y < 2 * BLOCK; y++) {
    for (let x = BLOCK; x < width - BLOCK; x++) {
      data[y * width + x] = valueAt(blocks[Math.floor(x / BLOCK) - 1] ?? '-', x, y);
    }
  }
  return { width, height, data };
};
const coloured = (luma: GreyImage, blocks: string, red: number): RgbImage => ({
  ...luma,
  data: Uint8Array.from({ length: 3 * luma.data.length }, (_, k) => {
    const x = Math.floor(k / 3) % luma.width;
    return k % 3 === 0 && /\d/.test(blocks[Math.floor(x / BLOCK) - 1] ?? '-')
      ? red
      : (luma.data[Math.floor(k / 3)] ?? 0);
  }),
});
const sheet = (luma: GreyImage, blocks: string, red: number): Sheet => ({
  colour: coloured(luma, blocks, red),
  luma: [luma],
  ground: null,
  product: null,
});
const pair = (blocks: string): readonly [Sheet, Sheet] => {
  const ours = grey(blocks, (kind, x) => (kind === '-' ? 100 : stripe(x)));
  const theirs = grey(blocks, (kind, x, y) => {
    if (kind === 'x') return 200 - stripe(x);
    // Half of the rows show the same, the others nothing: a correlation of about a half.
    if (kind === '~') return (y >> 2) % 2 === 0 ? stripe(x) : stripe(x + 3 * ((x >> 1) % 2));
    return kind === '-' ? 100 : stripe(x);
  });
  return [sheet(ours, blocks, 100), sheet(theirs, blocks, 255)];
};
const agreement = (blocks: string): string => {
  const { blocks: count, agreeing, differing } = blockAgreement(...pair(blocks), SAME, false);
  return `${agreeing} agree and ${differing} differ of ${count}`;
};

describe('blockAgreement', () => {
  it.each([
    ['========', '8 agree and 0 differ of 8'],
    ['====xx--', '4 agree and 2 differ of 6'],
    ['==~~xx', '2 agree and 2 differ of 6'],
  ])('%s: %s', (blocks, said) => {
    expect(agreement(blocks)).toBe(said);
  });

  it('has structure from a variance of 16 on', () => {
    const checked = (by: number): number => {
      const luma = grey('=', (_, x, y) => 100 + (((x >> 1) + (y >> 1)) % 2 === 0 ? by : -by));
      return blockAgreement(sheet(luma, '=', 100), sheet(luma, '=', 100), SAME, false).blocks;
    };
    expect([checked(3), checked(4)]).toEqual([0, 1]);
  });
});

/** What points there are does not matter once it is known how they lie. */
const inputOf = (each: Sheet): RegistrationInput => ({
  features: extractFeatures({ width: 1, height: 1, data: new Uint8Array(1) }, 1),
  sheet: each,
});
const verdict = (blocks: string, inliers = 12): string => {
  const [ours, theirs] = pair(blocks);
  const match = judgeAligned(inputOf(ours), inputOf(theirs), { mapping: SAME, inliers, change: UNCHANGED }, false);
  return match === null ? 'nothing' : `${match.verdict}, ${match.recoloured?.toFixed(2)} recoloured`;
};

describe('judgeAligned', () => {
  it.each([
    ['========', 'duplicate, 0.00 recoloured'],
    ['=======-', 'nothing'],
    // Three quarters agree, and less.
    ['======~~', 'variant, 0.00 recoloured'],
    ['=====~~~', 'suspect, 0.00 recoloured'],
    // A fifth shows something else, and more.
    ['=========xx~', 'variant, 0.00 recoloured'],
    ['========xx', 'variant, 0.00 recoloured'],
    ['=======xx', 'suspect, 0.00 recoloured'],
    // Three quarters make a copy of forty blocks and more; of fewer 88 % do.
    ['===~'.repeat(10), 'duplicate, 0.00 recoloured'],
    [`${'===~'.repeat(9)}===`, 'variant, 0.00 recoloured'],
    ['========~', 'duplicate, 0.00 recoloured'],
    ['=======~', 'variant, 0.00 recoloured'],
    // A half agrees, and less.
    ['====xxxx', 'suspect, 0.00 recoloured'],
    ['====xxxxx', 'nothing'],
    // The hidden part is in one corner (of a single row, one half), and the rest agrees; it is too small; it is at both ends.
    [`${'='.repeat(24)}${'x'.repeat(20)}`, 'variant, 0.00 recoloured'],
    [`${'='.repeat(23)}${'x'.repeat(20)}`, 'suspect, 0.00 recoloured'],
    [`${'x'.repeat(10)}${'='.repeat(24)}${'x'.repeat(10)}`, 'suspect, 0.00 recoloured'],
    // Of the rest 21 and 22 of 24 agree.
    [`~~${'='.repeat(22)}${'x'.repeat(18)}`, 'variant, 0.00 recoloured'],
    [`~~~${'='.repeat(21)}${'x'.repeat(18)}`, 'suspect, 0.00 recoloured'],
  ])('%s: %s', (blocks, said) => {
    expect(verdict(blocks)).toBe(said);
  });

  it('what few blocks show is a copy only where it is not stretched', () => {
    // A shift along the rows of equal stripes agrees whatever it is stretched to down the page.
    const stretched = (blocks: string, e: number): string | undefined => {
      const [ours, theirs] = pair(blocks);
      const mapping = { ...SAME, e, f: 1.5 * BLOCK * (1 - e) };
      return judgeAligned(inputOf(ours), inputOf(theirs), { mapping, inliers: 12, change: UNCHANGED }, false)?.verdict;
    };
    expect([stretched('='.repeat(9), 0.96), stretched('='.repeat(9), 0.93)]).toEqual(['duplicate', 'variant']);
    expect(stretched('='.repeat(44), 0.93)).toBe('duplicate');
    // Of forty and more three quarters make a copy only then, too, and of what is stretched 93 %.
    expect([3, 4].map((some) => stretched(`${'='.repeat(42)}${'~'.repeat(some)}`, 0.93))).toEqual([
      'duplicate',
      'variant',
    ]);
    expect([stretched('===~'.repeat(10), 0.96), stretched('===~'.repeat(10), 0.93)]).toEqual(['duplicate', 'variant']);
  });

  it('three quarters make a copy only at a frontal view: the next photo of a scene registers at an angle', () => {
    const seenAt = (blocks: string, perspective: number): string | undefined => {
      const [ours, theirs] = pair(blocks);
      const change = { ...UNCHANGED, perspective };
      return judgeAligned(inputOf(ours), inputOf(theirs), { mapping: SAME, inliers: 12, change }, false)?.verdict;
    };
    expect([seenAt('===~'.repeat(10), 1.05), seenAt('===~'.repeat(10), 1.06)]).toEqual(['duplicate', 'variant']);
    // A phone's photo of a screen agrees in nearly all, the same product from another side in less.
    expect([3, 4].map((some) => seenAt(`${'='.repeat(42)}${'~'.repeat(some)}`, 1.3))).toEqual(['duplicate', 'variant']);
    expect(seenAt('='.repeat(39), 1.3)).toBe('variant');
  });

  it('a suspicion needs twelve points, and so does another colour; a copy needs none', () => {
    expect([verdict('====xxxx', 12), verdict('====xxxx', 11), verdict('========', 5)]).toEqual([
      'suspect, 0.00 recoloured',
      'nothing',
      'duplicate, 0.00 recoloured',
    ]);
    expect([verdict('11111111', 12)?.split(',')[0], verdict('11111111', 11)]).toEqual(['variant', 'nothing']);
  });

  it('another colour makes a variant with more than 15 % of the blocks, or 5 % if the rest is unchanged', () => {
    // The rows above and below count as well: 3 of 20, and 3 of 19.
    const tall = (digits: number, others: number, light = 0): string | undefined => {
      const blocks = '1='.repeat(digits) + '='.repeat(others - digits);
      const [ours, same] = pair(blocks);
      const data = same.colour.data.map((value) => Math.min(255, value + light));
      const theirs = { ...same, colour: { ...same.colour, data } };
      const band = (each: Sheet): RegistrationInput => inputOf({ ...each, colour: inner(each.colour) });
      return judgeAligned(band(ours), band(theirs), { mapping: SAME, inliers: 12, change: UNCHANGED }, false)?.verdict;
    };
    expect([tall(3, 17), tall(3, 16)]).toEqual(['duplicate', 'variant']);
    expect([tall(3, 76), tall(4, 77), tall(4, 75)]).toEqual(['duplicate', 'duplicate', 'variant']);
    // A little lighter all over, so that no colour is unchanged.
    expect([tall(4, 75, 12), tall(4, 23, 12), tall(4, 22, 12)]).toEqual(['duplicate', 'duplicate', 'variant']);
  });
});

describe('around a covered corner', () => {
  it('says nothing of what has other colours in more than half of it', () => {
    const atCorner = (blocks: string): string | undefined => {
      const [ours, theirs] = pair(blocks);
      const band = (each: Sheet): RegistrationInput => inputOf({ ...each, colour: inner(each.colour) });
      return judgeAligned(band(ours), band(theirs), { mapping: SAME, inliers: 12, change: UNCHANGED }, false)?.verdict;
    };
    const hidden = 'x'.repeat(20);
    expect([atCorner(`${'1'.repeat(22)}====${hidden}`), atCorner(`${'1'.repeat(26)}${hidden}`)]).toEqual([
      'variant',
      'suspect',
    ]);
  });
});

/** Everything white but the middle row of blocks: white says nothing. */
const inner = ({ width, height, data }: RgbImage): RgbImage => ({
  width,
  height,
  data: data.map((value, k) => {
    const [x, y] = [Math.floor(k / 3) % width, Math.floor(k / 3 / width)];
    const isInner = y >= BLOCK && y < 2 * BLOCK && x >= BLOCK && x < width - BLOCK;
    return isInner ? value : 255;
  }),
});

describe('surer', () => {
  const match = (verdict: LocalMatch['verdict'], inliers: number): LocalMatch => ({
    mapping: SAME,
    inliers,
    change: UNCHANGED,
    blocks: 10,
    agreeing: 10,
    differing: 0,
    closely: 10,
    strongly: 10,
    patch: 0,
    covered: 0,
    cornered: 0,
    inSight: 10,
    seen: 1,
    verdict,
    mirrored: false,
    otherGround: false,
    recoloured: 0,
    recolouredBlocks: 0,
    isOfProduct: false,
    otherShapes: 0,
    otherContent: 0,
  });
  const [copy, more, variant, suspect] = [
    match('duplicate', 9),
    match('duplicate', 10),
    match('variant', 50),
    match('suspect', 90),
  ];
  // Under something else it may lie in another way, too.
  const under: LocalMatch = { ...match('variant', 99), under: true };
  it.each([
    [under, variant, variant],
    [variant, under, variant],
    [under, suspect, under],
    [suspect, under, under],
    [under, copy, copy],
    [copy, variant, copy],
    [variant, copy, copy],
    [suspect, variant, variant],
    [suspect, null, suspect],
    [null, suspect, suspect],
    [copy, more, more],
    [more, copy, more],
    [copy, { ...copy }, copy],
    [null, null, null],
  ])('case %#', (a, b, surest) => {
    expect(surer(a, b)).toBe(surest);
  });
});
