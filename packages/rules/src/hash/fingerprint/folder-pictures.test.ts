import { execFileSync } from 'node:child_process';
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

it('takes pictures by their names and by their content, and counts by why whatever else there is', async () => {
  for (const path of ['found/b.PNG', 'found/deep/a.jpg', 'found/image?id=7', 'found/c.php', 'found/.d.png']) put(path);
  put('found/notes.txt', 'GIF is a format');
  put('found/drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  put('found/empty', '');
  put('found/node_modules/e.png');
  put('found/deep/.cache/f.png');
  put('found/paper', '%PDF-1.7');
  expect(await folderPictures(join(top, 'found'))).toMatchObject({
    // Of what is empty nobody knows that it was no picture.
    pictures: ['b.PNG', 'c.php', 'deep/a.jpg', 'empty', 'image?id=7'],
    closed: [],
    passed: [
      { why: 'hidden', count: 2, named: ['.d.png', 'deep/.cache/'] },
      { why: 'node_modules', count: 1, named: ['node_modules/'] },
      { why: 'svg', count: 1, named: ['drawing.svg'] },
      { why: 'pdf', count: 1, named: ['paper'] },
      { why: 'unknown', count: 1, named: ['notes.txt'] },
    ],
  });
});

it.skipIf(process.platform === 'win32')('follows no link to a folder, and reports where one leads out', async () => {
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
    passed: [{ why: 'hidden', count: 1, named: ['.kept/'] }],
  };
  expect(await folderPictures(join(top, 'named'))).toMatchObject(expected);
  // The folder that is named may be a link itself.
  expect(await folderPictures(join(top, 'link'))).toMatchObject(expected);
});

it('names the first twenty, and counts all', async () => {
  for (let k = 0; k < 25; k++) put(`many/.${100 + k}.png`);
  const { passed } = await folderPictures(join(top, 'many'));
  expect(passed).toMatchObject([{ why: 'hidden', count: 25 }]);
  expect(passed[0]?.named).toHaveLength(20);
});

it.skipIf(process.platform === 'win32')('counts what is no file', async () => {
  put('piped/a.png');
  execFileSync('mkfifo', [join(top, 'piped/pipe')]);
  expect((await folderPictures(join(top, 'piped'))).passed).toEqual([{ why: 'special', count: 1, named: ['pipe'] }]);
});
