import { describe, expect, it } from 'vitest';
import type { Settings } from '../settings.ts';
import { brandFolders, brandWarnings } from './brand.ts';
import { layOut } from './layout.ts';
import { readListingFile } from './listing-file.ts';

const tree = (pictures: string[]) => {
  const folders = new Set<string>();
  for (const path of pictures) {
    const parts = path.split('/').slice(0, -1);
    parts.forEach((_, i) => {
      folders.add(parts.slice(0, i + 1).join('/'));
    });
  }
  return { folders: [...folders].sort(), pictures: [...pictures].sort(), texts: [], others: [], closed: [] };
};

const filesOf = (files: Record<string, string>) =>
  new Map(
    Object.entries(files).map(([folder, text]) => [folder, readListingFile({ path: `${folder}/listing.yaml`, text })]),
  );

const rolesOf = (pictures: string[], settings: Settings = {}, files: Record<string, string> = {}) => {
  const parsed = filesOf(files);
  const layout = layOut(tree(pictures), parsed, settings);
  return {
    layout,
    roles: Object.fromEntries(layout.images.map((image) => [image.path, `${image.role} by ${image.roleFrom}`])),
  };
};

describe('layOut', () => {
  it('takes every folder that directly holds pictures for a listing where no config says otherwise', () => {
    const { layout } = rolesOf(['a.jpg', 'mug/1.jpg', 'mug/detail/1.jpg', 'empty/../cup/x.png']);
    expect(layout.listings.map(({ path }) => path)).toContain('.');
    expect(layout.listings.map(({ path }) => path)).toContain('mug/detail');
    expect(layout.images.find(({ path }) => path === 'mug/detail/1.jpg')).toMatchObject({
      listing: 'mug/detail',
      product: 'mug/detail',
      role: 'main',
    });
  });

  it('takes folders called originals, raw or archive beside listings for originals where no config says otherwise', () => {
    const { layout, roles } = rolesOf(['mug/1.jpg', 'originals/mug.jpg', 'RAW/2026/mug.dng']);
    expect(layout.listings.map(({ path }) => path)).toEqual(['mug']);
    expect(roles).toEqual({
      'mug/1.jpg': 'main by order',
      'originals/mug.jpg': 'original by originals',
      'RAW/2026/mug.dng': 'original by originals',
    });
    expect(layout.warnings).toEqual([expect.stringMatching(/^RAW\/ and originals\/ are taken for your originals/)]);
    const pathsOf = (...given: Parameters<typeof rolesOf>) => rolesOf(...given).layout.listings.map(({ path }) => path);
    expect(pathsOf(['raw/1.jpg'])).toEqual(['raw']);
    expect(pathsOf(['mug/1.jpg', 'raw/1.jpg'], {}, { raw: 'product: raw denim\n' })).toEqual(['mug', 'raw']);
    expect(pathsOf(['mug/1.jpg', 'raw/1.jpg'], { originals: ['none/**'] })).toEqual(['mug', 'raw']);
    expect(pathsOf(['mug/1.jpg', 'raw/1.jpg'], { listings: ['*'] })).toEqual(['mug', 'raw']);
  });

  it('orders naturally: 2 before 10, a folder before its sub-folders', () => {
    const { roles } = rolesOf(['l/m/10.jpg', 'l/m/2.jpg', 'l/m/a/1.jpg'], { listings: ['l/*'] });
    expect(roles).toEqual({
      'l/m/2.jpg': 'main by order',
      'l/m/10.jpg': 'gallery by order',
      'l/m/a/1.jpg': 'gallery by order',
    });
  });

  it('asks listing.yaml, then roles (last match), then originals, then the order', () => {
    const { roles } = rolesOf(
      ['l/m/1.jpg', 'l/m/2.jpg', 'l/m/chart.png', 'l/m/raw/1.dng', 'l/m/raw/keep.jpg', 'archive/9.cr2'],
      {
        listings: ['l/*'],
        originals: ['archive', 'l/*/raw/**'],
        roles: [
          { files: ['**/chart.*'], role: 'gallery' },
          { files: ['**/chart.*', '**/keep.jpg'], role: 'chart' },
        ],
      },
      { 'l/m': 'roles: { 2.jpg: main, "raw/k*": variant }' },
    );
    expect(roles).toEqual({
      'archive/9.cr2': 'original by originals',
      'l/m/1.jpg': 'gallery by order',
      'l/m/2.jpg': 'main by listing.yaml',
      'l/m/chart.png': 'chart by roles #2',
      'l/m/raw/1.dng': 'original by originals',
      'l/m/raw/keep.jpg': 'variant by listing.yaml',
    });
  });

  it('leaves pictures outside of listings and originals alone, and says which globs match nothing', () => {
    const { layout } = rolesOf(['brand/mark.png', 'docs/a.png', 'l/m/1.jpg'], {
      listings: ['l/*', 'lists/*', '!l/old'],
      originals: ['originals/**'],
      brand: { watermarks: ['brand/mark.png'] },
    });
    expect(layout.images.map(({ path }) => path)).toEqual(['l/m/1.jpg']);
    expect(layout.warnings).toEqual([]);
    expect(layout.unmatched).toEqual({
      refused: [
        {
          path: ['listings', 1],
          message: '"lists/*" matches no folder',
          hint: 'globs start from the folder of the config',
        },
      ],
      warnings: [
        {
          path: ['listings', 2],
          message: 'listings: "!l/old" takes away nothing',
          hint: 'no other entry names what it matches',
        },
        {
          path: ['originals', 0],
          message: 'originals: "originals/**" matches no picture',
          hint: 'globs start from the folder of the config',
        },
      ],
    });
  });

  it.each<[readonly string[], readonly string[]]>([
    [['l/{m,none}'], ['"none" in "l/{m,none}" matches no folder']],
    [['!l/m'], ['"!l/m" takes away, and no entry names any folder']],
    [['l/*', '!l/*'], ['"l/*" matches no folder']],
    [[], ['"listings" names no folder, so nothing checks l/m/1.jpg and 1 more picture']],
    [['l/*', '!l/none'], []],
    [['.', 'l/{m,n}'], []],
  ])('refuses listings that leave folders out: %j', (listings, messages) => {
    const { layout } = rolesOf(['l/m/1.jpg', 'l/n/1.jpg'], { listings: [...listings] });
    expect(layout.unmatched.refused.map(({ message }) => message)).toEqual(messages);
  });

  it('takes a shop without listings where no picture is left unchecked', () => {
    const { layout } = rolesOf(['raw/1.jpg', 'brand/mark.png'], {
      listings: [],
      originals: ['raw/*'],
      brand: { watermarks: ['brand/mark.png'] },
    });
    expect(layout.unmatched.refused).toEqual([]);
  });

  it.each<[string, Settings, Record<string, string>, readonly (readonly string[])[]]>([
    ['everywhere where nothing says otherwise', {}, {}, [['amazon'], ['amazon']]],
    ['nowhere where the config says where', { channels: [] }, {}, [[], []]],
    ['where a listing.yaml says so', {}, { mug: 'channels: [etsy]' }, [[], ['etsy']]],
  ])('has listings go to the marketplaces of presets %s', (_, settings, files, channels) => {
    const layout = layOut(tree(['lamp/1.jpg', 'mug/1.jpg']), filesOf(files), settings, ['amazon']);
    expect(layout.listings.map((listing) => listing.channels)).toEqual(channels);
    expect(layout.images.map((image) => image.channels)).toEqual(channels);
  });

  it('does not lint the folder of the marks, by config or by its name', () => {
    const configured = rolesOf(['m/1.jpg', 'logos/a.png', 'logos/b.png'], { brand: { watermarks: ['./logos/a.png'] } });
    expect(configured.layout.images.map(({ path }) => path)).toEqual(['m/1.jpg']);
    const named = rolesOf(['m/1.jpg', 'brand/a.png']);
    expect(named.layout.images.map(({ path }) => path)).toEqual(['m/1.jpg']);
    expect(named.layout.warnings).toHaveLength(1);
    const elsewhere = rolesOf(['m/1.jpg', 'brand/a.png', 'logos/a.png'], { brand: { watermarks: ['logos/a.png'] } });
    expect(elsewhere.layout.images.map(({ path }) => path)).toEqual(['brand/a.png', 'm/1.jpg']);
    const listed = rolesOf(['brand/a.png'], { listings: ['*'] });
    expect(listed.layout.images.map(({ path }) => path)).toEqual(['brand/a.png']);
    const inListing = rolesOf(['l/m/1.jpg', 'l/m/mark.png'], {
      listings: ['l/*'],
      brand: { watermarks: ['l/m/mark.png'] },
    });
    expect(inListing.layout.images.map(({ path }) => path)).toEqual(['l/m/1.jpg']);
    const atRoot = rolesOf(['1.jpg', 'mark.png'], { brand: { watermarks: ['mark.png'] } });
    expect(atRoot.layout.images.map(({ path }) => path)).toEqual(['1.jpg']);
  });

  it('lints what lies beside a mark that is among the pictures of a product', () => {
    const seen = (mark: string, settings: Settings = {}) =>
      rolesOf(['shop/lamp/1.jpg', 'shop/mug/1.jpg', mark], { ...settings, brand: { watermarks: [mark] } }).layout
        .images;
    for (const mark of ['shop/mug/logo.png', 'shop/mark.png', 'shop/mug/2.jpg'])
      expect(seen(mark).map(({ path }) => path)).toEqual(['shop/lamp/1.jpg', 'shop/mug/1.jpg']);
    expect(seen('shop/mark.png', { listings: ['shop/*'] })).toHaveLength(2);
    expect(brandFolders({ brand: { watermarks: ['shop/mug/logo.png', 'shop/mark.png', 'a/brand/m.png'] } })).toEqual([
      'a/brand',
    ]);
  });

  it('says which pictures are left out with the folder of the marks', () => {
    const brand = { watermarks: ['logos/a.png'], decoys: ['logos/old/c.png'] };
    const warnings = (...pictures: string[]) => brandWarnings({ brand }, ['mug/1.jpg', 'logos/a.png', ...pictures]);
    expect(warnings('logos/old/c.png')).toEqual([]);
    expect(warnings('logos/b.jpg', 'logos/mug/1.jpg')).toEqual([
      'logos/ is the folder of your marks (`brand`): logos/b.jpg and 1 more in it are not linted; name the folders of your listings under `listings`, then this is settled',
    ]);
    expect(warnings('logos/b.jpg')).toEqual([
      'logos/ is the folder of your marks (`brand`): logos/b.jpg is not linted; name the folders of your listings under `listings`, then this is settled',
    ]);
    expect(brandWarnings({ brand, listings: ['mug'] }, ['logos/b.jpg'])).toEqual([]);
  });

  it('warns of a folder of very many pictures, which is hardly one listing, unless somebody has called it one', () => {
    const many = Array.from({ length: 25 }, (_, n) => `photos/${n}.jpg`);
    const more = many.flatMap((path) => [`shop/${path}`, `shop/${path}.png`]);
    expect(rolesOf(many).layout.crowded).toEqual([
      'photos holds 25 pictures and counts as one listing of one product: one of them is `main`, and copies among them are no fault. Are they several products, give each a folder of its own in it and write `listings: ["photos/*"]` into the config; is it one, put a listing.yaml there that names it (`product: NAME`)',
    ]);
    expect(rolesOf([...many, ...more]).layout.crowded).toEqual([
      expect.stringMatching(
        /^shop\/photos holds 50 pictures and counts as one listing of one product \(and so does 1 more\):/,
      ),
    ]);
    const others = many.map((path) => `other/${path}`);
    expect(rolesOf([...many, ...others, ...more]).layout.crowded).toEqual([
      expect.stringContaining('counts as one listing of one product (and so do 2 more):'),
    ]);
    expect(rolesOf(many.map((path) => path.slice('photos/'.length))).layout.crowded).toEqual([
      expect.stringMatching(/^this folder holds 25 .* `listings: \["\*"\]` into the config/),
    ]);
    expect(rolesOf(many.slice(1)).layout.crowded).toEqual([]);
    expect(rolesOf(many, { listings: ['photos'] }).layout.crowded).toEqual([]);
    expect(rolesOf(many, {}, { photos: 'product: everything' }).layout.crowded).toEqual([]);
  });

  it('takes product and channels from listing.yaml before the config', () => {
    const { layout } = rolesOf(
      ['l/a/1.jpg', 'l/b/1.jpg'],
      { listings: ['l/*'], channels: ['amazon'] },
      {
        'l/a': 'product: 42\nchannels: [ebay]\ntitle: Mug',
      },
    );
    expect(layout.listings.map(({ path, product, channels, title }) => ({ path, product, channels, title }))).toEqual([
      { path: 'l/a', product: '42', channels: ['ebay'], title: 'Mug' },
      { path: 'l/b', product: 'l/b', channels: ['amazon'], title: null },
    ]);
    expect(layout.images[0]).toMatchObject({ product: '42', channels: ['ebay'] });
  });
});

it('a glob for listings means something where it matches one of them', () => {
  const { layout } = rolesOf(['a/1.jpg', 'b/1.jpg'], { listings: ['a', 'b', 'c'] });
  expect(layout.unmatched.refused.map(({ path }) => path)).toEqual([['listings', 2]]);
});
