import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ListingLintError } from '../model/error.ts';
import { fileFault, outputFault, systemFault } from './file-fault.ts';
import { appendDurably, replaceFile, temporaryOf } from './replace-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replace-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('replaceFile', () => {
  it('makes folders and files, keeps the mode of what is there, and leaves nothing else', async () => {
    const file = join(folder, 'a/b.txt');
    await replaceFile(file, 'one', { within: folder, mode: 0o640 });
    expect(statSync(file).mode & 0o777).toBe(0o640);
    chmodSync(file, 0o604);
    await replaceFile(file, 'two', { within: folder });
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['two', 0o604]);
    expect(readdirSync(join(folder, 'a'))).toEqual(['b.txt']);
  });

  it('writes through a link, and never through one that lies where the new content goes', async () => {
    const [file, link, victim] = [join(folder, 'real.txt'), join(folder, 'link.txt'), join(folder, 'victim.txt')];
    writeFileSync(file, 'one');
    symlinkSync('real.txt', link);
    await replaceFile(link, 'two', { within: folder });
    expect(readFileSync(file, 'utf8')).toBe('two');
    writeFileSync(victim, 'theirs');
    symlinkSync('victim.txt', temporaryOf(file));
    await replaceFile(file, 'three', { within: folder });
    expect([readFileSync(victim, 'utf8'), readFileSync(file, 'utf8')]).toEqual(['theirs', 'three']);
    expect(readdirSync(folder).sort()).toEqual(['link.txt', 'real.txt', 'victim.txt']);
  });

  it('does not meet another writer where no lock is held', async () => {
    const file = join(folder, 'x.txt');
    const texts = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(50_000));
    await Promise.all(texts.map((text) => replaceFile(file, text, { within: folder, unlocked: true })));
    expect(texts).toContain(readFileSync(file, 'utf8'));
    expect(readdirSync(folder)).toEqual(['x.txt']);
  });

  it('takes over what a killed process left', async () => {
    const file = join(folder, 'x.txt');
    writeFileSync(temporaryOf(file), 'half of so');
    await replaceFile(file, 'whole', { within: folder });
    expect(readdirSync(folder)).toEqual(['x.txt']);
    expect(readFileSync(file, 'utf8')).toBe('whole');
  });

  it.each([
    ['a file behind a linked folder', 'away/x.txt'],
    ['a new folder behind a linked one', 'away/deeper/x.txt'],
    ['a link', 'link.txt'],
    ['a link that leads nowhere yet', 'new.txt'],
    ['what git keeps for itself', '.git/config'],
    ['the same by another name', '.GIT/config'],
    ['a path beside the bound', '../outside/x.txt'],
  ])('writes nothing out of its bound: %s', async (_what, path) => {
    const [root, outside] = [join(folder, 'root'), join(folder, 'outside')];
    for (const each of [join(root, '.git'), outside]) mkdirSync(each, { recursive: true });
    writeFileSync(join(outside, 'mine.txt'), 'mine');
    symlinkSync('../outside', join(root, 'away'));
    symlinkSync('../outside/mine.txt', join(root, 'link.txt'));
    symlinkSync('../outside/new.txt', join(root, 'new.txt'));
    const file = join(root, path);
    for (const write of [
      () => replaceFile(file, 'theirs', { within: root }),
      () => replaceFile(file, 'theirs', { within: root, unlocked: true }),
      () => appendDurably(file, 'theirs', root),
    ])
      await expect(write()).rejects.toMatchObject({ name: 'FileRefusal' });
    expect([readdirSync(outside), readFileSync(join(outside, 'mine.txt'), 'utf8')]).toEqual([['mine.txt'], 'mine']);
    expect(readdirSync(join(root, '.git'))).toEqual([]);
  });
});

describe('faults of the system', () => {
  const fault = (code: string) => Object.assign(new Error(`${code}: x, write`), { code, syscall: 'write', errno: -1 });
  const CODES = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ENOMEM', 'EIO', 'EBUSY'];

  it.each([...CODES, 'ESTALE'])('%s is a known error with the path, the reason in words and what to do', (code) => {
    const { message, problems } = outputFault('out/a.jpg', fault(code));
    expect(message).toMatch(/^cannot write out\/a\.jpg: [a-z]/);
    expect(message).not.toContain(code);
    expect(problems[0]?.message).toMatch(/^[a-z]/);
    expect(systemFault(fault(code), '/data/a.jpg')).toMatchObject({
      ...{ name: 'ListingLintError', message: expect.stringMatching(/^cannot write \/data\/a\.jpg: [a-z]/) },
    });
  });

  it('are found behind a known error, whose own words are not repeated', () => {
    const inner = systemFault(fault('ENOSPC'), '/abs/a.jpg');
    expect(outputFault('a.jpg', inner)).toMatchObject({ message: 'cannot write a.jpg: no space left' });
    expect(fileFault(inner)).toBe('no space left');
    const other = new ListingLintError('output-failed', 'a link leads out');
    expect([outputFault('a.jpg', other), fileFault(other)]).toEqual([other, 'a link leads out']);
  });

  it('are no bugs, and bugs none of them', () => {
    expect(systemFault(new TypeError('x is not a function'))).toBeUndefined();
    expect(systemFault(fault('ENOENT'))).toBeUndefined();
  });
});
