import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { keyText } from '@listing-lint/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCaseFile } from '../file/case-file.ts';
import { filesBelow } from './check-file.ts';
import { namedFiles } from './named-files.ts';
import { usedTwice } from './used-twice.ts';

let root: string;
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

beforeAll(() => {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-evidence-')));
  root = join(top, 'shop');
  put('evidence/page.html', 'page');
  put('evidence/nothing.pdf', '');
  put('../outside/secret.txt', 'secret');
  symlinkSync(join(root, '../outside/secret.txt'), join(root, 'evidence/out.txt'));
  symlinkSync(join(root, 'evidence/page.html'), join(root, 'evidence/in.html'));
  symlinkSync(join(root, '../outside'), join(root, 'elsewhere'));
  symlinkSync(join(root, 'nowhere'), join(root, 'evidence/broken'));
  execFileSync('mkfifo', [join(root, 'evidence/pipe')]);
});
afterAll(() => rmSync(dirname(root), { recursive: true }));

describe('filesBelow', () => {
  it.each([
    ['evidence/page.html', sha('page'), null],
    ['./evidence/../evidence/page.html', null, null],
    ['evidence/in.html', sha('page'), null],
    ['evidence/pgae.html', null, 'missing: no such file (did you mean "evidence/page.html"?)'],
    ['nothing/like/it', null, 'missing: no such file'],
    ['evidence/nothing.pdf', null, 'refused: it is empty, and proves nothing'],
    ['evidence/page.html/x', null, 'missing: a part of the path is a file'],
    ['evidence/page.html', sha('other'), /^changed: its SHA-256 is 3660315a9af3…, and the case says d9298a10d1b0…$/],
    ['evidence', null, 'refused: it is a folder'],
    ['evidence/pipe', null, 'refused: it is a named pipe, not a file'],
    ['evidence/broken', null, 'refused: it is a link that leads nowhere'],
    ['evidence/out.txt', null, /^refused: it is a link that leads out of the folder of the config/],
    ['elsewhere/secret.txt', null, /^refused: a folder of its path is a link that leads out/],
    ['../outside/secret.txt', null, 'refused: it is outside of the folder of the config'],
    ['/etc/passwd', null, 'refused: it is outside of the folder of the config'],
    ['C:/secret.txt', null, 'refused: it is outside of the folder of the config'],
    ['evidence\\page.html', null, 'refused: the path has backslashes (write it with /)'],
    ['https://shop.example/1', null, /^refused: it is an address, not a file/],
    ['evidence/\u0000page.html', null, 'refused: the name has control characters'],
  ])('%s', async (name, sha256, expected) => {
    const fault = await filesBelow(root, 1000).check(name, sha256);
    if (expected === null) return expect(fault).toBeNull();
    const hint = fault !== null && 'hint' in fault && fault.hint !== undefined ? ` (${fault.hint})` : '';
    expect(`${fault?.kind}: ${fault?.message}${hint}`).toMatch(
      expected instanceof RegExp ? expected : new RegExp(`^${expected.replace(/[()?./]/g, '\\$&')}$`),
    );
  });

  it('does not know of a file that is too large to be hashed, and does not need to where no hash is given', async () => {
    put('evidence/large', 'x'.repeat(1001));
    const { check } = filesBelow(root, 1000);
    expect(await check('evidence/large', null)).toBeNull();
    expect(await check('evidence/large', sha('x'))).toMatchObject({
      kind: 'unread',
      message: /more than the 1000 bytes|1 KB/,
    });
  });

  it.each([
    ['scan.pdf', '<html>log in first</html>', 'refused: it is no PDF, as its name says'],
    ['scan.PDF', '\u0000 junk before %PDF-1.7', null],
    ['shot.png', '<html>log in first</html>', 'refused: it is no picture, as its name says'],
    ['shot.jpg', '%PDF-1.7', 'refused: it is no picture, as its name says'],
    ['shot.jpeg', 'GIF89a', null],
    ['1.NEF', 'no name of ours tells what a camera writes', null],
    [
      'original.dng',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${sha('raw')}\nsize 3\n`,
      'unread: a Git LFS pointer stands in place of the file: fetch it (git lfs pull)',
    ],
  ])('holds %s against its name: %j', async (name, text, expected) => {
    put(`named/${name}`, text);
    const fault = await filesBelow(root, 1000).check(`named/${name}`, null);
    expect(fault === null ? null : `${fault.kind}: ${fault.message}`).toBe(expected);
  });

  it('hashes a file of many chunks', async () => {
    const text = 'abcdefg'.repeat(700_000);
    put('evidence/film', text);
    const { check } = filesBelow(root, 1e7);
    expect(await check('evidence/film', sha(text))).toBeNull();
    expect(await check('evidence/film', sha(`${text}.`))).toMatchObject({ kind: 'changed' });
  });
});

it.each(['every key', 'a case against us'])(
  'every path of a file in "%s" of the docs is named, with the hash beside it',
  (title) => {
    const page = readFileSync(join(import.meta.dirname, '../../../../../docs/case-file.md'), 'utf8');
    const [, text = ''] = new RegExp(`\`\`\`yaml title="${title}"\\n(.*?)\`\`\``, 's').exec(page) ?? [];
    const { value } = readCaseFile({ path: 'a.yaml', text });
    if (value === null) throw new Error('no value');
    const found = namedFiles(value);
    // Whatever looks like a path of a file in the text, but for addresses.
    const paths = [...text.matchAll(/(?<![\w/:.])((?:evidence|papers|originals|listings)\/[\w./-]+\.\w+)/g)].map(
      ([, path]) => path,
    );
    expect(paths.length).toBeGreaterThan(2);
    expect(found.map(({ file }) => file).sort()).toEqual(paths.sort());
    expect(found.filter(({ sha256 }) => sha256 !== null)).toHaveLength([...text.matchAll(/sha256: /g)].length);
    if (title === 'every key') expect(found.map(({ at }) => keyText(at))).toContain('works #1.outtakes #2');
  },
);

describe('one file for two proofs', () => {
  const twice = async (works: string): Promise<readonly string[]> => {
    const { value } = readCaseFile({ path: 'a.yaml', text: `id: a\nstatus: open\n${works}` });
    if (value === null) throw new Error('no value');
    return [...(await usedTwice(namedFiles(value), root, filesBelow(root, 1000)))].map(
      ([at, { message }]) => `${at}: ${message}`,
    );
  };
  const told = (at: string, first: string): string[] => [
    `${at}: the same file stands under ${first}, and one file is one proof`,
  ];

  it('is told, by whatever name', async () => {
    const record = 'shootingRecord: { file: ./evidence/in.html }';
    const registration = 'registration: { office: o, number: 1, file: evidence/page.html }';
    expect(await twice(`works: [{ id: a, ${registration}, ${record} }]`)).toEqual(
      told('works #1.shootingRecord.file', 'works #1.registration.file'),
    );
    expect(await twice(`works: [{ id: a, ${registration} }, { id: b, ${record} }]`)).toHaveLength(1);
    const hash = sha('page');
    expect(
      await twice(
        `works: [{ id: a, images: [{ path: a.jpg, sha256: ${hash} }], rawOriginal: { path: b.jpg, sha256: ${hash} } }]`,
      ),
    ).toEqual(told('works #1.rawOriginal.path', 'works #1.images #1.path'));
  });

  it('is told where a copy has another name, with or without a hash', async () => {
    put('evidence/copy.html', 'page');
    put('evidence/other.html', 'egap');
    const record = (file: string) => `shootingRecord: { file: evidence/${file}.html }`;
    const registration = (hash: string) => `copyrightClaimStatement: { file: evidence/page.html${hash} }`;
    for (const hash of ['', `, sha256: ${sha('page')}`]) {
      expect(await twice(`works: [{ id: a, ${registration(hash)}, ${record('copy')} }]`)).toHaveLength(1);
      expect(await twice(`works: [{ id: a, ${registration(hash)}, ${record('other')} }]`)).toEqual([]);
    }
    put('evidence/large-1', 'x'.repeat(1001));
    put('evidence/large-2', 'x'.repeat(1001));
    expect(
      await twice('works: [{ id: a, modelRelease: evidence/large-1, shootingRecord: { file: evidence/large-2 } }]'),
    ).toEqual([]);
  });

  it('is none where theirs is ours byte for byte', async () => {
    put('evidence/theirs.html', 'page');
    const theirs = '{ listing: 1, firstSeen: 2026-05-01, image: { file: evidence/theirs.html } }';
    const ours = '{ id: a, images: [{ path: evidence/page.html }] }';
    expect(await twice(`works: [${ours}]\ninfringements: [${theirs}]`)).toEqual([]);
    const same = theirs.replace('theirs.html', 'page.html');
    expect(await twice(`works: [${ours}]\ninfringements: [${same}]`)).toHaveLength(1);
  });

  it('is none where it proves the same of two works, or was sent', async () => {
    const registration = 'registration: { office: o, number: 1, file: evidence/page.html }';
    expect(
      await twice(
        `works: [{ id: a, ${registration} }, { id: b, ${registration} }]\nevents: [{ type: filed, at: 2026-05-01, attachments: [{ file: evidence/page.html }] }]`,
      ),
    ).toEqual([]);
  });
});
