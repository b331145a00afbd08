import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@listing-lint/core/plugin';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchFiles } from '../../hash/match/match-files.ts';
import { matchText } from '../../hash/match/match-text.ts';
import { seeded } from '../../kernel/random.ts';
import { pictureId } from '../../watermark/stamp/keyed-order.ts';
import { LEDGER } from '../../watermark/stamp/ledger-name.ts';
import { markTeller } from './mark-states.ts';

const SIZE = { width: 640, height: 480 };
const PLACE = { left: 300, top: 220, width: 200, height: 44 };

/** Shapes with a grain, so that there is something to see everywhere. */
const scene = async (): Promise<Buffer> => {
  const random = seeded('mark states');
  const shapes = Array.from({ length: 260 }, () => {
    const colour = `hsl(${random() * 360} 60% ${20 + random() * 60}%)`;
    return `<circle cx="${random() * 640}" cy="${random() * 480}" r="${4 + random() * 40}" fill="${colour}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#998"/>${shapes.join('')}</svg>`;
  const { data } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const grainy = data.map((value) => Math.min(255, Math.max(0, value + Math.round(16 * (random() - 0.5)))));
  return sharp(grainy, { raw: { ...SIZE, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
};

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="44">${[8, 30, 52, 78, 104, 130, 156, 178]
  .map(
    (x) =>
      `<rect x="${x}" y="4" width="6" height="36" fill="white" opacity=".6"/><rect x="${x}" y="18" width="16" height="5" fill="white" opacity=".6"/>`,
  )
  .join('')}</svg>`;

let root = '';
const put = (path: string, bytes: Buffer): { file: string; name: string } => {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, bytes);
  return { file, name: path };
};

let original: Buffer;
let stamped: Buffer;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'mark-states-'));
  original = await scene();
  stamped = await sharp(original)
    .composite([{ input: Buffer.from(MARK), left: PLACE.left, top: PLACE.top }])
    .jpeg({ quality: 95 })
    .toBuffer();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ledgerLine = (sha: string): string =>
  `${JSON.stringify({
    path: 'listings/mug/1.jpg',
    sha256: sha,
    id: pictureId(original),
    mark: 'brand/mark.png',
    rank: 3,
    place: {
      x: PLACE.left / SIZE.width,
      y: PLACE.top / SIZE.height,
      width: PLACE.width / SIZE.width,
      height: PLACE.height / SIZE.height,
    },
    opacity: 0.6,
  })}\n`;

const blurredMark = async (): Promise<Buffer> =>
  sharp(stamped)
    .composite([
      { input: await sharp(stamped).extract(PLACE).blur(9).png().toBuffer(), left: PLACE.left, top: PLACE.top },
    ])
    .jpeg({ quality: 85 })
    .toBuffer();

/** What is said of the mark of one suspect, and the report. */
const said = async (suspect: Buffer) => {
  const suspects = [put('found/1.jpg', suspect)];
  const ours = [put('originals/1.jpg', original)];
  put('listings/mug/1.jpg', stamped);
  const tellMarks = await markTeller({ root, ours });
  const report = await matchFiles(suspects, ours, tellMarks === undefined ? {} : { tellMarks });
  const match = report.suspects[0]?.matches[0];
  return { match, mark: match?.mark, text: matchText(report) };
};

describe('what became of our mark in a suspect', () => {
  it.each([
    ['there', async () => sharp(stamped).resize(520).jpeg({ quality: 80 }).toBuffer()],
    ['there', async () => sharp(stamped).flop().jpeg({ quality: 80 }).toBuffer()],
    ['from-unmarked', async () => sharp(original).resize(560).jpeg({ quality: 85 }).toBuffer()],
    ['removed', blurredMark],
    [
      'cropped-away',
      async () => sharp(stamped).extract({ left: 0, top: 0, width: 640, height: 216 }).jpeg().toBuffer(),
    ],
  ] as const)('%s', async (state, make) => {
    writeFileSync(join(root, LEDGER), ledgerLine(sha256(stamped)));
    const { mark, text } = await said(await make());
    expect(mark).toMatchObject({ state, name: 'brand/mark.png', stamped: 'listings/mug/1.jpg' });
    expect(text).toContain(`(brand/mark.png, stamped on listings/mug/1.jpg): ${mark?.ground}`);
    expect(mark?.theirs === null).toBe(state === 'cropped-away');
  });

  it('makes a copy of what differs from the picture before by the mark alone, and of nothing else', async () => {
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
    expect(copy.text).toContain('1 of 1 picture copies one of ours');
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
    expect(more.text).toContain('1 of 1 picture copies one of ours');
  });

  it('is unknown where the stamped file has changed since', async () => {
    writeFileSync(join(root, LEDGER), ledgerLine('0'.repeat(64)));
    const { mark } = await said(await blurredMark());
    expect(mark).toMatchObject({ state: 'unknown', ground: expect.stringContaining('is not at hand') as string });
  });

  it('is not asked where nothing was ever stamped', async () => {
    rmSync(join(root, LEDGER), { force: true });
    expect((await said(await blurredMark())).mark).toBeUndefined();
  });
});
