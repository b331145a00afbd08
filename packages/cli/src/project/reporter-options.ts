import type { JsonObject, Notice, OpenedProjects } from '@listing-lint/core';
import { pathFrom } from '@listing-lint/core';
import type { Output } from '../output/outputs.ts';

/**
 * What configs say of reporters. One report of several projects is made as the config says whose folder holds all of them; what another
 * one says of a reporter that is used is told to be without effect.
 */
export const reporterOptionsOf = (
  { projects, root, isJoined }: OpenedProjects,
  outputs: readonly Output[],
): { readonly options: JsonObject; readonly notices: readonly Notice[] } => {
  const [first] = projects;
  if (!isJoined) return { options: first?.config.reporters ?? {}, notices: [] };
  const outer = projects.find(({ config }) => config.root === root);
  const notices = projects.flatMap((project): readonly Notice[] => {
    const own = outputs.filter(({ id }) => Object.hasOwn(project.config.reporters, id));
    if (project === outer || own.length === 0) return [];
    return [
      {
        level: 'note',
        code: 'reporters-unused',
        message: `what the config says of ${own.map(({ id }) => id).join(', ')} holds only where its project is linted by itself`,
        project: pathFrom(root, project.config.root),
      },
    ];
  });
  return { options: outer?.config.reporters ?? {}, notices };
};
