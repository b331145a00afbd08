import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';
import { entryTypes } from '../package/types.mjs';

const FOLDER = 'packages/cli/api';

const PLUGIN = { name: '`listing-lint/plugin`', seenBy: 'authors of plugins see', word: '`listing-lint/plugin`' };
const NODE = { name: '`listing-lint`', seenBy: 'programs see', word: 'the Node API' };

/**
 * What `listing-lint/plugin` and `listing-lint` (the Node API) export, to be read and compared; and which reports the released version had.
 * Raising the version of packages/cli makes the reports of that moment the released ones.
 */
export const apiReport = async () => {
  const plugin = reportOf(PLUGIN, await entryTypes('plugin'));
  const node = reportOf(NODE, await entryTypes('index'));
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  const released = readReleased();
  const record = released?.version === version ? released : { version, sha256: sha256(plugin), node: sha256(node) };
  return [
    {
      folder: FOLDER,
      pattern: /./,
      files: new Map([
        [`${FOLDER}/node.api.md`, node],
        [`${FOLDER}/plugin.api.md`, plugin],
        [`${FOLDER}/released.json`, `${JSON.stringify(record, null, 2)}\n`],
      ]),
    },
  ];
};

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

const readReleased = () => {
  try {
    return JSON.parse(readFileSync(join(root, FOLDER, 'released.json'), 'utf8'));
  } catch {
    return undefined;
  }
};

/** The declarations without the order that the bundler gives them and their exports, and without white space: those mean nothing. */
const reportOf = ({ name, seenBy, word }, types) => {
  const text = declarationsOf(
    types.replaceAll('\r\n', '\n').replace(/^export (type )?\{ ([^}]*) \};$/gm, sortedExports),
  )
    .map((declaration) => ({ name: nameOf(declaration), declaration }))
    .sort((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1))
    .map(({ declaration }) => declaration)
    .join('\n');
  return `# What ${name} exports

Made by \`npm run generate\`. All of it is public: a change here is one that ${seenBy}, and needs a changeset that speaks of
${word}.

\`\`\`ts
${text}
\`\`\`
`;
};

const sortedExports = (_all, type = '', names) => {
  const lines = names
    .split(', ')
    .sort()
    .map((name) => `  ${name},`);
  return `export ${type}{\n${lines.join('\n')}\n};`;
};

/** Top-level statements, each with the comment above it; the bundler indents whatever is inside of one. */
const declarationsOf = (text) => {
  const declarations = [];
  let lines = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    lines.push(line);
    if (!/^(\}|\S.*[;}])$/.test(line)) continue;
    declarations.push(lines.join('\n'));
    lines = [];
  }
  return [...declarations, ...(lines.length > 0 ? [lines.join('\n')] : [])];
};

/** What comes first stays first, and last last; between them the name that a statement declares. */
const nameOf = (declaration) => {
  if (/^import /m.test(declaration)) return ' ';
  if (/^export (type )?\{/m.test(declaration)) return '~';
  return (
    /^(?:export )?(?:declare )?(?:abstract )?(?:class|const|function|interface|type) (\w+)/m.exec(declaration)?.[1] ??
    ''
  );
};
