// What two askers want of one picture, and what is seen of a file, at both sides of each bound.
import sharp, { type Color } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ChannelProfile } from '../channel/profile/channel-schema.ts';
import { conflictsOf, type Wanted } from '../conflict/conflicts.ts';
import { lookAt } from './pictured.ts';

const figure = (asks: string, value: unknown, more: object = {}) => ({
  asks,
  value,
  level: 'required',
  source: 's',
  ...more,
});
const profile = (id: string, ...figures: readonly object[]): ChannelProfile =>
  ({
    id,
    title: id.toUpperCase(),
    sources: { s: { title: 'S', certainty: 'A' } },
    figures,
  }) as unknown as ChannelProfile;
const ratio = (least: number, most: number) => figure('ratio', { width: 1, height: 1 }, { within: [least, most] });
const keys = (profiles: readonly ChannelProfile[], ...wanted: readonly Wanted[]): string =>
  conflictsOf(profiles, 'main', wanted, '2026-11-26')
    .map(({ key, says }) => `${key.split(' ')[0]}: ${says}`)
    .join('; ');

describe('conflictsOf', () => {
  const [least, most] = ['minLongSide', 'maxLongSide'];
  it.each<[string, readonly ChannelProfile[], readonly Wanted[]]>([
    ['', [profile('a', figure(least, 1000)), profile('b', figure(most, 1000))], []],
    [
      'pixels: no main picture has 1001 px or more (A) and at most 1000 px (B)',
      [profile('a', figure(least, 1001)), profile('b', figure(most, 1000))],
      [],
    ],
    [
      'pixels: no main picture has 1001 px or more (B) and at most 1000 px (A)',
      [profile('a', figure(most, 1000)), profile('b', figure(least, 1001))],
      [],
    ],
    // Of several figures the strictest.
    [
      'pixels: no main picture has 1200 px or more (A) and at most 900 px (B)',
      [
        profile('a', figure('minShortSide', 500), figure(least, 1200)),
        profile('b', figure(most, 2000), figure(most, 900)),
      ],
      [],
    ],
    ['', [profile('a', figure(least, 1001, { level: 'recommended' })), profile('b', figure(most, 1000))], []],
    ['', [profile('a', figure('maxBytes', 9000)), profile('b', figure(most, 1000))], []],
    ['', [profile('a', ratio(0.5, 1)), profile('b', ratio(1, 2))], []],
    [
      'ratio: no main picture has width / height of 0.5 to 0.99 (A) and of 1 to 2 (B)',
      [profile('a', ratio(0.5, 0.99)), profile('b', ratio(1, 2))],
      [],
    ],
    [
      'ratio: no main picture has width / height of 1 to 2 (A) and of 0.5 to 0.99 (B)',
      [profile('a', ratio(1, 2)), profile('b', ratio(0.5, 0.99))],
      [],
    ],
    ['', [profile('a', figure('formats', ['jpeg', 'png'])), profile('b', figure('formats', ['png']))], []],
    [
      'format: no main picture has jpeg (A) and png (B)',
      [profile('a', figure('formats', ['jpeg'])), profile('b', figure('formats', ['png']))],
      [],
    ],
    ['', [profile('a', figure('maxCount', 8))], [{ rule: 'r', wants: 'pictures', least: 8 }]],
    [
      'pictures: `r` asks for 9 pictures, A shows at most 8',
      [profile('a', figure('maxCount', 8), figure('maxCount', 12))],
      [{ rule: 'r', wants: 'pictures', least: 9 }],
    ],
    ['', [profile('a', figure('maxLongSide', 8))], [{ rule: 'r', wants: 'pictures', least: 9 }]],
    ['', [profile('a', figure(most, 1000))], [{ rule: 'r', wants: 'pixels', least: 1000 }]],
    [
      'pixels: no main picture has 1001 px or more (`r`) and at most 1000 px (A)',
      [profile('a', figure(most, 1000))],
      [{ rule: 'r', wants: 'pixels', least: 1001 }],
    ],
    ['', [profile('a', figure(least, 1000))], [{ rule: 'r', wants: 'pixels', least: 9000 }]],
    [
      'mark: `r` asks for your mark on main pictures that go to A, which takes none (A: S)',
      [profile('a', figure('marks', 'none'))],
      [{ rule: 'r', wants: 'mark' }],
    ],
    ['', [profile('a', figure('marks', 'none', { roles: ['gallery'] }))], [{ rule: 'r', wants: 'mark' }]],
    ['', [profile('a', figure('marks', 'none'))], []],
  ])('%s', (said, profiles, wanted) => {
    expect(keys(profiles, ...wanted)).toBe(said);
  });
});

describe('lookAt', () => {
  const plain = (width: number, height: number, background: object = { r: 255, g: 255, b: 255 }) =>
    sharp({ create: { width, height, channels: 3, background: background as Color } });
  const seen = async (bytes: Buffer, path: string, megapixels = 1): Promise<string> => {
    const looked = await lookAt(bytes, path, megapixels);
    if ('problem' in looked) return looked.problem;
    const { format, width, height, animated, pages, hasAlpha, extensionMatches, frame } = looked.pictured;
    return [
      format,
      `${width}×${height}`,
      ...(animated ? ['animated'] : []),
      pages,
      ...(hasAlpha ? ['alpha'] : []),
      ...(extensionMatches ? [] : ['misnamed']),
      frame,
    ].join(' ');
  };
  it('says what figures ask about', async () => {
    expect(await seen(await plain(1, 1).png().toBuffer(), 'a.png')).toBe('png 1×1 1 1');
    expect(await seen(await plain(20, 10).jpeg().toBuffer(), 'a.jpg')).toBe('jpeg 20×10 1 1');
    expect(await seen(await plain(20, 10).jpeg().toBuffer(), 'a.png')).toBe('jpeg 20×10 1 misnamed 1');
    expect(await seen(await plain(20, 10, { r: 0, g: 0, b: 0 }).ensureAlpha(0.5).webp().toBuffer(), 'a.webp')).toMatch(
      /^webp 20×10 1 alpha 0/,
    );
    const frames = await sharp(Buffer.concat([Buffer.alloc(48, 255), Buffer.alloc(48, 0)]), {
      raw: { width: 4, height: 8, channels: 3, pageHeight: 4 },
    })
      .gif()
      .toBuffer();
    expect(await seen(frames, 'a.gif')).toMatch(/^gif 4×4 animated 2 /);
  });
  it('says why it cannot be told', async () => {
    const png = await plain(1000, 1000).png().toBuffer();
    expect(await seen(png, 'a.png', 1)).toMatch(/^png 1000×1000/);
    expect(await seen(png, 'a.png', 0.99)).toMatch(/1\.0 megapixels, more than the 0\.99 that are decoded/);
    expect(await seen(png.subarray(0, png.length - 30), 'a.png')).toMatch(/cut off|damaged/);
    expect(await seen(Buffer.from('no picture'), 'a.png')).toMatch(/./);
  });
});
