import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  configFinder,
  outputFault,
  partsOfWalk,
  pathFrom,
  walkFolder,
  withoutPaths,
  writtenPaths,
} from '@listing-lint/core';
import { UsageError } from '../../output/known-error.ts';
import { namedPaths } from '../../project/paths.ts';
import { checkCall, FLAG, FOLDER, type Kinds, TEXT } from '../check-call.ts';
import { proposeConfig } from './propose-config.ts';
import { type FolderSurvey, survey } from './survey.ts';

export interface InitQuery {
  /** Absolute working directory, from which `folder` starts. Default: that of the process. */
  readonly cwd?: string;
  /** The folder that holds the listings. Default: the working directory. */
  readonly folder?: string;
  /** `true`: the config is proposed and not written. Default `false`. */
  readonly dryRun?: boolean;
}

export interface ProposedConfig {
  /** Name of the config's file in the folder. */
  readonly name: string;
  /** The config as YAML. */
  readonly text: string;
  /** Pictures that were seen. */
  readonly pictures: number;
}

const KINDS: Kinds<InitQuery> = { cwd: FOLDER, folder: TEXT, dryRun: FLAG };

const NAME = 'listing-lint.config.yaml';
const TAKEN = ['yaml', 'yml', 'json', 'js', 'mjs', 'cjs', 'ts'].map((extension) => `listing-lint.config.${extension}`);

/** Looks at a folder, proposes a config for it, and writes it. Rejects with `usage` where there is one already: it never overwrites. */
export const init = async (query: InitQuery = {}): Promise<ProposedConfig> => {
  checkCall({ name: 'init', options: query, kinds: KINDS });
  const { cwd = process.cwd(), folder = '.', dryRun = false } = query;
  const [named] = await namedPaths([folder], cwd);
  if (named === undefined || !named.isFolder) throw new UsageError(`${folder} is no folder`);
  const found = await look(named.absolute);
  const proposed = { name: NAME, text: proposeConfig(found), pictures: found.pictures };
  if (dryRun) return proposed;
  const taken = TAKEN.find((name) => existsSync(join(named.absolute, name)));
  if (taken !== undefined) {
    throw new UsageError(`${taken} exists already`, 'see what would be proposed with `listing-lint init --dry-run`');
  }
  const [outer] = configFinder().above(named.absolute);
  if (outer !== undefined) {
    throw new UsageError(
      `${pathFrom(cwd, outer.file)} holds for ${folder} already`,
      'change that one; or write the config of a project of its own from `listing-lint init --dry-run`, and list its folder under `projects` there',
    );
  }
  try {
    await writeFile(join(named.absolute, NAME), proposed.text, { flag: 'wx' });
  } catch (error) {
    throw outputFault(`${NAME} in ${folder}`, error);
  }
  return proposed;
};

const SEEN = /\.(jpe?g|png|webp|avif|tiff?|gif|bmp|hei[cf]|dng|cr[23]|nef|arw|raf|ya?ml)$/i;

const look = async (root: string): Promise<FolderSurvey> => {
  const all = await walkFolder(root);
  return survey(
    partsOfWalk(withoutPaths(all, writtenPaths(root, all)))
      .entries.flatMap(({ path, kind }) => (kind === 'file' && SEEN.test(path) ? [path] : []))
      .sort(),
  );
};
