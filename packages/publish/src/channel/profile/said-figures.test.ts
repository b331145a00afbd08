// That the tracing of figures to their sources can fail: every figure is changed, and the change has to be seen.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { channelProfiles } from './channel-profiles.ts';
import type { ChannelFigure } from './channel-schema.ts';
import { isSaid } from './said-figures.ts';

const OTHER_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'heic', 'tiff', 'gif', 'bmp'] as const;
const OPPOSITE = new Map<string, ChannelFigure['asks']>([
  ['minShortSide', 'maxLongSide'],
  ['minLongSide', 'maxLongSide'],
  ['maxLongSide', 'minLongSide'],
  ['minBytes', 'maxBytes'],
  ['maxBytes', 'minBytes'],
  ['minCount', 'maxCount'],
  ['maxCount', 'minCount'],
  ['maxBytes', 'maxMegapixels'],
]);

/** A figure as a slip would leave it. */
const slips = (figure: ChannelFigure): readonly ChannelFigure[] => {
  const as = (value: unknown, asks = figure.asks): ChannelFigure => ({ ...figure, asks, value }) as ChannelFigure;
  if (figure.asks === 'formats') {
    const { value } = figure;
    const less = value.length === 1 ? [] : value.map((each) => as(value.filter((other) => other !== each)));
    return [...less, ...OTHER_FORMATS.filter((each) => !value.includes(each)).map((each) => as([...value, each]))];
  }
  if (figure.asks === 'ratio') {
    const shapes = [figure.value].flat();
    return [
      ...shapes.map(({ width, height }, k) => as(shapes.with(k, { width, height: height + 1 }))),
      as([...shapes, { width: 16, height: 9 }]),
    ];
  }
  const { asks, value } = figure;
  if (typeof value !== 'number') return [];
  const unit = asks.endsWith('Bytes') ? 1e5 : asks === 'minFill' ? 0.01 : 1;
  const opposite = OPPOSITE.get(asks);
  return [
    ...[value + unit, value - unit, value * 2, value / 2, value * 10, value / 10].map((each) => as(each)),
    ...(opposite === undefined ? [] : [as(value, opposite)]),
  ];
};

const words = (id: string, { asks, value, level, source, roles, from }: ChannelFigure): string =>
  [
    id,
    asks,
    JSON.stringify(value),
    level,
    source,
    ...(roles ?? []),
    ...(from === undefined ? [] : [`from ${from}`]),
  ].join(' ');

const all = channelProfiles().flatMap(({ id, sources, figures }) =>
  figures.map((figure) => ({ id, figure, row: sources[figure.source]?.says ?? '' })),
);

describe('a figure that is traced to its source', () => {
  it('is missed when it is changed, each of them, in each way', () => {
    const unseen = all.flatMap(({ id, figure, row }) =>
      slips(figure).flatMap((slip) =>
        isSaid(slip, row) ? [`${words(id, figure)} → ${slip.asks} ${JSON.stringify(slip.value)}`] : [],
      ),
    );
    expect(all.flatMap(({ figure }) => slips(figure)).length).toBeGreaterThan(600);
    // The row says “6 pictures” and no more.
    expect(unseen).toEqual(['aliexpress maxCount 6 required comparison → minCount 6']);
  });

  it('is missed when its source says another number, or none', () => {
    for (const { figure, row } of all) {
      expect(isSaid(figure, row)).toBe(true);
      expect(isSaid(figure, '')).toBe(false);
      if (typeof figure.value === 'number')
        expect(
          isSaid(
            figure,
            row.replace(/\d/g, (digit) => `${(Number(digit) + 1) % 10}`),
          ),
        ).toBe(false);
    }
  });

  it('stands in the list that was read by hand, which no command writes', () => {
    const read = readFileSync(join(import.meta.dirname, 'figures-as-read.txt'), 'utf8');
    expect(`${all.map(({ id, figure }) => words(id, figure)).join('\n')}\n`).toBe(read);
  });
});
