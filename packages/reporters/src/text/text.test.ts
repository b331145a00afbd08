import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { fixtureContext } from '../testing/context.ts';
import { hostileReport } from '../testing/hostile-report.ts';
import { shopReport } from '../testing/shop-report.ts';
import { unmarkedReport } from '../testing/shop-variants.ts';
import { textWidth } from './layout.ts';
import { text } from './text.ts';

const shop = shopReport({ listings: 6, picturesPerListing: 5 });
const render = async (report = shop, more = {}): Promise<string> => text.render(report, fixtureContext(more));

it('groups findings by file, says how to fix them and sums up', async () => {
  expect(await render()).toMatchInlineSnapshot(`
    "cases/2026-001.yaml
      warning  line 4: past the point where a platform complaint is enough           legal-escalation
               · damages of USD 18,400 are over USD 10,000
               · the listing was back on 2026-10-02, after the removal of 2026-09-14

    listings/blue-mug/2.jpg  gallery
      error    no watermark found (best score 0.41)                                  watermark-present

    listings/blue-mug/3.jpg  gallery
      warning  the file says where it was taken (48.2082, 16.3738)                   privacy-gps

    listings/canvas-shoe/4.jpg  gallery
      error    the same picture is used for another product                          hash-unique
               → listings/blue-mug/4.jpg  mirrored copy, distance 4 of 256

    listings/canvas-shoe/5.jpg  chart
      error    no watermark found (best score 0.41)                                  watermark-present

    listings/desk-lamp/2.jpg  gallery
      error    the same picture is used for another product                          hash-unique
               → listings/canvas-shoe/2.jpg  mirrored copy, distance 4 of 256

    listings/desk-lamp/5.jpg  chart
      warning  the file says where it was taken (48.2082, 16.3738)                   privacy-gps

    listings/linen-tote
      warning  3 pictures, at least 4 are wanted                                     listing-image-count

    listings/linen-tote/1.jpg  main
      error    no watermark found (best score 0.41)                                  watermark-present

    listings/linen-tote/4.jpg  gallery
      warning  the file says where it was taken (48.2082, 16.3738)                   privacy-gps

    listings/linen-tote/5.jpg  chart
      info     edited with "Adobe Photoshop 25.1"                                    exif-edit-software

    listings/oak-stool/1.jpg  main
      info     edited with "Adobe Photoshop 25.1"                                    exif-edit-software

    By rule (more: listing-lint explain RULE)
      3 errors    watermark-present    Run \`listing-lint stamp\` on the picture, or give it the role
                                       \`chart\`.
      2 errors    hash-unique          Take a picture of this product, or give both listings the same
                                       \`product\` if they show one thing.
      3 warnings  privacy-gps          Remove the GPS block from the published copy; keep it in the
                                       original.
      1 warning   legal-escalation     Give the case file to counsel, with the originals and the notices
                                       sent so far.
      1 warning   listing-image-count  Add pictures from other angles.
      2 infos     exif-edit-software   Archive the file as it came from the camera and edit a copy.

    ✖ 5 errors, 5 warnings, 2 infos in 6 listings, 30 images and 3 cases
      1 finding left out by an exception or the baseline.
      metadata-copyright was not checked: \`brand.copyright\` is not set in the config.
      listings/old: the link leads out of the shop and was not followed
    "
  `);
});

it('says once what is true of all pictures, and counts every finding', async () => {
  const output = await render(unmarkedReport({ listings: 30, picturesPerListing: 5 }));
  expect(output.split('\n').slice(0, 4)).toEqual([
    'all 150 images',
    `${'  error    no watermark found'.padEnd(81)}watermark-present`,
    '',
    '8 of 150 images',
  ]);
  expect(output.split('watermark-present')).toHaveLength(3);
  expect(output).toMatch(/✖ 1\d\d errors, /);
});

it('uses colour only where it may, and colour changes nothing else', async () => {
  const colored = await render(shop, { color: true });
  expect(colored).toContain('\u001b[31m');
  expect(stripVTControlCharacters(colored)).toBe(await render());
});

it('hides warnings and infos with quiet, but counts them', async () => {
  const quiet = await render(shop, { quiet: true });
  expect(quiet).not.toContain('privacy-gps');
  expect(quiet).toContain('5 errors, 5 warnings, 2 infos');
  expect(quiet).toContain('7 warnings and infos hidden by --quiet');
});

it('stays within the columns of the terminal', async () => {
  for (const columns of [60, 80, 120]) {
    const lines = (await render(shop, { columns })).split('\n');
    const isPath = (line: string): boolean => /^\S/.test(line);
    expect(lines.filter((line) => !isPath(line) && textWidth(line) > columns)).toEqual([]);
  }
});

it('says that all is well', async () => {
  const clean = { ...shop, findings: [], summary: { ...shop.summary, errors: 0, warnings: 0, infos: 0 } };
  expect(await render(clean)).toMatch(/^✔ no findings in 6 listings, 30 images and 3 cases/);
});

it('lets no text from outside act on the terminal', async () => {
  const output = await render(hostileReport());
  expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\u200f\u202a-\u202e\u2066-\u2069]/u);
  expect(output).toContain('\\x1b[31mred');
  expect(output.split('\n').filter((line) => /^\s*(::|##\[)/.test(line))).toEqual([]);
});

it('lists as many findings as asked for, counts the others, and keeps the rows by rule whole', async () => {
  const output = await render(shop, { maxFindings: 3 });
  expect(output).toContain('9 more findings not listed.');
  expect(output.match(/^ {2}(error|warning|info) /gm)).toHaveLength(3);
  expect(output).toContain('5 errors, 5 warnings, 2 infos');
  expect(output).toMatch(/^ {2}2 infos +exif-edit-software/m);
});

it('names in the rows by rule what --fix takes care of, and the rule to see to first', async () => {
  const [first, ...others] = shop.findings;
  if (first === undefined) throw new Error('the shop has findings');
  const fix = { id: 'x', description: 'does it' } as NonNullable<typeof first.fix>;
  const same = others.filter(({ ruleId }) => ruleId === first.ruleId);
  const some = await render({ ...shop, findings: [{ ...first, fix }, ...same] });
  expect(some).toContain(same.length === 0 ? '(or --fix)' : '(or --fix for 1 of them)');
  expect(await render({ ...shop, findings: [{ ...first, fix }] })).toContain('(or --fix)');
  const blocked = await render({ ...shop, findings: [{ ...first, blockedBy: 'image-readable' }] });
  expect(blocked).toContain('First see to image-readable.');
});
