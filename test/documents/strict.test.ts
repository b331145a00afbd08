import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isKnownError, lint, loadConfig, type Problem, parseBaseline } from '@listing-lint/core';
import { reporters } from '@listing-lint/reporters';
import { builtinPlugin } from 'listing-lint/program';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Damaged, damages } from './damage.ts';
import {
  accusedCase,
  baseline,
  caseFile,
  config,
  exceptions,
  listingFile,
  listingRoles,
  monitoringFile,
  smallCases,
} from './specimens.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'listing-lint-documents-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

/** What is said of each of some texts, all judged in one run of one rule. */
const findingsOf = async (
  rule: string,
  texts: readonly string[],
  file: (index: number) => string,
): Promise<readonly { readonly message: string; readonly line: number | undefined }[]> => {
  rmSync(folder, { recursive: true });
  const kind = { c: 'cases: ["c/*"]\nlistings: []', m: 'monitoring: ["m/*"]\nlistings: []' }[file(0).slice(0, 1)];
  write('listing-lint.config.yaml', `${kind ?? 'listings: ["l/*"]'}\nrules: { ${rule}: error }\n`);
  texts.forEach((text, index) => {
    write(file(index), text);
  });
  const resolved = await loadConfig({ builtin: builtinPlugin, cwd: folder });
  const { report } = await lint({ config: resolved, asOf: '2026-12-01', tool: { name: 'listing-lint', version: '0' } });
  return texts.map((_, index) => {
    const path = file(index);
    const found = report.findings.find(({ subject }) => subject.path === path || path.startsWith(`${subject.path}/`));
    const said = [found?.message ?? '', ...(found?.causes ?? []).map(({ message }) => message)];
    return { message: [...new Set(said)].join('; '), line: found?.region?.startLine };
  });
};

const told = (each: Damaged, message: string): boolean =>
  message.includes(`"${each.key}"`) && (each.meant === undefined || message.includes(`did you mean "${each.meant}"?`));

/** A damage as the test's report names it. */
const nameOf = ({ mapping, key }: Damaged): string => `${mapping === '' ? 'document' : mapping}: ${key}`;

const expectTold = (
  each: readonly Damaged[],
  said: readonly { readonly message: string; readonly line: number | undefined }[],
): void => {
  const missed = each.flatMap((one, index) => {
    const { message = '', line } = said[index] ?? {};
    const isAtItsLine = line === one.line || message.includes(`line ${one.line}: `);
    return told(one, message) && isAtItsLine ? [] : [{ damage: nameOf(one), line: one.line, said: said[index] }];
  });
  expect(missed).toEqual([]);
};

describe('a key that does not belong there is told with its line and the nearest name, at every depth', () => {
  it('in a case file', { tags: 'full' }, async () => {
    const each = [...damages(caseFile, () => false), ...damages(accusedCase, () => false)];
    expect(each.length).toBeGreaterThan(150);
    expectTold(
      each,
      await findingsOf(
        'case-file-valid',
        each.map(({ text }) => text),
        (index) => `c/${index}.yaml`,
      ),
    );
  });

  it('in a monitoring log', async () => {
    const each = damages(monitoringFile, () => false);
    expect(each.length).toBeGreaterThan(10);
    expectTold(
      each,
      await findingsOf(
        'monitoring-file-valid',
        each.map(({ text }) => text),
        (index) => `m/${index}.yaml`,
      ),
    );
  });

  it('in a listing.yaml', async () => {
    const each = [
      ...damages(listingFile, (mapping) => mapping === 'roles' || mapping === 'originals'),
      ...damages(listingRoles, () => false),
    ];
    expect(each.length).toBeGreaterThan(10);
    expectTold(
      each,
      await findingsOf(
        'listing-file-valid',
        each.map(({ text }) => text),
        (index) => `l/${index}/listing.yaml`,
      ),
    );
  });

  it('in a baseline', () => {
    const each = damages(baseline, () => false);
    expect(each.length).toBe(7);
    expectTold(
      each,
      each.map(({ text }) => asSaid(problemsOfBaseline(text))),
    );
  });

  it('in the exceptions', async () => {
    const each = damages(exceptions, () => false);
    expect(each.length).toBe(15);
    const said = [];
    for (const { text } of each) {
      said.push(
        asSaid(await problemsOfConfig({ 'listing-lint.config.yaml': config, 'listing-lint.exceptions.yaml': text })),
      );
    }
    expectTold(each, said);
  });

  it('in the config', { tags: 'full' }, async () => {
    // Names of others: fields of a shop's own, headers and parameters of a service.
    const open = /^(?:fields\.(?:listing|case)|monitor\.services\[\]\.request\.(?:headers|query|form))$/;
    const each = damages(config, (mapping) => open.test(mapping));
    expect(each.length).toBeGreaterThan(50);
    const said = [];
    for (const { text } of each) said.push(asSaid(await problemsOfConfig({ 'listing-lint.config.yaml': text })));
    expectTold(each, said);
  });
});

it('what the pages show is taken as it stands', async () => {
  const cases = [caseFile, accusedCase, ...smallCases];
  const none = { message: '', line: undefined };
  expect(await findingsOf('case-file-valid', cases, (index) => `c/${index}.yaml`)).toEqual(cases.map(() => none));
  expect(await findingsOf('case-consistent', [caseFile, smallCases[1] ?? ''], (index) => `c/${index}.yaml`)).toEqual([
    none,
    none,
  ]);
  // What they name is not there: nothing else is wrong with them.
  expect(await findingsOf('monitoring-file-valid', [monitoringFile], () => 'm/a.yaml')).toEqual([
    {
      message:
        '3 mistakes keep the monitoring log from being judged; line 9: there is no listing listings/table-lamp; line 11: there is no case 2026-014; line 12: the record monitoring/2026-06-08.html: no such file',
      line: 9,
    },
  ]);
  const listings = [listingFile, listingRoles];
  expect(await findingsOf('listing-file-valid', listings, (index) => `l/${index}/listing.yaml`)).toEqual([
    { ...none, message: expect.stringContaining('the original of "01-front.jpg" is missing: originals/DSC_0431.jpg') },
    none,
  ]);
  expect(
    await problemsOfConfig({ 'listing-lint.config.yaml': config, 'listing-lint.exceptions.yaml': exceptions }),
  ).toEqual([]);
  expect(problemsOfBaseline(baseline)).toEqual([]);
});

const problemsOfBaseline = (text: string): readonly Problem[] => {
  try {
    parseBaseline(text, 'known.json', 'all');
    return [];
  } catch (error) {
    if (isKnownError(error, 'config-invalid')) return error.problems;
    throw error;
  }
};

/** Problems with which a config, and the exceptions beside it, are refused. */
const problemsOfConfig = async (files: { readonly [name: string]: string }): Promise<readonly Problem[]> => {
  rmSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) write(name, text);
  try {
    await loadConfig({ builtin: builtinPlugin, cwd: folder, reporters });
    return [];
  } catch (error) {
    if (isKnownError(error, 'config-invalid')) return error.problems;
    throw error;
  }
};

/** Problems of a document in the form of a finding. */
const asSaid = (problems: readonly Problem[]): { readonly message: string; readonly line: number | undefined } => ({
  message: problems.map(({ line, message, hint }) => `line ${line}: ${message} (${hint})`).join(', '),
  line: undefined,
});
