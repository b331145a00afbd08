import { describe, expect, it } from 'vitest';
import { channelProfiles } from '../../channel/profile/channel-profiles.ts';
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
      roles: ['main', 'gallery'].filter((role) => keys([id], role, [wanted]).length > 0),
    }))
    .filter(({ roles }) => roles.length > 0)
    .map(({ name, roles }) => `${name}: ${roles.join(' ')}`)
    .join(' · ');

describe('protection against channels', () => {
  it('contradicts where the table says, and nowhere else', () => {
    expect(Object.fromEntries(channelProfiles().map(({ id }) => [id, rowOf(id)]))).toMatchInlineSnapshot(`
      {
        "alibaba": "",
        "aliexpress": "mark: main · 12 pictures: main gallery",
        "allegro": "mark: main",
        "amazon": "mark: main · 12 pictures: main gallery",
        "ebay": "mark: main gallery",
        "etsy": "",
        "google": "mark: main gallery",
        "joom": "mark: main gallery",
        "lazada": "mark: main · 12 pictures: main gallery",
        "mercadolibre": "mark: main gallery",
        "ozon": "mark: main gallery",
        "shopee": "mark: main · 12 pictures: main gallery",
        "shopify": "",
        "temu": "mark: main gallery",
        "tiktok": "mark: main gallery · 9000 px: main gallery · 12 pictures: main gallery",
        "vtex": "9000 px: main gallery",
        "walmart": "mark: main",
        "wildberries": "mark: main gallery · 9000 px: main gallery",
        "wish": "mark: main gallery · 12 pictures: main gallery",
        "zalando": "square: main gallery",
      }
    `);
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
    expect(conflictsOf(profilesOf('zalando', 'shopee'), 'main', [], DAY)[0]?.instead).toEqual([
      'two exports of one original: `listing-lint export shopee`, `listing-lint export zalando`',
    ]);
  });
});
