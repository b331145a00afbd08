// The page of facts: every name that a rule can ask for, from the schemas of the facts.
import { importSources } from '../bundle.mjs';

const cell = (text) => String(text).replaceAll('\n', ' ').replaceAll('|', '\\|').trim();

const section = (fact) =>
  [
    `### \`${fact.id}\``,
    [
      `${fact.title}${/[.?!]$/.test(fact.title) ? '' : '.'}`,
      ...(fact.overSet
        ? ['It compares with the whole set, so rules that ask for it are judged in a second pass.']
        : []),
      ...(fact.params.length > 0 ? [`Takes params: ${fact.params.map((name) => `\`${name}\``).join(', ')}.`] : []),
    ].join(' '),
    [
      '| path | is | can be missing | about |',
      '| --- | --- | --- | --- |',
      ...fact.values.map(
        ({ path, kind, values, canBeMissing, about }) =>
          `| ${path === '' ? '(none)' : `\`${path}\``} | ${cell(values.length > 0 ? values.map((value) => `\`${value}\``).join(', ') : kind)} | ${canBeMissing ? 'yes' : ''} | ${cell(about)} |`,
      ),
    ].join('\n'),
  ].join('\n\n');

export const factPage = async () => {
  const { core, rules } = await importSources();
  const facts = core.describeFacts(core.createRegistry([rules.builtinPlugin], { builtIn: rules.builtinPlugin.name }));
  const scopes = [...new Set(facts.map(({ scope }) => scope))];
  const text = [
    '<!-- Made by `npm run generate`. Do not edit. -->',
    '# Facts',
    'What a rule can ask for: a fact by `fact`, a part of its value by `path`. A value that is missing is unknown, and unknown is never a\npass. `listing-lint inspect FILE` prints the facts of a file with their values.',
    ...scopes.map((scope) =>
      [`## Of each ${scope}`, ...facts.filter((fact) => fact.scope === scope).map(section)].join('\n\n'),
    ),
  ].join('\n\n');
  return [{ folder: 'docs', pattern: /\/facts\.md$/, files: new Map([['docs/facts.md', `${text}\n`]]) }];
};
