// @module-tag full
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pictureSchema, writePicture } from '../scenarios/pictures.ts';
import { MAIN } from './built-program.ts';

// The commands that hold much in memory run in a process that begins with what malloc and V8 are told: nobody who calls the program may notice.

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-thrifty-'));
  for (const path of ['ours/1.jpg', 'found/1.jpg'])
    await writePicture(folder, path, pictureSchema.parse({ width: 300, height: 200 }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const witness = (): string => join(folder, 'witness');
afterEach(() => rmSync(witness(), { force: true }));

const world = (env: NodeJS.ProcessEnv) => ({
  cwd: folder,
  env: {
    PATH: process.env.PATH,
    TMPDIR: folder,
    NODE_OPTIONS: `--import ${join(process.cwd(), 'test', 'start', 'witness.mjs')}`,
    WITNESS: witness(),
    ...env,
  },
});
interface Noted {
  readonly pid: number;
  readonly ppid?: number;
  readonly arenas?: string | null;
  readonly flags?: readonly string[];
  readonly left?: readonly string[];
}
const noted = (): readonly Noted[] =>
  readFileSync(witness(), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const started = (): readonly Noted[] => noted().filter(({ flags }) => flags !== undefined);

const MATCH = ['match', 'found', '--against', 'ours'];
const runs = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [MAIN, ...args], { ...world(env), encoding: 'utf8' });

describe.runIf(process.platform === 'linux')('a command that holds much in memory', () => {
  it('runs in another process with those settings, which leaves nothing of them in its environment', () => {
    const { status, stdout, stderr } = runs(MATCH);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^found\/1\.jpg\n {2}.* ours\/1\.jpg/);
    const [first, second] = started();
    expect(started()).toHaveLength(2);
    expect(first).toMatchObject({ arenas: null, flags: [] });
    expect(second).toMatchObject({ ppid: first?.pid, arenas: '1', flags: ['--max-semi-space-size=4'] });
    expect(noted().find(({ pid, left }) => pid === second?.pid && left !== undefined)?.left).toEqual([]);
  });

  it('ends with its exit code, and says what it says', () => {
    const { status, stderr } = runs(['match', 'nowhere', '--against', 'ours']);
    expect([status, stderr]).toEqual([2, 'listing-lint: no such file or folder: nowhere\n']);
    expect(started()).toHaveLength(2);
  });

  it('is told what is not said yet, and nothing of what is', () => {
    runs(MATCH, { MALLOC_TRIM_THRESHOLD_: '4096' });
    expect(started().map(({ arenas }) => arenas)).toEqual([null, '1']);
    expect(noted().flatMap(({ left }) => left ?? [])).toEqual(['MALLOC_TRIM_THRESHOLD_', 'MALLOC_TRIM_THRESHOLD_']);
  });

  it.each([
    ['match --help', ['match', '--help'], {}],
    ['--version', ['--version'], {}],
    ['who has set malloc', MATCH, { MALLOC_ARENA_MAX: '2' }],
    ['who has tuned glibc', MATCH, { GLIBC_TUNABLES: 'glibc.malloc.arena_max=2' }],
  ])('is left alone: %s', (_, args, env) => {
    runs(args, env);
    expect(started()).toHaveLength(1);
  });

  it('does its work itself where no process can be started', () => {
    const refusing = join(folder, 'refusing.mjs');
    writeFileSync(
      refusing,
      "import processes from 'node:child_process';\nimport { syncBuiltinESMExports } from 'node:module';\nconst { spawn } = processes;\nprocesses.spawn = (_, ...more) => spawn('/nowhere/node', ...more);\nsyncBuiltinESMExports();\n",
    );
    const { NODE_OPTIONS } = world({}).env;
    const { status, stdout, stderr } = runs(MATCH, { NODE_OPTIONS: `${NODE_OPTIONS} --import ${refusing}` });
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^found\/1\.jpg\n {2}.* ours\/1\.jpg/);
    expect(started()).toHaveLength(1);
  });

  it('leaves V8 as the user has told it', () => {
    const { NODE_OPTIONS } = world({}).env;
    runs(MATCH, { NODE_OPTIONS: `${NODE_OPTIONS} --max-semi-space-size=32` });
    expect(started().map(({ flags }) => flags)).toEqual([[], []]);
  });
});

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const gone = async (pid: number): Promise<boolean> => {
  for (let tries = 0; tries < 100 && isThere(pid); tries++) await pause(100);
  return !isThere(pid);
};

/** Both processes, once the second one has said what it has to say; it stays. */
const staying = async (): Promise<{ readonly starter: ChildProcess; readonly second: number }> => {
  const starter = spawn(process.execPath, [MAIN, ...MATCH], {
    ...world({ STAYS: 'yes' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (starter.stdout !== null) await once(starter.stdout, 'data');
  return { starter, second: started()[1]?.pid ?? 0 };
};

describe.runIf(process.platform === 'linux')('its two processes', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('end together by %s', async (signal) => {
    const { starter, second } = await staying();
    expect(isThere(second)).toBe(true);
    const ended = once(starter, 'exit');
    starter.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(await gone(second)).toBe(true);
  });

  it('end together where the first one is killed, or the second', async () => {
    const one = await staying();
    one.starter.kill('SIGKILL');
    expect(await gone(one.second)).toBe(true);
    rmSync(witness());
    const other = await staying();
    const ended = once(other.starter, 'exit');
    process.kill(other.second, 'SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
  });
});
