// npm run new rule|fact|reporter|plugin NAME [FOLDER]
// Writes the files of scripts/new/KIND with a test that fails until it is edited, enters them where lists are kept, and prints what to do next.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { listFiles, root } from '../files.mjs';
import { toolBeside } from './process.mjs';

/** `__name__` in paths and texts of a template is `blue-shirt`, `__camel__` is `blueShirt`, `__Pascal__` is `BlueShirt`. */
const fill = (text, name) => {
  const camel = name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const pascal = camel[0].toUpperCase() + camel.slice(1);
  return text.replaceAll('__name__', name).replaceAll('__camel__', camel).replaceAll('__Pascal__', pascal);
};

/** Returns the nearest file of that name in a folder or above it, or undefined. */
const nearest = (folder, file) => {
  for (let at = folder; at !== '.'; at = posix.dirname(at)) {
    if (existsSync(join(root, at, file))) return posix.join(at, file);
  }
  return undefined;
};

/** Replaces `pattern` in a file; returns whether it was there. */
const edit = (path, pattern, replacement) => {
  if (path === undefined) return false;
  const text = readFileSync(join(root, path), 'utf8');
  if (!pattern.test(text)) return false;
  writeFileSync(join(root, path), text.replace(pattern, replacement));
  return true;
};

/** Adds an import and an entry to the list `export const LIST = […]` in the nearest LIST.ts; returns the path, or undefined where there is none. */
const addToList = (list, folder, entry, file) => {
  const path = nearest(folder, `${list}.ts`);
  const isAdded = edit(
    path,
    new RegExp(`(export const ${list}\\b[^=]*= \\[)`),
    (found) => `${found}${fill(entry.name, entry.of)}, `,
  );
  if (!isAdded) return undefined;
  const from = posix.relative(posix.dirname(path), file);
  const line = `import { ${fill(entry.name, entry.of)} } from '${from.startsWith('.') ? from : `./${from}`}';\n`;
  writeFileSync(join(root, path), line + readFileSync(join(root, path), 'utf8'));
  return path;
};

const TEST = 'node node_modules/vitest/vitest.mjs run';

/** Per kind: the folder unless one is named, and what is entered where; `register` returns changed files and next steps. */
const KINDS = {
  rule: {
    folder: 'packages/rules/src/image',
    register: ({ name, folder }) => ({
      steps: [
        `edit ${folder}/${name}.yaml and its cases (\`listing-lint inspect PICTURE\` prints the facts)`,
        ...(folder.startsWith('packages/rules/src')
          ? [
              'turn it on in a preset: config/*.yaml',
              `npm run generate    # writes docs/rules/${name}.md`,
              `${TEST} test/built-in-rules.test.ts -t ${name}`,
            ]
          : [`name it under \`ruleFiles\` of a config, or in a plugin`, `listing-lint test ${folder}`]),
      ],
    }),
  },
  fact: {
    folder: 'packages/rules/src/image',
    register: ({ name, folder, files }) => {
      const list = addToList('facts', folder, { name: '__camel__Fact', of: name }, files[0]);
      return {
        changed: [list],
        steps: [
          ...(list === undefined ? [`add ${fill('__camel__Fact', name)} to the facts of your plugin`] : []),
          `edit ${files.join(' and ')}`,
          'npm run generate    # writes docs/facts.md',
          `${TEST} ${files[1]}`,
        ],
      };
    },
  },
  reporter: {
    folder: 'packages/reporters/src',
    register: ({ name, folder, files }) => {
      const list = addToList('reporters', folder, { name: '__camel__', of: name }, files[0]);
      return {
        changed: [list],
        steps: [
          ...(list === undefined ? [`add ${fill('__camel__', name)} to the reporters of your plugin`] : []),
          `edit ${files.join(' and ')}`,
          'add a row to docs/reports.md',
          `${TEST} ${files[1]} packages/reporters/src/reporters.test.ts`,
        ],
      };
    },
  },
  plugin: {
    folder: 'packages',
    register: ({ name, folder }) => {
      const path = posix.join(folder, name);
      const isReferenced = edit('tsconfig.json', /("references": \[)/, `$1\n    { "path": "${path}" },`);
      const hasFloor =
        folder === 'packages' &&
        edit('scripts/house/floors.mjs', /( {2}packages: \[.*\[[^\]]*)\]\]/, `$1, '${name}']]`);
      const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      return {
        changed: ['tsconfig.json', 'scripts/house/floors.mjs'],
        steps: [
          ...(isReferenced ? [] : [`add ${path} to the references of tsconfig.json`]),
          ...(hasFloor ? [] : [`add ${path} to scripts/house/floors.mjs and pnpm-workspace.yaml`]),
          `npx ${packageManager} install    # links it and updates the lock file`,
          `edit ${path}/src/plugin.ts, its test and rules; docs/plugins.md explains each part`,
          `${TEST} ${path}`,
          `npm run build -- --types, then name ${path}/dist/plugin.js under \`plugins\` of a config, and \`listing-lint test ${path}/rules\``,
        ],
      };
    },
  },
};

const usage = (message) => {
  console.error(`${message}\nusage: npm run new ${Object.keys(KINDS).join('|')} NAME [FOLDER]`);
  return 2;
};

export const run = async ([kind, name, folder]) => {
  if (!Object.hasOwn(KINDS, kind ?? '')) return usage(`There is no kind "${kind ?? ''}".`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name ?? '')) return usage('NAME is in kebab case: blue-shirt.');
  const target = posix.normalize(folder ?? KINDS[kind].folder).replace(/\/$/, '');
  if (target.startsWith('..') || !existsSync(join(root, target))) return usage(`There is no folder ${target}.`);

  const templates = listFiles(`scripts/new/${kind}`, /./);
  const files = templates.map((path) => posix.join(target, fill(path.slice(`scripts/new/${kind}/`.length), name)));
  const there = files.find((path) => existsSync(join(root, path)));
  if (there !== undefined) return usage(`${there} exists already.`);
  for (const [index, path] of files.entries()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), fill(readFileSync(join(root, templates[index]), 'utf8'), name));
  }

  const sources = files.filter((path) => path.endsWith('.ts')).sort((a, b) => a.length - b.length);
  const { changed = [], steps } = KINDS[kind].register({ name, folder: target, files: sources });
  const touched = [...files, ...changed.filter((path) => path !== undefined)];
  const code = touched.filter((path) => !path.endsWith('.yaml'));
  if (code.length > 0) {
    // Sorts imports and breaks lines.
    const formatted = await toolBeside('biome', ['check', '--write', '--log-level=error', ...code]);
    if (formatted.code !== 0) {
      console.error(formatted.said);
      return formatted.code;
    }
  }
  console.log(['Wrote:', ...files.map((path) => `  ${path}`)].join('\n'));
  for (const path of changed) if (path !== undefined) console.log(`Added to ${path}`);
  console.log(['Next:', ...steps.map((step, index) => `  ${index + 1}. ${step}`)].join('\n'));
  return 0;
};
