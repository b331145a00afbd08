// What facts make of measures, at both sides of each bound: measures are made up here, pictures are measured elsewhere (measure/values).
import type { FactContext, JsonObject, Subject } from '@listing-lint/core/plugin';
import { imageHeader } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import { productFact } from './frame/frame-facts.ts';
import { CROSS_DIRECTIONS } from './kernel/looker.ts';
import type { EdgeReading } from './measure/edges.ts';
import type { Measures } from './measure/measures.ts';
import { type Look, medianOf } from './set/look-fact.ts';
import { houseStyleFact } from './set/style-fact.ts';
import { usualFact } from './set/usual-fact.ts';
import { resolutionFact, sharpnessFact, sharpnessOf } from './sight/sight-facts.ts';

/** A context in which resources are what is given, and facts of other pictures those of a set. */
const contextOf = (measures: Partial<Measures>, header: object = {}): FactContext =>
  ({ use: async (resource: unknown) => (resource === imageHeader ? header : measures) }) as unknown as FactContext;
const picture = (path: string, attributes: object = {}): Subject =>
  ({ scope: 'image', path, file: path, ...attributes }) as unknown as Subject;
const nobody = picture('x.jpg');

describe('sharpness', () => {
  const reading = (...widths: readonly (number | null)[]): EdgeReading => ({
    widths: Object.fromEntries(
      CROSS_DIRECTIONS.map((direction, k) => [direction, { count: 99, sharpest: widths[k] ?? null, median: null }]),
    ) as EdgeReading['widths'],
    densest: null,
  });
  it.each([
    ['motion', 'down', [1, 1.7, 1.2, 1.5]],
    ['focus', 'down', [1, 1.69, 1.2, 1.5]],
    ['motion', 'across', [3.4, null, 2]],
    ['focus', 'falling', [null, null, 2]],
    [null, null, []],
  ])('%s, %s: %j', (kind, direction, widths) => {
    expect(sharpnessOf(reading(...widths), 1024)).toMatchObject({ kind, direction, at: null });
  });
  it('counts blur for more the smaller the picture is, but not the width that the sharpest edges have', () => {
    const width = (px: number, side: number) => sharpnessOf(reading(px), side).edgeWidth;
    expect([width(2.2, 1024), width(2.2, 512), width(1.2, 400), width(1, 400)]).toEqual([2.2, 3.2, 1.2, 1]);
  });
  it('is marked where edges are wider than 3.4 px', () => {
    const at = { x: 0, y: 0, width: 0.1, height: 0.1 };
    const marks = (edgeWidth: number | null, place: typeof at | null = at) =>
      sharpnessFact.boxes?.({ edgeWidth, sharpestWidth: 1, kind: 'focus', direction: 'down', at: place }).length;
    expect([marks(3.4), marks(3.41), marks(null), marks(4, null)]).toEqual([0, 1, 0, 0]);
  });
});

describe('resolution', () => {
  const resolution = async (measures: object, header: object): Promise<string> => {
    const value = await resolutionFact.compute(nobody, {}, contextOf(measures as Partial<Measures>, header));
    return JSON.stringify(value);
  };
  const said = (enlarged: number | null, detailLongSide: number | null, atFullSize: boolean): string =>
    JSON.stringify({ enlarged, repeated: 1, detailLongSide, atFullSize });
  it.each([
    // Seen as it is.
    [said(1, 2000, true), { enlarged: 1, isNative: true, seen: 1024 }, { width: 2000, height: 1500 }],
    [said(2, 1000, true), { enlarged: 2, isNative: true, seen: 1024 }, { width: 1500, height: 2000 }],
    [said(null, null, true), { enlarged: null, isNative: true, seen: 1024 }, { width: 1500, height: 2000 }],
    // Decoded smaller than it is.
    [said(1, 1024, false), { enlarged: 1, isNative: false, seen: 1024 }, { width: 2048, height: 10 }],
    [said(4, 512, false), { enlarged: 2, isNative: false, seen: 1024 }, { width: 2048, height: 10 }],
    [said(null, null, false), { enlarged: null, isNative: false, seen: 1024 }, { width: 2048, height: 10 }],
    // Not smaller than it is.
    [said(2, 512, true), { enlarged: 2, isNative: false, seen: 1024 }, { width: 1024, height: 10 }],
    [said(1, 1024, true), { enlarged: 1, isNative: false, seen: 1024 }, { width: null, height: 10 }],
    [said(1, 1024, true), { enlarged: 1, isNative: false, seen: 1024 }, { width: 10, height: null }],
  ])('%s', async (told, { enlarged, isNative, seen }, header) => {
    const measures = { fineness: { enlarged, repeated: 1 }, isNative, seenLongSide: seen };
    expect(await resolution(measures, header)).toBe(told);
  });
});

describe('product', () => {
  const NOTHING = { left: 0, top: 0, right: 0, bottom: 0 };
  const value = (cut: object | null, mask: Uint8Array | null = new Uint8Array(1)) =>
    productFact.compute(
      nobody,
      {},
      contextOf({
        ground: {
          ...{ even: 0.9, colour: [1, 2, 3], mask },
          product: mask === null ? null : { area: 0.2, x: 0, y: 0, width: 0.4, height: 0.5, touches: false },
          frame: cut === null ? null : { cut: { ...NOTHING, ...cut }, patch: 0.25 },
        },
      }),
    );
  it('is cut from 2 % of an edge on', async () => {
    expect(await value({ left: 0.02, top: 0.019 })).toMatchObject({
      ...{ plain: true, fill: 0.5, sharpFrame: true, patch: 0.25 },
      ...{ cut: 0.02, cutAt: ['left'] },
    });
    expect(await value({ bottom: 0.3, right: 0.4 })).toMatchObject({ cut: 0.4, cutAt: ['right', 'bottom'] });
    expect(await value(null, null)).toMatchObject({
      plain: false,
      sharpFrame: false,
      cut: null,
      cutAt: null,
      fill: null,
    });
  });
  it('is marked where it fills less than two fifths, or is cut at more than a twentieth', async () => {
    const whole = { ...(await value({})), box: { x: 0, y: 0, width: 1, height: 1 } };
    const marks = (more: object): number | undefined => productFact.boxes?.({ ...whole, ...more }).length;
    expect([
      marks({ fill: 0.4 }),
      marks({ fill: 0.39 }),
      marks({ fill: null }),
      marks({ fill: 0.1, box: null }),
    ]).toEqual([0, 1, 0, 0]);
    const cut = (share: number | null, cutAt: readonly string[] | null) => marks({ fill: 1, cut: share, cutAt });
    expect([cut(0.05, ['left']), cut(0.06, ['left', 'top']), cut(null, ['left']), cut(0.2, null)]).toEqual([
      0, 2, 0, 0,
    ]);
  });
});

const LOOK: Look = {
  ...{
    published: true,
    ratio: 1,
    longSide: 1000,
    coloured: 0.5,
    tinged: 0.9,
    even: 1,
    ground: 250,
    warmth: 0,
    light: 250,
    margin: 0.2,
  },
};
/** Main pictures unless told; the first is asked about. */
const setOf = (
  looks: readonly (Partial<Look> & { readonly role?: string })[],
): { readonly subjects: Subject[]; readonly context: FactContext } => {
  const subjects = looks.map(({ role = 'main' }, k) =>
    picture(`l${k}/${k}.jpg`, { role, listing: k < 2 ? 'l0' : `l${k}` }),
  );
  const kept = new Map(looks.map(({ role: _, ...look }, k) => [`l${k}/${k}.jpg`, { value: { ...LOOK, ...look } }]));
  const made = new Map<unknown, unknown>();
  const context = {
    set: () => kept,
    subjects: () => subjects,
    useRun: async (resource: { create: (context: unknown) => unknown }) => {
      if (!made.has(resource)) made.set(resource, resource.create(context));
      return made.get(resource);
    },
  };
  return { subjects, context: context as unknown as FactContext };
};
const times = (count: number, look: Partial<Look> & { readonly role?: string } = {}) =>
  Array.from({ length: count }, () => look);

describe('usual', () => {
  const usual = async (looks: readonly (Partial<Look> & { readonly role?: string })[]) => {
    const { subjects, context } = setOf(looks);
    return usualFact.compute(subjects[0] ?? nobody, {}, context);
  };
  it('is known of eight pictures', async () => {
    expect(await usual(times(7))).toMatchObject({
      compared: 7,
      ratio: null,
      ratioOff: null,
      longSide: null,
      sizeTimes: null,
    });
    expect(await usual(times(8))).toMatchObject({ compared: 8, ratio: 1, ratioOff: 0, longSide: 1000, sizeTimes: 1 });
    const caveats = (compared: number) => usualFact.caveats?.({ compared } as never)?.length;
    expect([caveats(7), caveats(8)]).toEqual([1, 0]);
  });
  it('is a ratio where four of five have it', async () => {
    expect((await usual([...times(8), ...times(2, { ratio: 2 })])).ratio).toBe(1);
    expect((await usual([...times(7), ...times(3, { ratio: 2 })])).ratio).toBeNull();
    expect((await usual([...times(8), { ratio: 1.019 }, { ratio: 2 }])).ratio).toBe(1);
    expect((await usual([...times(7), { ratio: 1.021 }, ...times(2, { ratio: 2 })])).ratio).toBeNull();
  });
  it('is grey among coloured ones where it has hardly a tinge, and four of five have colours', async () => {
    const grey = async (own: number, ...others: readonly number[]) =>
      (await usual([{ coloured: 0, tinged: own }, ...others.map((coloured) => ({ coloured }))])).greyAmongColoured;
    const eight = times(8).map(() => 0.021);
    expect(await grey(0.0029, ...eight, 0)).toBe(true);
    expect(await grey(0.003, ...eight, 0)).toBe(false);
    expect(await grey(0.0029, ...eight.slice(1), 0.02, 0)).toBe(false);
  });
  it('is asked of main pictures apart from the others, and not of what is not published', async () => {
    const looks = [
      { ratio: 2 },
      ...times(8, { role: 'gallery', ratio: 3 }),
      ...times(8, { ratio: 2 }),
      ...times(9, { published: false, ratio: 5 }),
    ];
    expect(await usual(looks)).toMatchObject({ compared: 9, ratio: 2 });
    expect(await usual([{ role: 'gallery', ratio: 3 }, ...looks])).toMatchObject({ compared: 9, ratio: 3 });
  });
});

it('a median lies between the two in the middle', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianOf([])]).toEqual([2, 2.5, 0]);
});

describe('house style', () => {
  const style = async (looks: readonly (Partial<Look> & { readonly role?: string })[]) => {
    const { context } = setOf(looks);
    const listing = { scope: 'listing', path: 'l0', file: 'l0' } as unknown as Subject;
    return (await houseStyleFact.compute(listing, {}, context)) as unknown as {
      readonly compared: number;
      readonly summary: string;
      readonly odd: readonly { readonly message: string }[];
      readonly traits: readonly (JsonObject & { readonly name: string; readonly values: readonly JsonObject[] })[];
    };
  };
  const odd = async (look: Partial<Look>, others = times(9)): Promise<string> =>
    (await style([look, ...others])).odd.map(({ message }) => message.replace(/, where.*/, '')).join('; ');

  it.each<[string, Partial<Look>]>([
    ['', { light: 200 }],
    ['light 199 of 255', { light: 199 }],
    ['', { warmth: 28 }],
    ['warmth 29 of 255', { warmth: 29 }],
    ['warmth -29 of 255', { warmth: -29 }],
    ['', { ground: 214 }],
    ['lightness of the ground 213 of 255', { ground: 213 }],
    // Without a plain ground nothing is said of how light it is, but that it is not plain.
    ['', { ground: 100, even: 0.6, margin: null, light: 250 }],
    ['evenness of the ground 59 %', { ground: 100, even: 0.59, margin: null }],
    ['margin 45 %', { margin: 0.45 }],
    ['', { margin: 0.43 }],
    ['', { margin: null }],
    ['ratio 0.50', { ratio: 0.5 }],
    ['ratio 2.00', { ratio: 2 }],
    ['', { ratio: 1.06 }],
  ])('%s: %o', async (said, look) => {
    const found = await odd(look);
    expect(look.even === 0.6 ? found.replace('lightness of the ground 100 of 255', '') : found).toBe(said);
  });

  it('is known where eight are there, and four of five agree', async () => {
    expect(await odd({ light: 0 }, times(6))).toBe('');
    expect(await odd({ light: 0 }, times(7))).toBe('light 0 of 255');
    // 25 levels are within the tolerance, 26 are not.
    expect(await odd({ light: 0 }, [...times(6), { light: 225 }, { light: 225 }, { light: 0 }])).toBe('light 0 of 255');
    expect(await odd({ light: 0 }, [...times(6), { light: 225 }, { light: 224 }, { light: 0 }])).toBe('');
    const caveats = (compared: number) => houseStyleFact.caveats?.({ compared } as never)?.length;
    expect([caveats(7), caveats(8)]).toEqual([1, 0]);
  });

  it('tells of its other pictures, too, and counts what is too much for a line', async () => {
    const { summary, odd: all } = await style([
      { light: 0, warmth: 90, ground: 0, margin: 0.9, ratio: 3 },
      ...times(9),
    ]);
    expect(all.length).toBe(5);
    expect(summary.split('; ').length).toBe(5);
    expect(summary).toMatch(/; and 1 more$/);
    const four = await style([{ light: 0, warmth: 90, ground: 0, margin: 0.9 }, ...times(9)]);
    expect(four.summary).not.toMatch(/more$/);
  });

  it('shows at most 300 values, and all of the listing', async () => {
    const values = async (count: number): Promise<number | undefined> =>
      (await style([{ light: 0 }, ...times(count - 1)])).traits.find(({ name }) => name === 'light')?.values.length;
    expect([await values(300), await values(301)]).toEqual([300, 152]);
  });
});
