// Holds the shape of the source: no circle of files or folders, imports that only go down, packages entered by their face alone,
// doors (doors.mjs), folders small enough to be taken in at a glance, one name for one thing, no word of a room above in one below.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { listFiles } from '../files.mjs';
import { circlesOf, foldersOf } from './circles.mjs';
import { doorFaults } from './doors.mjs';
import { readModules } from './modules.mjs';
import { nameFaults } from './names.mjs';
import { wordFaults } from './words.mjs';

const FLOORS_FILE = 'scripts/house/floors.mjs';
const MOST_ENTRIES = 30;
const SOURCE_CONDITION = '@listing-lint/source';
const SOURCE = /^packages\/[^/]+\/src\/.*\.ts$/;
const TEST = /\.test\.ts$/;
/** What several tests share: it may use what they may. */
const TEST_HELPER = /\/test-[^/]+\.ts$/;

/**
 * Everything that is wrong with the shape of a repository, as `{ key, message }`: the key stays the same while the fault does.
 * `floors` and `doors` are in the form of floors.mjs and doors.mjs. Throws where there is no module, or one that cannot be parsed: a check that sees nothing
 * must not pass.
 */
export const findFaults = (root, floors, doors = []) => {
  const paths = [
    ...listFiles('packages', SOURCE, root),
    ...['test', 'examples', 'scripts'].flatMap((folder) => listFiles(folder, /\.(ts|mjs)$/, root)),
  ];
  const sources = paths.filter((path) => SOURCE.test(path) && !TEST.test(path));
  if (sources.length === 0) throw new Error(`no module under ${join(root, 'packages')}: there is nothing to check`);
  const modules = readModules(root, paths);
  const imports = modules.flatMap((one) => one.imports);
  const faces = facesOf(root);
  const inside = new Set(sources);
  const ours = modules.filter(({ path }) => inside.has(path));
  const graph = foldersOf(
    imports
      .map((found) => (found.to === undefined ? { ...found, to: faces.get(found.specifier) } : found))
      .filter(({ from, to }) => inside.has(from) && !TEST_HELPER.test(from) && to !== undefined && SOURCE.test(to)),
  );
  return [
    ...imports.flatMap((found) => faceFaults(found, faces)),
    ...[...graph].flatMap(([folder, entries]) => circleFaults(folder, entries)),
    ...Object.entries(floors).flatMap(([folder, order]) =>
      floorFaults(root, folder, order, graph.get(folder) ?? new Map()),
    ),
    ...doorFaults(imports, doors, [...new Set([...faces.keys()].map(packageNameOf))]),
    ...sizeFaults(root),
    ...nameFaults(ours),
    ...wordFaults(ours),
  ];
};

/** The modules of our packages that others may import, by what they write: `@listing-lint/core`, `listing-lint/plugin`. */
const facesOf = (root) =>
  new Map(
    listFiles('packages', /^packages\/[^/]+\/package\.json$/, root).flatMap((path) => {
      const { name, exports = {} } = JSON.parse(readFileSync(join(root, path), 'utf8'));
      return Object.entries(exports).flatMap(([entry, { [SOURCE_CONDITION]: file }]) =>
        file === undefined ? [] : [[posix.join(name, entry), posix.join(posix.dirname(path), file)]],
      );
    }),
  );

/** `listing-lint` of `listing-lint/plugin`, `@listing-lint/core` of itself. */
const packageNameOf = (face) =>
  face
    .split('/')
    .slice(0, face.startsWith('@') ? 2 : 1)
    .join('/');

const packageOf = (path) => /^packages\/[^/]+\//.exec(path)?.[0];

const faceFaults = ({ from, to, line, specifier }, faces) => {
  // AssemblyScript has no packages.
  if (from.includes('/assembly/')) return [];
  const deep =
    to === undefined
      ? !faces.has(specifier) && [...faces.keys()].some((face) => specifier.startsWith(`${face}/`))
      : packageOf(to) !== undefined && packageOf(to) !== packageOf(from);
  if (!deep) return [];
  return [
    {
      key: `face: ${from} → ${specifier}`,
      message: `${from}:${line} imports ${specifier}, past the face of a package; import it by the package's name, and export what you need from its src/index.ts`,
    },
  ];
};

const circleFaults = (folder, entries) =>
  circlesOf(entries).map((circle) => ({
    key: `circle: ${folder}`,
    message: [
      `a circle in ${folder}; move what both sides need below them:`,
      ...circle.map(({ from, to, line }) => `    ${from}:${line} → ${to}`),
    ].join('\n'),
  }));

const floorFaults = (root, folder, order, entries) => {
  const there = readdirSync(join(root, folder)).filter((name) => !TEST.test(name));
  const named = order.flat().filter((name) => name !== '*');
  const open = order.findIndex((names) => names.includes('*'));
  const floorOf = (name) => {
    const floor = order.findIndex((names) => names.includes(name));
    return floor === -1 ? open : floor;
  };
  const unplaced = open === -1 ? there.filter((name) => !named.includes(name)) : [];
  return [
    ...upwardFaults(folder, entries, floorOf),
    ...named
      .filter((name) => !there.includes(name))
      .map((name) => ({
        key: `gone: ${folder}/${name}`,
        message: `${FLOORS_FILE} names ${folder}/${name}, which is not there`,
      })),
    ...unplaced.map((name) => ({
      key: `no floor: ${folder}/${name}`,
      message: `${folder}/${name} stands on no floor; say in ${FLOORS_FILE} what it may import`,
    })),
  ];
};

/** Imports that do not go down. What stands on no floor is told as that. */
const upwardFaults = (folder, entries, floorOf) =>
  [...entries].flatMap(([from, targets]) =>
    [...targets]
      .filter(([to]) => floorOf(from) !== -1 && floorOf(to) >= floorOf(from))
      .map(([to, found]) => ({
        key: `upwards: ${folder}/${from} → ${to}`,
        message: [
          `${folder}: ${from} may not import ${to} (${FLOORS_FILE}):`,
          ...found.map((one) => `    ${one.from}:${one.line} → ${one.to}`),
        ].join('\n'),
      })),
  );

const sizeFaults = (root) => {
  const counts = new Map();
  const folders = new Set(
    listFiles('packages', /^packages\/[^/]+\/src\//, root).map((path) => path.slice(0, path.lastIndexOf('/'))),
  );
  for (const folder of folders) counts.set(folder, readdirSync(join(root, folder)).length);
  return [...counts]
    .filter(([, count]) => count > MOST_ENTRIES)
    .map(([folder, count]) => ({
      key: `entries: ${folder}`,
      message: `${folder} has ${count} entries, more than ${MOST_ENTRIES}; give what belongs together a room`,
    }));
};
