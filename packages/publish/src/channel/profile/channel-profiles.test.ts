import { documents as presets } from 'virtual:documents/presets';
import { documents as rules } from 'virtual:documents/rules/publish';
import { describe, expect, it } from 'vitest';
import { channelProfiles } from './channel-profiles.ts';
import { type ChannelFigure, type ChannelProfile, channelSchema } from './channel-schema.ts';
import { isSaid } from './said-figures.ts';
import { staleSources } from './stale-sources.ts';

const FIFTEEN =
  'alibaba aliexpress amazon ebay etsy google joom lazada mercadolibre shopee shopify temu vtex walmart zalando';
const BESIDE = 'allegro ozon tiktok wildberries wish';

const everyFigure: readonly (readonly [string, ChannelProfile, ChannelFigure])[] = channelProfiles().flatMap(
  (profile) =>
    profile.figures.map(
      (figure) => [`${profile.id}: ${figure.asks} ${JSON.stringify(figure.value)}`, profile, figure] as const,
    ),
);

describe('what is known of marketplaces', () => {
  it('is sound, and of the fifteen presets and those beside them', () => {
    expect(channelProfiles().map(({ id }) => id)).toEqual(`${FIFTEEN} ${BESIDE}`.split(' ').sort());
    for (const profile of channelProfiles()) expect(channelSchema.parse(profile)).toEqual(profile);
    expect(everyFigure.length).toBeGreaterThan(130);
  });

  it.each(everyFigure)('%s stands in the source that it names', (_name, { sources }, figure) => {
    const source = sources[figure.source];
    expect(source?.read).toMatch(/^2026-/);
    expect(isSaid(figure, source?.says ?? '')).toBe(true);
  });

  it('uses every source that it names', () => {
    for (const { sources, figures } of channelProfiles()) {
      expect(new Set(figures.map(({ source }) => source))).toEqual(new Set(Object.keys(sources)));
    }
  });

  /** What of the rules and the preset of a marketplace a figure has to be found in. */
  const heldBy = ({ asks, value, roles, ...more }: ChannelFigure, own: string, preset: string): boolean => {
    const option = (name: string, fallback: unknown): boolean =>
      new RegExp(`\\b${name}: \\{ type: \\w+, default: ${String(fallback).replace(/[[\].]/g, '\\$&')},`).test(own);
    if (asks === 'formats') return option('formats', `[ ${value.join(', ')} ]`);
    if (asks === 'colorModels') return option('colorModels', '[ rgb, grey ]');
    if (asks === 'animated' || asks === 'extensionMatches')
      return own.includes(`path: ${asks}\n      operator: equal\n      value: ${value}`);
    if (asks === 'background')
      return option('minWhite', 0.95) && own.includes('path: role, operator: equal, value: main');
    if (asks === 'marks')
      return (
        /rules:\n\s+watermark-present: off/.test(preset) &&
        (roles === undefined) === !/roles:\n\s+- main/.test(preset.slice(preset.indexOf('# No mark')))
      );
    if (asks === 'duplicates') return preset.includes('hash-unique: error');
    if (asks === 'ratio') {
      const bounds = 'within' in more ? [more.within].flat(2) : [];
      if (roles !== undefined)
        return (
          preset.includes('main-image-square') &&
          (bounds.join() === '0.99,1.01' || bounds.every((each) => preset.includes(`Ratio: ${each}`)))
        );
      if (Array.isArray(value)) return bounds.every((each) => own.includes(`- ${each}\n`));
      return option('minRatio', bounds[0]) && option('maxRatio', bounds[1]);
    }
    return option(asks === 'minCount' ? 'min' : asks === 'maxCount' ? 'max' : asks, value);
  };
  const judged = channelProfiles().flatMap(({ id, figures }) =>
    figures.flatMap((figure) =>
      figure.judged === false ? [] : [[`${id}: ${figure.asks} ${JSON.stringify(figure.value)}`, id, figure] as const],
    ),
  );
  const textOf = (id: string) => ({
    own: rules
      .filter(({ path }) => path.startsWith(`channel/${id}/`) && !path.endsWith('.test.yaml'))
      .map(({ text }) => text)
      .join('\n'),
    preset: presets.find(({ path }) => path === `channels/${id}.yaml`)?.text ?? '',
  });

  it.each(judged)('%s stands in the rules of its preset', (_name, id, figure) => {
    const { own, preset } = textOf(id);
    expect(heldBy(figure, own, preset)).toBe(true);
    if (typeof figure.value === 'number')
      expect(heldBy({ ...figure, value: figure.value + 1 } as ChannelFigure, own, preset)).toBe(false);
    if (figure.asks === 'formats') expect(heldBy({ ...figure, value: figure.value.slice(1) }, own, preset)).toBe(false);
  });

  it('gives every marketplace a preset', () => {
    expect(presets.filter(({ path }) => path.startsWith('channels/')).map(({ path }) => path)).toEqual(
      channelProfiles().map(({ id }) => `channels/${id}.yaml`),
    );
  });
});

describe('staleSources', () => {
  const google = channelProfiles().filter(({ id }) => id === 'google');
  const told = (day: string, mostDays = 365, changeDays = 90): readonly string[] =>
    staleSources(google, day, { mostDays, changeDays });

  it('tells what was read too long ago, and not a day earlier', () => {
    expect(told('2027-11-24')).toEqual([]);
    expect(told('2027-11-25')).toEqual([
      'what Google asks was read 366 days ago, on 2026-11-24 (Google Merchant Center, image link)',
    ]);
  });

  it('tells a figure ahead of the day on which it begins', () => {
    expect(told('2026-11-02')).toEqual(['from 2027-01-31 on Google asks for minShortSide 500']);
    expect(told('2026-11-01')).toEqual([]);
    expect(told('2027-01-31')).toEqual([]);
  });
});
