// Pictures that others would choke on: what comes of each, and that a bad one does not stop the rest.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Subject } from '@listing-lint/core';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { channelProfile } from '../channel/profile/channel-profiles.ts';
import { type ExportOutcome, exportFiles } from './export-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'listing-lint-hostile-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const plain = (width: number, height: number, background = '#ffffff') =>
  sharp({ create: { width, height, channels: 3, background } });
const put = (path: string, bytes: Buffer | string): Subject => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
  return { scope: 'image', path, file: join(root, path), role: 'main', listing: path, channels: [] };
};
const exported = (
  channel: string,
  subjects: readonly Subject[],
  megapixels = 4,
  out = join(root, 'out'),
): Promise<readonly ExportOutcome[]> => {
  const profile = channelProfile(channel) ?? expect.fail(channel);
  return exportFiles(subjects, {
    ...{ root, profile, day: '2026-11-26', out, dryRun: false },
    ...{ brand: undefined, limits: { megapixels }, keeps: 'rights' },
  });
};
const told = (outcome: ExportOutcome): string => {
  if (outcome.kind === 'refused') return `${outcome.path} ${outcome.reasons.join('; ')}`;
  if (outcome.kind === 'failed') return `${outcome.path} ${outcome.reason}`;
  return `${outcome.path} → ${outcome.copy} ${outcome.width}×${outcome.height} ${outcome.changes.join(', ')}`;
};

it('a picture of a huge ratio is padded within what is decoded, not beyond it', async () => {
  const [outcome] = await exported('shopee', [put('l/1.png', await plain(3000, 30).png().toBuffer())], 2);
  expect(outcome).toMatchObject({ kind: 'written' });
  const { width, height } = await sharp(readFileSync(join(root, 'out/l/1.png'))).metadata();
  expect(width).toBe(height);
  expect(width * height).toBeLessThanOrEqual(2e6);
  expect(width).toBeGreaterThan(1400);
});

it('a folder that cannot be made is told, and what is begun there ends', async () => {
  const subjects = [put('l/1.jpg', await plain(900, 900).jpeg().toBuffer())];
  put('taken', 'a file');
  const into = (out: string) => exported('walmart', subjects, 4, out).catch((error: unknown) => error);
  const fault = (out: string, why: string) => ({
    code: 'output-failed',
    message: `cannot make the folder ${out}: ${why}`,
  });
  const taken = join(root, 'taken');
  expect(await into(taken)).toMatchObject(fault(taken, 'a part of the path is a file'));
  expect(await into(join(taken, 'below'))).toMatchObject({ code: 'output-failed' });
  if (process.platform === 'linux') expect(await into('/proc/x')).toMatchObject({ code: 'output-failed' });
  expect(await into(join(root, 'new/deep'))).toMatchObject([{ kind: 'written' }]);
});

it('each kind is exported upright, in sRGB, 8 bits and still, or says why not', { tags: 'full' }, async () => {
  const frames = Buffer.concat([Buffer.alloc(900 * 900 * 3, 255), Buffer.alloc(900 * 900 * 3, 40)]);
  const animated = () => sharp(frames, { raw: { width: 900, height: 1800, channels: 3, pageHeight: 900 } });
  const subjects = [
    put('a/cmyk.jpg', await plain(900, 900).toColourspace('cmyk').jpeg().toBuffer()),
    put('a/deep.png', await plain(900, 900).toColourspace('rgb16').png().toBuffer()),
    put('a/moves.gif', await animated().gif().toBuffer()),
    put('a/moves.webp', await animated().webp().toBuffer()),
    put('a/p3.jpg', await plain(900, 900).withIccProfile('p3').jpeg().toBuffer()),
    put('a/tiny.png', await plain(1, 1).png().toBuffer()),
    put('a/turned.jpg', await plain(900, 1000).withMetadata({ orientation: 6 }).jpeg().toBuffer()),
    put('b/none.jpg', ''),
    put('b/text.jpg', 'no picture'),
    put("b/'q' [1]\n*.jpg", await plain(900, 900).jpeg().toBuffer()),
    put('c/a.png', await plain(900, 900).png().toBuffer()),
    put('c/a.webp', await plain(900, 900).webp().toBuffer()),
  ];
  expect((await exported('walmart', subjects)).map(told)).toMatchInlineSnapshot(`
    [
      "a/cmyk.jpg → a/cmyk.jpg 900×900 in sRGB, jpeg of quality 95",
      "a/deep.png → a/deep.png 900×900 in sRGB",
      "a/moves.gif → a/moves.png 900×900 png instead of gif, the first of 2 frames or pages",
      "a/moves.webp → a/moves.jpg 900×900 jpeg instead of webp, the first of 2 frames or pages, jpeg of quality 95",
      "a/p3.jpg → a/p3.jpg 900×900 in sRGB, jpeg of quality 95",
      "a/tiny.png → a/tiny.png 1×1 ",
      "a/turned.jpg → a/turned.jpg 1000×1000 padded from 1000 × 900, jpeg of quality 95",
      "b/'q' [1]
    *.jpg → b/'q' [1]
    *.jpg 900×900 ",
      "b/none.jpg it cannot be read: the file is empty",
      "b/text.jpg it cannot be read: not a picture format that is known here",
      "c/a.png → c/a.png 900×900 ",
      "c/a.webp → c/a.jpg 900×900 jpeg instead of webp, jpeg of quality 95",
    ]
  `);
  for (const name of ['cmyk.jpg', 'deep.png', 'p3.jpg', 'turned.jpg']) {
    const { space, orientation = 1 } = await sharp(join(root, 'out/a', name)).metadata();
    expect([name, space, orientation]).toEqual([name, 'srgb', 1]);
  }
});

it.skipIf(process.getuid?.() === 0)('a folder that cannot be written is told, with nothing left half', async () => {
  mkdirSync(join(root, 'out/l'), { recursive: true });
  chmodSync(join(root, 'out/l'), 0o555);
  const subject = put('l/1.jpg', await plain(900, 900).jpeg().toBuffer());
  expect(await exported('etsy', [subject])).toMatchObject([{ kind: 'failed' }]);
  chmodSync(join(root, 'out/l'), 0o755);
});
