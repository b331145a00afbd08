import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fileFault } from '../file/file-fault.ts';
import { walkFolder } from './walk.ts';

const top = mkdtempSync(join(tmpdir(), 'walk-'));
afterAll(() => rmSync(top, { recursive: true }));

/** A name in bytes: macOS and Windows have none that is no UTF-8. */
const named = (bytes: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from(`${top}/shop/b`), Buffer.from(bytes), Buffer.from('.jpg')]);

describe.skipIf(process.platform !== 'linux')('a name that is no UTF-8', () => {
  beforeEach(() => {
    rmSync(join(top, 'shop'), { recursive: true, force: true });
    mkdirSync(join(top, 'shop'));
    writeFileSync(named([0xff]), 'one');
  });

  it('is told where its file is read', async () => {
    const [found] = await walkFolder(join(top, 'shop'));
    expect(found).toEqual({ path: 'b\uFFFD.jpg', kind: 'file' });
    let fault: unknown;
    try {
      readFileSync(join(top, 'shop', found?.path ?? ''));
    } catch (error) {
      fault = error;
    }
    expect(fileFault(fault)).toBe('no such file, or a name that is no UTF-8: rename it');
  });

  it('is told of a folder', async () => {
    mkdirSync(Buffer.concat([Buffer.from(`${top}/shop/d`), Buffer.from([0xfe])]));
    await expect(walkFolder(join(top, 'shop'))).rejects.toThrow(
      'the folder d\uFFFD cannot be read: no such file, or a name that is',
    );
  });

  it.each([
    ['another such name', [0xfe]],
    ['the name that it looks like', [0xef, 0xbf, 0xbd]],
  ])('does not stand for %s', async (_what, bytes) => {
    writeFileSync(named(bytes), 'two');
    await expect(walkFolder(join(top, 'shop'))).rejects.toThrow(
      'two names in it are no UTF-8 and look alike (b\uFFFD.jpg)',
    );
  });
});
