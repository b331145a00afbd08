// Nothing that a reader, a hook or a pipeline runs takes listing-lint from the registry before it is there: the name is anybody's to take.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../files.mjs';

/** The release that puts the package on the registry sets this, and may name it in the recipes then. */
const IS_PUBLISHED = false;

const NAME = String.raw`(?:listing-lint|@listing-lint\/[\w-]+)`;
const BARE = String.raw`['"]?${NAME}(?:@[\w.^~$-]+)?['"]?(?=[\s'"\`;|&),\]]|$)`;
/** Commands that fetch what they are given. `npx --no name` is no better: the flag takes the name for its value, and runs npm itself. */
const FETCHING =
  'npx|npm (?:i|in|install|add|exec|x|create|init)|pnpm (?:i|install|add|dlx|exec)|pnpx|yarn (?:add|dlx)|bunx|bun (?:add|x|install)';

const PATTERNS = [
  {
    pattern: new RegExp(String.raw`\b(?:${FETCHING})\b([^\n|;&\`]*?)\s${BARE}`, 'g'),
    isFine: ([, flags]) => /\s--(?:no-install\b|no --(?=\s|$)|offline\b)/.test(flags),
  },
  { pattern: new RegExp(String.raw`additional_dependencies:[^\n]*${NAME}@`, 'g') },
  { pattern: new RegExp(String.raw`"${NAME}":\s*"[\^~]?\d`, 'g') },
];

const TEXTS = /\.(md|ya?ml|json|jsonc|sh|mjs|cjs|js|ts|tsx)$|(^|\/)Dockerfile$/;
const PLACES = [
  [
    '.',
    /^(README|CONTRIBUTING|SECURITY|ARCHITECTURE)\.md$|^action\.yml$|^\.pre-commit-hooks\.yaml$|^Dockerfile$|^package\.json$/,
  ],
  ...['docs', 'templates', 'examples', '.github', '.changeset', 'packages/cli/src', 'packages/text-detector'].map(
    (folder) => [folder, TEXTS],
  ),
];

/** Places that would run the package from the registry, as `path:line: text`. Throws where it sees no file: that must not pass. */
export const registryRuns = (root, isPublished = IS_PUBLISHED) => {
  const paths = PLACES.flatMap(([folder, pattern]) =>
    (folder === '.' ? readdirSync(root) : listFiles(folder, pattern, root)).filter(
      (path) => pattern.test(path) && !path.includes('/dist/'),
    ),
  );
  if (paths.length === 0) throw new Error(`no page, recipe or action in ${root}: there is nothing to check`);
  if (isPublished) return [];
  return [...new Set(paths)].flatMap((path) => {
    // A command may go on in the next line.
    const text = readFileSync(join(root, path), 'utf8').replace(/\\\n/g, '  ');
    return PATTERNS.flatMap(({ pattern, isFine = () => false }) =>
      [...text.matchAll(pattern)]
        .filter((found) => !isFine(found))
        .map((found) => `${path}:${text.slice(0, found.index).split('\n').length}: ${found[0].trim()}`),
    );
  });
};
