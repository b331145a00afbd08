import { compileRule, createRegistry, evaluateRule } from '@listing-lint/core';
import { describe, expect, it } from 'vitest';
import { channelProfiles } from '../channel/profile/channel-profiles.ts';
import { builtinPlugin } from '../test-plugin.ts';
import { figuresFor, misfitsOf } from './misfits.ts';
import type { Pictured } from './pictured.ts';

const registry = createRegistry([builtinPlugin], { builtIn: builtinPlugin.name });

/** Numbers 0–1 from a seed. */
const numbers = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const SIDES = [
  99, 349, 350, 500, 634, 635, 762, 799, 800, 999, 1000, 1100, 1200, 1500, 1600, 1801, 2000, 2048, 2200, 2560,
];
const LARGE = [2600, 4472, 5000, 6000, 8000, 10_000, 10_001];
const BYTES = [1_999_999, 2_000_000, 2_000_001, 4_000_001, 5_000_000, 5_000_001, 10_000_001, 16_000_001, 20_000_001];
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'bmp', 'avif', 'heic'] as const;

const pictureOf = (random: () => number): Pictured => {
  const one = <T>(values: readonly T[], otherwise: T): T => values[Math.floor(random() * values.length)] ?? otherwise;
  const width = one([...SIDES, ...LARGE], 800);
  const shape = one([1, 1, 3 / 4, 1 / 1.44, 0.89, 0.9, 1.1, 1.11, 1.01, 1.02, 0.98, 1.5], 1);
  return {
    ...{ width, height: Math.max(1, Math.round(width / shape)), bytes: one(BYTES, 1), format: one(FORMATS, 'jpeg') },
    ...{ animated: random() < 0.1, pages: 1, hasAlpha: false, extensionMatches: random() < 0.8 },
    colorModel: one(['rgb', 'rgb', 'grey', 'cmyk', 'lab'] as const, 'rgb'),
    bitDepth: one([8, 8, 16], 8),
    frame: one([0, 0.94, 0.95, 1], 1),
  };
};

const factsOf = (
  channel: string,
  role: string,
  picture: Pictured,
  today: string,
): { readonly [fact: string]: unknown } => {
  const { width, height, frame, ...rest } = picture;
  return {
    image: {
      ...rest,
      ...{ channels: [channel], role, width, height, extension: 'jpg', aspectRatio: width / height },
      ...{ shortSide: Math.min(width, height), longSide: Math.max(width, height), megapixels: (width * height) / 1e6 },
    },
    background: { frame, corner: frame },
    calendar: { today },
  };
};

/** Outcomes of the rules about pictures that the preset of a channel turns on. */
const ruleFails = async (channel: string, role: string, picture: Pictured, today: string): Promise<boolean> => {
  const facts = factsOf(channel, role, picture, today);
  for (const [id, { rule }] of registry.rules) {
    if (!id.startsWith(`${channel}-`) || rule.scope !== 'image') continue;
    const compiled = compileRule(rule, {}, registry);
    const { outcome } = await evaluateRule(compiled, async (fact) => ({ value: facts[fact] }), { asOf: today });
    if (outcome === 'fail') return true;
    expect(outcome).not.toBe('inconclusive');
  }
  return false;
};

/** A ratio of the main picture alone is no rule of the channel's own: `main-image-square` has it. */
const isElsewhere = (channel: string, asks: string): boolean =>
  asks === 'ratio' &&
  channelProfiles().some(
    ({ id, figures }) => id === channel && figures.some((each) => each.asks === 'ratio' && each.roles),
  );

describe.each(channelProfiles().map((profile) => [profile.id, profile] as const))('misfits for %s', (id, profile) => {
  it('are there exactly where a rule of its preset fails, and each says what would pass', async () => {
    const random = numbers(id.length + 7);
    const counts = { fails: 0, passes: 0 };
    for (let round = 0; round < 120; round++) {
      const picture = pictureOf(random);
      const role = random() < 0.5 ? 'main' : 'gallery';
      const today = random() < 0.5 ? '2026-11-26' : '2027-02-01';
      const misfits = misfitsOf(figuresFor(profile, role, today), picture).filter(({ asks }) => !isElsewhere(id, asks));
      const fails = await ruleFails(id, role, picture, today);
      expect({ picture, role, today, misfits: misfits.length > 0 }).toEqual({ picture, role, today, misfits: fails });
      for (const { says } of misfits) expect(says).toMatch(/pass|does not fit/);
      counts[fails ? 'fails' : 'passes']++;
    }
    if (id !== 'joom') expect(counts.fails).toBeGreaterThan(5);
  });
});

describe('figuresFor', () => {
  it('has what begins later as advice until then', () => {
    const google = channelProfiles().find(({ id }) => id === 'google');
    const levels = (day: string) =>
      google &&
      figuresFor(google, 'gallery', day).flatMap(({ asks, level }) => (asks === 'minShortSide' ? [level] : []));
    expect(levels('2027-01-30')).toEqual(['recommended']);
    expect(levels('2027-01-31')).toEqual(['required']);
  });
});
