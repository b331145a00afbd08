import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { folderPictures } from './folder-pictures.ts';

const top = mkdtempSync(join(tmpdir(), 'folder-pictures-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const put = (path: string, bytes: Buffer | string = PNG): void => {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), bytes);
};

it('takes pictures by their names and by their content, and nothing that is hidden', async () => {
  for (const path of ['found/b.PNG', 'found/deep/a.jpg', 'found/image?id=7', 'found/c.php', 'found/.d.png']) put(path);
  put('found/notes.txt', 'GIF is a format');
  put('found/drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  put('found/empty', '');
  put('found/node_modules/e.png');
  expect(await folderPictures(join(top, 'found'))).toEqual({
    pictures: ['b.PNG', 'c.php', 'deep/a.jpg', 'image?id=7'],
    closed: [],
  });
});

it.skipIf(process.platform === 'win32')('follows no link to a folder, and tells where one leads out', async () => {
  for (const path of ['named/in/a.png', 'named/.kept/b.png', 'outside/c.png']) put(path);
  const link = (target: string, path: string): void => symlinkSync(target, join(top, 'named', path));
  link('../outside', 'out');
  link('.kept', 'kept');
  link('in', 'again');
  link('.', 'in/circle');
  link('nowhere', 'gone');
  link('../outside/c.png', 'c');
  link('../outside/c.png', 'd.png');
  symlinkSync(join(top, 'named'), join(top, 'link'));
  const expected = {
    pictures: ['c', 'd.png', 'in/a.png'],
    closed: [
      { path: 'gone', what: 'a link that leads nowhere' },
      { path: 'kept', what: 'a link to a folder that is left out' },
      { path: 'out', what: 'a link to a folder outside of it' },
    ],
  };
  expect(await folderPictures(join(top, 'named'))).toEqual(expected);
  // The folder that is named may be a link itself.
  expect(await folderPictures(join(top, 'link'))).toEqual(expected);
});
