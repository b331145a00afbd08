import { lstatSync, type Stats, statSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { inputFilesOf } from '../config/input-files.ts';
import { pathFrom } from '../file/folders.ts';
import type { LookedFiles } from '../file/looked-files.ts';
import { type FileState, stateOfFile } from '../file/seen-files.ts';
import type { SeenFiles } from '../file/watch/watch-files.ts';
import type { ErrorCode } from '../model/error.ts';
import type { Report } from '../model/report.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import { type PolicyWithTexts, policyOf } from '../report/policy.ts';
import { cacheKeyOf, hashOfFile } from '../run/cache/cache-keys.ts';
import { RACY_MS } from '../run/cache/regular-file.ts';
import type { Judgement } from '../run/judge.ts';
import { canonicalJson, sha256 } from '../text/canonical-json.ts';
import type { LintOptions } from './lint-options.ts';
import type { StandingReport } from './standing-report.ts';

/** What a report that stands gives of a run. */
export interface Recalled {
  readonly report: Report;
  readonly policyTexts: PolicyWithTexts['texts'];
}

type KeyOptions = Pick<LintOptions, 'config' | 'tool' | 'files' | 'notices' | 'selection' | 'own'>;

/** The report of an earlier run, where a run with these options would come to the same; undefined where that is not sure. `looked` is told what regular files are. */
export const recallReport = (
  standing: StandingReport,
  options: KeyOptions & Pick<LintOptions, 'asOf' | 'looked'> & { readonly entries: readonly TreeEntry[] },
): Recalled | undefined => {
  const { config, asOf, entries, looked } = options;
  if (!mayStand(options) || standing.tree !== treeHash(config.root, entries, options.own)) return undefined;
  if (!areUnchanged(standing, config.root, looked)) return undefined;
  const policy = policyFor(options);
  if (standing.key !== standingKey(options, policy)) return undefined;
  const report = unpackedReport(standing.report);
  return report.asOf === undefined || report.asOf === asOf ? { report, policyTexts: policy.texts } : undefined;
};

export interface StandingParts {
  readonly seen: SeenFiles | undefined;
  readonly startedAt: number;
  readonly policy: PolicyWithTexts;
  readonly report: Report;
  readonly judgements: readonly Judgement[];
  /** Codes of what could not be had of kept facts. */
  readonly keptCodes: ReadonlySet<ErrorCode | undefined>;
  /** Facts broke, or plugins failed. */
  readonly isBroken: boolean;
}

/** What to remember of a run; undefined where another one might come to something else although all that was seen is the same. */
export const reportToStand = (options: LintOptions, parts: StandingParts): StandingReport | undefined => {
  const { seen, startedAt, policy, report, judgements, keptCodes, isBroken } = parts;
  const { config, tree } = options;
  if (seen === undefined || !seen.isRepeatable || tree === undefined || isBroken || !mayStand(options))
    return undefined;
  const areLasting = ({ codes }: Judgement['verdicts'][number]): boolean => codes.every((code) => LASTING.has(code));
  // Many have their verdicts in common.
  const lists = new Set(judgements.map(({ verdicts }) => verdicts));
  if (![...lists].every((verdicts) => verdicts.every(areLasting))) return undefined;
  if (![...keptCodes].every((code) => code !== undefined && LASTING.has(code))) return undefined;
  const looked = [...seen.states()]
    .map(([file, state]) => ({ path: pathFrom(config.root, file), state }))
    .filter(({ path, state }) => state !== null || !isWalked(path));
  const states = new Float64Array(4 * looked.length);
  looked.forEach(({ state }, index) => {
    states.set(state ?? NOTHING, 4 * index);
  });
  return {
    key: standingKey(options, policy),
    startedAt,
    tree,
    paths: looked.map(({ path }) => path),
    states,
    report: packedReport(report),
  };
};

type Outcomes = Report['subjects'][number]['outcomes'];

/** A report as text, outcomes that many subjects have in common once. */
const packedReport = (report: Report): string => {
  const numbers = new Map<Outcomes, number>();
  const subjects = report.subjects.map((subject) => {
    const number = numbers.get(subject.outcomes) ?? numbers.size;
    numbers.set(subject.outcomes, number);
    return { ...subject, outcomes: number };
  });
  return JSON.stringify({ outcomes: [...numbers.keys()], report: { ...report, subjects } });
};

/** Reads what `packedReport` wrote. */
const unpackedReport = (text: string): Report => {
  const { outcomes, report }: PackedReport = JSON.parse(text);
  const subjects = report.subjects.map((subject) => {
    const own = outcomes[subject.outcomes];
    if (own === undefined) throw new RangeError('outcomes are missing');
    return { ...subject, outcomes: own };
  });
  return { ...report, subjects };
};

interface PackedReport {
  readonly outcomes: readonly Outcomes[];
  readonly report: Omit<Report, 'subjects'> & { readonly subjects: readonly PackedSubject[] };
}

/** What a report says of a subject, with the number of its outcomes. */
type PackedSubject = Pick<Report['subjects'][number], 'scope' | 'path'> & { readonly outcomes: number };

const NOTHING = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];

/** Reasons that lie in what was seen. A file that may not be read, a plugin that took too long: these may pass. */
const LASTING: ReadonlySet<ErrorCode> = new Set([
  'content-unreadable',
  'content-too-large',
  'metadata-only',
  'data-invalid',
  'fact-unavailable',
]);

/** A whole project that runs no code of others: what that looks at nobody knows. */
const mayStand = ({ config, selection }: KeyOptions): boolean =>
  config.plugins.length === 0 &&
  (selection?.paths.includes('.') ?? true) &&
  config.originalRoot === config.root &&
  inputFilesOf(config).every((file) => !/\.[cm]?[jt]s$/.test(file));

const policyFor = ({ config, files }: KeyOptions): PolicyWithTexts =>
  policyOf(config, [...(config.exceptions === undefined ? [] : [config.exceptions.file]), ...(files ?? [])]);

const standingKey = ({ config, tool, files, notices, selection }: KeyOptions, { policy }: PolicyWithTexts): string => {
  const { file, ignores, isIgnoring, inner, notChecked, leftOut } = config;
  return sha256(
    canonicalJson({
      cache: cacheKeyOf(config, tool),
      tool,
      machine: [process.version, platform(), arch()],
      policy: policy.sha256,
      inputs: [...inputFilesOf(config), ...(files ?? [])].map((path) => [
        pathFrom(config.root, path),
        hashOfFile(path),
      ]),
      environment: config.registry.plugins.flatMap(({ environment = [] }) =>
        environment.map((name) => [name, process.env[name] ?? null]),
      ),
      told: [config.notices, notices ?? []],
      config: { file, ignores, isIgnoring, inner, notChecked, leftOut },
      selection,
    }),
  );
};

/** In the order of the walk: where the system tells names in another order, the run looks for itself. What a run writes itself is left out. */
export const treeHash = (root: string, entries: readonly TreeEntry[], own: readonly string[] = []): string => {
  const left = new Set(own.map((file) => pathFrom(root, file)));
  const known = hashes.get(entries);
  const name = JSON.stringify([...left]);
  if (known?.name === name) return known.hash;
  const names = entries.flatMap(({ path, kind, output = '' }) => (left.has(path) ? [] : [`${kind}${output} ${path}`]));
  const hash = sha256(names.join('\0'));
  hashes.set(entries, { name, hash });
  return hash;
};
/** Of a walk, with what was left out: it is asked before a run and after it. */
const hashes = new WeakMap<readonly TreeEntry[], { readonly name: string; readonly hash: string }>();

/** Whether the walk would have found it: that it is not there the names below the root say already. */
const isWalked = (path: string): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .every((name) => name !== 'node_modules' && !name.startsWith('.'));

/** Links are followed: what lies behind one is not noted. */
const stateAt = (file: string, looked: LookedFiles | undefined): FileState | undefined => {
  try {
    const found: Stats | undefined = lstatSync(file, { throwIfNoEntry: false });
    const stats = found?.isSymbolicLink() === true ? statSync(file, { throwIfNoEntry: false }) : found;
    const state = stats && stateOfFile(stats);
    if (state !== undefined && found?.isFile() === true) looked?.note(file, state);
    return state;
  } catch {
    return undefined;
  }
};

const areUnchanged = ({ paths, states, startedAt }: StandingReport, root: string, looked?: LookedFiles): boolean =>
  paths.length * 4 === states.length &&
  paths.every((path, index) => {
    const state = stateAt(`${root}/${path}`, looked);
    if (state === undefined) return Number.isNaN(states[4 * index]);
    const isOld = Math.max(state[1], state[2]) < startedAt - RACY_MS;
    return isOld && state.every((part, place) => part === states[4 * index + place]);
  });
