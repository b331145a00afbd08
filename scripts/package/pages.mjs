// The pages that the package carries, so that every link of its README leads to something on the reader's disk.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { listFiles, root } from '../files.mjs';

/** Files that lie elsewhere in the package than in the repository, by the beginning of their path. */
const MOVED = [['packages/cli/', '']];

const inPackage = (path) => {
  const moved = MOVED.find(([from]) => path.startsWith(from));
  return moved === undefined ? path : `${moved[1]}${path.slice(moved[0].length)}`;
};

const PAGES = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'LICENSE', 'packages/cli/CHANGELOG.md'],
  ...['Dockerfile', 'action.yml', '.pre-commit-hooks.yaml'],
];
const FOLDERS = ['docs', 'templates', 'packages/cli/api', 'examples/plugin'];

/** Contents by path in the package. Throws for a link to a file that the package does not carry. */
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

/** The links of a page as they stand in the package. */
const relinked = (path, text, carried) =>
  text.replace(/(\]\()([^)\s#]+)/g, (all, before, link) => {
    if (/^[a-z]+:/.test(link)) return all;
    const target = inPackage(posix.join(posix.dirname(path), link));
    const isCarried = carried.has(target) || [...carried].some((each) => each.startsWith(`${target}/`));
    if (!isCarried && !isExample(text, all))
      throw new Error(`${path} links to ${link}, which the package does not carry (scripts/package/pages.mjs)`);
    return before + posix.relative(posix.dirname(inPackage(path)), target);
  });

/** What stands in a fence is no link of the page. */
const isExample = (text, found) => text.split('```').some((part, index) => index % 2 === 1 && part.includes(found));
