import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { z } from 'zod';
import { defineFact } from '../model/fact.ts';
import type { Plugin } from '../model/plugin.ts';
import { testAttributes } from '../model/test-attributes.ts';
import { type NamedPath, type OpenedProjects, type OpenOptions, openProjects } from './open-projects.ts';

/** Files whose name was asked for, in order. */
export const computed: string[] = [];

/** Subjects are `*.jpg`; two are twins where what stands before the dot of their names is the same. */
export const builtin: Plugin = {
  name: 'builtin',
  version: '1',
  attributes: testAttributes,
  facts: [
    defineFact({
      id: 'name',
      scope: 'image',
      version: 1,
      title: 'name',
      schema: z.object({ value: z.string() }),
      compute: ({ path, file }) => {
        computed.push(file);
        return { value: path.split('/').at(-1) ?? '' };
      },
    }),
    defineFact({
      id: 'twins',
      scope: 'image',
      version: 1,
      title: 'twins',
      schema: z.object({ paths: z.array(z.string()) }),
      needsSet: ['name'],
      compute: async (subject, _params, context) => {
        const own = await context.get('name');
        const products = new Map(context.subjects('image').map(({ path, product }) => [path, product]));
        const paths = [...context.set('name')].flatMap(([path, kept]) =>
          'value' in kept &&
          JSON.stringify(kept.value) === JSON.stringify(own) &&
          products.get(path) !== subject.product
            ? [path]
            : [],
        );
        return { paths };
      },
      related: ({ paths }) => paths.map((path) => ({ path, message: `the same as ${path}` })),
    }),
  ],
  subjects: [
    {
      scope: 'image',
      noun: 'picture',
      async *discover({ root, entries, ignored }) {
        for (const { path } of entries) {
          if (!path.endsWith('.jpg') || ignored(path)) continue;
          const listing = dirname(path);
          yield { scope: 'image', path, file: join(root, path), channels: [], listing, product: listing };
        }
      },
    },
  ],
  rules: [
    {
      path: 'no-twins.yaml',
      text: `id: no-twins
scope: image
severity: error
title: No twins
why: Because.
fix: Rename it.
assert: { all: [{ fact: twins, path: paths, operator: isEmpty, value: true }] }
`,
    },
  ],
  presets: [{ path: 'recommended.yaml', text: 'rules: { no-twins: error }\n' }],
};

export const YAML = 'listing-lint.config.yaml';
export const CONFIG = 'rules: { no-twins: error }\n';

export interface TestFolder {
  /** Absolute. */
  readonly path: string;
  readonly write: (path: string, text?: string) => void;
  /** Paths from the folder, which is the working directory; what ends in `.jpg` is a file. */
  readonly open: (paths: readonly string[], options?: Partial<OpenOptions>) => Promise<OpenedProjects>;
}

/** For each test a new folder with two brands, each with a config and a picture. */
export const testFolder = (): TestFolder => {
  let path = '';
  const write = (file: string, text = ''): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  const named = (given: string): NamedPath => ({
    given,
    absolute: join(path, given),
    isFolder: !given.endsWith('.jpg'),
  });
  beforeEach(() => {
    path = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-projects-')));
    for (const brand of ['a', 'b']) {
      write(`brands/${brand}/${YAML}`, CONFIG);
      write(`brands/${brand}/mug/1.jpg`);
    }
    computed.length = 0;
  });
  afterEach(() => rmSync(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
    write,
    open: (paths, options = {}) =>
      openProjects({ builtin, cwd: path, home: '/nowhere', paths: paths.map(named), ...options }),
  };
};
