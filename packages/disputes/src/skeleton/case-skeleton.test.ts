import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../case/file/case-file.ts';
import { name, nonEmptyText } from '../case/file/values.ts';

import { caseFileName, nextCaseId } from './case-ids.ts';
import { caseSkeleton, type SkeletonSource } from './case-skeleton.ts';

const HASH = 'a'.repeat(64);
const source = (more: Partial<SkeletonSource> = {}): SkeletonSource => ({
  id: '2026-001',
  direction: 'we-complain',
  today: '2026-11-26',
  listings: [],
  pictures: [],
  copies: [],
  ...more,
});
const read = (text: string) => readCaseFile({ path: 'case.yaml', text });
/** With every key taken in: prose begins with a capital or is quoted, a key with a small letter or a dash. */
const takenIn = (text: string): string => text.replace(/^( *)# (?= *(?:- )?[a-z][A-Za-z]*:)/gm, '$1');

const binary = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
/** Any text, often with the form of a placeholder. */
const anyText = fc.oneof(
  binary,
  binary.map((text) => `<${text}>`),
);
/** What a case file takes as a name: something to see, on one line. */
const anyName = anyText.filter((text) => name.safeParse(text).success);
const anyPath = anyText.filter((text) => nonEmptyText.safeParse(text).success);
const anySource = fc.record({
  id: anyName,
  direction: fc.constantFrom('we-complain' as const, 'accused' as const),
  today: fc.constant('2026-11-26'),
  listings: fc.array(anyPath, { maxLength: 3 }),
  pictures: fc.array(fc.record({ path: anyPath, sha256: fc.constant(HASH), isOriginal: fc.boolean() }), {
    maxLength: 4,
  }),
  copies: fc.array(
    fc.record({
      file: fc.option(anyPath),
      name: anyName,
      sha256: fc.constant(HASH),
      of: anyName,
      distance: fc.nat(256),
      transform: fc.constantFrom('identity', 'mirror'),
      markRemoved: fc.option(anyText),
      markDamaged: fc.option(anyText),
    }),
    { maxLength: 3 },
  ),
  platform: anyName,
  listing: anyName,
  seller: anyName,
  received: fc.constant('2026-11-20'),
});

describe('caseSkeleton', () => {
  it('is a valid case whatever it names, with these names in it', () => {
    fc.assert(
      fc.property(anySource, (given) => {
        const { value, problems } = read(caseSkeleton(given));
        expect(problems).toEqual([]);
        expect(value).toMatchObject({ id: given.id, direction: given.direction, platform: given.platform });
        if (given.direction === 'we-complain')
          expect(value?.infringements?.[0]).toMatchObject({ listing: given.listing, seller: given.seller });
        expect(value?.listings ?? []).toEqual(given.listings);
        const isRemoved = given.direction === 'we-complain' && (given.copies[0]?.markRemoved ?? null) !== null;
        expect(value?.infringements?.[0]?.watermarkRemoved ?? false).toBe(isRemoved);
        const paths = (value?.works ?? []).flatMap(
          ({ images, rawOriginal }) => images?.[0]?.path ?? rawOriginal?.path ?? [],
        );
        expect(paths).toEqual(given.pictures.map(({ path }) => path));
      }),
    );
  });
  it('leaves a placeholder that the user has left in the config to be filled in', () => {
    const { problems } = read(caseSkeleton(source({ rightsHolder: { name: '<person or company>' } })));
    expect(problems.map(({ message }) => message)).toEqual(['"rightsHolder.name" is still to be filled in']);
  });
  it.each([
    source(),
    source({ direction: 'accused' }),
    source({ direction: 'accused', received: '2026-11-20' }),
    source({
      listing: 'https://market.example/1',
      pictures: [{ path: 'listings/a/1.jpg', sha256: HASH, isOriginal: false }],
    }),
    source({ pictures: [{ path: 'originals/1.jpg', sha256: HASH, isOriginal: true }] }),
  ])('asks to be filled in, and nothing else, with every comment taken in: %#', (given) => {
    const text = takenIn(caseSkeleton(given));
    expect(text).not.toMatch(/^ *# [a-z]\w*:/m);
    const { value, problems } = read(text);
    expect(value).toBeNull();
    expect(problems.length).toBeGreaterThan(20);
    expect(problems.filter(({ message }) => !/ is still to be filled in$|more problems/.test(message))).toEqual([]);
  });
  it('takes no line of it for what is so when it is taken in as it stands', () => {
    for (const direction of ['we-complain', 'accused'] as const) {
      const pictures = [{ path: 'listings/a/1.jpg', sha256: HASH, isOriginal: false }];
      const skeleton = caseSkeleton(
        source({ direction, pictures, ...(direction === 'accused' ? { received: '2026-11-20' } : { listing: 'x' }) }),
      );
      const lines = skeleton.split('\n');
      const keys = lines.flatMap((line, index) => (/^ *# *(?:- )?[a-z][A-Za-z]*:/.test(line) ? [index] : []));
      expect(keys.length).toBeGreaterThan(15);
      const passed = keys.filter((key) => {
        const text = lines.map((line, index) => (index === key ? takenIn(line) : line)).join('\n');
        return read(text).value !== null && !/: *(?:#.*)?$/.test(takenIn(lines[key] ?? ''));
      });
      expect(passed.map((key) => lines[key])).toEqual([]);
    }
  });
  it('leaves pictures that nobody named as comments, which are works when they are taken in', () => {
    const named = { path: 'listings/a/1.jpg', sha256: HASH, isOriginal: false };
    const text = caseSkeleton(source({ pictures: [named, { ...named, path: 'listings/a/2.jpg', isOther: true }] }));
    expect(read(text).value?.works?.map(({ id }) => id)).toEqual(['a/1']);
    const both = text.replace(/^ {2}# (- id: a\/2)$/m, '  $1').replace(/^ {4}# (images: .*2\.jpg.*)$/m, '    $1');
    expect(read(both).value?.works?.map(({ id }) => id)).toEqual(['a/1', 'a/2']);
  });
  it('says of each further copy whether a mark was taken off it', () => {
    const copy = { file: null, sha256: HASH, of: 'listings/a/1.jpg', transform: 'identity' };
    const text = caseSkeleton(
      source({
        pictures: [{ path: 'listings/a/1.jpg', sha256: HASH, isOriginal: false }],
        listing: 'x',
        copies: [
          { ...copy, name: 'found/1.jpg', distance: 0, markRemoved: null, markDamaged: null },
          { ...copy, name: 'found/2.jpg', distance: 4, markRemoved: 'the mark is gone', markDamaged: null },
          { ...copy, name: 'found/3.jpg', distance: 256, markRemoved: null, markDamaged: null },
        ],
      }),
    );
    expect(text).toMatch(
      /# Also found: found\/2\.jpg, a copy of listings\/a\/1\.jpg, distance 4\. Seen in it: the mark is gone\.\n *# Also found: found\/3\.jpg, a copy of listings\/a\/1\.jpg\.\n/,
    );
  });
  it('leaves it to a person whether a mark was taken off that was damaged, and says what was seen', () => {
    const damaged = { markRemoved: null, markDamaged: '82 % of the mark is still there' };
    const copy = { file: null, name: 'found/1.jpg', sha256: HASH, of: 'a/mug.jpg', distance: 0, transform: 'identity' };
    const text = caseSkeleton(
      source({
        pictures: [{ path: 'a/mug.jpg', sha256: HASH, isOriginal: false }],
        listing: 'x',
        copies: [
          { ...copy, ...damaged },
          { ...copy, ...damaged, name: 'found/2.jpg' },
        ],
      }),
    );
    expect(read(text).value?.infringements?.[0]?.watermarkRemoved).toBeUndefined();
    expect(text).toContain(
      '# Seen in the picture: our mark was damaged in part: 82 % of the mark is still there. Look yourself',
    );
    expect(text).toMatch(/# watermarkRemoved: <true or false> .*, and most of it is still there$/m);
    expect(text).toContain('Seen in it: our mark was damaged in part: 82 % of the mark is still there.');
  });
  it('has a line of the listing for each work that one picture shows, and sentences on the rest', () => {
    const pictures = ['a/1.jpg', 'b/2.jpg', 'c/3.jpg'].map((path) => ({ path, sha256: HASH, isOriginal: false }));
    const copy = { file: 'found/page.jpg', name: 'found/page.jpg', sha256: HASH, distance: 2, transform: 'identity' };
    const copies = [
      { ...copy, of: 'a/1.jpg', markRemoved: 'the mark is gone', markDamaged: null },
      { ...copy, of: 'c/3.jpg', markRemoved: null, markDamaged: null, name: 'found/3.jpg', file: null },
      { ...copy, of: 'b/2.jpg', markRemoved: null, markDamaged: null },
    ];
    const leftOut = Array.from({ length: 62 }, (_, k) => `found/page.jpg: d/${k}.jpg (why)`);
    const text = caseSkeleton(source({ listing: 'https://market.example/1', pictures, copies, leftOut }));
    const { value, problems } = read(text);
    expect(problems).toEqual([]);
    expect(value?.infringements?.map(({ listing, match, image }) => [listing, match?.work, image?.file])).toEqual([
      ['https://market.example/1', 'a/1', 'found/page.jpg'],
      ['https://market.example/1', 'b/2', 'found/page.jpg'],
    ]);
    expect(text).toContain('# Also found: found/3.jpg, a copy of c/3.jpg, distance 2.\n');
    expect(text).toContain('# Not taken: found/page.jpg: d/59.jpg (why).\n    # Not taken: 2 more.\n');
    expect(text).not.toContain('d/60.jpg');
    // Without their address it is taken in as a whole.
    const open =
      caseSkeleton(source({ pictures, copies }))
        .split(/^# infringements:$/m)[1]
        ?.split('\n\n')[0] ?? '';
    const filled = `infringements:${open.replace(/^# /gm, '').replace(/^.*(?:capture|counterfeit|explanation|seller): .*\n/gm, '')}`;
    const yaml = `id: x\nstatus: open\n${filled.replace(/<[^>]*>/g, 'x')}\nworks:\n  - id: a/1\n  - id: b/2\n`;
    expect(read(yaml).value?.infringements).toHaveLength(2);
  });
  it('says what was seen above a listing that is to be taken in, where it is no YAML', () => {
    const copy = { file: null, sha256: HASH, of: 'a/mug.jpg', transform: 'identity', distance: 0 };
    const text = caseSkeleton(
      source({
        pictures: [{ path: 'a/mug.jpg', sha256: HASH, isOriginal: false }],
        copies: [
          { ...copy, name: 'found/1.jpg', markRemoved: 'the mark is gone', markDamaged: null },
          { ...copy, name: 'found/2.jpg', markRemoved: null, markDamaged: null },
        ],
      }),
    );
    const [above = '', block = ''] = text.split(/^# infringements:$/m);
    expect(above).toMatch(
      /^# Their picture found\/1\.jpg lies elsewhere.*\n# Seen in the picture.*\n# Also found: found\/2/m,
    );
    // As a seller does: without the signs of its lines, down to the next empty one.
    const filled = `infringements:${block.split('\n\n')[0]?.replace(/^# /gm, '')}\n`.replace(/<[^>]*>/g, 'x');
    const yaml = text.replace(/^# infringements:$[\s\S]*?\n\n/m, () => `${filled}\n`);
    expect(read(yaml).problems.filter(({ message }) => /mapping|YAML|implicit|indent/i.test(message))).toEqual([]);
    expect(read(yaml.replace(/^.*(?:capture|counterfeit): .*\n/gm, '')).value?.infringements).toMatchObject([
      { listing: 'x', watermarkRemoved: true },
    ]);
  });
  it('states nothing that it does not know', () => {
    const { value } = read(caseSkeleton(source({ direction: 'accused' })));
    expect(value).toEqual({ id: '2026-001', status: 'open', direction: 'accused', createdAt: '2026-11-26' });
  });
  it('keeps two pictures of one name apart', () => {
    const pictures = ['a/1.jpg', 'b/1.jpg', 'b/2.jpg'].map((path) => ({ path, sha256: HASH, isOriginal: false }));
    const { value } = read(caseSkeleton(source({ pictures })));
    expect(value?.works?.map(({ id }) => id)).toEqual(['a/1', 'b/1', 'b/2']);
    const deeper = ['x/a/1.jpg', 'y/a/1.jpg', 'c/front.jpg', '3.jpg', 'd/lamp.jpg'].map((path) => ({
      path,
      sha256: HASH,
      isOriginal: false,
    }));
    const ids = read(caseSkeleton(source({ pictures: deeper }))).value?.works?.map(({ id }) => id);
    expect(ids).toEqual(['x/a/1.jpg', 'y/a/1.jpg', 'c/front', '3', 'lamp']);
  });
});

describe('ids', () => {
  it('go on from the highest of the year', () => {
    expect(nextCaseId([], '2026')).toBe('2026-001');
    expect(nextCaseId(['2026-009', '2026-10', '2025-400', 'lamp', '2026-x'], '2026')).toBe('2026-011');
    expect(nextCaseId(['2026-999'], '2026')).toBe('2026-1000');
  });
  it('name a file that every system takes', () => {
    expect(caseFileName('2026-001')).toBe('2026-001.yaml');
    expect(caseFileName('../../etc/passwd')).toBe('etc-passwd.yaml');
    expect(caseFileName('杯子: 1')).toBe('杯子-1.yaml');
    expect(caseFileName('//')).toBe('case.yaml');
  });
});
