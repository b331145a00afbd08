// Checks ARCHITECTURE.md and the READMEs of packages against the sources: length, sections, and paths that exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../files.mjs';

const FILE = 'ARCHITECTURE.md';
/** A newcomer reads that in ten minutes. */
const MOST_WORDS = 2500;
const SECTIONS = ['Public API', 'Where to start', 'Parameters and thresholds', 'Test'];
/** The head of a table of folders: `folder of `packages/core/src``. Its first cells are paths from there. */
const FOLDERS = /^[^|]*\| ?folder of `(packages\/[^`]+\/src)`/;
/** `config/…` of a table may be a folder of core. */
const PATH = /^(?:(?:packages|scripts|test|docs|examples)(?:\/[\w.*-]+)+\/?|config\/[\w/*-]+\.yaml)$/;

/**
 * What ARCHITECTURE.md says that is not so, or does not say, as `{ key, message }`: packages without a word, paths in backticks that are not there
 * (`*` stands for a name). Throws where there is no ARCHITECTURE.md.
 */
export const architectureFaults = (root) => {
  const lines = readFileSync(join(root, FILE), 'utf8').split('\n');
  const text = lines.join('\n');
  const packages = readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'packages', entry.name, 'package.json')))
    .map(({ name }) => `packages/${name}`);
  return [
    ...packages
      .filter((path) => !text.includes(`\`${path}\``))
      .map((path) => ({ key: `package: ${path}`, message: `${FILE} does not say what ${path} is` })),
    ...lengthFaults(text),
    ...pathFaults(root, FILE, lines),
    ...packages.flatMap((path) => readmeFaults(root, `${path}/README.md`)),
  ];
};

const lengthFaults = (text) => {
  const words = text.split(/\s+/).filter(Boolean).length;
  if (words <= MOST_WORDS) return [];
  return [
    {
      key: 'length',
      message: `${FILE} has ${words} words, more than ${MOST_WORDS}; move details to a package's README`,
    },
  ];
};

const readmeFaults = (root, file) => {
  if (!existsSync(join(root, file))) return [{ key: `readme: ${file}`, message: `there is no ${file}` }];
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  return [
    ...SECTIONS.filter((title) => !lines.includes(`## ${title}`)).map((title) => ({
      key: `section: ${file} ${title}`,
      message: `${file} has no section "${title}"`,
    })),
    ...pathFaults(root, file, lines),
  ];
};

const pathFaults = (root, file, lines) => {
  let source;
  return lines.flatMap((line, index) => {
    const head = FOLDERS.exec(line)?.[1];
    if (head !== undefined) source = head;
    else if (!line.startsWith('|')) source = undefined;
    const [, cell = ''] = source === undefined || head !== undefined ? [] : line.split(/(?<!\\)\|/);
    const folders = namesIn(cell).map((name) => `${source}/${name}`);
    return [...folders, ...namesIn(line).filter((name) => PATH.test(name))]
      .filter((path) => !isThere(root, path.replace(/\/$/, '')))
      .map((path) => ({ key: `path: ${path}`, message: `${file}:${index + 1}: there is no ${path}` }));
  });
};

const namesIn = (text) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

const isThere = (root, path) => {
  if (!path.includes('*')) return existsSync(join(root, path));
  const steps = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${steps.join('[^/]+')}(/|$)`);
  return listFiles(path.slice(0, path.indexOf('*')).replace(/\/[^/]*$/, ''), pattern, root).length > 0;
};
