import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Ended, runIn } from 'listing-lint/program';
import type { Shop } from './shops.ts';

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

/** What only the first run on a machine says. */
const CALIBRATES = /^listing-lint: working out how sure .*\n/gm;

/** Has a run write every format into a folder beside the shop; `err` names its files without that folder. */
export const reportsOf = async (shop: Shop, folder: string, args: readonly string[]): Promise<Reports> => {
  const formats = FORMATS.flatMap((format) => ['-f', `${format}:${join(folder, format)}`]);
  const ended = await runIn(shop.folder, [...args, ...shop.reportArgs, ...formats]);
  const texts = Object.fromEntries(FORMATS.map((format) => [format, readFileSync(join(folder, format), 'utf8')]));
  return { ...ended, err: ended.err.replaceAll(folder, '').replace(CALIBRATES, ''), texts };
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
