import {
  describeConfig,
  escapeControls,
  findSubjects,
  type JsonObject,
  ListingLintError,
  type Project,
  pathFrom,
  safeJson,
} from '@listing-lint/core';
import type { Io } from '../../output/io.ts';
import type { ConfigOptions } from '../../project/config-options.ts';
import { openFor } from '../../project/load.ts';
import { namedPaths } from '../../project/paths.ts';

/** Prints what holds for a path, where each setting came from, and, where there are several, which project it belongs to. */
export const printConfig = async (given: string, flags: ConfigOptions, io: Io): Promise<number> => {
  const paths = await namedPaths([given], io.cwd, []);
  const opened = await openFor(flags, io, paths, { nested: false });
  const parts: JsonObject[] = [];
  for (const project of opened.projects) parts.push(await describeProject(project, io.cwd));
  // A glob may have named several files, of one project as of several.
  io.stdout(safeJson(parts.length === 1 ? parts[0] : parts));
  for (const { message } of opened.notices) io.stderr(`listing-lint: ${escapeControls(message)}\n`);
  return 0;
};

const describeProject = async (project: Project, cwd: string): Promise<JsonObject> => {
  const { config, listedBy } = project;
  const [path = '.'] = project.selection?.paths ?? [];
  const { root, ...described } = describeConfig(config, await subjectAt(path, project));
  const isAmongOthers = listedBy !== undefined || config.inner.length > 0;
  return {
    root: root ?? null,
    ...(isAmongOthers
      ? { project: { path: pathFrom(cwd, config.root), listedBy: listedBy ?? null, projects: config.inner } }
      : {}),
    ...described,
  };
};

/** The subject at a path; undefined for the root, where only what holds everywhere can be told. */
const subjectAt = async (path: string, { config }: Project) => {
  const subjects = await findSubjects(config, { paths: [path] });
  const subject = subjects.find((each) => each.path === path);
  if (subject === undefined && path !== '.') {
    throw new ListingLintError('usage', `${path} is not linted`, [
      { message: 'it is no picture, listing or case of this config, or it is ignored' },
    ]);
  }
  return subject;
};
