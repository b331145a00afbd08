import { presets } from 'virtual:documents/presets';
import { rules } from 'virtual:documents/rules';
import { describe, expect, it } from 'vitest';
import { channelProfiles } from './channel-profiles.ts';
import { type ChannelFigure, type ChannelProfile, channelSchema } from './channel-schema.ts';
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

const plain = (text: string): string => text.toLowerCase().replace(/(\d),(?=\d{3})/g, '$1');
const hasNumber = (says: string, value: number): boolean =>
  new RegExp(`(?<![\\d.])${String(value).replace('.', '\\.')}(?![\\d]|\\.\\d)`).test(says);

/** What of a source has to say for a figure to rest on it. */
const isSaid = ({ asks, value }: ChannelFigure, source: string): boolean => {
  const says = plain(source);
  switch (asks) {
    case 'formats':
      return value.every((format) => says.includes(format) || (format === 'jpeg' && says.includes('jpg')));
    case 'animated':
      return says.includes('animated');
    case 'extensionMatches':
      return says.includes('extension');
    case 'colorModels':
      return says.includes('rgb');
    case 'background':
      return says.includes('white');
    case 'marks':
      return says.includes('watermark');
    case 'duplicates':
      return says.includes('duplicate');
    case 'minFill':
      return hasNumber(says, Math.round(100 * value)) && says.includes('%');
    case 'minBytes':
      return says.includes(`${value / 1e3} kb`);
    case 'maxBytes':
      return says.includes(`${value / 1e6} mb`);
    case 'ratio': {
      const shapes = Array.isArray(value) ? value : [value];
      return shapes.every(
        ({ width, height }) =>
          says.includes(`${width} : ${height}`) ||
          (width === height && (says.includes('square') || says.includes(`${width} × ${height}`))),
      );
    }
    default:
      return hasNumber(says, value);
  }
};

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

  it('would not be taken from a source that says another number', () => {
    const figure: ChannelFigure = { asks: 'minLongSide', value: 500, level: 'required', source: 'page' };
    expect(isSaid(figure, '1500 pixels')).toBe(false);
    expect(isSaid(figure, '5000 pixels')).toBe(false);
    expect(isSaid(figure, '500.5 pixels')).toBe(false);
    expect(isSaid({ ...figure, asks: 'maxBytes', value: 5_000_000 }, '15 MB')).toBe(true);
  });

  it('uses every source that it names', () => {
    for (const { sources, figures } of channelProfiles()) {
      expect(new Set(figures.map(({ source }) => source))).toEqual(new Set(Object.keys(sources)));
    }
  });

  it('gives every figure of a rule about a marketplace its default, and every preset its rules', () => {
    const judged = channelProfiles().flatMap(({ id, figures }) =>
      figures.flatMap(({ asks, value, judged: is }) =>
        is === false || typeof value !== 'number' ? [] : [{ id, asks, value }],
      ),
    );
    for (const { id, asks, value } of judged) {
      const name = asks === 'minCount' ? 'min' : asks === 'maxCount' ? 'max' : asks;
      const defaults = rules
        .filter(({ path }) => path.startsWith(`channel/${id}/`) && !path.endsWith('.test.yaml'))
        .map(({ text }) => text)
        .join('\n');
      expect(defaults).toMatch(new RegExp(`${name}: \\{ type: \\w+, default: ${value},`));
    }
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
