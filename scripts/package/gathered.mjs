// esbuild cuts the bundle into as many chunks as there are ways to reach a module: a start loads a hundred of them, and Node finds, reads and
// links each, whatever it holds. Chunks that a lint loads together in any case are one file here.
import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { build } from 'esbuild';
import { parseSync } from 'oxc-parser';

/** What is loaded with an output of the bundle, in the order in which it is evaluated. */
const loadedWith = (outputs, path, found = new Set()) => {
  const walk = (each, trail) => {
    if (found.has(each) || trail.has(each) || outputs[each] === undefined) return;
    trail.add(each);
    for (const { kind, path: next } of outputs[each].imports) if (kind === 'import-statement') walk(next, trail);
    found.add(each);
  };
  walk(path, new Set());
  return found;
};

/** The groups: of each root what it loads that no earlier one did, entries and what is imported while the program runs left out. */
const groupsOf = (outputs, start, roots) => {
  const later = new Set(
    Object.values(outputs).flatMap(({ imports }) =>
      imports.filter(({ kind }) => kind !== 'import-statement').map(({ path }) => path),
    ),
  );
  const known = loadedWith(outputs, start);
  return roots.map((root) => {
    const all = [...loadedWith(outputs, root)].filter((path) => !known.has(path));
    for (const path of all) known.add(path);
    return all.filter((path) => outputs[path].entryPoint === undefined && !later.has(path));
  });
};

/** For each chunk of a group the names under which the gathered one exports what it exports: its own, unless two chunks have it. */
const aliasesOf = (outputs, group) => {
  const taken = new Set();
  return new Map(
    group.map((path) => [
      path,
      new Map(
        outputs[path].exports.map((name) => {
          let alias = name;
          for (let i = 1; taken.has(alias); i += 1) alias = `${name}_${i}`;
          taken.add(alias);
          return [name, alias];
        }),
      ),
    ]),
  );
};

const specifiers = (pairs) => `{${pairs.map(([from, to]) => (from === to ? from : `${from} as ${to}`)).join(',')}}`;

/** The text of one chunk that is all of a group. */
const gatheredText = async (group, textOf, aliases) => {
  const lines = group.map((path) => `export ${specifiers([...aliases.get(path)])} from './${basename(path)}';`);
  const inGroup = new Map(group.map((path) => [basename(path), path]));
  const { outputFiles } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: dirname(group[0]) },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    write: false,
    plugins: [
      {
        name: 'gathered',
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /./ }, ({ path }) => {
            const known = path.startsWith('.') ? inGroup.get(basename(path)) : undefined;
            return known === undefined ? { path, external: true } : { path: known, namespace: 'chunk' };
          });
          onLoad({ filter: /./, namespace: 'chunk' }, ({ path }) => ({ contents: textOf(path), loader: 'js' }));
        },
      },
    ],
  });
  return outputFiles[0].text;
};

/** The text with its imports from chunks that were gathered led to what they were gathered into: `targets`, by the names of the chunks. */
const ledToGathered = (text, targets) => {
  const { staticImports } = parseSync('chunk.js', text, { sourceType: 'module' }).module;
  let led = text;
  for (const { start, end, moduleRequest, entries } of staticImports.toReversed()) {
    const target = targets.get(basename(moduleRequest.value));
    if (target === undefined) continue;
    const folder = moduleRequest.value.slice(0, -basename(moduleRequest.value).length);
    const pairs = entries.map(({ importName, localName }) => [target.aliases.get(importName.name), localName.value]);
    const what = pairs.length === 0 ? '' : `${specifiers(pairs)}from`;
    led = `${led.slice(0, start)}import${what}"${folder}${target.name}";${led.slice(end)}`;
  }
  return led;
};

/**
 * Gathers chunks of a bundle.
 * @param texts the files of the bundle that are JavaScript, by path
 * @param outputs what esbuild tells of them
 * @param start the path of the program; what it loads by itself stays as it is
 * @param roots paths and the names of what is gathered for them, in the order in which a lint loads them
 * @returns the files to be written, by path
 */
export const gatherChunks = async (texts, outputs, start, roots) => {
  const groups = groupsOf(outputs, start, [...roots.keys()]);
  const led = new Map(texts);
  const targets = new Map();
  for (const [index, [root, title]] of [...roots].entries()) {
    const group = groups[index] ?? [];
    if (group.length < 2) throw new Error(`${root} loads nothing by itself that could be gathered`);
    const aliases = aliasesOf(outputs, group);
    const text = ledToGathered(await gatheredText(group, (path) => texts.get(path), aliases), targets);
    const name = `${title}-${createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase()}.js`;
    for (const path of group) {
      targets.set(basename(path), { name, aliases: aliases.get(path) });
      led.delete(path);
    }
    led.set(`${dirname(root)}/${name}`, text);
  }
  for (const [path, text] of led) {
    led.set(path, ledToGathered(text, targets));
    const left = [...targets.keys()].find((name) => led.get(path).includes(name));
    if (left !== undefined)
      throw new Error(`${path} asks for ${left}, which was gathered, by other means than an import`);
  }
  return led;
};
