import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isInside, pathFrom, type ResolvedConfig, treeMatcherOf } from '@listing-lint/core';
import {
  caseFileName,
  caseFolder,
  caseSkeleton,
  casesIn,
  type DisputesSettings,
  nextCaseId,
  samePlace,
} from '@listing-lint/disputes';
import type { Settings } from '@listing-lint/rules/settings';
import { UsageError } from '../../output/known-error.ts';
import { writeNewFile } from '../../output/write-new.ts';
import { loadFor } from '../../project/load.ts';
import { builtinSettings } from '../../project/registry-file.ts';
import { todayOf } from '../../project/today.ts';
import { CONFIG_QUERY, checkCall, DAY, FLAG, type Kinds, oneOf, TEXT } from '../check-call.ts';
import { configOptionsOf, type Program, surroundingsOf } from '../flags.ts';
import type { ConfigQuery } from '../options.ts';
import { type NamedSource, sourceOf } from './case-source.ts';

export interface NewCaseQuery extends ConfigQuery {
  /** A listing's folder, a picture of yours, or the JSON that `match` writes. Without it, the case names nothing of yours. */
  readonly source?: string;
  /** Who complains. Default `we-complain`. */
  readonly direction?: 'we-complain' | 'accused';
  /** Of the case. Default: the next number of the year. Rejects with `usage` where another case has it. */
  readonly id?: string;
  readonly platform?: string;
  /** Address or number of their listing. */
  readonly listing?: string;
  /** Who sells there. */
  readonly seller?: string;
  /** When their listing was first seen, `YYYY-MM-DD`. Default: today. */
  readonly firstSeen?: string;
  /** When the accusation reached you, `YYYY-MM-DD`. */
  readonly received?: string;
  /** Where the file goes. Default: named after the id, where `cases` of the config looks. */
  readonly output?: string;
  /** The day that stands for today, `YYYY-MM-DD`. */
  readonly asOf?: string;
  /** `true`: the text is given and not written. Default `false`. */
  readonly dryRun?: boolean;
}

const KINDS: Kinds<NewCaseQuery> = {
  ...CONFIG_QUERY,
  source: TEXT,
  direction: oneOf('we-complain', 'accused'),
  id: TEXT,
  platform: TEXT,
  listing: TEXT,
  seller: TEXT,
  firstSeen: DAY,
  received: DAY,
  output: TEXT,
  asOf: DAY,
  dryRun: FLAG,
};

export interface NewCase {
  readonly id: string;
  /** From the working directory. */
  readonly path: string;
  /** The case file as YAML, with comments. */
  readonly text: string;
  /** What is to be done so that it is linted; `null` where it is. */
  readonly advice: string | null;
  /** Case files about the same listing of theirs, from the folder of the config. */
  readonly alsoAbout: readonly string[];
  /** Pictures of yours that it is about, from the folder of the config. */
  readonly works: readonly string[];
  /** What a result of `match` names beside them, and why the case is not about it: `found/1.jpg: originals/2.jpg (why)`. */
  readonly leftOut: readonly string[];
  /** What of a result of `match` could not be held against what is there now, in sentences. */
  readonly notes: readonly string[];
}

/** Gives `newCase` for a program that holds the guard of plugins. */
export const caseMaker =
  (program?: Program) =>
  async (query: NewCaseQuery = {}): Promise<NewCase> => {
    checkCall({ name: 'newCase', options: query, kinds: KINDS });
    const around = surroundingsOf(query, program);
    const config = await loadFor(configOptionsOf(query), around);
    const settings = builtinSettings(config);
    const today = todayOf(query.asOf, around.now());
    const source = await sourceOf(query.source, { config, settings, cwd: around.cwd });
    const cases = await casesIn(config.root, settings);
    const given = givenOf(query, source);
    const make = async (taken: readonly string[]): Promise<Made> => {
      const id = freeId(query.id, cases, today, taken);
      const text = caseSkeleton({ ...given, id, today });
      const { file, path, advice } = placeOf(query.output, id, { config, settings, cwd: around.cwd });
      try {
        if (query.dryRun !== true) await writeNewFile({ file, name: path, text, cwd: around.cwd }, ANOTHER_NAME);
      } catch (error) {
        // Somebody has taken this number since cases were read.
        const isNumbered = query.id === undefined && query.output === undefined && existsSync(file);
        if (!isNumbered || taken.length === MOST_TAKEN) throw error;
        return make([...taken, id]);
      }
      return { id, path, text, advice };
    };
    const made = await make([]);
    const works = source.pictures.flatMap(({ path: work, isOther }) => (isOther === true ? [] : [work]));
    const alsoAbout = casesAbout(query.listing, cases);
    return { ...made, alsoAbout, works, leftOut: source.leftOut, notes: source.notes };
  };

type Made = Pick<NewCase, 'id' | 'path' | 'text' | 'advice'>;

/** Numbers whose files are there already, after which no other one is tried. */
const MOST_TAKEN = 100;

const ANOTHER_NAME = 'give the file another name with -o, or the case another one with --id';

/** Makes a case file to be filled in. Never writes over a file. */
export const newCaseAlone: (query?: NewCaseQuery) => Promise<NewCase> = caseMaker();

const givenOf = (
  { direction = 'we-complain', platform, listing, seller, firstSeen, received }: NewCaseQuery,
  source: NamedSource,
) => {
  const foreign = direction === 'accused' ? { listing, seller, firstSeen } : { received };
  for (const [name, value] of Object.entries(foreign)) {
    if (value === undefined) continue;
    const flag = name === 'firstSeen' ? 'first-seen' : name;
    throw new UsageError(`--${flag} says nothing of a case that is ${direction}`, 'see --direction');
  }
  return {
    direction,
    ...source,
    ...(platform === undefined ? {} : { platform }),
    ...(listing === undefined ? {} : { listing }),
    ...(seller === undefined ? {} : { seller }),
    ...(firstSeen === undefined ? {} : { firstSeen: todayOf(firstSeen, new Date(0)) }),
    ...(received === undefined ? {} : { received: todayOf(received, new Date(0)) }),
  };
};

type KnownCases = Awaited<ReturnType<typeof casesIn>>;

/** Open cases that name a listing of theirs already. */
const casesAbout = (listing: string | undefined, cases: KnownCases): readonly string[] =>
  cases.flatMap((each) => {
    if (listing === undefined || 'unreadable' in each || each.value === null || each.value.status === 'closed')
      return [];
    const places = (each.value.infringements ?? []).map((one) => samePlace(String(one.listing)));
    return places.includes(samePlace(listing)) ? [each.path] : [];
  });

/** An id that no case has, and none that is taken: the given one, or the next number. */
const freeId = (given: string | undefined, cases: KnownCases, today: string, taken: readonly string[]): string => {
  const known = cases.flatMap((each) =>
    'unreadable' in each || each.id === null ? [] : [{ id: each.id.value, path: each.path }],
  );
  if (given === '') throw new UsageError('the id is empty');
  const other = known.find(({ id }) => id === given);
  if (other !== undefined)
    throw new UsageError(`${other.path} has the id ${given} already`, 'leave --id out for the next number');
  return given ?? nextCaseId([...known.map(({ id }) => id), ...taken], today.slice(0, 4));
};

interface Whereabouts {
  readonly config: ResolvedConfig;
  readonly settings: Settings & DisputesSettings;
  readonly cwd: string;
}

const placeOf = (output: string | undefined, id: string, { config: { root }, settings, cwd }: Whereabouts) => {
  const { cases = [] } = settings;
  const file = output === undefined ? join(root, caseFolder(cases), caseFileName(id)) : resolve(cwd, output);
  const path = pathFrom(cwd, file);
  const fromRoot = pathFrom(root, file);
  const isCase = isInside(root, file) && treeMatcherOf(cases)(fromRoot);
  const advice = isCase
    ? null
    : `name it in the config, so that it is linted: cases: [${JSON.stringify(globOf(output, cases, fromRoot))}]`;
  return { file, path, advice };
};

/** What `cases` of the config has to name: where it names nothing yet and the file goes where it is put by itself, all of that folder. */
const globOf = (output: string | undefined, cases: readonly string[], fromRoot: string): string =>
  output === undefined && cases.length === 0 ? fromRoot.replace(/[^/]+$/, '*.yaml') : fromRoot;
