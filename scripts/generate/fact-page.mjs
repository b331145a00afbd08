// The page of facts: every name that a rule can ask for, from the schemas of the facts.
import { importSources } from '../bundle.mjs';

const code = (text) => `\`${text}\``;
const sentence = (text) => (text === '' || /[.?!]$/.test(text) ? text : `${text}.`);

/** Whether a value is the place in a file that many facts have; the page says so once. */
const isPlace = ({ path, about }) => (path === 'line' || path === 'column') && about === '';

/** Consecutive values that differ in their path alone share a line. */
const grouped = (values) => {
  const groups = [];
  for (const value of values) {
    const last = groups.at(-1);
    const isAlike = ['kind', 'canBeMissing', 'about'].every((key) => last?.[key] === value[key]);
    if (isAlike && value.values.join() === last.values.join()) last.paths.push(value.path);
    else groups.push({ ...value, paths: [value.path] });
  }
  return groups;
};

const line = ({ paths, kind, values, canBeMissing, about }) => {
  const names = paths.map((path) => (path === '' ? '(the value itself)' : code(path))).join(', ');
  const type = values.length > 0 ? values.map(code).join(', ') : kind.replace(/^an? /, '');
  const text = about.replaceAll('\n', ' ').trim();
  // "Number of works" says that it is a number.
  const isSaid = text.toLowerCase().startsWith(`${type.toLowerCase()} `);
  const meaning = isSaid ? sentence(text) : `${type}. ${sentence(text)}`.trim();
  return `- ${names}${canBeMissing ? '?' : ''}: ${meaning}`;
};

const section = (fact) =>
  [
    `### \`${fact.id}\``,
    [
      sentence(fact.title),
      ...(fact.overSet ? ['Compares the whole set.'] : []),
      ...(fact.params.length > 0 ? [`Params: ${fact.params.map(code).join(', ')}.`] : []),
    ].join(' '),
    grouped(fact.values.filter((value) => !isPlace(value)))
      .map(line)
      .join('\n'),
  ].join('\n\n');

export const factPage = async () => {
  const { core, builtinPlugin } = await importSources();
  const facts = core.describeFacts(core.createRegistry([builtinPlugin], { builtIn: builtinPlugin.name }));
  const scopes = [...new Set(facts.map(({ scope }) => scope))];
  const text = [
    '<!-- Made by `npm run generate`. Do not edit. -->',
    '# Facts',
    '```sh\nlisting-lint inspect listings/mug/1.jpg     # the facts of a file and their values\n```',
    'A rule names a fact by `fact`, and a part of its value by `path`. A value marked `?` can be missing: it is then unknown, and unknown is never a pass.\nFacts about a file may also have `line` and `column`. Rules on facts that compare the whole set are judged in a second pass.',
    ...scopes.map((scope) =>
      [`## Of each ${scope}`, ...facts.filter((fact) => fact.scope === scope).map(section)].join('\n\n'),
    ),
  ].join('\n\n');
  return [{ folder: 'docs', pattern: /\/facts\.md$/, files: new Map([['docs/facts.md', `${text}\n`]]) }];
};
