import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE, sha256 } from '@listing-lint/core/plugin';
import { LEDGER } from '@listing-lint/rules/watermark';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchFiles } from '../match/match-files.ts';
import { matchText } from '../match/view/match-text.ts';
import { markClassifier } from './mark-states.ts';
import { testLedgerLine, testStamped } from './test-stamped.ts';

let root = '';
const put = (path: string, bytes: Buffer) => {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, bytes);
  return { file, name: path, within: ANYWHERE };
};

let original: Buffer;
let stamped: Buffer;
let blurred: Buffer;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mark-states-'));
  ({ original, stamped, blurred } = await testStamped());
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ledgerLine = (sha: string): string => testLedgerLine(sha, original);

/** What is said of the mark of one suspect, and the report. */
const said = async (suspect: Buffer) => {
  const suspects = [put('found/1.jpg', suspect)];
  const ours = [put('originals/1.jpg', original)];
  put('listings/mug/1.jpg', stamped);
  const classifyMarks = await markClassifier({ root, ours });
  const report = await matchFiles(suspects, ours, classifyMarks === undefined ? {} : { classifyMarks });
  const match = report.suspects[0]?.matches[0];
  return { match, mark: match?.mark, text: matchText(report) };
};

describe('what became of our mark in a suspect', () => {
  it.each([
    ['there', async () => sharp(stamped).resize(520).jpeg({ quality: 80 }).toBuffer()],
    ['there', async () => sharp(stamped).flop().jpeg({ quality: 80 }).toBuffer()],
    ['from-unmarked', async () => sharp(original).resize(560).jpeg({ quality: 85 }).toBuffer()],
    ['removed', async () => blurred],
    ['removed', async () => sharp(blurred).resize(160).png().toBuffer()],
    // Of 44 px no more than 8 are left: strokes that are gone look as scaled ones do.
    ['unknown', async () => sharp(blurred).resize(120).png().toBuffer()],
    [
      'cropped-away',
      async () => sharp(stamped).extract({ left: 0, top: 0, width: 640, height: 216 }).jpeg().toBuffer(),
    ],
  ] as const)('%s', { tags: 'full' }, async (state, make) => {
    writeFileSync(join(root, LEDGER), ledgerLine(sha256(stamped)));
    const { mark, text } = await said(await make());
    expect(mark).toMatchObject({ state, name: 'brand/mark.png', stamped: 'listings/mug/1.jpg' });
    expect(text).toContain(`(brand/mark.png, stamped on listings/mug/1.jpg): ${mark?.ground}`);
    expect(mark?.theirs === null).toBe(state === 'cropped-away');
  });

  it('makes a copy of what differs from the picture before by the mark alone, and of nothing else', {
    tags: 'full',
  }, async () => {
    writeFileSync(join(root, LEDGER), ledgerLine(sha256(stamped)));
    const crop = { left: 200, top: 100, width: 400, height: 300 };
    const cropped = () => sharp(stamped).extract(crop);
    const alone = await matchFiles(
      [put('found/1.jpg', await cropped().jpeg().toBuffer())],
      [put('originals/1.jpg', original)],
      {},
    );
    expect(alone.suspects[0]?.matches[0]?.verdict).toBe('variant');
    const copy = await said(await cropped().jpeg({ quality: 85 }).toBuffer());
    expect(copy.text).toContain('1 suspect compared with 1 file of yours: 1 copies one of yours');
    expect(copy.text).toMatch(/copy of listings\/mug\/1\.jpg.*stamped from originals\/1\.jpg/);
    expect(copy.match).toMatchObject({ path: 'originals/1.jpg', verdict: 'duplicate' });
    // Somebody else's label on it, too.
    const label = await sharp({ create: { width: 150, height: 90, channels: 3, background: '#0a8' } })
      .png()
      .toBuffer();
    const more = await said(
      await cropped()
        .composite([{ input: label, left: 0, top: 0 }])
        .jpeg({ quality: 85 })
        .toBuffer(),
    );
    expect(more.match).toMatchObject({ path: 'originals/1.jpg', verdict: 'variant', mark: { state: 'there' } });
    expect(more.text).toContain('1 suspect compared with 1 file of yours: 1 copies one of yours');
  });

  it('makes a copy of what bears the grain of our stamped file, whatever covers its mark, and of nothing else', {
    tags: 'full',
    timeout: 120_000,
  }, async () => {
    const grained = await testStamped('mark states', true);
    const label = await sharp({ create: { width: 260, height: 110, channels: 3, background: '#0a8' } })
      .png()
      .toBuffer();
    const covered = (picture: Buffer): Promise<Buffer> =>
      sharp(picture)
        .composite([{ input: label, left: 270, top: 190 }])
        .jpeg({ quality: 88 })
        .toBuffer();
    const of = async (suspect: Buffer) => {
      writeFileSync(join(root, LEDGER), ledgerLine(sha256(grained.stamped)));
      put('listings/mug/1.jpg', grained.stamped);
      const ours = [put('originals/1.jpg', original)];
      const classifyMarks = await markClassifier({ root, ours });
      return matchFiles([put('found/1.jpg', suspect)], ours, classifyMarks === undefined ? {} : { classifyMarks });
    };
    const report = await of(await covered(grained.stamped));
    expect(report.suspects[0]?.matches).toEqual([
      expect.objectContaining({
        verdict: 'duplicate',
        description: expect.stringMatching(/, made out of listings\/mug\/1\.jpg as it was stamped$/),
        mark: expect.objectContaining({
          state: 'covered',
          ground: expect.stringContaining('it bears the grain that only our stamped picture has'),
          isOfStamped: true,
        }),
      }),
    ]);
    expect(report.suspects[0]?.matches[0]).not.toHaveProperty('isChanged');
    // The same label on the picture as it was before, and on its neighbour in another colour.
    const before = await of(await covered(original));
    expect(before.suspects[0]?.matches[0]).toMatchObject({ verdict: 'variant' });
    expect(before.suspects[0]?.matches[0]?.mark).not.toHaveProperty('isOfStamped');
    const neighbour = await sharp(original).modulate({ hue: 150 }).jpeg({ quality: 95 }).toBuffer();
    for (const { verdict } of (await of(await covered(neighbour))).suspects[0]?.matches ?? [])
      expect(verdict).not.toBe('duplicate');
  });

  it.each([
    ['there', () => stamped],
    ['from-unmarked', () => original],
    ['removed', () => blurred],
  ] as const)('classifies a negative: %s', { tags: 'full' }, async (state, of) => {
    writeFileSync(join(root, LEDGER), ledgerLine(sha256(stamped)));
    const { match, mark } = await said(await sharp(of()).negate({ alpha: false }).jpeg({ quality: 85 }).toBuffer());
    expect(match).toMatchObject({ verdict: 'variant', negative: true });
    expect(mark).toMatchObject({ state });
  });

  it('is unknown for a picture of the line in other colours than the suspect', { tags: 'full' }, async () => {
    // Colours of the other side, as light as they were.
    const row = (of: number): [number, number, number] => {
      const share = (at: number, luma: number): number => 1.7 * luma - (at === of ? 0.7 : 0);
      return [share(0, 0.299), share(1, 0.587), share(2, 0.114)];
    };
    const inBlue = (bytes: Buffer) =>
      sharp(bytes)
        .recomb([row(0), row(1), row(2)])
        .jpeg({ quality: 95 })
        .toBuffer();
    const [blue, blueStamped] = [await inBlue(original), await inBlue(stamped)];
    const lines = [ledgerLine(sha256(stamped)), testLedgerLine(sha256(blueStamped), blue, 'listings/blue/1.jpg')];
    writeFileSync(join(root, LEDGER), lines.join(''));
    put('listings/mug/1.jpg', stamped);
    put('listings/blue/1.jpg', blueStamped);
    const ours = [put('originals/1.jpg', original), put('originals/blue.jpg', blue)];
    const classifyMarks = await markClassifier({ root, ours });
    const report = await matchFiles(
      [put('found/1.jpg', blurred)],
      ours,
      classifyMarks === undefined ? {} : { classifyMarks },
    );
    const said = report.suspects[0]?.matches.map(({ path, mark }) => [path, mark?.state, mark?.ground]);
    expect(said).toEqual([
      ['originals/1.jpg', 'removed', expect.any(String)],
      ['originals/blue.jpg', 'unknown', expect.stringContaining('another picture of ours is there')],
    ]);
  });

  it('is reported for each listing that has the picture, by its stamp', { tags: 'full' }, async () => {
    const paths = ['listings/mug/1.jpg', 'listings/cup/1.jpg'];
    writeFileSync(join(root, LEDGER), paths.map((path) => testLedgerLine(sha256(stamped), original, path)).join(''));
    const ours = paths.map((path) => {
      put(path, stamped);
      return put(`.listing-lint/unstamped/${path}`, original);
    });
    const classifyMarks = await markClassifier({ root, ours });
    const suspects = [put('found/1.jpg', stamped)];
    const report = await matchFiles(suspects, ours, classifyMarks === undefined ? {} : { classifyMarks });
    rmSync(join(root, '.listing-lint'), { recursive: true });
    expect(report.suspects[0]?.matches.map(({ path, mark }) => [path, mark?.stamped]).sort()).toEqual([
      ['.listing-lint/unstamped/listings/cup/1.jpg', 'listings/cup/1.jpg'],
      ['.listing-lint/unstamped/listings/mug/1.jpg', 'listings/mug/1.jpg'],
    ]);
  });

  it('is unknown where the stamped file has changed since', async () => {
    writeFileSync(join(root, LEDGER), ledgerLine('0'.repeat(64)));
    const { mark } = await said(blurred);
    const ground = 'listings/mug/1.jpg is another file now than the one that was stamped, and was not used';
    expect(mark).toMatchObject({ state: 'unknown', ground });
  });

  it('is unknown where the stamps file names a file that shows another picture', async () => {
    const other = await testStamped('another picture');
    writeFileSync(join(root, LEDGER), ledgerLine(sha256(other.stamped)));
    put('listings/mug/1.jpg', other.stamped);
    const ours = [put('originals/1.jpg', original)];
    const classifyMarks = await markClassifier({ root, ours });
    const report = await matchFiles(
      [put('found/1.jpg', original)],
      ours,
      classifyMarks === undefined ? {} : { classifyMarks },
    );
    expect(report.suspects[0]?.matches[0]?.mark).toMatchObject({
      state: 'unknown',
      ground: expect.stringMatching(/^listings\/mug\/1\.jpg differs from the picture that it was stamped from/),
    });
  });

  it('is unknown where the stamped file is a link that leads out of the shop', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'mark-states-outside-'));
    writeFileSync(join(outside, '1.jpg'), stamped);
    const line = testLedgerLine(sha256(stamped), original, 'linked/1.jpg');
    writeFileSync(join(root, LEDGER), line);
    symlinkSync(outside, join(root, 'linked'));
    const ours = [put('originals/1.jpg', original)];
    const classifyMarks = await markClassifier({ root, ours });
    const report = await matchFiles(
      [put('found/1.jpg', blurred)],
      ours,
      classifyMarks === undefined ? {} : { classifyMarks },
    );
    rmSync(outside, { recursive: true });
    rmSync(join(root, 'linked'));
    expect(report.suspects[0]?.matches[0]?.mark).toMatchObject({
      state: 'unknown',
      ground: 'linked/1.jpg is a link out of the folder of the config, and was not used',
    });
  });

  it('is skipped for a file that replaced the stamped one', async () => {
    const other = await testStamped('another picture');
    writeFileSync(join(root, LEDGER), ledgerLine(sha256(stamped)));
    const unstamped = put('.listing-lint/unstamped/listings/mug/1.jpg', original);
    const ours = [put('listings/mug/1.jpg', other.original), unstamped];
    const classify = await markClassifier({ root, ours });
    expect(await classify?.stampedOf('listings/mug/1.jpg')).toBeUndefined();
    expect(await classify?.marksOn('listings/mug/1.jpg')).toEqual([]);
    expect(await classify?.stampedOf(unstamped.name)).toBe('listings/mug/1.jpg');
    // Saved again it is the stamped one.
    put('listings/mug/1.jpg', await sharp(stamped).jpeg({ quality: 70 }).toBuffer());
    expect(await (await markClassifier({ root, ours }))?.stampedOf('listings/mug/1.jpg')).toBe('listings/mug/1.jpg');
    rmSync(join(root, '.listing-lint'), { recursive: true });
  });

  it('is skipped where nothing was ever stamped', async () => {
    rmSync(join(root, LEDGER), { force: true });
    expect((await said(blurred)).mark).toBeUndefined();
  });
});
