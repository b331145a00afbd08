import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'named-bytes-'));
  vi.stubEnv('TMPDIR', root);
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});
const fresh = () => import('./named-bytes.ts');

it('gives work a file of these bytes, for nobody else to read, and the same file to what comes later', async () => {
  const { withNamedBytes } = await fresh();
  const seen: string[] = [];
  for (const text of ['a long one', 'short']) {
    await withNamedBytes(Buffer.from(text), async (path) => {
      seen.push(path);
      expect(readFileSync(path, 'utf8')).toBe(text);
      if (process.platform !== 'win32') {
        expect(statSync(path).mode & 0o77).toBe(0);
        expect(statSync(dirname(path)).mode & 0o77).toBe(0);
      }
    });
  }
  expect(new Set(seen).size).toBe(1);
});

it('gives each of what is done at a time a file of its own, also where one of it fails', async () => {
  const { withNamedBytes } = await fresh();
  const paths = await Promise.all(
    [0, 1, 2].map((k) =>
      withNamedBytes(Buffer.from(String(k)), async (path) => {
        await new Promise((settle) => setTimeout(settle, 20));
        expect(readFileSync(path, 'utf8')).toBe(String(k));
        if (k === 1) throw new Error('no');
        return path;
      }).catch(() => 'failed'),
    ),
  );
  expect(paths[1]).toBe('failed');
  expect(new Set(paths).size).toBe(3);
});

it.runIf(process.platform === 'linux')(
  'leaves nothing in the folder even while the work is done, so that a killed process leaves nothing',
  async () => {
    const { withNamedBytes } = await fresh();
    await withNamedBytes(Buffer.from('x'), async (path) => {
      expect(readdirSync(root)).toEqual([]);
      expect(readFileSync(path, 'utf8')).toBe('x');
    });
    // Nor does it need the folder any more.
    rmSync(root, { recursive: true });
    expect(await withNamedBytes(Buffer.from('y'), async (path) => readFileSync(path, 'utf8'))).toBe('y');
  },
);

it('takes its files away at the end where they need a name in a folder, however many', async () => {
  const fs = await vi.importActual<typeof import('node:fs')>('node:fs');
  vi.doMock('node:fs', () => ({ ...fs, existsSync: () => false }));
  const before = process.listeners('exit');
  const { withNamedBytes } = await fresh();
  vi.doUnmock('node:fs');
  let count = 0;
  let go = (): void => undefined;
  const all = new Promise<void>((settle) => {
    go = settle;
  });
  const paths = await Promise.all(
    Array.from({ length: 12 }, () =>
      withNamedBytes(Buffer.from('x'), async (path) => {
        if (++count === 12) go();
        await all;
        return path;
      }),
    ),
  );
  expect(new Set(paths).size).toBe(12);
  expect(readdirSync(root)).toHaveLength(12);
  const added = process.listeners('exit').filter((listener) => !before.includes(listener));
  expect(added).toHaveLength(1);
  for (const listener of added) {
    process.removeListener('exit', listener);
    listener(0);
  }
  expect(readdirSync(root)).toEqual([]);
});

it('tries again where nothing could be written before', async () => {
  const { withNamedBytes } = await fresh();
  vi.stubEnv('TMPDIR', join(root, 'later'));
  await expect(withNamedBytes(Buffer.from('x'), async () => 'done')).rejects.toMatchObject({ code: 'ENOENT' });
  mkdirSync(join(root, 'later'));
  expect(await withNamedBytes(Buffer.from('x'), async () => 'done')).toBe('done');
});

it('rejects where nothing can be written, and does not do the work', async () => {
  vi.stubEnv('TMPDIR', join(root, 'nowhere'));
  const { withNamedBytes } = await fresh();
  const work = vi.fn(async () => 'done');
  await expect(withNamedBytes(Buffer.from('x'), work)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(work).not.toHaveBeenCalled();
});
