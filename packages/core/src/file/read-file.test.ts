import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileFault, isMissingFile } from './file-fault.ts';
import { ANYWHERE } from './path-bound.ts';
import { fileSha256, fileSize, type ReadBounds, readBytes, readText, readTextSync } from './read-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-file-'));
const root = join(folder, 'root');
const at = (name: string): string => resolve(root, name);
const server = createServer();
const isWindows = process.platform === 'win32';

beforeAll(async () => {
  mkdirSync(at('folder'), { recursive: true });
  writeFileSync(at('plain.txt'), 'plain');
  writeFileSync(at('empty.txt'), '');
  writeFileSync(join(folder, 'outside.txt'), 'outside');
  symlinkSync('plain.txt', at('inside-link'));
  symlinkSync('inside-link', at('second-link'));
  symlinkSync('../outside.txt', at('outside-link'));
  symlinkSync('gone.txt', at('broken-link'));
  symlinkSync('circle', at('circle'));
  symlinkSync('folder', at('folder-link'));
  writeFileSync(at('folder/in.txt'), 'in');
  symlinkSync(folder, at('away'));
  symlinkSync('away', at('away-link'));
  for (const top of ['.git', 'folder/.git']) mkdirSync(at(top));
  for (const top of ['.git', 'folder/.git']) writeFileSync(at(`${top}/config`), 'secret');
  symlinkSync('.git/config', at('git-link'));
  symlinkSync('.git', at('git-folder'));
  if (isWindows) return;
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync('pipe', at('pipe-link'));
  await new Promise<void>((listening) => server.listen(at('socket'), listening));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** The text that is read, or why not. */
const outcome = (name: string, bounds: Partial<ReadBounds> = {}): Promise<string> =>
  readText(at(name), { maxBytes: 100, within: ANYWHERE, ...bounds }).catch(fileFault);
const outcomeSync = (name: string, bounds: Partial<ReadBounds> = {}): string => {
  try {
    return readTextSync(at(name), { maxBytes: 100, within: ANYWHERE, ...bounds });
  } catch (error) {
    return fileFault(error);
  }
};

describe('the beginning of a file', () => {
  it('is read of one of any size', async () => {
    writeFileSync(at('long.txt'), 'x'.repeat(5000));
    const start = async (first: number): Promise<number> =>
      (await readBytes(at('long.txt'), { maxBytes: 100, first, within: ANYWHERE })).length;
    expect(await start(10)).toBe(10);
    expect(await start(6000)).toBe(5000);
    await expect(readBytes(at('long.txt'), { maxBytes: 100, within: ANYWHERE })).rejects.toThrow('more than');
    await expect(readBytes(at('folder'), { maxBytes: 100, first: 10, within: ANYWHERE })).rejects.toThrow(
      'it is a folder',
    );
  });
});

describe('what is opened', () => {
  it.each([
    ['plain.txt', 'plain'],
    ['empty.txt', ''],
    ['second-link', 'plain'],
    ['outside-link', 'outside'],
    ['folder', 'it is a folder'],
    ['folder-link', 'it is a folder'],
    ['gone.txt', 'no such file'],
    ['broken-link', 'it is a link that leads nowhere'],
    ['circle', 'it is a link that leads in a circle'],
    ['plain.txt/below', 'a part of the path is a file'],
  ])('%s: %s', async (name, expected) => {
    expect(await outcome(name)).toBe(expected);
    expect(outcomeSync(name)).toBe(expected);
  });

  it.skipIf(isWindows).each([
    ['pipe', 'it is a named pipe, not a file'],
    ['pipe-link', 'it is a named pipe, not a file'],
    ['socket', 'it is a socket or a device, not a file'],
    ['/dev/zero', 'it is a device, not a file'],
  ])('%s is not waited for: %s', async (name, expected) => {
    expect(await outcome(name)).toBe(expected);
    expect(outcomeSync(name)).toBe(expected);
  });

  it.skipIf(isWindows)('a pipe does not disturb how Node resolves links of modules afterwards', () => {
    for (const name of ['store/known', 'store/linked']) {
      mkdirSync(at(name), { recursive: true });
      writeFileSync(at(`${name}/index.js`), '');
    }
    symlinkSync('store', at('node_modules'));
    const program = createRequire(at('program.js'));
    expect(program.resolve('known')).toBe(realpathSync(at('store/known/index.js')));
    expect(outcomeSync('pipe')).toContain('named pipe');
    expect(program.resolve('linked')).toBe(realpathSync(at('store/linked/index.js')));
  });

  it('nothing larger than the bound, which a file may just reach', async () => {
    expect(await outcome('plain.txt', { maxBytes: 5 })).toBe('plain');
    expect(await outcome('plain.txt', { maxBytes: 4 })).toBe('it has 5 bytes, more than the 4 bytes that are read');
    writeFileSync(at('large.txt'), 'x'.repeat(256 * 1024 + 1));
    expect(await outcome('large.txt', { maxBytes: 256 * 1024 })).toBe(
      'it has 257 KB, more than the 256 KB that are read',
    );
  });
});

it.each([
  ['Straße\n', 'utf8', 'Straße\n'],
  ['a\nb\nStraße\n', 'latin1', 'it is no UTF-8 text (line 3): save it as UTF-8'],
  ['Straße', 'latin1', 'it is no UTF-8 text (line 1): save it as UTF-8'],
  ['\ufeffStraße', 'utf16le', 'it is in UTF-16: save it as UTF-8'],
] as const)('a text is UTF-8, or refused: %j in %s', async (text, encoding, expected) => {
  writeFileSync(at('text.txt'), text, encoding);
  expect(await outcome('text.txt')).toBe(expected);
  expect(outcomeSync('text.txt')).toBe(expected);
});

describe('links', () => {
  it.each([
    ['plain.txt', 'plain'],
    ['inside-link', 'plain'],
    ['second-link', 'plain'],
    ['outside-link', 'it is a link that leads out of the folder of the config, and is not followed'],
    ['broken-link', 'it is a link that leads nowhere'],
    ['circle', 'it is a link that leads in a circle'],
    ['folder-link', 'it is a folder'],
    ['gone.txt', 'no such file'],
    ['folder-link/in.txt', 'in'],
    [
      'away/outside.txt',
      'a folder of its path is a link that leads out of the folder of the config, and is not followed',
    ],
    ['away/gone.txt', 'a folder of its path is a link that leads out of the folder of the config, and is not followed'],
    [
      'away-link/outside.txt',
      'a folder of its path is a link that leads out of the folder of the config, and is not followed',
    ],
    ['away/../plain.txt', 'plain'],
    ['gone/x.txt', 'no such file'],
    ['broken-link/x.txt', 'no such file'],
    ['circle/x.txt', 'it is a link that leads in a circle'],
    ['../outside.txt', 'it is outside of the folder of the config'],
    ['/etc/hostname', 'it is outside of the folder of the config'],
    ['.', 'it is a folder'],
    ['.git/config', 'it is in .git, which is never used'],
    ['folder/.git/config', 'it is in .git, which is never used'],
    ['git-link', 'it is in .git, which is never used'],
    ['git-folder/config', 'it is in .git, which is never used'],
    ['.git', 'it is in .git, which is never used'],
  ])('are followed inside of a folder only: %s: %s', async (name, expected) => {
    expect(await outcome(name, { within: root })).toBe(expected);
    expect(outcomeSync(name, { within: root })).toBe(expected);
  });

  it.each(['.GIT', '.git.', '.git ', '.GiT . ', 'git~1', '.g\u200cit', '.git::$INDEX_ALLOCATION'])(
    'never lead into what some file system takes for .git: %j',
    async (name) => {
      expect(await outcome(`${name}/config`, { within: root })).toBe('it is in .git, which is never used');
    },
  );

  it.each(['.gitignore', '.github', 'shop.git', 'x.git/config', '.gitmodules', 'git~'])(
    'lead to names that only begin or end like .git: %s',
    async (name) => {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), 'named alike');
      expect(await outcome(name, { within: root })).toBe('named alike');
    },
  );

  it('of a folder above the bound count for nothing: a copy of what is staged is in .git itself', async () => {
    const copy = at('.git/copy');
    mkdirSync(copy);
    writeFileSync(join(copy, 'plain.txt'), 'staged');
    expect(await readText(join(copy, 'plain.txt'), { maxBytes: 100, within: copy })).toBe('staged');
  });

  it('are called as the caller calls the bound', async () => {
    expect(await outcome('outside-link', { within: root, called: 'the source' })).toBe(
      'it is a link that leads out of the source, and is not followed',
    );
  });

  it('are looked at again once the file is open: a folder that became a link meanwhile leads nowhere else', async () => {
    const [real, away] = [at('swapped'), join(folder, 'elsewhere')];
    for (const each of [real, away]) mkdirSync(each);
    writeFileSync(join(real, 'x.txt'), 'ours');
    writeFileSync(join(away, 'x.txt'), 'theirs');
    const linked = at('linked-meanwhile');
    symlinkSync(away, linked);
    const seen = new Set<string>();
    const swap = (): void => {
      renameSync(real, at('third'));
      renameSync(linked, real);
      renameSync(at('third'), linked);
    };
    // The file is opened beside this thread, now before and now after the two names change places.
    for (let round = 0; round < 500; round++) {
      const reading = readText(join(real, 'x.txt'), { maxBytes: 9, within: root }).catch(fileFault);
      swap();
      seen.add(await reading);
      swap();
    }
    expect(seen.has('theirs')).toBe(false);
  });

  it('are inside where the folder itself is reached by a link', async () => {
    symlinkSync(root, join(folder, 'linked-root'));
    const bounds = { maxBytes: 100, within: join(folder, 'linked-root') };
    expect(await readText(join(folder, 'linked-root', 'inside-link'), bounds)).toBe('plain');
  });

  it.skipIf(isWindows)('inside of the folder to a pipe are not waited for', async () => {
    expect(await outcome('pipe-link', { within: root })).toBe('it is a named pipe, not a file');
  });

  it('are refused, whatever they lead to', async () => {
    const refusal = 'it is a link, which is not followed here';
    expect(await outcome('plain.txt', { links: 'refuse' })).toBe('plain');
    for (const name of ['inside-link', 'outside-link', 'broken-link', 'circle', 'folder-link'])
      expect(await outcome(name, { links: 'refuse' })).toBe(refusal);
  });

  it('that lead nowhere are no missing files', async () => {
    const missing = (name: string): Promise<unknown> =>
      readBytes(at(name), { maxBytes: 9, within: ANYWHERE }).catch(isMissingFile);
    expect(await missing('gone.txt')).toBe(true);
    expect(await missing('broken-link')).toBe(false);
  });
});

it('is the only place of the sources that opens files', { tags: 'full' }, () => {
  // Imports by name are held by the linter (biome.jsonc); here what it does not see.
  const packages = join(import.meta.dirname, '../../../');
  const sources = readdirSync(packages, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /^[a-z]+\/src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'));
  expect(sources.length).toBeGreaterThan(300);
  const unseen = /\* as \w+ from 'node:fs|import\('node:fs|require\(|process\.binding|\bsharp\(['"`]/;
  // The program of a thread, as text: it reads the WebAssembly of the package that it is given, and no file of the user's.
  const programs = ['provenance/src/c2pa/c2pa-thread.ts'];
  expect(sources.filter((path) => unseen.test(readFileSync(join(packages, path), 'utf8')))).toEqual(programs);
});

describe('a text that is no UTF-8', () => {
  it.each([
    [[0xff, 0xfe, 0x41, 0x00], 'it is in UTF-16: save it as UTF-8'],
    [[0xfe, 0xff, 0x00, 0x41], 'it is in UTF-16: save it as UTF-8'],
    [[0xff, 0x41], 'it is no UTF-8 text (line 1): save it as UTF-8'],
    [[0xfe, 0xfe], 'it is no UTF-8 text (line 1): save it as UTF-8'],
    [[0x41, 0x0a, 0xff, 0xfe], 'it is no UTF-8 text (line 2): save it as UTF-8'],
  ])('%j: %s', async (bytes, message) => {
    writeFileSync(at('strange.txt'), Buffer.from(bytes));
    expect(await outcome('strange.txt')).toBe(message);
  });
});

describe('fileSha256 and fileSize', () => {
  it.each([0, 5, 1 << 20, (1 << 20) + 1, 3_000_000])('hash and weigh a file of %d bytes', async (size) => {
    const bytes = Buffer.alloc(size, 'lamp');
    writeFileSync(at('sized'), bytes);
    const bounds = { maxBytes: 4_000_000, within: root };
    expect(await fileSha256(at('sized'), bounds)).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await fileSize(at('sized'), bounds)).toBe(size);
  });

  it('refuse what is no file, too large or a link out of the folder', async () => {
    const told = (name: string, bounds: ReadBounds): Promise<readonly string[]> =>
      Promise.all([fileSha256, fileSize].map((read) => read(at(name), bounds).then(String, fileFault)));
    const both = (message: string): readonly string[] => [message, message];
    expect(await told('plain.txt', { maxBytes: 4, within: root })).toEqual(
      both('it has 5 bytes, more than the 4 bytes that are read'),
    );
    expect(await told('folder', { maxBytes: 100, within: root })).toEqual(both('it is a folder'));
    expect(await told('outside-link', { maxBytes: 100, within: root })).toEqual(
      both('it is a link that leads out of the folder of the config, and is not followed'),
    );
    expect(await told('gone', { maxBytes: 100, within: root })).toEqual(both('no such file'));
  });
});
