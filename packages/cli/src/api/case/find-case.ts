import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  ANYWHERE,
  disclosed,
  disclosureFor,
  type Json,
  ListingLintError,
  makePlan,
  pathFrom,
  type ResolvedConfig,
  sentencesOf,
  suggest,
} from '@listing-lint/core';
import { type CaseFile, type CaseOnDisk, casesIn, type DeadlineOptions, readCaseAt } from '@listing-lint/disputes';
import { UsageError } from '../../output/known-error.ts';
import { loadFor } from '../../project/load.ts';
import { builtinSettings } from '../../project/registry-file.ts';
import { todayOf } from '../../project/today.ts';
import { CONFIG_QUERY, DAY, type Kinds, TEXT, TEXTS } from '../check-call.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../flags.ts';
import type { ConfigQuery } from '../options.ts';

/** What every command about one case is asked. */
export interface CaseQuery extends ConfigQuery {
  /** Its file, or its id. */
  readonly case: string;
  /** The day that stands for today, `YYYY-MM-DD`. */
  readonly asOf?: string;
}

export const CASE_QUERY: Kinds<CaseQuery> = { ...CONFIG_QUERY, case: TEXT, asOf: DAY };

/** A case whose file has no mistakes. */
export interface SoundCase extends CaseOnDisk {
  readonly value: CaseFile;
}

/** A case, the config that it was found by, and when that is. */
export interface OpenedCase {
  readonly config: ResolvedConfig;
  readonly cwd: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly found: SoundCase;
}

/** The case that is meant, and where and when that is. Rejects with `usage` for none, and `data-invalid` where the file has mistakes. */
export const openCase = async (query: CaseQuery, program: Program | undefined): Promise<OpenedCase> => {
  const around = surroundingsOf(query, program);
  const config = await loadFor(configOptionsOf(query), around);
  return {
    config,
    cwd: around.cwd,
    today: todayOf(query.asOf, around.now()),
    found: checkedCase(await findCase(query.case, config, around.cwd), config),
  };
};

/** What every command about several cases is asked. */
export interface CasesQuery extends ConfigQuery {
  /** Their files or ids. Default: every open one of the config. */
  readonly cases?: readonly string[];
  /** The day that stands for today, `YYYY-MM-DD`. */
  readonly asOf?: string;
}

export const CASES_QUERY: Kinds<CasesQuery> = { ...CONFIG_QUERY, cases: TEXTS, asOf: DAY };

/** A case file of which nothing is known. */
export interface UnreadCase {
  readonly path: string;
  readonly problems: readonly string[];
}

interface OpenedCases {
  readonly today: string;
  /** How deadlines of a case are counted: by the options that the config gives the rules about them, so that these say the same. */
  readonly countingOf: (found: SoundCase) => DeadlineOptions;
  readonly cases: readonly SoundCase[];
  readonly closed: number;
  readonly unread: readonly UnreadCase[];
}

/** Several cases, and where and when that is. Of all that a config has, open ones are taken, and what has mistakes is told; a named one rejects. */
export const openCases = async (query: CasesQuery, program: Program | undefined): Promise<OpenedCases> => {
  const around = surroundingsOf(query, program);
  const config = await loadFor(configOptionsOf(query), around);
  const today = todayOf(query.asOf, around.now());
  const { cases: named = [] } = query;
  if (named.length > 0) {
    const found = await Promise.all(named.map((each) => findCase(each, config, around.cwd)));
    return {
      today,
      countingOf: countingIn(config, today),
      cases: found.map((each) => checkedCase(each, config)),
      closed: 0,
      unread: [],
    };
  }
  const settings = builtinSettings(config);
  if ((settings.cases ?? []).length === 0) {
    throw new UsageError('the config names no cases', 'add a line such as cases: ["cases/*.yaml"]');
  }
  const all = await casesIn(config.root, settings);
  const sound = all.flatMap((each) =>
    'unreadable' in each || each.value === null ? [] : [{ ...each, value: each.value }],
  );
  const cases = sound.filter(({ value }) => value.status === 'open');
  const closed = sound.length - cases.length;
  return { today, countingOf: countingIn(config, today), cases, closed, unread: all.flatMap(unreadOf) };
};

const countingIn = (config: ResolvedConfig, asOf: string): OpenedCases['countingOf'] => {
  const { activationsFor } = makePlan(config);
  const daysOf = (value: Json | undefined, key: 'answerDays' | 'soonDays'): Partial<DeadlineOptions> =>
    typeof value === 'number' ? { [key]: value } : {};
  return ({ path, file }) => {
    const rules = activationsFor({ scope: 'case', path, file });
    return {
      asOf,
      ...daysOf(rules.get('response-due')?.options['answerDays'], 'answerDays'),
      ...daysOf(rules.get('response-due-soon')?.options['days'], 'soonDays'),
    };
  };
};

const unreadOf = (each: Awaited<ReturnType<typeof casesIn>>[number]): readonly UnreadCase[] => {
  if ('unreadable' in each) return [{ path: each.path, problems: [each.unreadable] }];
  return each.value === null ? [{ path: each.path, problems: sentencesOf(each.problems) }] : [];
};

const checkedCase = (found: CaseOnDisk, { root }: ResolvedConfig): SoundCase => {
  const { value, path, file, problems } = found;
  if (value !== null) return { ...found, value };
  throw new ListingLintError(
    'data-invalid',
    `${path} has mistakes`,
    disclosed(problems, new Map([[path, file]]), disclosureFor(root)),
  );
};

const findCase = async (given: string, config: ResolvedConfig, cwd: string): Promise<CaseOnDisk> => {
  const settings = builtinSettings(config);
  const file = resolve(cwd, given);
  if (existsSync(file)) return readCaseAt(file, pathFrom(config.root, file), settings, { within: ANYWHERE });
  const cases = await casesIn(config.root, settings);
  const known = cases.flatMap((each) => ('unreadable' in each || each.id === null ? [] : [{ ...each, id: each.id }]));
  const [found, other] = known.filter(({ id }) => id.value === given);
  if (found === undefined) {
    const near = suggest(
      given,
      known.map(({ id }) => id.value),
    );
    throw new UsageError(
      `there is no case ${given}`,
      near ?? 'name its file, or the id of one that `cases` in the config finds',
    );
  }
  if (other !== undefined)
    throw new UsageError(`${found.path} and ${other.path} have the id ${given}`, 'name the file');
  return found;
};
