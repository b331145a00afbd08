import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../files.mjs';
import { pluginTypes } from '../package/types.mjs';

const FOLDER = 'packages/cli/api';

/**
 * What `listing-lint/plugin` exports, to be read and compared; and which report the released version had. Raising the version of
 * packages/cli makes the report of that moment the released one.
 */
export const apiReport = async () => {
  const report = reportOf(await pluginTypes());
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  const released = readReleased();
  const record = released?.version === version ? released : { version, sha256: sha256(report) };
  return [
    {
      folder: FOLDER,
      pattern: /./,
      files: new Map([
        [`${FOLDER}/plugin.api.md`, report],
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

/** The declarations without the bundler's order of exports and white space, which mean nothing. */
const reportOf = (types) => {
  const text = types
    .replaceAll('\r\n', '\n')
    .replace(/^export (type )?\{ ([^}]*) \};$/gm, (_all, type = '', names) => {
      const sorted = names
        .split(', ')
        .sort()
        .map((name) => `  ${name},`);
      return `export ${type}{\n${sorted.join('\n')}\n};`;
    })
    .trim();
  return `# What \`listing-lint/plugin\` exports

Made by \`npm run generate\`. All of it is public: a change here is one that authors of plugins see, and needs a changeset that speaks of
\`listing-lint/plugin\`.

\`\`\`ts
${text}
\`\`\`
`;
};
