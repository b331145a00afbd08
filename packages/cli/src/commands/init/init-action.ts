import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListingLintError, walkFolder } from '@listing-lint/core';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { namedPaths } from '../../project/paths.ts';
import { proposeConfig } from './propose-config.ts';
import { type FolderSurvey, survey } from './survey.ts';

export interface InitFlags {
  readonly dryRun?: boolean;
}

const NAME = 'listing-lint.config.yaml';
const TAKEN = ['yaml', 'yml', 'json', 'js', 'mjs', 'cjs', 'ts'].map((extension) => `listing-lint.config.${extension}`);

/** Proposes a config for a folder and writes it where there is none. */
export const initAction = async (folder: string, flags: InitFlags, io: Io): Promise<number> => {
  const [named] = await namedPaths([folder], io.cwd);
  if (named === undefined || !named.isFolder) throw new UsageError(`${folder} is no folder`);
  const found = await look(named.absolute);
  const text = proposeConfig(found);
  if (flags.dryRun === true) {
    io.stdout(text);
    return 0;
  }
  const taken = TAKEN.find((name) => existsSync(join(named.absolute, name)));
  if (taken !== undefined) {
    throw new UsageError(`${taken} exists already`, 'see what would be proposed with `listing-lint init --dry-run`');
  }
  try {
    await writeFile(join(named.absolute, NAME), text, { flag: 'wx' });
  } catch (error) {
    throw new ListingLintError('output-failed', `cannot write ${NAME} in ${folder}`, [], { cause: error });
  }
  io.stdout(
    `wrote ${NAME} (${found.pictures === 1 ? '1 picture' : `${found.pictures} pictures`} seen). Read it, then run listing-lint.\n`,
  );
  return 0;
};

const SEEN = /\.(jpe?g|png|webp|avif|tiff?|gif|bmp|hei[cf]|dng|cr[23]|nef|arw|raf|ya?ml)$/i;

const look = async (root: string): Promise<FolderSurvey> =>
  survey(
    (await walkFolder(root)).flatMap(({ path, kind }) => (kind === 'file' && SEEN.test(path) ? [path] : [])).sort(),
  );
