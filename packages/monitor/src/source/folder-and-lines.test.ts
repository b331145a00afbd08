import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_BOUNDS } from './capture.ts';
import { openSource } from './open-source.ts';
import { captureLines } from './test-captures.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'sources-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
const put = (path: string, bytes: Buffer | string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
};
const told = async (path: string, bounds = DEFAULT_BOUNDS): Promise<readonly string[]> =>
  captureLines((await openSource(join(root, path), path, bounds)).captures());

describe('a saved page', () => {
  it('is the page and the pictures of its own folder', async () => {
    put('lamp.html', '<img src="lamp_files/1.jpg">');
    put('lamp_files/1.jpg', 'one');
    put('lamp_files/deep/2.png', 'two');
    put('lamp-Dateien/3.jpg', 'three');
    put('other_files/4.jpg', 'four');
    put('5.jpg', 'five');
    put('lamp_files/6.js', 'alert(1)');
    expect(await told('lamp.html')).toEqual([
      'page 200 null null: <img src="lamp_files/1.jpg">',
      'picture null null: three',
      'picture null null: one',
      'picture null null: two',
    ]);
  });

  it('is the pages of its frames too, and theirs, but for the page itself and what lies outside', async () => {
    put('web/lamp.html', '<iframe src="frames/a.html"></iframe><iframe src="../out.html"></iframe>');
    put('web/frames/a.html', '<img src="a.jpg"><frame src="b.htm"><object data="../lamp.html"></object>');
    put('web/frames/a.jpg', 'one');
    put('web/frames/b.htm', '<embed src="c.html"><iframe src="none.html"></iframe>');
    put('web/frames/c.html', '<img src="/far.jpg">');
    put('web/frames/d.html', 'no frame');
    put('out.html', 'secret');
    expect((await told('web/lamp.html')).map((line) => line.replace(/^.*?: /, ''))).toEqual([
      ...['72 bytes', '73 bytes', 'one', '53 bytes'],
      '<img src="/far.jpg">',
    ]);
  });

  it('leads nowhere else by links, and is read within its bound', async () => {
    put('secret.jpg', 'secret');
    put('web/lamp.html', `<p>${'x'.repeat(500)}`);
    mkdirSync(join(root, 'web/lamp_files'));
    symlinkSync(join(root, 'secret.jpg'), join(root, 'web/lamp_files/1.jpg'));
    const lines = await told('web/lamp.html', { ...DEFAULT_BOUNDS, pageBytes: 100 });
    expect(lines[0]).toMatch(/^page 200 null null: web\/lamp\.html cannot be read: .*\(bound: 0 MB\)$/);
    expect(lines.slice(1).join()).not.toContain(': secret');
  });
});

describe('a folder', () => {
  it('is its pictures and pages, and says what is beyond its bound', async () => {
    put('web/a/1.jpg', 'one');
    put('web/b.HTML', '<p>');
    put('web/c.txt', 'x');
    put('web/d.webp', 'four');
    expect(await told('web')).toEqual(['picture null null: one', 'page 200 null null: <p>', 'picture null null: four']);
    expect(await told('web', { ...DEFAULT_BOUNDS, captures: 1 })).toEqual([
      'picture null null: one',
      'fault: web holds more than 1 files',
    ]);
  });

  it('has a fault for each captured page that is damaged, whatever else lies in it', async () => {
    put('found/1.jpg', JPEG);
    for (let each = 10; each < 40; each++) put(`found/${each}.css`, 'x');
    for (const name of ['z.mhtml', 'z.har', 'z.webarchive', 'z.warc.gz']) put(`found/${name}`, 'x');
    const faults = (await told('found')).filter((line) => line.startsWith('fault'));
    expect(faults).toHaveLength(4);
  });

  it('is not left by a folder that is a link, and says so', async () => {
    put('private/deep/1.jpg', 'secret');
    put('web/own/2.jpg', 'two');
    symlinkSync(join(root, 'private'), join(root, 'web/a'));
    symlinkSync(join(root, 'web/own'), join(root, 'web/b'));
    const lines = await told('web');
    expect(lines).toEqual([
      'picture null null: two',
      'fault: a link to a folder outside of it, which is not followed: name it to look there',
    ]);
  });

  it('holds pictures whose names say nothing, and counts by why what else lies in it', async () => {
    for (const name of ['photo', 'photo.txt', '1.jpg_']) put(`web/${name}`, JPEG);
    put('web/notes.txt', 'a JPEG is a picture');
    put('web/.kept/2.jpg', JPEG);
    put('web/lamp_files/x.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    put('web/lamp_files/photo', JPEG);
    put('web/lamp.html', '<p>');
    const source = await openSource(join(root, 'web'), 'web', DEFAULT_BOUNDS);
    expect(await captureLines(source.captures())).toHaveLength(5);
    expect(source.passed).toEqual([
      { why: 'hidden', count: 1, named: ['web/.kept/'] },
      { why: 'svg', count: 1, named: ['web/lamp_files/x.svg'] },
      { why: 'unknown', count: 1, named: ['web/notes.txt'] },
    ]);
    const page = await openSource(join(root, 'web/lamp.html'), 'web/lamp.html', DEFAULT_BOUNDS);
    expect(await captureLines(page.captures())).toHaveLength(2);
    expect(page.passed).toEqual([{ why: 'svg', count: 1, named: ['web/lamp_files/x.svg'] }]);
  });

  it('without any is refused, and so is what is none of the kinds', async () => {
    mkdirSync(join(root, 'empty'));
    put('a.zip', 'x');
    await expect(told('empty')).rejects.toThrow('there are no pictures and no pages in empty');
    put('texts/notes.txt', 'x');
    const { problems } = await openSource(join(root, 'texts'), 'texts', DEFAULT_BOUNDS).catch((error) => error);
    expect(problems.at(-1)?.message).toBe('skipped: 1 with unknown content: texts/notes.txt');
    await expect(told('a.zip')).rejects.toThrow('a.zip is none of the kinds that are looked through');
    await expect(told('none.warc')).rejects.toThrow('no such file or folder: none.warc');
  });
});

describe('a list of addresses and files', () => {
  it('is a picture a line, whatever ends the lines', async () => {
    put('files/a b.jpg', 'one');
    put(
      'list.txt',
      '# ours\r\n\r\nhttps://shop.example/1.jpg  files/a b.jpg\r\nhttps://shop.example/2.jpg\tfiles/none.jpg',
    );
    expect(await told('list.txt')).toEqual([
      'picture https://shop.example/1.jpg null: one',
      expect.stringMatching(
        /^picture https:\/\/shop\.example\/2\.jpg null: list\.txt:4 files\/none\.jpg cannot be read: /,
      ),
    ]);
  });

  it('says of each line that is none why, and goes on', async () => {
    put('secret.jpg', 'secret');
    put('web/in.jpg', 'in');
    symlinkSync(join(root, 'secret.jpg'), join(root, 'web/link.jpg'));
    put(
      'web/list.txt',
      [
        'https://shop.example/1.jpg',
        'javascript:alert(1) in.jpg',
        'file:///etc/passwd in.jpg',
        `https://shop.example/${'a'.repeat(3000)} in.jpg`,
        'https://shop.example/2.jpg ../secret.jpg',
        'https://shop.example/3.jpg /etc/passwd',
        'https://shop.example/4.jpg link.jpg',
        'x'.repeat(3_000_000),
        '\u0000\u001b[2J',
        'https://shop.example/5.jpg in.jpg',
      ].join('\n'),
    );
    const lines = await told('web/list.txt');
    expect(lines).toEqual([
      'fault: a line is the address of a picture, a blank, and the path of its file',
      'fault: the line does not begin with a web address',
      'fault: the line does not begin with a web address',
      'fault: the line does not begin with a web address',
      'fault: ../secret.jpg lies outside of the folder of the list',
      'fault: /etc/passwd lies outside of the folder of the list',
      expect.stringContaining('cannot be read'),
      'fault: the line has more than 1 MB',
      'fault: a line is the address of a picture, a blank, and the path of its file',
      'picture https://shop.example/5.jpg null: in',
    ]);
    expect(lines.join()).not.toContain(': secret');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(300);
  });

  it('holds no more than its bound', async () => {
    put('in.jpg', 'in');
    put('list.txt', 'https://shop.example/1.jpg in.jpg\n'.repeat(5));
    expect(await told('list.txt', { ...DEFAULT_BOUNDS, captures: 2 })).toEqual([
      'picture https://shop.example/1.jpg null: in',
      'picture https://shop.example/1.jpg null: in',
      'fault: list.txt names more than 2 things',
    ]);
  });
});

describe('JSON lines of a crawler', () => {
  it('are pages and pictures, in our words and in those of Scrapy', async () => {
    put('full/1.jpg', 'one');
    put(
      'items.jsonl',
      [
        { page: 'https://shop.example/7', at: '2026-06-01', picture: 'https://shop.example/1.jpg', file: 'full/1.jpg' },
        {
          url: 'https://shop.example/8',
          images: [{ url: 'https://shop.example/1.jpg', path: 'full/1.jpg', checksum: 'x' }],
        },
        { page: 'https://shop.example/9', status: 404 },
      ]
        .map((each) => JSON.stringify(each))
        .join('\n'),
    );
    expect(await told('items.jsonl')).toEqual([
      'page 200 https://shop.example/7 2026-06-01: ',
      'picture https://shop.example/1.jpg 2026-06-01: one',
      'page 200 https://shop.example/8 null: ',
      'picture https://shop.example/1.jpg null: one',
      'page 404 https://shop.example/9 null: ',
    ]);
  });

  it('of other types, too deep, or cut off are told and passed over', async () => {
    put('in.jpg', 'in');
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    put(
      'items.jsonl',
      [
        '{"page": 7}',
        'null',
        deep,
        '{"file": {"a": 1}}',
        '{"page": "javascript:alert(1)", "file": "in.jpg"}',
        '{"file": "../../x"}',
        '{"file": "in.jpg", "price": "9 EUR"}',
        '{"file": "in.j',
      ].join('\n'),
    );
    const lines = await told('items.jsonl');
    expect(lines).toEqual([
      ...Array.from({ length: 4 }, () => expect.stringMatching(/^fault: no line that is understood: /)),
      'picture null null: in',
      'fault: ../../x lies outside of the folder of the list',
      ...Array.from({ length: 2 }, () => expect.stringMatching(/^fault: no line that is understood: /)),
    ]);
  });
});
