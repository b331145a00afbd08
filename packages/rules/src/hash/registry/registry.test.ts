import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ANYWHERE } from '@listing-lint/core/plugin';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../fingerprint/fingerprint.ts';
import { encodeFingerprint } from '../fingerprint/fingerprint-record.ts';
import { seededScene } from '../test-scenes.ts';
import { fileRegistry, type Published, parseRegistry, registryText } from './registry.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const picture = (seed: number, product = `p${seed}`): Published => {
  const scene = seededScene(seed, 64, 48);
  const fingerprint = encodeFingerprint(fingerprintOf(Buffer.from(`file ${seed}`), scene, scene));
  return { fingerprint, product, path: `listings/${product}/${seed}.jpg`, added: '2026-11-24' };
};
const pictures = Array.from({ length: 8 }, (_, seed) => picture(seed));

describe('registry', () => {
  it('reads back what it wrote, whatever the names', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (product, path) => {
        const odd = { ...picture(1), product, path };
        expect(parseRegistry(registryText([odd]), 'r')).toEqual([odd]);
      }),
    );
  });
  it('adds once, removes, and keeps sorted lines', async () => {
    const file = join(folder, 'a.txt');
    const registry = fileRegistry(file, ANYWHERE);
    expect(await registry.all()).toEqual([]);
    expect(await registry.add(pictures)).toBe(8);
    expect(await registry.add(pictures.slice(2, 5))).toBe(0);
    const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
    expect(lines).toEqual([...lines].sort());
    expect(await registry.remove(['listings/p3'])).toBe(1);
    expect((await registry.all()).map(({ product }) => product)).not.toContain('p3');
  });
  it('takes no file of another version for one of its own', () => {
    const text = registryText(pictures).replace('registry 1', 'registry 2');
    expect(() => parseRegistry(text, 'published.txt')).toThrow('published.txt:1: the file is of another version');
  });
  it('names every damaged line by its number', async () => {
    const lines = registryText(pictures).split('\n');
    lines[2] = lines[2]?.replace('listings', 'elsewhere') ?? '';
    lines[4] = (lines[4] ?? '').slice(0, -3);
    lines.splice(6, 0, '<<<<<<< HEAD');
    const file = join(folder, 'damaged.txt');
    writeFileSync(file, lines.join('\n'));
    const error = await fileRegistry(file, ANYWHERE, 'damaged.txt')
      .all()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'data-invalid',
      message: 'damaged.txt:3: the line is damaged: its check does not match',
      problems: [{ line: 3 }, { line: 5 }, { line: 7, hint: 'resolve the merge: keep the lines of both sides' }],
    });
  });
  it('any single changed character of a line is noticed', () => {
    const text = registryText([picture(1)]);
    const start = text.indexOf('\n') + 1;
    fc.assert(
      fc.property(fc.integer({ min: start, max: text.length - 2 }), (at) => {
        const other = text[at] === 'x' ? 'y' : 'x';
        expect(() => parseRegistry(text.slice(0, at) + other + text.slice(at + 1), 'r')).toThrow(/r:2: /);
      }),
    );
  });
  it('loses nothing when many add at once', async () => {
    const file = join(folder, 'together.txt');
    await Promise.all(pictures.map((one) => fileRegistry(file, ANYWHERE).add([one])));
    expect(await fileRegistry(file, ANYWHERE).all()).toHaveLength(8);
  });
  it('git merges two branches that both added', async () => {
    const run = promisify(execFile);
    const git = (...args: string[]) =>
      run('git', ['-C', repo, '-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args]);
    const repo = mkdtempSync(join(folder, 'repo-'));
    const file = join(repo, 'published.txt');
    await git('init', '-q', '-b', 'main');
    writeFileSync(join(repo, '.gitattributes'), 'published.txt merge=union\n');
    await fileRegistry(file, ANYWHERE).add(pictures.slice(0, 4));
    await git('add', '.');
    await git('commit', '-qm', 'base');
    await git('checkout', '-qb', 'other');
    await fileRegistry(file, ANYWHERE).add(pictures.slice(4, 6));
    await git('commit', '-qam', 'other');
    await git('checkout', '-q', 'main');
    await fileRegistry(file, ANYWHERE).add(pictures.slice(6));
    await git('commit', '-qam', 'ours');
    await git('merge', '-q', 'other');
    expect(await fileRegistry(file, ANYWHERE).all()).toHaveLength(8);
  });
});
