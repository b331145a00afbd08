import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE, ListingLintError } from '@listing-lint/core/plugin';
import { readComparedBytes } from '@listing-lint/rules/hash';
import { seededScene } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import type { SeekSuspectMark } from './match.ts';
import { matchFiles, renderMatch } from './match-files.ts';
import { matchFrames } from './match-frames.ts';

const root = mkdtempSync(join(tmpdir(), 'further-frames-'));
afterAll(() => rmSync(root, { recursive: true }));

const scene = (seed: number): Promise<Buffer> => {
  const { data, width, height } = seededScene(seed, 240, 180);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
};

const put = (name: string, bytes: Buffer) => {
  writeFileSync(join(root, name), bytes);
  return { file: join(root, name), name, within: ANYWHERE };
};

/** A file of the scenes of some seeds, one after the other. */
const several = async (seeds: readonly number[], format: 'gif' | 'webp' | 'tiff'): Promise<Buffer> =>
  sharp(await Promise.all(seeds.map(scene)), { join: { animated: true } })
    .toFormat(format)
    .toBuffer();

const OURS = 7;

/** Pixels of a picture in the report, few enough to be compared. */
const tiny = async (encoded = ''): Promise<Buffer> =>
  sharp(Buffer.from(encoded, 'base64')).resize(24, 18, { fit: 'fill' }).raw().toBuffer();

it.each(['gif', 'webp', 'tiff'] as const)(
  'a copy in a frame or page behind the first of a %s is found, and displayed',
  { tags: 'full' },
  async (format) => {
    const ours = [put('ours.png', await scene(OURS)), put('other.png', await scene(8))];
    const suspects = [
      put(`third.${format}`, await several([1, 2, OURS], format)),
      put(`none.${format}`, await several([1, 2, 3], format)),
    ];
    const report = await matchFiles(suspects, ours, {});
    expect(report.suspects.map(({ matches }) => matches)).toEqual([
      [
        expect.objectContaining({
          ...{ path: 'ours.png', verdict: 'duplicate', frame: 3 },
          description: expect.stringContaining('in frame 3 of 3'),
        }),
      ],
      [],
    ]);
    expect(report.unseen.filter((sentence) => sentence.includes('frames'))).toEqual([]);
    const html = await renderMatch(report, 'html', [...suspects, ...ours]);
    expect(html).toContain(`found, frame 3: third.${format}`);
    // The report displays that frame, not the first.
    const [found, our] = [...html.matchAll(/<image id="[^"]*" href="data:image\/webp;base64,([^"]+)"/g)];
    const [a, b] = [await tiny(found?.[1]), await tiny(our?.[1])];
    expect(a.reduce((sum, value, k) => sum + Math.abs(value - (b[k] ?? 0)), 0) / a.length).toBeLessThan(12);
  },
);

const jpeg = async (seed: number, quality = 90): Promise<Buffer> =>
  sharp(await scene(seed))
    .jpeg({ quality })
    .toBuffer();

it('a copy in a full picture that follows a JPEG or WebP is found, and displayed', { tags: 'full' }, async () => {
  const ours = [put('ours.png', await scene(OURS))];
  const [first, second, third] = [await jpeg(1), await jpeg(2), await jpeg(OURS)];
  const suspects = [
    put('three.jpg', Buffer.concat([first, second, Buffer.alloc(99), third])),
    put('behind.webp', Buffer.concat([await several([1, 2], 'webp'), third])),
    put('none.jpg', Buffer.concat([first, second])),
  ];
  const report = await matchFiles(suspects, ours, {});
  const found = expect.objectContaining({
    ...{ path: 'ours.png', verdict: 'duplicate', frame: 3 },
    description: expect.stringContaining('in frame 3 of 3'),
  });
  expect(report.suspects.map(({ matches }) => matches)).toEqual([[found], [found], []]);
  expect(report.suspects.map(({ unseenFrames }) => unseenFrames)).toEqual([undefined, undefined, undefined]);
  const html = await renderMatch(report, 'html', [...suspects, ...ours]);
  const images = [...html.matchAll(/<image id="[^"]*" href="data:image\/webp;base64,([^"]+)"/g)];
  const [theirs = '', our = ''] = images.map(([, data]) => data);
  const [a, b] = [await tiny(theirs), await tiny(our)];
  expect(a.reduce((sum, value, k) => sum + Math.abs(value - (b[k] ?? 0)), 0) / a.length).toBeLessThan(12);
});

it('full pictures behind a JPEG that are too many, too large or torn are reported as not compared', async () => {
  const first = await jpeg(1);
  const many = await Promise.all(Array.from({ length: 15 }, (_, k) => jpeg(100 + k, 60)));
  const torn = (await jpeg(OURS)).subarray(0, 2000);
  const large = await sharp({ create: { width: 1200, height: 1000, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer();
  const suspects = [
    put('many.jpg', Buffer.concat([first, ...many])),
    put('torn.jpg', Buffer.concat([first, torn])),
    put('large.jpg', Buffer.concat([first, large])),
  ];
  const report = await matchFiles(suspects, [put('ours.png', await scene(OURS))], { limits: { megapixels: 1 } });
  expect(report.suspects.map(({ unseenFrames }) => unseenFrames)).toEqual([3, 1, 1]);
  expect(report.unseen).toContain(
    'some frames, pages and pictures behind the first: many.jpg (3), torn.jpg (1), large.jpg (1)',
  );
});

it('twelve frames are compared, the last among them; the number of others is reported, and which formats have one alone', {
  tags: 'full',
}, async () => {
  const ours = [put('ours.png', await scene(OURS))];
  const seeds = Array.from({ length: 30 }, (_, k) => 100 + k);
  const still = await scene(1);
  const long = put('long.gif', await several([...seeds, OURS], 'gif'));
  const moving = put('moving.png', animatedPng(still, 4));
  const plain = [put('still.png', still), put('still.gif', await sharp(still).gif().toBuffer())];
  const report = await matchFiles([long, moving, ...plain], ours, {});
  expect(report.suspects[0]?.matches).toMatchObject([{ path: 'ours.png', frame: 31 }]);
  expect(report.suspects.map(({ unseenFrames }) => unseenFrames)).toEqual([18, 3, undefined, undefined]);
  expect(report.unseen).toContain('some frames, pages and pictures behind the first: long.gif (18), moving.png (3)');
});

it('frames that hardly move are matched once, and watermarks are searched for in all that differ', async () => {
  const seen: number[] = [];
  const seekMark: SeekSuspectMark = async ({ data }) => {
    seen.push(data[0] ?? 0);
    const box = { x: 0, y: 0, width: 0.1, height: 0.1 };
    return seen.length === 2
      ? { mark: 'ours', status: 'present', mirrored: false, summary: '', box, stamped: [] }
      : null;
  };
  const ours = [put('ours.png', await scene(OURS))];
  const pages = await several([1, 1, 1, 2, 2], 'tiff');
  const report = await matchFiles([put('slow.tif', pages)], ours, { seekMark });
  expect(seen).toHaveLength(2);
  expect(report.suspects[0]).toMatchObject({ matches: [], mark: { mark: 'ours', frame: 4 } });
  expect(await renderMatch(report, 'text', [])).toContain('in frame 4');
});

it('after a frame that cannot be decoded none is tried any more, and that is said', async () => {
  const pages = await several([1, 2, 3, 4], 'tiff');
  const first = await readComparedBytes(pages, 'four.tif');
  const tried: number[] = [];
  const further = first.further.map((frame) => ({
    ...frame,
    decoded: () => {
      tried.push(frame.number);
      return frame.number === 3 ? Promise.reject(new ListingLintError('content-unreadable', 'torn')) : frame.decoded();
    },
  }));
  const result = await matchFrames({ ...first, further }, async () => ({
    matches: [],
    unseenPictures: 0,
    isPlain: false,
  }));
  expect(tried).toEqual([2, 3]);
  expect(result.images.map(({ frame }) => frame)).toEqual([1, 2]);
  expect(result.unseen).toBe(2);
});

/** A PNG that says to have so many frames, of which only the first is there. */
const animatedPng = (png: Buffer, frames: number): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length, 0);
    head.write(type, 4, 'latin1');
    const end = Buffer.alloc(4);
    end.writeUInt32BE(crc(Buffer.concat([head.subarray(4), data])), 0);
    return Buffer.concat([head, data, end]);
  };
  const control = Buffer.alloc(8);
  control.writeUInt32BE(frames, 0);
  const frame = Buffer.alloc(26);
  frame.writeUInt32BE(240, 4);
  frame.writeUInt32BE(180, 8);
  return Buffer.concat([png.subarray(0, 33), chunk('acTL', control), chunk('fcTL', frame), png.subarray(33)]);
};

const crc = (bytes: Buffer): number => {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
};
