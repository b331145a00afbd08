import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Io, run } from 'listing-lint/program';
import type { Shop } from './shops.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in a folder, on a fixed day unless told. */
export const runIn = async (
  cwd: string,
  args: readonly string[],
  more: Partial<Pick<Io, 'env' | 'now'>> = {},
): Promise<Ended> => {
  let [out, err] = ['', ''];
  const code = await run(args, {
    cwd,
    env: {},
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    columns: 80,
    now: () => new Date('2026-11-25T12:00:00Z'),
    ...more,
  });
  return { code, out, err };
};

export const FORMATS = [
  'text',
  'json',
  'sarif',
  'html',
  'junit',
  'markdown',
  'csv',
  'github',
  'gitlab',
  'audit',
] as const;

/** The reports of a run, by format, and how it ended. */
export interface Reports extends Ended {
  readonly texts: { readonly [format: string]: string };
}

/** Has a run write every format into a folder beside the shop. */
export const reportsOf = async (shop: Shop, folder: string, args: readonly string[]): Promise<Reports> => {
  const formats = FORMATS.flatMap((format) => ['-f', `${format}:${join(folder, format)}`]);
  const ended = await runIn(shop.folder, [...args, ...shop.reportArgs, ...formats]);
  const texts = Object.fromEntries(FORMATS.map((format) => [format, readFileSync(join(folder, format), 'utf8')]));
  return { ...ended, texts };
};

/** Looks at one shard after the other, and gives their files. */
export const shardsOf = async (
  shop: Shop,
  folder: string,
  count: number,
  more: readonly string[] = [],
): Promise<string[]> => {
  const files: string[] = [];
  for (let index = 1; index <= count; index++) {
    const file = join(folder, `${index}-of-${count}.shard`);
    const args = ['lint', ...shop.args, '--shard', `${index}/${count}`, '--shard-output', file, '-f', 'html', ...more];
    const { code, err } = await runIn(shop.folder, args);
    if (code !== 0) throw new Error(`shard ${index}/${count} ended with ${code}: ${err}`);
    files.push(file);
  }
  return files;
};
