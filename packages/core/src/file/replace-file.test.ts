import {
  chmodSync,
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
import { replaceFile, temporaryOf } from './replace-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'replace-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('replaceFile', () => {
  it('makes folders and files, keeps the mode of what is there, and leaves nothing else', async () => {
    const file = join(folder, 'a/b.txt');
    await replaceFile(file, 'one', { mode: 0o640 });
    expect(statSync(file).mode & 0o777).toBe(0o640);
    chmodSync(file, 0o604);
    await replaceFile(file, 'two');
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['two', 0o604]);
    expect(readdirSync(join(folder, 'a'))).toEqual(['b.txt']);
  });

  it('writes through a link, and never through one that lies where the new content goes', async () => {
    const [file, link, victim] = [join(folder, 'real.txt'), join(folder, 'link.txt'), join(folder, 'victim.txt')];
    writeFileSync(file, 'one');
    symlinkSync('real.txt', link);
    await replaceFile(link, 'two');
    expect(readFileSync(file, 'utf8')).toBe('two');
    writeFileSync(victim, 'theirs');
    symlinkSync('victim.txt', temporaryOf(file));
    await replaceFile(file, 'three');
    expect([readFileSync(victim, 'utf8'), readFileSync(file, 'utf8')]).toEqual(['theirs', 'three']);
    expect(readdirSync(folder).sort()).toEqual(['link.txt', 'real.txt', 'victim.txt']);
  });

  it('does not meet another writer where no lock is held', async () => {
    const file = join(folder, 'x.txt');
    const texts = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(50_000));
    await Promise.all(texts.map((text) => replaceFile(file, text, { unlocked: true })));
    expect(texts).toContain(readFileSync(file, 'utf8'));
    expect(readdirSync(folder)).toEqual(['x.txt']);
  });

  it('takes over what a killed process left', async () => {
    const file = join(folder, 'x.txt');
    writeFileSync(temporaryOf(file), 'half of so');
    await replaceFile(file, 'whole');
    expect(readdirSync(folder)).toEqual(['x.txt']);
    expect(readFileSync(file, 'utf8')).toBe('whole');
  });
});
