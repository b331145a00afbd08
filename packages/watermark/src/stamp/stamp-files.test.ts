import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Subject } from '@listing-lint/core';
import { readLedger } from '@listing-lint/rules/watermark';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StampOptions, type StampOutcome, stampFiles } from './stamp-files.ts';

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><g fill="none" stroke="#fff" stroke-width="18" stroke-linejoin="round">
<path d="M20 180 L110 20 L200 180 Z M280 180 V20 H390 L280 100 H390 L310 180"/><circle cx="510" cy="100" r="66"/></g></svg>`;
const mark = await sharp(Buffer.from(MARK)).trim().png().toBuffer();
/** A dark product on a light ground. */
const product = () =>
  sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="400"><rect width="480" height="400" fill="#f2f2f0"/><rect x="40" y="40" width="400" height="320" rx="60" fill="#456"/></svg>',
    ),
  ).flatten();
const jpeg = await product().jpeg({ quality: 92 }).toBuffer();

let root: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'listing-lint-stamp-'));
  for (const folder of ['brand', 'a', 'b']) await mkdir(join(root, folder));
  writeFileSync(join(root, 'brand/mark.png'), mark);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = async (path: string, bytes = jpeg): Promise<Subject> => {
  await writeFile(join(root, path), bytes);
  return subjectOf(path);
};
const subjectOf = (path: string): Subject => ({
  scope: 'image',
  path,
  file: join(root, path),
  role: 'gallery',
  listing: path.split('/')[0] ?? '',
  channels: [],
});
const stamp = (subjects: readonly Subject[], more: Partial<StampOptions> = {}): Promise<readonly StampOutcome[]> =>
  stampFiles(subjects, {
    root,
    marks: ['brand/mark.png'],
    key: 'a key that only a test would use',
    inPlace: false,
    dryRun: false,
    clean: async (bytes) => ({ bytes, removed: [], lost: [] }),
    out: join(root, 'out'),
    ...more,
  });
const placeOf = (outcome: StampOutcome | undefined) =>
  outcome?.kind === 'stamped' ? outcome.entry.place : outcome?.reason;

describe('a stamped copy', () => {
  it.each([
    ['jpg', 'jpeg', () => product().jpeg()],
    ['png', 'png', () => product().png()],
    ['webp', 'webp', () => product().webp()],
    ['tif', 'tiff', () => product().tiff()],
    ['avif', 'heif', () => product().avif({ effort: 0 })],
  ])('of a .%s is a picture of its format', async (extension, format, encode) => {
    const path = `a/1.${extension}`;
    expect(await stamp([await put(path, await encode().toBuffer())])).toMatchObject([
      { kind: 'stamped', file: join(root, 'out', path) },
    ]);
    expect((await sharp(await readFile(join(root, 'out', path))).metadata()).format).toBe(format);
  });

  it('changes nothing but the place of the mark where no grain is wanted', async () => {
    const noise = { type: 'gaussian' as const, mean: 120, sigma: 12 };
    const lively = sharp({ create: { width: 480, height: 400, channels: 3, background: '#888', noise } });
    const subject = await put('a/1.png', await lively.png().toBuffer());
    const before = await sharp(subject.file).raw().toBuffer();
    const changedOutsideMark = async (grain: boolean): Promise<number> => {
      const out = join(root, `grain ${grain}`);
      const [outcome] = await stamp([subject], { out, grain });
      if (outcome?.kind !== 'stamped') throw new Error(`not stamped: ${JSON.stringify(outcome)}`);
      const { x, y, width, height } = outcome.entry.place;
      const after = await sharp(join(out, 'a/1.png')).raw().toBuffer();
      return after.filter((value, i) => {
        const [column, row] = [Math.floor(i / 3) % 480, Math.floor(i / 3 / 480)];
        const isAcross = column >= 480 * x - 2 && column <= 480 * (x + width) + 2;
        const isDown = row >= 400 * y - 2 && row <= 400 * (y + height) + 2;
        return value !== before[i] && !(isAcross && isDown);
      }).length;
    };
    expect(await changedOutsideMark(false)).toBe(0);
    expect(await changedOutsideMark(true)).toBeGreaterThan(1000);
  });

  it('has no grain where a file without loss would be much larger for it', async () => {
    const smooth = Buffer.from(Array.from({ length: 25 * 3 }, (_, i) => 70 + ((i * 37) % 110)));
    const drawing = () =>
      sharp(smooth, { raw: { width: 5, height: 5, channels: 3 } }).resize(480, 400, { fit: 'fill', kernel: 'cubic' });
    const [subject] = [await put('a/1.png', await drawing().png().toBuffer())];
    const sizeOf = async (grain: boolean): Promise<number> => {
      const out = join(root, `grain ${grain}`);
      expect(await stamp([subject], { out, grain })).toMatchObject([{ kind: 'stamped' }]);
      return (await readFile(join(out, 'a/1.png'))).length;
    };
    expect(await sizeOf(true)).toBe(await sizeOf(false));
  });

  it('has another place than the others of its listing, whatever other listings have', async () => {
    const subjects = [await put('a/1.jpg'), await put('a/2.jpg'), await put('b/1.jpg')];
    const places = (await stamp(subjects, { dryRun: true })).map(placeOf);
    expect(places[0]).toHaveProperty('x');
    expect(places[1]).toHaveProperty('x');
    expect(places[1]).not.toEqual(places[0]);
    expect(places[2]).toEqual(places[0]);
  });

  it('is not made twice, and takes no place of a file that no stamp made', async () => {
    const subject = await put('a/1.jpg');
    await stamp([subject]);
    expect(await stamp([subject])).toMatchObject([{ kind: 'skipped', reason: 'its stamped copy is there already' }]);
    const copy = join(root, 'out/a/1.jpg');
    await writeFile(copy, 'of the seller');
    const refused = { kind: 'failed', reason: expect.stringContaining('a file that no stamp made') };
    expect(await stamp([subject])).toMatchObject([refused]);
    await mkdir(join(root, 'out/b'));
    await writeFile(join(root, 'out/b/1.jpg'), 'of the seller');
    expect(await stamp([await put('b/1.jpg')])).toMatchObject([refused]);
    expect(await readFile(copy, 'utf8')).toBe('of the seller');
  });

  it.skipIf(process.platform === 'win32')('is made of a link too, which is not stamped in place', async () => {
    await put('a/1.jpg');
    symlinkSync('1.jpg', join(root, 'a/2.jpg'));
    expect(await stamp([subjectOf('a/2.jpg')], { inPlace: true })).toMatchObject([
      { kind: 'skipped', reason: 'it is a link: name the file that it leads to' },
    ]);
    expect(await stamp([subjectOf('a/2.jpg')])).toMatchObject([{ kind: 'stamped' }]);
  });
});

describe('a picture that is stamped in place and saved again since', () => {
  const savedAgain = async (): Promise<Subject> => {
    const subject = await put('a/1.jpg');
    await stamp([subject], { inPlace: true });
    const bytes = await readFile(subject.file);
    return put('a/1.jpg', await sharp(bytes).jpeg({ quality: 80 }).toBuffer());
  };

  it('is not stamped a second time', async () => {
    const subject = await savedAgain();
    const bytes = await readFile(subject.file);
    expect(await stamp([subject], { inPlace: true })).toMatchObject([
      { kind: 'skipped', reason: 'it is stamped already' },
    ]);
    expect(await readFile(subject.file)).toEqual(bytes);
  });

  it('is stamped where its mark is not searched for any more, and where another picture is there now', async () => {
    const subject = await savedAgain();
    await writeFile(join(root, 'brand/new.png'), mark);
    expect(await stamp([subject], { inPlace: true, marks: ['brand/new.png'] })).toMatchObject([{ kind: 'stamped' }]);
    expect((await readLedger(root)).get('a/1.jpg')).toMatchObject({ mark: 'brand/new.png' });
    const other = await product().flop().negate().jpeg().toBuffer();
    expect(await stamp([await put('a/1.jpg', other)], { inPlace: true, marks: ['brand/new.png'] })).toMatchObject([
      { kind: 'stamped' },
    ]);
  });
});
