// The pages that the package carries, so that every link of its README leads to something on the reader's disk.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { listFiles, root } from '../files.mjs';
import { home } from './manifest.mjs';

/** Files that lie elsewhere in the package than in the repository, by the beginning of their path. */
const MOVED = [['packages/cli/', '']];

const inPackage = (path) => {
  const moved = MOVED.find(([from]) => path.startsWith(from));
  return moved === undefined ? path : `${moved[1]}${path.slice(moved[0].length)}`;
};

const PAGES = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'LICENSE', 'packages/cli/CHANGELOG.md'],
  ...[
    'Dockerfile',
    'action.yml',
    '.pre-commit-hooks.yaml',
    'examples/shop/README.md',
    'packages/text-detector/README.md',
  ],
];
const FOLDERS = ['docs', 'templates', 'packages/cli/api', 'examples/plugin'];

/** Contents by path in the package. */
export const pages = () => {
  const folders = FOLDERS.flatMap((folder) => listFiles(folder, /\.(md|png|ya?ml|ts)$|\/package\.json$/));
  const paths = [...PAGES, ...folders.filter((path) => !path.includes('/dist/'))].filter(isThere);
  const carried = new Set(paths.map(inPackage));
  return new Map(
    paths.map((path) => {
      const contents = readFileSync(join(root, path));
      return [inPackage(path), path.endsWith('.md') ? relinked(path, contents.toString('utf8'), carried) : contents];
    }),
  );
};

const isThere = (path) => {
  try {
    readFileSync(join(root, path));
    return true;
  } catch {
    return false;
  }
};

/** The links of a page as they stand in the package; what that does not carry is shown by the repository. */
const relinked = (path, text, carried) =>
  text.replace(/(\]\()([^)\s#]+)/g, (all, before, link) => {
    if (/^[a-z]+:/.test(link)) return all;
    const source = posix.join(posix.dirname(path), link);
    const target = inPackage(source);
    const isCarried = carried.has(target) || [...carried].some((each) => each.startsWith(`${target}/`));
    return (
      before + (isCarried ? posix.relative(posix.dirname(inPackage(path)), target) : `${home()}/blob/HEAD/${source}`)
    );
  });
