// Two sources, or two messages in one, may hold pictures of one name: a page shows those of its own source and message alone.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitor } from 'listing-lint';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { put, scene } from '../watermark/shop.ts';

let root = '';
let other = Buffer.alloc(0);
let copy = Buffer.alloc(0);
beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'pictures-by-source-')));
  put(root, 'listing-lint.config.yaml', 'extends: [recommended]\noriginals: ["originals/*"]\nignores: ["web/**"]\n');
  put(root, 'originals/lamp.jpg', await scene(1).jpeg().toBuffer());
  other = await scene(2).resize(300).jpeg({ quality: 70 }).toBuffer();
  copy = await scene(1).resize(300).jpeg({ quality: 70 }).toBuffer();
});
beforeEach(() => rmSync(join(root, 'web'), { recursive: true, force: true }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Returns what a run over `sources` records, with `files` below `web`. */
const checkOf = async (files: Readonly<Record<string, string | Buffer>>, sources: readonly string[]) => {
  for (const [path, content] of Object.entries(files)) put(root, `web/${path}`, content);
  const { report, hasUnread } = await monitor({ cwd: root, sources, dryRun: true });
  const [check] = report.checks;
  const { faults, firstFaults, pictures } = check?.run?.looked ?? {};
  return { result: check?.result, hasUnread, faults, firstFaults, pictures, found: check?.found };
};

it.each([
  ['before', ['web/a', 'web/b']],
  ['after', ['web/b', 'web/a']],
] as const)('a picture is missing, though a source %s that of its page holds one of its path', async (_, sources) => {
  const files = { 'a/p.html': '<img src="p_files/1.jpg">', 'b/p_files/1.jpg': other };
  expect(await checkOf(files, sources)).toMatchObject({
    ...{ result: 'incomplete', faults: 1, pictures: 1, hasUnread: true },
    firstFaults: [expect.stringContaining('web/a/p.html: 1 picture of the page was not captured: p_files/1.jpg')],
  });
});

it('a picture of a message is missing, though another message holds one of its Content-ID', async () => {
  const messageOf = (...parts: readonly string[]): string =>
    ['Content-Type: multipart/related; boundary=B', '', ...parts.map((part) => `--B\r\n${part}`), '--B--', ''].join(
      '\r\n',
    );
  const page = 'Content-Type: text/html\r\n\r\n<body><img src="cid:image001.jpg">';
  const head = 'Content-Type: image/jpeg\r\nContent-ID: <image001.jpg>\r\nContent-Transfer-Encoding: base64';
  const picture = `${head}\r\n\r\n${other.toString('base64')}`;
  expect(await checkOf({ '1.mht': messageOf(page, picture), '2.mht': messageOf(page) }, ['web'])).toMatchObject({
    ...{ result: 'incomplete', faults: 1, pictures: 1 },
    firstFaults: [expect.stringContaining('web/2.mht')],
  });
});

it('a copy is found on the page of its source, and not on one of another source that shows that path', async () => {
  const pageOf = (id: number): string =>
    `<!-- saved from url=(0026)https://shop.example/item/${id} --><img src="p_files/1.jpg">`;
  const files = { 'a/p.html': pageOf(1), 'a/p_files/1.jpg': copy, 'b/p.html': pageOf(2), 'b/p_files/1.jpg': other };
  const { found } = await checkOf(files, ['web/a', 'web/b']);
  expect(found?.map(({ listing }) => listing)).toEqual(['https://shop.example/item/1']);
});
