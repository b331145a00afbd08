// The published JSON Schemas are as strict as the run: whatever an editor takes, the run takes, and the other way round.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { default as addFormats } from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { damages, pathsOf } from './damage.ts';
import {
  accusedCase,
  caseFile,
  config,
  exceptions,
  listingFile,
  listingRoles,
  monitoringFile,
  monitoringRun,
  smallCases,
} from './specimens.ts';

const folder = join(import.meta.dirname, '../../config');
const schemaOf = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8'));

const ajv = new Ajv({ strict: false, allowUnionTypes: true });
addFormats.default(ajv);

interface Published {
  readonly specimens: readonly string[];
  /** Mappings whose keys only the run knows: rules, plugins, reporters and their options; or which are the writer's own. */
  readonly open: readonly string[];
  /** Keys that no specimen can show beside the others, or shows under a name of its own. */
  readonly elsewhere?: readonly string[];
}

const documents: { readonly [name: string]: Published } = {
  case: { specimens: [caseFile, accusedCase, ...smallCases], open: [] },
  monitoring: { specimens: [monitoringFile, monitoringRun], open: [] },
  listing: { specimens: [listingFile, listingRoles], open: ['roles', 'originals'] },
  exceptions: { specimens: [exceptions], open: [] },
  config: {
    specimens: [config],
    open: [
      'rules',
      'rules.hash-unique',
      'overrides[].rules',
      'fields.listing',
      'fields.case',
      'settings',
      'reporters',
      'reporters.sarif',
      ...['headers', 'query', 'form'].map((key) => `monitor.services[].request.${key}`),
    ],
    elsewhere: [
      'rules.*.severity',
      'overrides[].rules.*.severity',
      // A request has one body.
      'brand.watermarks[].file',
      ...['listing', 'case'].flatMap((scope) =>
        ['type', 'title', 'required', 'minimum', 'maximum', 'enum', 'items'].map((key) => `fields.${scope}.*.${key}`),
      ),
      'foreign[].pdq',
      'monitor.services[].request.json',
    ],
  },
};

describe.each(Object.entries(documents))('config/%s.schema.json', (name, { specimens, open, elsewhere = [] }) => {
  const validate = ajv.compile(schemaOf(name) ?? false);

  it('takes what the pages show', () => {
    for (const text of specimens) expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
  });

  it('takes no key that does not belong there, at any depth', { tags: 'full' }, () => {
    const each = specimens.flatMap((text) => damages(text, (mapping) => open.includes(mapping)));
    expect(each.length).toBeGreaterThan(8);
    const taken = each.filter(({ text }) => validate(parse(text)));
    expect(taken.map(({ mapping, key }) => `${mapping}: ${key}`)).toEqual([]);
  });

  it('has no mapping that the specimens do not show', () => {
    const shown = new Set(
      specimens.flatMap((text) => pathsOf(text)).flatMap(({ path, keys }) => keys.map((key) => at(path, key))),
    );
    const missing = keysOf(schemaOf(name)).filter(
      (path) => !shown.has(path) && path !== '$schema' && !/(?:^|\.)custom$/.test(path),
    );
    expect(missing).toEqual(elsewhere);
  });
});

it('no published schema holds a mapping that takes any key', () => {
  const names = readdirSync(folder).flatMap((file) => /^(.*)\.schema\.json$/.exec(file)?.[1] ?? []);
  expect(names).toContain('rule');
  const loose = names
    // What the tool writes may grow; what people write may not.
    .filter((name) => name !== 'report')
    .flatMap((name) => looseIn(schemaOf(name)).map((path) => `${name}: ${path}`));
  expect(loose.filter((path) => !/(?:[ .])custom$/.test(path))).toEqual(CHECKED_BY_THE_RUN);
});

/** What a plugin's settings are, what the conditions of a scope are, and the parameters of a fact: the run asks who knows. */
const CHECKED_BY_THE_RUN: readonly string[] = [
  'config: settings',
  // The body of a request is what a service of somebody else asks for.
  'config: monitor.services[].request.json',
  'rule: when',
  'rule: assert',
  'rule: reference.params',
  ...['case-comparison', 'case-compared'].map((name) => `rule: ${name}.params`),
  ...['comparison', 'one-listing', 'one-original', 'compared'].map((name) => `rule: image-${name}.params`),
  ...['ledger', 'listing', 'monitoring-log', 'page'].flatMap((scope) =>
    ['comparison', 'compared'].map((name) => `rule: ${scope}-${name}.params`),
  ),
];

const isNode = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

interface Step {
  readonly path: string;
  readonly node: { readonly [key: string]: unknown };
}

/** Every schema in a schema, by the path of the values that it is for; references are not followed, what they lead to is gone through once. */
const nodesOf = (schema: unknown, path = ''): readonly Step[] => {
  if (!isNode(schema)) return [];
  const under = (key: string, suffix: string): readonly Step[] => nodesOf(schema[key], `${path}${suffix}`);
  const named = (key: string): readonly Step[] =>
    isNode(schema[key]) ? Object.entries(schema[key]).flatMap(([name, node]) => nodesOf(node, at(path, name))) : [];
  const listed = ['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? schema[key].flatMap((node: unknown) => nodesOf(node, path)) : [],
  );
  return [
    { path, node: schema },
    ...named('properties'),
    ...named('definitions'),
    ...named('$defs'),
    ...listed,
    ...under('items', '[]'),
    ...under('additionalProperties', '.*'),
  ];
};

/** Paths of keys that a schema names. */
const keysOf = (schema: unknown): readonly string[] =>
  nodesOf(schema).flatMap(({ path, node }) =>
    isNode(node.properties) ? Object.keys(node.properties).map((key) => at(path, key)) : [],
  );

/** Paths of mappings that take keys of any name with values of any kind. */
const looseIn = (schema: unknown): readonly string[] => [
  ...new Set(
    nodesOf(schema).flatMap(({ path, node }) => {
      // What a mapping with branches takes, they say.
      const isMapping = node.anyOf === undefined && (node.type === 'object' || isNode(node.properties));
      const rest = node.additionalProperties;
      const takesAny = rest === undefined || rest === true || (isNode(rest) && Object.keys(rest).length === 0);
      return isMapping && takesAny ? [path] : [];
    }),
  ),
];
