import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pictureId } from './keyed-order.ts';
import { keepUnstamped, UNSTAMPED, unstampedFileOf } from './unstamped.ts';
import { unstampedBelow } from './unstamped-pictures.ts';

let root = '';
let outside = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kept-files-'));
  outside = mkdtempSync(join(tmpdir(), 'kept-files-outside-'));
  writeFileSync(join(outside, 'secret.jpg'), 'secret');
});
afterEach(() => {
  for (const folder of [root, outside]) rmSync(folder, { recursive: true });
});

const put = (path: string, text = 'a picture'): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const link = (target: string, path: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
};
const namesIn = () => unstampedBelow(root).pictures.map(({ name }) => name.slice(UNSTAMPED.length + 1));

it('lists unstamped originals by path, and nothing without any', () => {
  expect(unstampedBelow(root)).toEqual({ pictures: [], unseen: null });
  for (const path of ['b/1.jpg', 'a/2.PNG', 'a/1.jpg', 'a/notes.txt', '.hidden/1.jpg']) put(`${UNSTAMPED}/${path}`);
  expect(namesIn()).toEqual(['a/1.jpg', 'a/2.PNG', 'b/1.jpg']);
  expect(unstampedBelow(root).pictures[0]).toEqual({
    file: join(root, UNSTAMPED, 'a/1.jpg'),
    name: `${UNSTAMPED}/a/1.jpg`,
    within: root,
  });
});

it('follows links within the shop, each folder once', () => {
  put('originals/1.jpg');
  link(join(root, 'originals/1.jpg'), `${UNSTAMPED}/a/1.jpg`);
  link('..', `${UNSTAMPED}/a/circle`);
  link(join(root, 'originals'), `${UNSTAMPED}/b`);
  expect(namesIn()).toEqual(['a/1.jpg', 'b/1.jpg']);
  expect(unstampedBelow(root).unseen).toBeNull();
});

it('does not follow a link that leads out of the shop, and says so', () => {
  put(`${UNSTAMPED}/a/1.jpg`);
  link(join(outside, 'secret.jpg'), `${UNSTAMPED}/a/2.jpg`);
  link(outside, `${UNSTAMPED}/all`);
  expect(namesIn()).toEqual(['a/1.jpg']);
  const both = `${UNSTAMPED}/a/2.jpg, ${UNSTAMPED}/all`;
  expect(unstampedBelow(root).unseen).toBe(
    `what is kept of ${both}: a link that leads out of the folder of the config is not followed`,
  );
});

it('does not follow the folder itself out of the shop', () => {
  link(outside, UNSTAMPED);
  expect(unstampedBelow(root)).toEqual({
    pictures: [],
    unseen: expect.stringContaining(`what is kept of ${UNSTAMPED}:`),
  });
});

it('reads and keeps nothing by a link that leads out of the shop', async () => {
  link(outside, `${UNSTAMPED}/a`);
  const id = pictureId(Buffer.from('secret'));
  expect(await unstampedFileOf(root, 'a/secret.jpg', id, 1e6)).toBeUndefined();
  put('a/1.jpg');
  const subject = { scope: 'image', path: 'a/1.jpg', file: join(root, 'a/1.jpg'), channels: [] };
  await expect(keepUnstamped(root, subject, Buffer.from('a picture'))).rejects.toThrow(
    `${UNSTAMPED}/a/1.jpg leads out of the folder of the config by a link, and is not written to`,
  );
  expect(readdirSync(outside)).toEqual(['secret.jpg']);
});
