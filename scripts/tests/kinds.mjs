// Which files of tests share a process, and which begin first.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from '../files.mjs';

/** Mocks and other timers, the environment, globals, memory and CPU time, flags of V8: what others in the process would see, or be seen by. */
const OWN_PROCESS = /\bvi\.|process\.(env|memoryUsage|cpuUsage|chdir|umask|on|once|emit)\b|globalThis|node:(v8|vm)\b/;

const SHARING = [
  // Not those that count what a process looks at (report, start), that run broken plugins, or that only start programs.
  [
    'scenario',
    /^test\/(?:(?:api|disputes|documents|editor|fix|git|house|ledger|monitor|publish|scenarios|shop)\/.*|[^/]+)\.test\.ts$/,
  ],
  ['unit', /^packages\/[^/]+\/src\/.*\.test\.(?:ts|yaml)$/],
];

/**
 * `unit` or `scenario`: files of one kind run in one process one after the other, with one set of modules, since importing the sources anew for each
 * costs more than most of them do. `apart`: in a process of its own.
 */
export const kindOf = (path, text) =>
  (OWN_PROCESS.test(text) ? undefined : SHARING.find(([, pattern]) => pattern.test(path))?.[0]) ?? 'apart';

const pathOf = (file) => relative(root, file).replaceAll('\\', '/');
const known = new Map();

/** The kind of a file of the repository by its absolute path. */
export const kindOfFile = (file) => {
  if (!known.has(file)) known.set(file, kindOf(pathOf(file), readFileSync(file, 'utf8')));
  return known.get(file);
};

/** Those of one kind one after the other: a worker that takes up another kind begins a new process. */
const KINDS = ['apart', 'scenario', 'unit'];

/** Where the files are that take longest, the longest first: what begins last should be short, so that no worker waits for another in the end. */
const LONGEST = [
  'test/clone/',
  'test/campaign/',
  'test/ledger/',
  'test/watermark/',
  'test/network/',
  'test/browser/',
  'test/plugin/',
  'test/scenarios/',
  'test/publish/',
  'test/scale/',
  'test/shop/',
  'packages/vision/',
  'packages/provenance/',
  'packages/watermark/',
  'packages/publish/',
  'packages/rules/',
  'packages/quality/',
  'packages/core/src/evaluate/',
];

/** Files of smaller ranks begin first. */
export const rankOf = (kind, path) => {
  const rank = LONGEST.findIndex((folder) => path.startsWith(folder));
  return KINDS.indexOf(kind) * (LONGEST.length + 1) + (rank === -1 ? LONGEST.length : rank);
};

export const rankOfFile = (file) => rankOf(kindOfFile(file), pathOf(file));
