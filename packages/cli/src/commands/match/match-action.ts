import { resolve } from 'node:path';
import { findSubjects, type ResolvedConfig, suggest } from '@listing-lint/core';
import {
  MATCH_FORMATS,
  type MatchFormat,
  matchFiles,
  picturesOf,
  renderMatch,
  unstampedPictures,
} from '@listing-lint/rules';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { refuseToReplace } from '../../output/replaceable.ts';
import { tellTo } from '../../output/told.ts';
import { writeOutput } from '../../output/write-output.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { projectFor } from '../../project/load.ts';
import { builtinSettings, registryFile } from '../../project/registry-file.ts';

export interface MatchFlags extends ConfigOptions {
  readonly against?: readonly string[];
  readonly registry?: boolean;
  readonly format?: readonly string[];
}

/** Compares suspects with ours and writes what was found; 1 where a suspect is a copy. */
export const matchAction = async (suspects: readonly string[], flags: MatchFlags, io: Io): Promise<number> => {
  const outputs = (flags.format ?? ['text']).map(parseFormat);
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError('two formats cannot both go to stdout', 'give one a file: -f html:matches.html');
  }
  const needsConfig = flags.against === undefined || flags.registry === true;
  const config = needsConfig ? (await projectFor(flags, io, [], tellTo(io))).config : undefined;
  const found = await each(suspects, io.cwd);
  const ours = flags.against === undefined ? await originalsOf(config) : await each(flags.against, io.cwd);
  const registry = flags.registry === true && config ? registryFile(config) : undefined;
  const limits = config && builtinSettings(config).limits;
  const report = await matchFiles(found, ours, { ...(registry ? { registry } : {}), ...(limits ? { limits } : {}) });
  for (const { format, file } of outputs) {
    const text = await renderMatch(report, format, [...found, ...ours]);
    if (file === undefined) io.stdout(text);
    else {
      const path = resolve(io.cwd, file);
      refuseToReplace(
        path,
        file,
        [...found, ...ours].map((each) => each.file),
      );
      await writeOutput(text, path, file);
    }
  }
  const isCopy = report.suspects.some(({ matches }) => matches.some(({ verdict }) => verdict === 'duplicate'));
  const isUnread = report.suspects.some(({ problem }) => problem !== null);
  return isCopy || isUnread ? 1 : 0;
};

const each = async (paths: readonly string[], cwd: string) =>
  (await Promise.all(paths.map((path) => picturesOf(resolve(cwd, path), path)))).flat();

/** The originals of the config, and what `stamp --in-place` has kept of the pictures without their mark. */
const originalsOf = async (config: ResolvedConfig | undefined) => {
  if (config === undefined) return [];
  const subjects = await findSubjects(config, undefined);
  const originals = subjects
    .filter(({ scope, role }) => scope === 'image' && role === 'original')
    .map(({ file, path }) => ({ file, name: path }));
  const ours = [...originals, ...(await unstampedPictures(config.root))];
  if (ours.length > 0) return ours;
  throw new UsageError(
    'there is nothing to compare with: the config names no originals, and no picture was stamped in place',
    'say --against FOLDER',
  );
};

const parseFormat = (given: string): { format: MatchFormat; file?: string } => {
  const [, name = given, file] = /^([^:]*):(.+)$/s.exec(given) ?? [];
  const format = MATCH_FORMATS.find((each) => each === name);
  if (format === undefined) throw new UsageError(`unknown format "${name}"`, suggest(name, MATCH_FORMATS));
  return file === undefined ? { format } : { format, file };
};
