import { describe, expect, it } from 'vitest';
import { channelProfiles } from '../channel/profile/channel-profiles.ts';
import { conflictsOf, type Wanted } from './conflicts.ts';

const DAY = '2026-11-26';
const WANTED: { readonly [name: string]: Wanted } = {
  mark: { rule: 'watermark-present', wants: 'mark' },
  square: { rule: 'main-image-square', wants: 'ratio', least: 0.99, most: 1.01 },
  '9000 px': { rule: 'image-zoomable', wants: 'pixels', least: 9000 },
  '12 pictures': { rule: 'listing-image-count', wants: 'pictures', least: 12 },
};
const profilesOf = (...ids: readonly string[]) => channelProfiles().filter(({ id }) => ids.includes(id));
const keys = (ids: readonly string[], role: string, wanted: readonly Wanted[] = []): readonly string[] =>
  conflictsOf(profilesOf(...ids), role, wanted, DAY).map(({ key }) => key);

/** `name: main gallery` for each protection of which no picture of the role goes there. */
const rowOf = (id: string): string =>
  Object.entries(WANTED)
    .map(([name, wanted]) => ({
      name,
      roles: ['main', 'gallery', 'variant'].filter((role) => keys([id], role, [wanted]).length > 0),
    }))
    .filter(({ roles }) => roles.length > 0)
    .map(({ name, roles }) => `${name}: ${roles.join(' ')}`)
    .join(' · ');

describe('protection against channels', () => {
  it('contradicts where the table says, and nowhere else', () => {
    expect(Object.fromEntries(channelProfiles().map(({ id }) => [id, rowOf(id)]))).toMatchInlineSnapshot(`
      {
        "alibaba": "",
        "aliexpress": "mark: main · 12 pictures: main gallery variant",
        "allegro": "mark: main",
        "amazon": "mark: main · 12 pictures: main gallery variant",
        "ebay": "mark: main gallery variant",
        "etsy": "",
        "google": "mark: main gallery variant",
        "joom": "mark: main gallery variant",
        "lazada": "mark: main · 12 pictures: main gallery variant",
        "mercadolibre": "mark: main gallery variant",
        "ozon": "mark: main gallery variant",
        "shopee": "mark: main · 12 pictures: main gallery variant",
        "shopify": "",
        "temu": "mark: main gallery variant",
        "tiktok": "mark: main gallery variant · 9000 px: main gallery variant · 12 pictures: main gallery variant",
        "vtex": "9000 px: main gallery variant",
        "walmart": "mark: main",
        "wildberries": "mark: main gallery variant · 9000 px: main gallery variant",
        "wish": "mark: main gallery variant · 12 pictures: main gallery variant",
        "zalando": "square: main gallery variant",
      }
    `);
  });

  it('rests on figures: without the one that a cell is of, or with one that nobody breaks, it is another table', () => {
    const cells = channelProfiles().flatMap((profile) =>
      Object.values(WANTED).flatMap((wanted) =>
        ['main', 'gallery', 'variant'].flatMap((role) =>
          conflictsOf([profile], role, [wanted], DAY).length > 0 ? [{ profile, wanted, role }] : [],
        ),
      ),
    );
    const BROKEN_BY = { mark: 'marks', ratio: 'ratio', pixels: 'maxLongSide', pictures: 'maxCount' } as const;
    expect(cells.length).toBeGreaterThan(60);
    for (const { profile, wanted, role } of cells) {
      const without = { ...profile, figures: profile.figures.filter(({ asks }) => asks !== BROKEN_BY[wanted.wants]) };
      expect(conflictsOf([without], role, [wanted], DAY)).toEqual([]);
      if (wanted.wants === 'mark') continue;
      const eased = profile.figures.map((figure) =>
        figure.asks === 'maxLongSide' || figure.asks === 'maxCount' ? { ...figure, value: figure.value * 100 } : figure,
      );
      const hasRatio = wanted.wants === 'ratio';
      expect(conflictsOf([{ ...profile, figures: eased }], role, [wanted], DAY).length > 0).toBe(hasRatio);
    }
  });

  it('says of each contradiction which forms go together', () => {
    for (const profile of channelProfiles()) {
      for (const role of ['main', 'gallery', 'variant']) {
        for (const { says, instead } of conflictsOf([profile], role, Object.values(WANTED), DAY)) {
          expect(says).toContain(profile.title);
          expect(instead.length).toBeGreaterThan(0);
        }
      }
    }
    const [onMain] = conflictsOf(profilesOf('amazon'), 'main', [{ rule: 'watermark-present', wants: 'mark' }], DAY);
    expect(onMain?.instead.join('; ')).toMatch(
      /gallery pictures, none on the main one.*fingerprint.*listing-lint export amazon/,
    );
    const [onAll] = conflictsOf(profilesOf('ebay'), 'gallery', [{ rule: 'watermark-present', wants: 'mark' }], DAY);
    expect(onAll?.instead.join('; ')).not.toContain('gallery pictures');
  });

  it('is told of two marketplaces of which no picture goes to both', () => {
    expect(keys(['zalando', 'shopee'], 'gallery')).toEqual(['ratio Shopee Zalando']);
    expect(keys(['amazon', 'ebay', 'etsy'], 'gallery')).toEqual([]);
    const all = channelProfiles().map(({ id }) => id);
    const pairs = (role: string): readonly string[] =>
      all.flatMap((one, k) => all.slice(k + 1).flatMap((other) => keys([one, other], role)));
    expect(pairs('main')).toEqual(pairs('gallery'));
    expect(pairs('main')).toMatchInlineSnapshot(`
      [
        "ratio AliExpress Zalando",
        "ratio Shopee Zalando",
      ]
    `);
    expect(conflictsOf(profilesOf('zalando', 'shopee'), 'main', [], DAY)[0]?.instead).toEqual([
      'two exports of one original: `listing-lint export shopee`, `listing-lint export zalando`',
    ]);
  });
});
