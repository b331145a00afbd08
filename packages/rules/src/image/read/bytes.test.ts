import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactContext, Subject } from '@listing-lint/core';
import { afterAll, expect, it } from 'vitest';
import { fileBytes } from './bytes.ts';

const root = mkdtempSync(join(tmpdir(), 'bytes-'));
afterAll(() => rmSync(root, { recursive: true }));

const sparse = (name: string, bytes: number): string => {
  writeFileSync(join(root, name), '');
  truncateSync(join(root, name), bytes);
  return name;
};

const unused = (): never => {
  throw new Error('must not be read');
};
const read = (name: string, role = 'main', settings: unknown = {}) => {
  const subject: Subject = { scope: 'image', path: name, file: join(root, name), role, channels: [] };
  const context: FactContext = {
    root,
    settings,
    asOf: '2026-01-01',
    get: unused,
    use: unused,
    useRun: unused,
    extensions: unused,
    subjects: unused,
    set: unused,
    say: unused,
  };
  return Promise.resolve(fileBytes.create(subject, context));
};

it('reads a file up to its bound, which is higher for originals and can be set', async () => {
  const name = sparse('large.jpg', 64_000_001);
  await expect(read(name)).rejects.toMatchObject({
    code: 'content-too-large',
    message: 'the file is 64.0 MB, more than the 64 MB that are read (limits.fileMegabytes)',
  });
  expect((await read(name, 'original')).length).toBe(64_000_001);
  await expect(read(sparse('small.jpg', 1001), 'original', { limits: { fileMegabytes: 0.001 } })).rejects.toMatchObject(
    { code: 'content-too-large' },
  );
});

it('says in words why a file cannot be read, without its absolute path', async () => {
  mkdirSync(join(root, 'folder.jpg'));
  await expect(read('gone.jpg')).rejects.toMatchObject({
    code: 'file-unreadable',
    message: 'the file cannot be read (no such file)',
  });
  await expect(read('folder.jpg')).rejects.toMatchObject({ message: 'the file cannot be read (it is a folder)' });
  await expect(read(sparse('empty.jpg', 0))).rejects.toMatchObject({
    code: 'content-unreadable',
    message: 'the file is empty',
  });
});
