// How a copy is made of a picture for figures that are made up, at both sides of each bound.
import { describe, expect, it } from 'vitest';
import type { ChannelFigure } from '../channel/profile/channel-schema.ts';
import type { Pictured } from '../fit/pictured.ts';
import { planCopy } from './copy-plan.ts';

const PICTURE: Pictured = {
  ...{ format: 'jpeg', width: 1000, height: 800, bytes: 9, animated: false, pages: 1, hasAlpha: false },
  ...{ colorModel: 'rgb', bitDepth: 8, extensionMatches: true, frame: 1 },
};
const figure = (asks: string, value: unknown, more: object = {}): ChannelFigure =>
  ({ asks, value, level: 'required', source: 's', ...more }) as ChannelFigure;
const square = figure('ratio', { width: 1, height: 1 }, { within: [0.99, 1.01] });
const formats = (...value: readonly string[]) => figure('formats', value);

const plan = (
  picture: Partial<Pictured>,
  figures: readonly ChannelFigure[],
  how: Parameters<typeof planCopy>[2] = {},
): string => {
  const planned = planCopy({ ...PICTURE, ...picture }, figures, how);
  if ('refusals' in planned) return `refused: ${planned.refusals.map(({ asks }) => asks).join(' ')}`;
  const { content, canvas, format, keepsAlpha, isRendered, maxBytes } = planned.plan;
  return [
    isRendered ? 'made' : 'kept',
    `${content.width}×${content.height}`,
    ...(content.width === canvas.width && content.height === canvas.height
      ? []
      : [`on ${canvas.width}×${canvas.height}`]),
    format,
    ...(keepsAlpha ? ['alpha'] : []),
    ...(maxBytes === undefined ? [] : [String(maxBytes)]),
  ].join(' ');
};

describe('planCopy', () => {
  it.each<[string, Partial<Pictured>, readonly ChannelFigure[]]>([
    ['kept 1000×800 jpeg', {}, []],
    // Size.
    ['kept 1000×800 jpeg', {}, [figure('maxLongSide', 1000)]],
    ['made 999×799 jpeg', {}, [figure('maxLongSide', 999)]],
    ['made 500×400 jpeg', {}, [figure('maxLongSide', 900), figure('maxLongSide', 500)]],
    ['kept 1000×800 jpeg', {}, [figure('maxMegapixels', 0.8)]],
    ['made 500×400 jpeg', {}, [figure('maxMegapixels', 0.2)]],
    ['kept 1000×800 jpeg', {}, [figure('minShortSide', 800), figure('minLongSide', 1000)]],
    ['refused: minShortSide', {}, [figure('minShortSide', 801)]],
    [
      'refused: minLongSide minWidth minHeight',
      {},
      ['minLongSide', 'minWidth', 'minHeight'].map((asks) => figure(asks, 1001)),
    ],
    ['kept 1000×800 jpeg', {}, [figure('minShortSide', 801, { level: 'recommended' })]],
    ['refused: minLongSide', {}, [figure('maxLongSide', 500), figure('minLongSide', 600)]],
    ['refused: background', { frame: 0.94 }, [figure('background', 'white')]],
    ['kept 1000×800 jpeg', { frame: 0.95 }, [figure('background', 'white')]],
    // Shape: padded, never cut.
    ['made 1000×800 on 1000×1000 jpeg', {}, [square]],
    ['made 800×1000 on 1000×1000 jpeg', { width: 800, height: 1000 }, [square]],
    ['kept 1000×1000 jpeg', { height: 1000 }, [square]],
    ['kept 1000×991 jpeg', { height: 991 }, [square]],
    ['made 1000×989 on 1000×1000 jpeg', { height: 989 }, [square]],
    ['kept 990×1000 jpeg', { width: 990, height: 1000 }, [square]],
    ['kept 1010×1000 jpeg', { width: 1010, height: 1000 }, [square]],
    ['made 989×1000 on 1000×1000 jpeg', { width: 989, height: 1000 }, [square]],
    ['made 500×400 on 500×500 jpeg', {}, [square, figure('maxLongSide', 500)]],
    ['made 1000×800 on 1000×1000 jpeg', {}, [square, figure('minShortSide', 1000)]],
    [
      'made 1000×800 on 1067×800 jpeg',
      {},
      [
        figure(
          'ratio',
          [
            { width: 1, height: 1 },
            { width: 4, height: 3 },
          ],
          {
            within: [
              [0.99, 1.01],
              [1.33, 1.34],
            ],
          },
        ),
      ],
    ],
    [
      'made 1000×800 on 1000×1000 jpeg',
      {},
      [
        figure(
          'ratio',
          [
            { width: 1, height: 1 },
            { width: 5, height: 2 },
          ],
          {
            within: [
              [0.99, 1.01],
              [2.4, 2.6],
            ],
          },
        ),
      ],
    ],
    // Format.
    ['kept 1000×800 png', { format: 'png' }, [formats('jpeg', 'png')]],
    ['made 1000×800 jpeg', { format: 'png' }, [formats('jpeg')]],
    ['made 1000×800 jpeg', { format: 'png', hasAlpha: true }, [formats('jpeg')]],
    ['made 1000×800 png alpha', { format: 'webp', hasAlpha: true }, [formats('jpeg', 'png')]],
    ['made 1000×800 jpeg', { format: 'webp' }, [formats('jpeg', 'png')]],
    ['kept 1000×800 webp alpha', { format: 'webp', hasAlpha: true }, []],
    ['made 1000×800 jpeg', { format: 'tiff' }, [formats('jpeg', 'png')]],
    ['made 1000×800 png alpha', { format: 'tiff', hasAlpha: true }, [formats('jpeg', 'png')]],
    ['refused: formats', {}, [formats('avif')]],
    ['refused: formats', {}, [formats('jpeg'), formats('png')]],
    // Pixels as they are.
    ['made 1000×800 jpeg', { animated: true }, [figure('animated', false)]],
    ['kept 1000×800 jpeg', { animated: true }, []],
    ['made 1000×800 jpeg', { colorModel: 'cmyk' }, [figure('colorModels', 'rgb')]],
    ['kept 1000×800 jpeg', { extensionMatches: false }, [figure('extensionMatches', true)]],
    ['made 1000×800 jpeg', { bitDepth: 16 }, [figure('maxBitDepth', 8)]],
    ['made 1000×800 jpeg 8', {}, [figure('maxBytes', 8)]],
    ['kept 1000×800 jpeg 9', {}, [figure('maxBytes', 20), figure('maxBytes', 9)]],
  ])('%s: %o', (said, picture, figures) => {
    expect(plan(picture, figures)).toBe(said);
  });

  it('makes it smaller, or anew, where that is asked for', () => {
    expect(plan({}, [], { scale: 0.5 })).toBe('made 500×400 jpeg');
    expect(plan({}, [], { needsRender: true })).toBe('made 1000×800 jpeg');
    expect(plan({ width: 1, height: 9000 }, [figure('maxLongSide', 3)])).toBe('made 1×3 jpeg');
  });
});
