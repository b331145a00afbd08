// Folders that know of ours only what is named: `may` are the beginnings of what they may import beside what lies in them, repository paths
// and names of our packages. What is not ours stays free.

/** What a family of rules may know: what every plugin gets, the pictures' resources, and what the rules share. */
const FAMILIES = ['hash', 'image', 'listing', 'metadata', 'watermark'];
const family = (name) => ({
  folder: `packages/rules/src/${name}/`,
  why: 'a family uses what every plugin can: the door of core, its own folder and the resources of pictures',
  may: [
    '@listing-lint/core/plugin',
    'packages/rules/src/attributes.ts',
    'packages/rules/src/image/read/',
    'packages/rules/src/kernel/',
    'packages/rules/src/listing/own-fields.ts',
    'packages/rules/src/settings.ts',
    'packages/rules/src/subject.ts',
  ],
});

/** What an optional package may build on: the door of core, the entries of the rules, and the packages that are named. */
const PACKAGES = {
  disputes: [],
  monitor: ['disputes', 'vision'],
  provenance: ['disputes', 'vision'],
  publish: ['watermark'],
  quality: [],
  scale: [],
  vision: [],
  watermark: [],
};
const optionalPackage = ([name, others]) => ({
  folder: `packages/${name}/`,
  why: 'a package builds on the plugin door of core, the rules, and what scripts/house/doors.mjs names',
  may: [
    '@listing-lint/core/plugin',
    '@listing-lint/rules',
    ...others.map((other) => `@listing-lint/${other}`),
    // AssemblyScript has no packages: kernels share sources by their paths.
    'packages/rules/src/image/kernel/assembly/',
  ],
});

/** The commands, all written on the Node API. */
const COMMANDS = [
  'archive',
  'audit',
  'calibrate',
  'case',
  'channels',
  'compare',
  'evidence',
  'explain',
  'export',
  'fingerprint',
  'init',
  'inspect',
  'ledger',
  'lint',
  'match',
  'monitor',
  'pull',
  'registry',
  'rules',
  'schema',
  'stamp',
  'test',
  'worker',
];
const command = (name) => ({
  folder: `packages/cli/src/commands/${name}/`,
  why: 'the command line is written on the Node API (packages/cli/src/api) and nothing else',
  may: [
    'packages/cli/src/api/',
    'packages/cli/src/output/',
    'packages/cli/src/commands/register-command.ts',
    // How options are named and read, and which command a mistyped path may mean.
    'packages/cli/src/project/cache-name.ts',
    'packages/cli/src/project/command-options.ts',
    'packages/cli/src/project/paths.ts',
    // What a process of the command line may do with its own heap, and the Node API never does.
    'packages/cli/src/project/heap-growth.ts',
  ],
});

export const doors = [
  ...COMMANDS.map(command),
  ...FAMILIES.map(family),
  ...Object.entries(PACKAGES).map(optionalPackage),
];

/** Tests, and what several of them share. */
const TEST = /\.test\.ts$|\/test-[^/]+\.ts$/;

/** Imports that a door keeps out, as `{ key, message }`. `imports` are those of readModules; `ours` the names of our packages. */
export const doorFaults = (imports, doorList, ours) =>
  doorList.flatMap(({ folder, why, may }) =>
    imports
      .filter(({ from, specifier, to }) => {
        if (!from.startsWith(folder) || TEST.test(from)) return false;
        const target =
          to ?? (ours.some((name) => specifier === name || specifier.startsWith(`${name}/`)) ? specifier : undefined);
        return target !== undefined && ![folder, ...may].some((start) => target.startsWith(start));
      })
      .map(({ from, line, specifier }) => ({
        key: `door: ${from} → ${specifier}`,
        message: `${from}:${line} may not import ${specifier}: ${why}`,
      })),
  );
