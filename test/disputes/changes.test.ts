// What one change of a case changes in what is known of it, in its letters, its complaint and its timeline. changes.yaml has the changes;
// changes-….txt what follows from each, to be read beside docs/case-file.md and the figures in config/profiles.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect, type Json, type JsonObject, loadConfig } from '@listing-lint/core';
import {
  builtInProfiles,
  type CaseFile,
  caseFileSchema,
  caseTimes,
  exportNotice,
  letterNamed,
  noticeNamed,
  timelineText,
  writeLetter,
} from '@listing-lint/disputes';
import { builtinPlugin } from 'listing-lint/program';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const TODAY = '2026-11-26';
/** Characters of a line that are kept: what follows are sources and what to write. */
const MOST = 200;
/** Facts of one case; those that look at the others of a run have tests of their own. */
const FACTS = new Set([
  ...['case', 'caseConsistency', 'complaint', 'damages', 'deadlines', 'defence', 'evidence', 'licensedUse'],
  ...['limitation', 'ownNotice', 'sellers', 'sightings', 'silence', 'workEvidence'],
]);
const LETTERS = {
  'we-complain': ['cease-and-desist', 'platform-reply'],
  accused: ['counter-notice', 'evidence-request', 'platform-reply'],
};

const changed = z.record(z.string(), z.unknown());
const groups = z
  .array(z.strictObject({ base: z.string(), case: changed, changes: z.array(changed) }))
  .parse(parse(readFileSync(join(import.meta.dirname, 'changes.yaml'), 'utf8'), { schema: 'core' }));

const change = (whole: object, path: string, value: unknown): void => {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const holder: unknown = keys.reduce<unknown>((each, key) => Reflect.get(Object(each), key), whole);
  if (typeof holder !== 'object' || holder === null) throw new Error(`the case has no ${path}`);
  if (value !== null) Reflect.set(holder, last, value);
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
};

/** The base of a group, then each of its changes. */
const cases = groups.flatMap(({ case: own, changes }, group) =>
  [{}, ...changes].map((given, index) => {
    const whole = { id: 'c', status: 'open', ...structuredClone(own) };
    for (const [path, value] of Object.entries(given)) change(whole, path, value);
    return { group, given, whole, file: `${group}-${index}.json` };
  }),
);

/** Whether a part is a small one, which stands on a line as it is. */
const isSmall = (value: Json): boolean =>
  typeof value !== 'object' || (!Array.isArray(value) && JSON.stringify(value).length < 600);

/** Lines of what is known, each after the name of what says it. */
const flat = (value: Json, name: string): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [`${name}: ${value}`];
  if (Array.isArray(value)) {
    return value.map((part) => `${name}: ${isSmall(part) ? plain(part) : JSON.stringify(part)}`);
  }
  return Object.entries(value).flatMap(([key, part]) => flat(part, `${name}.${key}`));
};

/** A small group of values without what is null. */
const plain = (value: Json): string =>
  typeof value === 'object' && value !== null
    ? Object.values(value)
        .filter((part) => part !== null)
        .map((part) => plain(part))
        .join(' · ')
    : String(value);

const letter = (id: string, file: CaseFile): Json => {
  const found = letterNamed(id);
  if ('hint' in found) throw new Error(`no letter ${id}`);
  const result = writeLetter(found, file, { language: 'en', today: TODAY });
  return result.kind === 'refused' ? [...result.reasons] : result.text.split('\n').filter((line) => line !== '');
};

const complaint = (file: CaseFile): Json => {
  const desk = noticeNamed('alibaba-ipp');
  if (desk === undefined) throw new Error('no desk');
  const result = exportNotice(file, desk, TODAY);
  if (result.kind === 'refused') return [...result.reasons];
  return [...result.requests.flatMap(({ text }) => text.split('\n')), ...result.notes].filter((line) => line !== '');
};

const written = (whole: unknown): JsonObject => {
  const { data: file } = caseFileSchema.safeParse(whole);
  if (file === undefined) return {};
  const direction = file.direction ?? 'we-complain';
  return {
    ...Object.fromEntries(LETTERS[direction].map((id) => [`letter ${id}`, letter(id, file)])),
    ...(direction === 'accused' ? {} : { complaint: complaint(file) }),
    timeline: timelineText(caseTimes('a.yaml', file, builtInProfiles(), { asOf: TODAY })).split('\n'),
  };
};

/** Facts of cases by their files, asked for within a test: what it comes by is then known to be its own (`npm run mutation`). */
const factsOf = async (group: number): Promise<ReadonlyMap<string, JsonObject>> => {
  const root = mkdtempSync(join(tmpdir(), 'listing-lint-changes-'));
  try {
    const settings = { listings: [], cases: ['*-*.json'], extends: ['recommended'] };
    writeFileSync(join(root, 'listing-lint.config.json'), JSON.stringify(settings));
    for (const each of cases.filter((one) => one.group === group)) {
      writeFileSync(join(root, each.file), JSON.stringify(each.whole));
    }
    const config = await loadConfig({ builtin: builtinPlugin, cwd: root });
    const looked = await inspect({ config, asOf: TODAY });
    return new Map(looked.map(({ subject, facts }) => [String(subject.path), facts]));
  } finally {
    rmSync(root, { recursive: true });
  }
};

const linesOf = (
  { file, whole }: (typeof cases)[number],
  known: ReadonlyMap<string, JsonObject>,
): readonly string[] => {
  const facts = Object.entries(known.get(file) ?? {}).filter(([id]) => FACTS.has(id));
  return [...facts, ...Object.entries(written(whole))]
    .flatMap(([id, value]) => flat(value, id))
    .filter((line) => !/\.(?:line|column): /.test(line))
    .map((line) => (line.length > MOST ? `${line.slice(0, MOST)}…` : line));
};

/** How many lines each thing does not say any more, and what is said instead. */
const difference = (before: readonly string[], after: readonly string[]): readonly string[] => {
  const gone = [...new Set(before)].filter((line) => !after.includes(line)).map((line) => line.split(/[:.]/)[0] ?? '');
  return [
    ...[...new Set(gone)].map((name) => `- ${name}: ${gone.filter((each) => each === name).length}`),
    ...[...new Set(after)].filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ];
};

describe('what one change of a case changes', () => {
  it.each(groups.map(({ base }, group) => [base, group] as const))('%s', { tags: 'full' }, async (_, group) => {
    const [first, ...others] = cases.filter((each) => each.group === group);
    if (first === undefined) throw new Error('no base');
    const known = await factsOf(group);
    const before = linesOf(first, known);
    const told = others.flatMap((each) => [
      '',
      JSON.stringify(each.given),
      ...difference(before, linesOf(each, known)),
    ]);
    await expect(`${[...before, ...told].join('\n')}\n`).toMatchFileSnapshot(`./changes-${group + 1}.txt`);
  });
});
