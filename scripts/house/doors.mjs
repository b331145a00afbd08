// Folders that know of ours only what is named: `may` are the beginnings of what they may import beside what lies in them, repository paths
// and names of our packages. What is not ours stays free.
export const doors = [
  {
    folder: 'packages/cli/src/commands/lint/',
    why: 'the command line is written on the Node API (packages/cli/src/api) and nothing else',
    may: [
      'packages/cli/src/api/',
      'packages/cli/src/output/',
      'packages/cli/src/commands/register-command.ts',
      // How options are named and read, and which command a mistyped path may mean.
      'packages/cli/src/project/cache-name.ts',
      'packages/cli/src/project/config-options.ts',
      'packages/cli/src/project/paths.ts',
      'packages/cli/src/project/values.ts',
    ],
  },
];

/** Imports that a door keeps out, as `{ key, message }`. `imports` are those of readModules; `ours` the names of our packages. */
export const doorFaults = (imports, doorList, ours) =>
  doorList.flatMap(({ folder, why, may }) =>
    imports
      .filter(({ from, specifier, to }) => {
        if (!from.startsWith(folder) || from.endsWith('.test.ts')) return false;
        const target =
          to ?? (ours.some((name) => specifier === name || specifier.startsWith(`${name}/`)) ? specifier : undefined);
        return target !== undefined && ![folder, ...may].some((start) => target.startsWith(start));
      })
      .map(({ from, line, specifier }) => ({
        key: `door: ${from} → ${specifier}`,
        message: `${from}:${line} may not import ${specifier}: ${why}`,
      })),
  );
