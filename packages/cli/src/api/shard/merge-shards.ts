import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  ANYWHERE,
  fileFault,
  GatheredShards,
  invalidShard,
  type NamedShard,
  openShard,
  readBytesSync,
} from '@listing-lint/core';
import { headCommit } from '../../git/head-commit.ts';
import { UsageError } from '../../output/known-error.ts';
import { checkCall, SOME_TEXTS } from '../check-call.ts';
import { type Program, surroundingsOf } from '../flags.ts';
import { linterFor } from '../lint.ts';
import type { LintRunOptions, LintRunResult } from '../options.ts';

/** A shard of a hundredth of ten million pictures is some 100 MB. */
const MOST_BYTES = 2_000_000_000;

/** Does the rest of a run of which shards have looked at each subject; what comes of it is what comes of the run that is not in shards. */
export const mergerFor =
  (program?: Program) =>
  async (files: readonly string[], options: Omit<LintRunOptions, 'paths' | 'asOf'>): Promise<LintRunResult> => {
    checkCall({ name: 'merge', args: { files: [files, SOME_TEXTS] }, options: {}, kinds: {} });
    const around = surroundingsOf(options, program);
    const named = files.flatMap((file) => shardsIn(file, around.cwd));
    const gathered = new GatheredShards(named);
    const { commit, paths, asOf, isDayGiven } = gathered.first;
    const here = commit === null ? undefined : headCommit(around.cwd, around.env)?.id;
    if (here !== undefined && here !== commit)
      throw invalidShard(
        named[0]?.name ?? '',
        `is of commit ${commit}, and this is ${here}`,
        'check out the commit of the shards, or run them again',
      );
    return linterFor(program, gathered)({ ...options, paths, ...(isDayGiven ? { asOf } : {}) });
  };

/** A file, or those of a folder that are called `….shard`. */
const shardsIn = (given: string, cwd: string): readonly NamedShard[] => {
  const absolute = resolve(cwd, given);
  if (!isFolder(absolute, given)) return [read(absolute, given)];
  const names = readdirSync(absolute)
    .filter((name) => name.endsWith('.shard') && !name.startsWith('.'))
    .sort();
  if (names.length === 0) throw new UsageError(`there is no file ….shard in ${given}`);
  return names.map((name) => read(join(absolute, name), join(given, name)));
};

const isFolder = (absolute: string, given: string): boolean => {
  try {
    return statSync(absolute).isDirectory();
  } catch (error) {
    throw invalidShard(given, `cannot be read: ${fileFault(error)}`, 'give the files that --shard-output has written');
  }
};

const read = (absolute: string, name: string): NamedShard => {
  let bytes: Buffer;
  try {
    bytes = readBytesSync(absolute, { maxBytes: MOST_BYTES, within: ANYWHERE });
  } catch (error) {
    throw invalidShard(name, `cannot be read: ${fileFault(error)}`, 'give the files that --shard-output has written');
  }
  return { name, file: openShard(bytes, name) };
};
