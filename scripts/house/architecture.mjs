// Holds ARCHITECTURE.md to the sources: a line for every room, trips through functions that are there, each word of the field once.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../files.mjs';
import { readModules } from './modules.mjs';

const FILE = 'ARCHITECTURE.md';
/** Two lines on a screen. */
const LONGEST_ROW = 240;
const TRIPS = '## Four trips';
const WORDS = '## Words';
const ROOMS = /^room of `(packages\/[^`]+\/src)`$/;
const SOURCE = /^packages\/[^/]+\/src\/.*\.ts$/;
const NAME = /^[A-Za-z_$][\w$]*$/;

/**
 * What ARCHITECTURE.md says that is not so, or does not say, as `{ key, message }`. Tables headed `room of \`packages/…/src\`` must have a
 * line for each folder below it, and no other (`*` stands for a name); names in backticks under `## Four trips`, and those that begin with a
 * capital under `## Words`, must be exported by a module of ours. Throws where there is no ARCHITECTURE.md.
 */
export const architectureFaults = (root) => {
  const lines = readFileSync(join(root, FILE), 'utf8').split('\n');
  const sources = listFiles('packages', SOURCE, root).filter((path) => !/\.test\.ts$/.test(path));
  const exported = new Set(readModules(root, sources).flatMap(({ exports }) => exports.map(({ name }) => name)));
  return [
    ...lines.flatMap((line, index) =>
      line.startsWith('|') && line.length > LONGEST_ROW
        ? [fault(`row: ${line.slice(0, 40)}`, index, `a row of ${line.length} characters, more than ${LONGEST_ROW}`)]
        : [],
    ),
    ...[TRIPS, WORDS]
      .filter((heading) => !lines.includes(heading))
      .map((heading) => ({ key: `section: ${heading}`, message: `${FILE} has no section "${heading}"` })),
    ...roomFaults(root, lines),
    ...missing(section(lines, TRIPS), exported, (name) => NAME.test(name)),
    ...missing(section(lines, WORDS), exported, (name) => NAME.test(name) && /^[A-Z]/.test(name)),
    ...repeatedWords(section(lines, WORDS)),
  ];
};

const fault = (key, index, message) => ({ key, message: `${FILE}:${index + 1}: ${message}` });

/** The lines below a heading, `{ line, index }`, to the next one of its level. */
const section = (lines, heading) => {
  const start = lines.indexOf(heading);
  if (start === -1) return [];
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  const end = length === -1 ? lines.length : start + 1 + length;
  return lines.slice(start + 1, end).map((line, offset) => ({ line, index: start + 1 + offset }));
};

const cellsOf = (line) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

const roomFaults = (root, lines) => {
  const sources = new Set(
    listFiles('packages', /^packages\/[^/]+\/src\//, root).map((path) => path.split('/').slice(0, 3).join('/')),
  );
  const faults = [];
  const told = new Set();
  for (const [index, line] of lines.entries()) {
    const [head = ''] = line.startsWith('|') ? cellsOf(line) : [];
    const source = ROOMS.exec(head)?.[1];
    if (source === undefined) continue;
    told.add(source);
    faults.push(...tableFaults(root, source, rowsFrom(lines, index + 2)));
  }
  const untold = [...sources].filter((source) => !told.has(source) && foldersOf(root, source).length > 0);
  return [
    ...faults,
    ...untold.map((source) => ({ key: `rooms: ${source}`, message: `${FILE} has no table of the rooms of ${source}` })),
  ];
};

const rowsFrom = (lines, first) => {
  const rows = [];
  for (let index = first; lines[index]?.startsWith('|'); index++) {
    const [cell = ''] = cellsOf(lines[index]);
    for (const [, room] of cell.matchAll(/`([^`]+)`/g)) rows.push({ room, index });
  }
  return rows;
};

const tableFaults = (root, source, rows) => {
  const folders = foldersOf(root, source);
  const patterns = rows.map((row) => ({ ...row, matches: matcherOf(row.room) }));
  return [
    ...folders
      .filter((folder) => !patterns.some(({ matches }) => matches(folder)))
      .map((folder) => ({
        key: `no line: ${source}/${folder}`,
        message: `${FILE} does not say what lives in ${source}/${folder}`,
      })),
    ...patterns
      .filter(({ matches }) => !folders.some(matches))
      .map(({ room, index }) => fault(`no room: ${source}/${room}`, index, `there is no ${source}/${room}`)),
    ...rows
      .filter(({ room }, at) => rows.findIndex((other) => other.room === room) !== at)
      .map(({ room, index }) => fault(`twice: ${source}/${room}`, index, `${source}/${room} has a line already`)),
  ];
};

const matcherOf = (room) => {
  const pattern = new RegExp(
    `^${room
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]+')}$`,
  );
  return (folder) => pattern.test(folder);
};

/** Folders below it that hold files, and those on the way to them. */
const foldersOf = (root, source) => {
  const folders = new Set();
  for (const path of listFiles('packages', /^packages\/[^/]+\/src\//, root)) {
    if (!path.startsWith(`${source}/`)) continue;
    const steps = path
      .slice(source.length + 1)
      .split('/')
      .slice(0, -1);
    for (let depth = 1; depth <= steps.length; depth++) folders.add(steps.slice(0, depth).join('/'));
  }
  return [...folders].sort();
};

const missing = (lines, exported, isName) =>
  lines.flatMap(({ line, index }) =>
    [...line.matchAll(/`([^`]+)`/g)]
      .map(([, name]) => name)
      .filter((name) => isName(name) && !exported.has(name))
      .map((name) => fault(`name: ${name}`, index, `nothing that is called \`${name}\` is exported`)),
  );

const repeatedWords = (lines) => {
  const seen = new Set();
  return lines.flatMap(({ line, index }) => {
    const [cell = ''] = line.startsWith('|') ? cellsOf(line) : [];
    return cell.split(', ').flatMap((word) => {
      const isRepeated = /^[a-z]/.test(word) && seen.has(word);
      seen.add(word);
      return isRepeated ? [fault(`word: ${word}`, index, `"${word}" is explained already`)] : [];
    });
  });
};
