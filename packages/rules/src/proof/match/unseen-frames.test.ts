import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { unseenFrames } from './unseen-frames.ts';

const root = mkdtempSync(join(tmpdir(), 'unseen-frames-'));
afterAll(() => rmSync(root, { recursive: true }));

const put = (name: string, bytes: Buffer | string) => {
  writeFileSync(join(root, name), bytes);
  return { file: join(root, name), name };
};

it('names files of several frames or pages, by their content, and no others', async () => {
  const frame = (background: string) =>
    sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer();
  const still = await frame('#a33');
  const several = () => sharp([still, still], { join: { animated: true } });
  const moving = await sharp([still, await frame('#33a')], { join: { animated: true } })
    .gif()
    .toBuffer();
  const plain = [
    put('still.png', still),
    put('still.gif', await sharp(still).gif().toBuffer()),
    put('a.jpg', await sharp(still).jpeg().toBuffer()),
    put('text.gif', 'none'),
    { file: join(root, 'gone.gif'), name: 'gone.gif' },
  ];
  expect(await unseenFrames(plain, undefined)).toEqual([]);
  const odd = [
    put('moves.jpg', moving),
    put('pages.tif', await several().tiff().toBuffer()),
    put(
      'two.webp',
      await sharp([still, await frame('#33a')], { join: { animated: true } })
        .webp()
        .toBuffer(),
    ),
    put('z.gif', moving),
  ];
  expect(await unseenFrames([...odd, ...plain], undefined)).toEqual([
    'frames and pages behind the first, in moves.jpg, pages.tif, two.webp and 1 more',
  ]);
  // What is too large to be compared is told there.
  expect(await unseenFrames(odd, { fileMegabytes: 1e-6 })).toEqual([]);
});
