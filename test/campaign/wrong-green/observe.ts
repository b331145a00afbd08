import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Report } from '@listing-lint/core';
import type { Observation } from './greener.ts';
import { MAIN, USUAL_ARGS } from './shop.ts';

export interface RunOptions {
  /** Another command with its arguments, instead of the lint. It writes no JSON report. */
  readonly command?: readonly string[];
  /** Arguments beside the usual ones. */
  readonly args?: readonly string[];
  /** Folder that it runs in, from the shop. */
  readonly cwd?: string;
  /** Seconds after which it has hung. */
  readonly bound?: number;
  /** What the shell does to the streams of a process: `>/dev/full`. */
  readonly streams?: string;
  /** A user of the machine that the process runs as. */
  readonly uid?: number;
  /** The warm cache of the healthy shop is used. */
  readonly cache?: boolean;
}

export const BOUND = 90;

/** Formats that the campaign looks into. Text is what a person reads, JSON what the comparison reads. */
export const usualArgs = (report: string, { args = [], cache = true, command }: RunOptions): readonly string[] =>
  command ?? [
    ...USUAL_ARGS.filter((arg) => cache || arg !== '--cache'),
    ...['-f', 'text', '-f', `json:${report}`],
    ...args,
  ];

const readReport = (file: string): Report | undefined => {
  if (!existsSync(file)) return undefined;
  const report: Report = JSON.parse(readFileSync(file, 'utf8'));
  return report;
};

export const withReport = async (
  root: string,
  run: (file: string) => Promise<Omit<Observation, 'report'>>,
): Promise<Observation> => {
  const folder = mkdtempSync(join(dirname(dirname(root)), 'report-'));
  try {
    chmodSync(folder, 0o777);
    const file = join(folder, 'report.json');
    const seen = await run(file);
    const report = readReport(file);
    return { ...seen, ...(report === undefined ? {} : { report }) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const afterSeconds = (seconds: number): { readonly passed: Promise<'late'>; readonly clear: () => void } => {
  let clear = (): void => undefined;
  const passed = new Promise<'late'>((resolve) => {
    const timer = setTimeout(() => resolve('late'), seconds * 1000);
    clear = () => clearTimeout(timer);
  });
  return { passed, clear };
};

/** Lints the shop by the built command, as a process of its own. */
export const lintApart = (root: string, options: RunOptions = {}): Promise<Observation> =>
  withReport(root, (file) => {
    const { cwd = '.', bound = BOUND, streams = '', uid } = options;
    const args = [MAIN, ...usualArgs(file, options)];
    return new Promise((resolve, reject) => {
      const child = spawn('/bin/sh', ['-c', `exec "$@" ${streams}`, 'sh', process.execPath, ...args], {
        cwd: join(root, cwd),
        env: { PATH: process.env['PATH'], HOME: dirname(root), TZ: 'UTC' },
        stdio: ['ignore', 'pipe', 'pipe'],
        ...(uid === undefined ? {} : { uid, gid: uid }),
      });
      const said = { stdout: '', stderr: '' };
      child.stdout.on('data', (part: Buffer) => {
        said.stdout += part.toString();
      });
      child.stderr.on('data', (part: Buffer) => {
        said.stderr += part.toString();
      });
      const { passed, clear } = afterSeconds(bound);
      passed.then(() => child.kill('SIGKILL'));
      child.on('error', reject);
      child.on('close', (exit) => {
        clear();
        resolve({ exit, said: `${said.stdout}\n${said.stderr}`.replaceAll(root, '<root>') });
      });
    });
  });
