import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLock } from './file-lock.ts';
import { ANYWHERE } from './path-bound.ts';

let folder = '';
let lock = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  lock = join(folder, 'things.lock');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const options = { what: 'the things', patienceMs: 0, within: ANYWHERE };
const pid = process.pid;
/** What a lock of this process says; the same with other values is what another would have left. */
const ownLock = async (): Promise<Record<string, unknown>> =>
  JSON.parse(await withLock(lock, options, async () => readFileSync(lock, 'utf8')));
const leave = (holder: unknown, ageMs = 0): void => {
  writeFileSync(lock, typeof holder === 'string' ? holder : JSON.stringify(holder));
  utimesSync(lock, new Date(), new Date(Date.now() - ageMs));
};
const isTaken = () =>
  withLock(lock, options, async () => false).catch((error: unknown) => {
    expect(error).toMatchObject({ code: 'output-failed' });
    return true;
  });

/** The id of a process that has ended. */
const deadPid = (): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    child.on('exit', () => resolve(child.pid ?? 0));
  });

describe('withLock', () => {
  it('lets one in at a time, says who is in, and leaves nothing behind', async () => {
    let inside = 0;
    const work = () =>
      withLock(lock, { ...options, patienceMs: 60_000 }, async () => {
        expect(++inside).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside--;
      });
    await Promise.all(Array.from({ length: 8 }, work));
    await withLock(lock, options, async () => {
      await expect(withLock(lock, options, async () => 0)).rejects.toThrow(
        `another run (process ${pid}) is at work on the things: wait for it, or, if there is none, remove ${lock}`,
      );
    });
    expect(existsSync(lock)).toBe(false);
  });

  it('goes when the work fails', async () => {
    await expect(withLock(lock, options, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  it('takes over at once from a process that is gone, and from an earlier one of the same id', async () => {
    const own = await ownLock();
    leave({ ...own, pid: await deadPid() });
    expect(await isTaken()).toBe(false);
    leave(own);
    expect(await isTaken()).toBe(true);
    if (own['started'] === null) return;
    leave({ ...own, started: '1' });
    expect(await isTaken()).toBe(false);
  });

  it('waits for a holder that it cannot look for, until nothing is heard of it for a minute', async () => {
    const own = await ownLock();
    for (const holder of [
      { ...own, machine: 'elsewhere' },
      { ...own, started: null },
    ]) {
      leave(holder);
      expect(await isTaken()).toBe(true);
      leave(holder, 61_000);
      expect(await isTaken()).toBe(false);
    }
  });

  it('clears a lock that was made and not written, and what removes it', async () => {
    leave('', 0);
    expect(await isTaken()).toBe(true);
    leave('', 2_000);
    writeFileSync(`${lock}.removal`, JSON.stringify({ ...(await ownLock()), pid: await deadPid() }));
    leave('', 2_000);
    expect(await isTaken()).toBe(false);
    expect(existsSync(`${lock}.removal`)).toBe(false);
  });

  it('is held by one alone when many find the lock of a dead process', { tags: 'full' }, async () => {
    const dead = { ...(await ownLock()), pid: await deadPid() };
    for (let round = 0; round < 10; round++) {
      leave(dead);
      let inside = 0;
      const work = () =>
        withLock(lock, { ...options, patienceMs: 60_000 }, async () => {
          expect(++inside).toBe(1);
          await new Promise((resolve) => setTimeout(resolve, 1));
          inside--;
        });
      await Promise.all(Array.from({ length: 6 }, work));
    }
  });

  it('makes no lock behind a link that leads out of its bound', async () => {
    const [root, outside] = [join(folder, 'root'), join(folder, 'outside')];
    for (const each of [root, outside]) mkdirSync(each);
    symlinkSync(outside, join(root, 'away'));
    const made = withLock(join(root, 'away/x.lock'), { ...options, within: root }, async () => 0);
    await expect(made).rejects.toMatchObject({ code: 'output-failed', message: expect.stringMatching(/leads out of/) });
    expect(readdirSync(outside)).toEqual([]);
  });

  it('says why a lock cannot be made', async () => {
    await expect(withLock(join(folder, 'none', 'x.lock'), options, async () => 0)).rejects.toMatchObject({
      code: 'output-failed',
      message: expect.stringMatching(/^cannot write the things \(.*x\.lock\): /),
    });
  });
});
