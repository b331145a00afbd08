import type { DebugEntry, OpenedProjects } from '@listing-lint/core';

/** Which config holds for each project, and what it is made of. */
export const explainProjects = ({ projects }: OpenedProjects, tell: (entry: DebugEntry) => void): void => {
  for (const { config, listedBy, selection } of projects) {
    const lines = [
      `${config.root}: ${config.file === undefined ? 'no config found, so the preset recommended' : `${config.file.path}, the nearest upwards`}${listedBy === undefined ? '' : `, listed by ${listedBy}`}`,
      `later documents win: ${config.documents.map(({ document }) => document.label).join(', ')}`,
      ...(config.plugins.length === 0
        ? []
        : [`plugins: ${config.plugins.map(({ plugin }) => `${plugin.name}@${plugin.version}`).join(', ')}`]),
      ...(config.ignores.length === 0 ? [] : [`not linted: ${config.ignores.join(', ')}, and what .gitignore names`]),
      ...(selection === undefined ? [] : [`reported: ${selection.paths.join(', ')}`]),
      ...config.notChecked.map(({ ruleId, requires }) => `${ruleId} cannot judge: \`${requires}\` is not set`),
    ];
    for (const message of lines) tell({ topic: 'config', message });
  }
};
