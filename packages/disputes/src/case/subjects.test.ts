import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { partsOfWalk, type SubjectKind, walkFolder } from '@listing-lint/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseSubjects } from './subjects.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cases-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (path: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), 'id: a');
};

const find = async (cases: readonly string[], gitIgnored: (path: string) => boolean = () => false) => {
  const [warnings, refused, paths]: [string[], string[], string[]] = [[], [], []];
  const context: Parameters<SubjectKind['discover']>[0] = {
    root,
    settings: { cases },
    ignored: gitIgnored,
    gitIgnored,
    ...partsOfWalk(await walkFolder(root)),
    warn: (message) => warnings.push(message),
    refuse: ({ path, message, hint }) => refused.push(`${path.join('.')}: ${message} (${hint})`),
  };
  for (const kind of caseSubjects) for await (const { path } of kind.discover(context)) paths.push(path);
  return { paths, warnings, refused };
};

describe('discovery of cases', () => {
  it('takes what the config names, and never a listing.yaml', async () => {
    for (const path of ['cases/a.yaml', 'cases/b.json', 'cases/c.txt', 'cases/listing.yaml', 'other/d.yaml']) put(path);
    const { paths, refused } = await find(['cases/**', 'disputes/*.yaml']);
    expect(paths).toEqual(['cases/a.yaml', 'cases/b.json']);
    expect(refused).toEqual([
      'cases.1: "disputes/*.yaml" matches no YAML or JSON file (globs start from the folder of the config; where there are none yet, make the folder disputes, with a .gitkeep in it that git keeps)',
    ]);
  });

  it('tells what the config names and a .gitignore keeps out', async () => {
    for (const path of ['cases/a.yaml', 'cases/b.yaml']) put(path);
    const { paths, warnings, refused } = await find(['cases/*.yaml'], (path) => path === 'cases/b.yaml');
    expect(paths).toEqual(['cases/a.yaml']);
    expect(warnings).toEqual([
      'cases/b.yaml is named by `cases` and left out by .gitignore or .git/info/exclude: nothing of it is checked (remove it there, or name it under `ignores`)',
    ]);
    expect(refused).toEqual([]);
  });
});
