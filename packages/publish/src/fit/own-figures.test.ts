import { compileRule, createRegistry, evaluateRule } from '@listing-lint/core';
import { describe, expect, it } from 'vitest';
import { channelProfile, channelProfiles } from '../channel/profile/channel-profiles.ts';
import { builtinPlugin } from '../test-plugin.ts';
import { figuresFor, misfitsOf } from './misfits.ts';
import { figuresAsSet, type OwnSetting, type OwnSettings, ruleOfFigure } from './own-figures.ts';
import type { Pictured } from './pictured.ts';

const registry = createRegistry([builtinPlugin], { builtIn: builtinPlugin.name });
const AHEAD = '2026-11-26';
const LATER = '2027-03-01';
const every = channelProfiles().flatMap((profile) =>
  profile.figures.flatMap((figure) => (figure.judged === false ? [] : [{ profile, figure }])),
);
const PICTURE: Pictured = {
  ...{ format: 'jpeg', width: 1000, height: 1000, bytes: 1_000_000, animated: false, pages: 1 },
  ...{ hasAlpha: false, colorModel: 'rgb', bitDepth: 8, extensionMatches: true, frame: 1 },
};

describe('the rule of a figure', () => {
  it.each(every.map(({ profile, figure }) => [profile.id, figure.asks, { profile, figure }] as const))(
    '%s: %s is one that has its option, with the figure for its default',
    (_id, _asks, { profile, figure }) => {
      for (const day of [AHEAD, LATER]) {
        const id = ruleOfFigure(profile, figure, day);
        if (id === null) {
          expect(['marks', 'duplicates']).toContain(figure.asks);
          continue;
        }
        const options = registry.rules.get(id)?.rule.options;
        expect(options, id).toBeDefined();
        const name = figure.asks === 'minCount' ? 'min' : figure.asks === 'maxCount' ? 'max' : figure.asks;
        if (typeof figure.value === 'number') expect(options?.[name]?.default).toBe(figure.value);
        if (figure.asks === 'formats') expect(options?.['formats']?.default).toEqual(figure.value);
        if (figure.asks === 'background') expect(options?.['minWhite']?.default).toBe(0.95);
      }
    },
  );
});

const own =
  (settings: { readonly [id: string]: OwnSetting }): OwnSettings =>
  (id) =>
    settings[id];
const profileOf = (id: string) => channelProfile(id) ?? expect.fail(id);
const told = (
  id: string,
  settings: { readonly [id: string]: OwnSetting },
  picture: Partial<Pictured> = {},
  role = 'main',
) =>
  misfitsOf(figuresAsSet(profileOf(id), role, AHEAD, own(settings)), { ...PICTURE, ...picture }).map(
    ({ level, says }) => `${level}: ${says}`,
  );

describe('figures as a config sets them', () => {
  it('are those of the marketplace where it says nothing', () => {
    for (const profile of channelProfiles()) {
      for (const role of ['main', 'gallery', 'original'])
        expect(figuresAsSet(profile, role, AHEAD)).toEqual(figuresFor(profile, role, AHEAD));
    }
  });

  it.each<[string, string, { readonly [id: string]: OwnSetting }, Partial<Pictured>, readonly string[]]>([
    [
      'a number',
      'amazon',
      { 'amazon-image': { options: { maxLongSide: 900 } } },
      {},
      ['required: the longer side has 1,000 px, 900 px pass'],
    ],
    ['a number, at its bound', 'amazon', { 'amazon-image': { options: { maxLongSide: 1000 } } }, {}, []],
    [
      'a severity below',
      'amazon',
      { 'amazon-image': { severity: 'info', options: { maxLongSide: 900 } } },
      {},
      ['recommended: the longer side has 1,000 px, 900 px pass'],
    ],
    [
      'a severity above',
      'amazon',
      { 'amazon-image-advice': { severity: 'error', options: {} } },
      { width: 999, height: 999 },
      ['required: the longer side has 999 px, 1,000 px pass'],
    ],
    [
      'a rule that is off',
      'amazon',
      { 'amazon-image-advice': { severity: 'off', options: {} } },
      { width: 9, height: 9 },
      [],
    ],
    [
      'formats',
      'amazon',
      { 'amazon-image': { options: { formats: ['png'] } } },
      {},
      ['required: it is jpeg, png pass'],
    ],
    [
      'colours',
      'walmart',
      {
        'walmart-image': { options: { colorModels: ['rgb', 'cmyk'] } },
        'walmart-image-advice': { severity: 'off', options: {} },
      },
      { colorModel: 'cmyk' },
      [],
    ],
    ['white', 'amazon', { 'amazon-main-image': { options: { minWhite: 0.5 } } }, { frame: 0.5 }, []],
    [
      'white, below',
      'amazon',
      { 'amazon-main-image': { options: { minWhite: 0.5 } } },
      { frame: 0.49 },
      ['required: 49 % of its frame is white, 50 % pass for a white background'],
    ],
    // Rounded as a lint rounds it, exactly where that would be the bound.
    [
      'white, rounded',
      'amazon',
      {},
      { frame: 0.027 },
      ['required: 3 % of its frame is white, 95 % pass for a white background'],
    ],
    [
      'white, nearly',
      'amazon',
      {},
      { frame: 0.9496 },
      ['required: 94.96 % of its frame is white, 95 % pass for a white background'],
    ],
    // 100 · 0.57 is a little less than 57 in binary numbers.
    [
      'white, nearly what is set',
      'amazon',
      { 'amazon-main-image': { options: { minWhite: 0.57 } } },
      { frame: 0.5695 },
      ['required: 56.95 % of its frame is white, 57 % pass for a white background'],
    ],
    [
      'white, far from half of a percent',
      'amazon',
      { 'amazon-main-image': { options: { minWhite: 0.946 } } },
      { frame: 0.9 },
      ['required: 90 % of its frame is white, 95 % pass for a white background'],
    ],
    [
      'a ratio',
      'zalando',
      {
        'zalando-image': { options: { minRatio: 0.5, maxRatio: 1 } },
        'zalando-image-advice': { severity: 'off', options: {} },
      },
      { width: 1100, height: 1100 },
      [],
    ],
    [
      'the square of the main picture',
      'amazon',
      { 'main-image-square': { options: { maxRatio: 1.2 } } },
      { width: 1200 },
      [],
    ],
    ['what is no number', 'amazon', { 'amazon-image': { options: { maxLongSide: 'many' } } }, {}, []],
  ])('%s of %s', (_what, id, settings, picture, expected) => {
    expect(told(id, settings, picture)).toEqual(expected);
  });

  it('judge as the rules do with the same options', async () => {
    const settings = { 'vtex-image': { options: { minShortSide: 700, maxLongSide: 1500, maxBytes: 900_000 } } };
    const rule = registry.rules.get('vtex-image')?.rule ?? expect.fail();
    const compiled = compileRule(rule, settings['vtex-image'].options, registry);
    for (const width of [699, 700, 1499, 1500, 1501]) {
      for (const bytes of [899_999, 900_000, 900_001]) {
        const facts: { readonly [id: string]: unknown } = {
          image: {
            ...PICTURE,
            width,
            height: width,
            longSide: width,
            shortSide: width,
            bytes,
            channels: ['vtex'],
            role: 'gallery',
          },
        };
        const { outcome } = await evaluateRule(compiled, async (fact) => ({ value: facts[fact] }), { asOf: AHEAD });
        const isRequired = told('vtex', settings, { width, height: width, bytes }, 'gallery').some((line) =>
          line.startsWith('required'),
        );
        expect(isRequired, `${width} ${bytes}`).toBe(outcome === 'fail');
      }
    }
  });
});
