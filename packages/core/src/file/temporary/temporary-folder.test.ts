import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sweepTemporaryFolders, withTemporaryFolder } from './temporary-folder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** The name that a folder of this process has. */
const ownName = (): Promise<string> => withTemporaryFolder('fix', async (own) => basename(own));
const leave = (name: string): string => {
  const left = join(folder, name);
  mkdirSync(join(left, 'deep'), { recursive: true });
  return left;
};
const killed = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.on('exit', () => resolve(child.pid ?? 0));
    child.kill('SIGKILL');
  });

describe('a temporary folder', () => {
  it('goes with the work, also where that fails', async () => {
    const seen = await withTemporaryFolder('fix', async (own) => [dirname(own), existsSync(own)]);
    expect(seen).toEqual([folder, true]);
    await expect(withTemporaryFolder('fix', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a process that was killed is swept, of one at work is not', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
    const own = await ownName();
    const of = (pid: number | undefined): string => own.replace(/^(\D+)\d+-\d+/, `$1${pid}-0`);
    const left = leave(of(child.pid));
    await sweepTemporaryFolders();
    expect(existsSync(left)).toBe(true);
    await killed(child);
    await sweepTemporaryFolders();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of an earlier process of the same id is swept; one of this process is not', async () => {
    const own = await ownName();
    const [mine, earlier] = [leave(own), leave(own.replace(/^(\D+\d+)-\d+/, '$1-1'))];
    await sweepTemporaryFolders();
    expect(existsSync(mine)).toBe(true);
    expect(existsSync(earlier)).toBe(own.includes('-0-'));
  });

  it('of another machine is left for a day; links and names that are none of ours always', async () => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    const gone = await killed(child);
    const own = await ownName();
    const elsewhere = leave(own.replace(/-[0-9a-f]{12}-/, '-000000000000-'));
    const target = leave('theirs');
    symlinkSync(target, join(folder, own.replace(/^(\D+)\d+/, `$1${gone}`)));
    await sweepTemporaryFolders();
    expect(readdirSync(folder)).toHaveLength(3);
    const old = Date.now() / 1000 - 25 * 3600;
    for (const path of [elsewhere, target]) utimesSync(path, old, old);
    await sweepTemporaryFolders();
    expect([existsSync(elsewhere), existsSync(join(target, 'deep'))]).toEqual([false, true]);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});
