// npm run new rule|fact|reporter|plugin NAME [packages/X or a folder]
// Writes the files of scripts/new/KIND with a test that fails until it is edited, adds them to the list of their package, and prints what to do next.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { listFiles, root } from '../files.mjs';
import { toolBeside } from './process.mjs';

/** `__name__` in paths and texts of a template is `blue-shirt`, `__camel__` is `blueShirt`, `__Pascal__` is `BlueShirt`. */
const fill = (text, name) => {
  const camel = name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const pascal = camel[0].toUpperCase() + camel.slice(1);
  return text.replaceAll('__name__', name).replaceAll('__camel__', camel).replaceAll('__Pascal__', pascal);
};

const PACKAGE = /^packages\/[^/]+/;
/** Where facts and rules go whose package is `packages/rules`. */
const RULES_FOLDER = 'packages/rules/src/image';
const LIST_FILE = { facts: /^(?:[\w-]+-)?facts\.ts$/, reporters: /^reporters\.ts$/ };
/** The list of facts or reporters in its own file, and in a plugin. */
const LIST = {
  facts: /export const (?:facts|\w+Facts)\b[^=\n]*= \[[^\]]*?(?=,?\s*\])/,
  reporters: /export const reporters\b[^=\n]*= \[[^\]]*?(?=,?\s*\])/,
};
const LIST_OF_PLUGIN = { facts: /\bfacts: \[[^\]]*?(?=,?\s*\])/, reporters: /\breporters: \[[^\]]*?(?=,?\s*\])/ };

const textOf = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

/** Returns the file with the list for a new entry in `folder`: in the folder or above it, in the plugin, or elsewhere in the package. */
const listFor = (list, folder) => {
  const source = `${PACKAGE.exec(folder)?.[0]}/src`;
  const isList = (path) => LIST_FILE[list].test(posix.basename(path)) && LIST[list].test(textOf(path));
  for (let at = folder; at === source || at.startsWith(`${source}/`); at = posix.dirname(at)) {
    const found = readdirSync(join(root, at))
      .map((name) => posix.join(at, name))
      .find(isList);
    if (found !== undefined) return { path: found, pattern: LIST[list] };
  }
  const plugin = `${source}/plugin.ts`;
  if (LIST_OF_PLUGIN[list].test(textOf(plugin))) return { path: plugin, pattern: LIST_OF_PLUGIN[list] };
  if (!existsSync(join(root, source))) return undefined;
  const [path] = listFiles(source, /\.ts$/)
    .filter(isList)
    .sort((a, b) => a.length - b.length);
  return path && { path, pattern: LIST[list] };
};

/** Returns the folder in a package where new facts or rules go: beside its list of facts; `rules/` where its rules are listed one by one. */
const folderIn = (kind, folder) => {
  const source = `${folder}/src`;
  if (kind === 'reporter') return source;
  if (folder === 'packages/rules') return RULES_FOLDER;
  if (kind === 'rule') return existsSync(join(root, folder, 'rules')) ? `${folder}/rules` : source;
  const list = listFor('facts', source);
  return list === undefined ? source : posix.dirname(list.path);
};

/** Whether a package is a plugin: only plugins have facts and rules. */
const isPlugin = (folder) => /\bname: '/.test(textOf(`${folder}/src/plugin.ts`));

/** Replaces `pattern` in a file; returns whether it was there. */
const edit = (path, pattern, replacement) => {
  if (path === undefined) return false;
  const text = readFileSync(join(root, path), 'utf8');
  if (!pattern.test(text)) return false;
  writeFileSync(join(root, path), text.replace(pattern, replacement));
  return true;
};

/** Whether a package may import core; other plugins import `listing-lint/plugin`, as everybody's do. */
const isBuiltOnCore = (folder) => textOf(`${folder}/package.json`).includes('"@listing-lint/core"');

const withPublicImports = (text) =>
  text.replace(
    /import \{ defineFact \} from '@listing-lint\/core\/plugin';\nimport \{ z \} from 'zod';/,
    "import { defineFact, z } from 'listing-lint/plugin';",
  );

/** Adds an import and an entry to the list that `listFor` finds; returns the path, or undefined where there is none. */
const addToList = (list, folder, entry, file) => {
  const { path, pattern } = listFor(list, folder) ?? {};
  if (!edit(path, pattern, (found) => `${found}, ${entry}`)) return undefined;
  const from = posix.relative(posix.dirname(path), file);
  const line = `import { ${entry} } from '${from.startsWith('.') ? from : `./${from}`}';\n`;
  writeFileSync(join(root, path), line + textOf(path));
  return path;
};

const TEST = 'node node_modules/vitest/vitest.mjs run';

/** Per kind: the folder unless one is named, and what is entered where; `register` returns changed files and next steps. */
const KINDS = {
  rule: {
    folder: 'packages/rules',
    register: ({ name, folder }) => ({
      steps: [
        `edit ${folder}/${name}.yaml and its cases (\`listing-lint inspect PICTURE\` prints the facts)`,
        ...(folder.startsWith(`${PACKAGE.exec(folder)?.[0]}/src`)
          ? [
              ...(textOf(`${PACKAGE.exec(folder)[0]}/src/plugin.ts`).includes('virtual:documents/rules/')
                ? []
                : [`load its rules in ${PACKAGE.exec(folder)[0]}/src/plugin.ts, as packages/quality does`]),
              'turn it on in a preset: config/*.yaml',
              `npm run generate    # writes docs/rules/${name}.md`,
              `${TEST} test/built-in-rules.test.ts -t ${name}`,
            ]
          : [`name it under \`ruleFiles\` of a config, or in a plugin`, `listing-lint test ${folder}`]),
      ],
    }),
  },
  fact: {
    folder: 'packages/rules',
    register: ({ name, folder, files }) => {
      const list = addToList('facts', folder, fill('__camel__Fact', name), files[0]);
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
    folder: 'packages/reporters',
    register: ({ name, folder, files }) => {
      const list = addToList('reporters', folder, fill('__camel__', name), files[0]);
      return {
        changed: [list],
        steps: [
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
        edit('scripts/house/floors.mjs', /(\n {2}packages: \[[^;]*?)(\],?\s*\],\n {2}')/, `$1, '${name}'$2`);
      const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
      return {
        changed: ['tsconfig.json', 'scripts/house/floors.mjs'],
        steps: [
          ...(isReferenced ? [] : [`add ${path} to the references of tsconfig.json`]),
          ...(hasFloor ? [] : [`add ${path} to scripts/house/floors.mjs and pnpm-workspace.yaml`]),
          `npx ${packageManager} install    # links it and updates the lock file`,
          `add ${path} to the table of packages in ARCHITECTURE.md`,
          `edit ${path}/src/plugin.ts, its test and rules; docs/plugins.md explains each part`,
          `${TEST} ${path}`,
          `npm run build -- --types, then name ${path}/dist/plugin.js under \`plugins\` of a config, and \`listing-lint test ${path}/rules\``,
        ],
      };
    },
  },
};

const usage = (message) => {
  console.error(`${message}\nusage: npm run new ${Object.keys(KINDS).join('|')} NAME [packages/X or a folder]`);
  return 2;
};

export const run = async ([kind, name, folder]) => {
  if (!Object.hasOwn(KINDS, kind ?? '')) return usage(`There is no kind "${kind ?? ''}".`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name ?? '')) return usage('NAME is in kebab case: blue-shirt.');
  const named = posix.normalize(folder ?? KINDS[kind].folder).replace(/\/$/, '');
  if (named.startsWith('..') || !existsSync(join(root, named))) return usage(`There is no folder ${named}.`);
  const [home] = PACKAGE.exec(named) ?? [];
  if (home !== undefined && (kind === 'rule' || kind === 'fact') && !isPlugin(home)) {
    return usage(`${home} is no plugin, so it has no ${kind}s. Name one of the others.`);
  }
  if (kind === 'reporter' && home !== KINDS.reporter.folder) {
    return usage(`Reporters go to ${KINDS.reporter.folder}; docs/plugins.md shows one in a plugin.`);
  }
  const target = named === home ? folderIn(kind, home) : named;

  const templates = listFiles(`scripts/new/${kind}`, /./);
  const files = templates.map((path) => posix.join(target, fill(path.slice(`scripts/new/${kind}/`.length), name)));
  const there = files.find((path) => existsSync(join(root, path)));
  if (there !== undefined) return usage(`${there} exists already.`);
  for (const [index, path] of files.entries()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    const text = fill(textOf(templates[index]), name);
    writeFileSync(join(root, path), isBuiltOnCore(home) ? text : withPublicImports(text));
  }

  const sources = files.filter((path) => path.endsWith('.ts')).sort((a, b) => a.length - b.length);
  const { changed = [], steps } = KINDS[kind].register({ name, folder: target, files: sources });
  const touched = [...files, ...changed.filter((path) => path !== undefined)];
  const code = touched.filter((path) => !/\.(?:yaml|md)$/.test(path));
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
