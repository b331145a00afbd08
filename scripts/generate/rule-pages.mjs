// A page a rule, from its YAML and its tests; the list of them; the table of families in the README.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { listFiles, root } from '../files.mjs';

/** `hash/…` of packages/rules, `deep/…` of packages/vision: rules lie beside their code. */
const RULE = /^packages\/[^/]+\/src\/(.+)\.yaml$/;
const PAGES = 'docs/rules';
const read = (path) => readFileSync(join(root, path), 'utf8');
const cell = (text) => String(text).replaceAll('\n', ' ').replaceAll('|', '\\|').trim();
const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
const yaml = (value) =>
  `\`\`\`yaml\n${stringify(value, { lineWidth: 100, aliasDuplicateObjects: false }).trim()}\n\`\`\``;

const readRules = () => {
  const paths = listFiles('packages', RULE);
  return paths
    .filter((path) => !path.endsWith('.test.yaml') && !path.startsWith('packages/core/'))
    .map((path) => {
      const tests = path.replace(/\.yaml$/, '.test.yaml');
      return {
        path,
        family: RULE.exec(path)[1].split('/')[0],
        rule: parse(read(path)),
        cases: paths.includes(tests) ? parse(read(tests)).cases : [],
      };
    });
};

/** Presets that turn a rule on, directly. */
const presetsByRule = () => {
  const found = new Map();
  for (const path of listFiles('config', /\.yaml$/)) {
    if (path.startsWith('config/profiles/')) continue;
    const name = path.slice('config/'.length, -'.yaml'.length);
    for (const [id, setting] of Object.entries(parse(read(path)).rules ?? {})) {
      const severity = typeof setting === 'string' ? setting : (setting.severity ?? 'options');
      found.set(id, [...(found.get(id) ?? []), `${name} (${severity})`]);
    }
  }
  return found;
};

const range = ({ minimum, maximum, enum: values }) =>
  values
    ? values.join(', ')
    : minimum === undefined && maximum === undefined
      ? ''
      : `${minimum ?? '…'} to ${maximum ?? '…'}`;

const optionsOf = (rule) => {
  const rows = Object.entries(rule.options ?? {}).map(([name, option]) => [
    `\`${name}\``,
    option.title ?? '',
    option.type,
    range(option),
    `\`${JSON.stringify(option.default)}\``,
  ]);
  return rows.length === 0 ? '' : `## Options\n\n${table(['option', 'what it is', 'type', 'range', 'default'], rows)}`;
};

const HEADINGS = {
  pass: 'Passes',
  fail: 'Fails',
  skip: 'Is not judged',
  inconclusive: 'Unknown, and counts as a finding',
};

const exampleOf = ({ name, facts, files, config, options, message }) => {
  const given = files ? { files, ...(config && { config }) } : (facts ?? {});
  const shown = options ? { options, ...given } : given;
  return `${name}:\n\n${yaml(shown)}${message ? `\n\n> ${cell(message)}` : ''}`;
};

const examplesOf = (cases) => {
  const parts = Object.entries(HEADINGS).flatMap(([outcome, heading]) => {
    const matching = cases.filter((each) => each.outcome === outcome);
    return matching.length === 0 ? [] : [`### ${heading}\n\n${matching.map(exampleOf).join('\n\n')}`];
  });
  return parts.length === 0
    ? ''
    : `## Examples\n\nThese are the rule's tests: the facts that are given, and what the rule says.\n\n${parts.join('\n\n')}`;
};

const CERTAINTY = { A: 'official and current', B: 'official, old or partial', C: 'secondary' };
const sourcesOf = ({ references = [] }) =>
  references.length === 0
    ? ''
    : `## Sources\n\n${references
        .map(
          ({ title, url, read: day, certainty }) =>
            `- [${title}](${url}), read ${day}${certainty ? ` (${CERTAINTY[certainty]})` : ''}`,
        )
        .join('\n')}`;

const pageOf = ({ path, rule, cases }, presets) => {
  const { when, assert, requires = [] } = rule;
  const on = presets.get(rule.id) ?? [];
  return `${[
    `<!-- Made by \`npm run generate\` from ${path} and its tests. Do not edit. -->`,
    `# ${rule.id}`,
    `${rule.title}.`,
    table(
      ['judges', 'severity by itself', 'presets', 'needs in the config'],
      [
        [
          `each ${rule.scope}`,
          rule.severity,
          on.join(', ') || 'none',
          requires.map((key) => `\`${key}\``).join(', ') || '–',
        ],
      ],
    ),
    `## Why\n\n${rule.why.trim()}`,
    `## How to fix\n\n${rule.fix.trim()}`,
    optionsOf(rule),
    `## What it checks\n\n${yaml(when ? { when, assert } : { assert })}`,
    examplesOf(cases),
    sourcesOf(rule),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
};

const listOf = (rules, presets, base) =>
  table(
    ['rule', 'judges', 'what holds when all is well', 'in `recommended`'],
    rules.map(({ rule }) => [
      `[${rule.id}](${base}${rule.id}.md)`,
      rule.scope,
      rule.title,
      /recommended \((\w+)\)/.exec((presets.get(rule.id) ?? []).join())?.[1] ?? '–',
    ]),
  );

export const rulePages = () => {
  const rules = readRules().sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  const presets = presetsByRule();
  const index = [
    '<!-- Made by `npm run generate`. Do not edit. -->',
    '# Rules',
    listOf(rules, presets, ''),
    '`listing-lint explain RULE` prints the same on the terminal, with what holds in your config.',
  ].join('\n\n');
  return [
    {
      folder: PAGES,
      pattern: /\.md$/,
      files: new Map([
        [`${PAGES}/README.md`, `${index}\n`],
        ...rules.map((each) => [`${PAGES}/${each.rule.id}.md`, pageOf(each, presets)]),
      ]),
    },
  ];
};
