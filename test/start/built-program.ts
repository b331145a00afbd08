import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { plainOutput, type ScenarioCommand, type ScenarioRun } from '../scenarios/scenario.ts';

// Tests and campaigns run in the folder of the repository.
export const MAIN = join(process.cwd(), 'packages', 'cli', 'dist', 'main.js');
const CLOCK = join(process.cwd(), 'test', 'start', 'clock-of-scenarios.mjs');

/** Runs the built program on a scenario that is laid out, at the time that scenarios take for now. */
export const runBuilt = (root: string, { args, cwd, env }: ScenarioCommand): Omit<ScenarioRun, 'root'> => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', CLOCK, MAIN, ...args.map((arg) => arg.replaceAll('<root>', root))],
    { cwd: join(root, cwd), env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' },
  );
  return { status: status ?? Number.NaN, stdout: plainOutput(stdout, root), stderr: plainOutput(stderr, root) };
};

const HOT_FUNCTION = join(process.cwd(), 'test', 'start', 'hot-function.mjs');

/** Whether V8 optimises a function that runs often in a process that is given these arguments, and what else the process says on stderr. */
export const optimisedIn = (...args: readonly string[]): { readonly optimised: boolean; readonly stderr: string } => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--trace-opt', '--import', HOT_FUNCTION, ...args], {
    encoding: 'utf8',
  });
  return { optimised: /oftenRun.*TURBOFAN/.test(stdout), stderr };
};

/** What a run of the built program loads: names of its chunks without their hashes, and the bytes of all of them. */
export const loadedBy = (
  cwd: string,
  args: readonly string[],
): { readonly names: readonly string[]; readonly late: readonly string[]; readonly bytes: number } => {
  const coverage = mkdtempSync(join(tmpdir(), 'listing-lint-loaded-'));
  try {
    // As a user runs it: tests hold values of facts against their schemas.
    const { CHECK_FACT_SCHEMAS: _, ...own } = process.env;
    const env = { ...own, NODE_V8_COVERAGE: coverage };
    const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], { cwd, env, encoding: 'utf8' });
    if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    const files = new Set<string>();
    for (const name of readdirSync(coverage)) {
      const { result }: { readonly result: readonly { readonly url: string }[] } = JSON.parse(
        readFileSync(join(coverage, name), 'utf8'),
      );
      for (const { url } of result) if (url.includes('/packages/cli/dist/')) files.add(new URL(url).pathname);
    }
    const names = [...files].map((file) => basename(file, '.js'));
    return {
      names,
      late: names.flatMap((name) => (name.startsWith('late-') ? [name.slice('late-'.length)] : [])).sort(),
      bytes: [...files].reduce((sum, file) => sum + readFileSync(file).length, 0),
    };
  } finally {
    rmSync(coverage, { recursive: true });
  }
};
