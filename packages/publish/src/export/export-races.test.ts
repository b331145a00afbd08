import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Subject } from '@listing-lint/core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { channelProfile } from '../channel/profile/channel-profiles.ts';
import { exportFiles } from './export-files.ts';

/** What another process does just before the file system is asked for something. */
const meanwhile = vi.hoisted(() => ({ mkdir: (_path: string): void => {}, append: (): void => {} }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const mkdir: typeof real.mkdir = (async (path: string, options?: { recursive: true }) => {
    if (options === undefined) meanwhile.mkdir(path);
    return real.mkdir(path, options);
  }) as typeof real.mkdir;
  const appendFile: typeof real.appendFile = async (...args) => {
    meanwhile.append();
    return real.appendFile(...args);
  };
  return { ...real, mkdir, appendFile };
});

let root = '';
let subject: Subject;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'export-races-'));
  const file = join(root, '1.jpg');
  writeFileSync(
    file,
    await sharp({ create: { width: 1200, height: 1200, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer(),
  );
  subject = { scope: 'image', path: '1.jpg', file, role: 'gallery', listing: 'mug', channels: [] };
});
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  meanwhile.mkdir = () => {};
  meanwhile.append = () => {};
});

const exported = (out: string) => {
  const profile = channelProfile('amazon');
  if (profile === undefined) throw new Error('amazon');
  return exportFiles([subject], {
    ...{ root, profile, day: '2026-11-26', out, dryRun: false, brand: undefined, limits: undefined, keeps: 'rights' },
  });
};

it('writes into a folder that another process makes at the same time', async () => {
  const out = join(root, 'made/meanwhile');
  const made: string[] = [];
  meanwhile.mkdir = (path) => {
    made.push(path);
    mkdirSync(path);
  };
  expect(await exported(out)).toMatchObject([{ kind: 'written', copy: '1.jpg' }]);
  expect(made).toEqual([join(root, 'made'), out]);
});

it('says that it cannot make a folder where a file has come in its place', async () => {
  const out = join(root, 'taken');
  meanwhile.mkdir = (path) => writeFileSync(path, 'somebody’s');
  await expect(exported(out)).rejects.toMatchObject({
    code: 'output-failed',
    message: expect.stringContaining(`cannot make the folder ${out}`),
  });
});

it('leaves a file alone that comes between the look at its place and the writing', async () => {
  const out = join(root, 'out');
  const target = join(out, '1.jpg');
  meanwhile.append = () => writeFileSync(target, 'somebody’s');
  expect(await exported(out)).toMatchObject([
    { kind: 'failed', reason: expect.stringContaining('lies a file that no export has written') },
  ]);
  expect(readFileSync(target, 'utf8')).toBe('somebody’s');
  expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
  rmSync(target);
  meanwhile.append = () => {};
  expect(await exported(out)).toMatchObject([{ kind: 'written' }]);
  expect(existsSync(target)).toBe(true);
});
