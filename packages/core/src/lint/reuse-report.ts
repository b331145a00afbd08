import { lstatSync, type Stats, statSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { inputFilesOf } from '../config/input-files.ts';
import { pathFrom } from '../file/folders.ts';
import type { ScannedFiles } from '../file/scanned-files.ts';
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
import type { CachedReport } from './cached-report.ts';
import type { LintOptions } from './lint-options.ts';

/** A report that is reused, with the texts of its policy. */
export interface Recalled {
  readonly report: Report;
  readonly policyTexts: PolicyWithTexts['texts'];
}

type KeyOptions = Pick<LintOptions, 'config' | 'tool' | 'files' | 'notices' | 'selection' | 'own'>;

/** Returns the report of an earlier run if a run with these options would give the same; undefined if that is not certain. Notes the states of regular files in `scanned`. */
export const recallReport = (
  cached: CachedReport,
  options: KeyOptions & Pick<LintOptions, 'asOf' | 'scanned'> & { readonly entries: readonly TreeEntry[] },
): Recalled | undefined => {
  const { config, asOf, entries, scanned } = options;
  if (!isCacheable(options) || cached.tree !== treeHash(config.root, entries, options.own)) return undefined;
  if (!areUnchanged(cached, config.root, scanned)) return undefined;
  const policy = policyFor(options);
  if (cached.key !== reportKey(options, policy)) return undefined;
  const report = unpackedReport(cached.report);
  return report.asOf === undefined || report.asOf === asOf ? { report, policyTexts: policy.texts } : undefined;
};

export interface CachedReportParts {
  readonly seen: SeenFiles | undefined;
  readonly startedAt: number;
  readonly policy: PolicyWithTexts;
  readonly report: Report;
  readonly judgements: readonly Judgement[];
  /** Error codes of the stored facts. */
  readonly storedCodes: ReadonlySet<ErrorCode | undefined>;
  /** Facts or plugins failed. */
  readonly isBroken: boolean;
}

/** Returns the report to cache; undefined if another run might differ although all its inputs are the same. */
export const cacheReport = (options: LintOptions, parts: CachedReportParts): CachedReport | undefined => {
  const { seen, startedAt, policy, report, judgements, storedCodes, isBroken } = parts;
  const { config, tree } = options;
  if (seen === undefined || !seen.isRepeatable || tree === undefined || isBroken || !isCacheable(options))
    return undefined;
  const areLasting = ({ codes }: Judgement['verdicts'][number]): boolean => codes.every((code) => LASTING.has(code));
  // Many subjects share their verdicts.
  const lists = new Set(judgements.map(({ verdicts }) => verdicts));
  if (![...lists].every((verdicts) => verdicts.every(areLasting))) return undefined;
  if (![...storedCodes].every((code) => code !== undefined && LASTING.has(code))) return undefined;
  const scanned = [...seen.states()]
    .map(([file, state]) => ({ path: pathFrom(config.root, file), state }))
    .filter(({ path, state }) => state !== null || !isWalked(path));
  const states = new Float64Array(4 * scanned.length);
  scanned.forEach(({ state }, index) => {
    states.set(state ?? NOTHING, 4 * index);
  });
  return {
    key: reportKey(options, policy),
    startedAt,
    tree,
    paths: scanned.map(({ path }) => path),
    states,
    report: packedReport(report),
  };
};

type Outcomes = Report['subjects'][number]['outcomes'];

/** Returns a report as text, with shared outcomes stored once. */
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

/** A subject of a report, with the index of its outcomes. */
type PackedSubject = Pick<Report['subjects'][number], 'scope' | 'path'> & { readonly outcomes: number };

const NOTHING = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];

/** Error codes that depend only on the inputs. An unreadable file or a slow plugin may be different in the next run. */
const LASTING: ReadonlySet<ErrorCode> = new Set([
  'content-unreadable',
  'content-too-large',
  'metadata-only',
  'data-invalid',
  'fact-unavailable',
]);

/** Whether the run covers a whole project without third-party code, whose inputs are unknown. */
const isCacheable = ({ config, selection }: KeyOptions): boolean =>
  config.plugins.length === 0 &&
  (selection?.paths.includes('.') ?? true) &&
  config.originalRoot === config.root &&
  inputFilesOf(config).every((file) => !/\.[cm]?[jt]s$/.test(file));

const policyFor = ({ config, files }: KeyOptions): PolicyWithTexts =>
  policyOf(config, [...(config.exceptions === undefined ? [] : [config.exceptions.file]), ...(files ?? [])]);

const reportKey = ({ config, tool, files, notices, selection }: KeyOptions, { policy }: PolicyWithTexts): string => {
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

/** Returns a hash of the tree in the order of the walk, without the files that the run writes (`own`). Another order only costs a run. */
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
/** Hashes by walk and files left out: requested before and after a run. */
const hashes = new WeakMap<readonly TreeEntry[], { readonly name: string; readonly hash: string }>();

/** Whether the walk would have found the path: then the tree hash covers its absence. */
const isWalked = (path: string): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .every((name) => name !== 'node_modules' && !name.startsWith('.'));

/** Returns the state of a file, following links; undefined if there is none. Notes regular files, not links. */
const stateAt = (file: string, scanned: ScannedFiles | undefined): FileState | undefined => {
  try {
    const found: Stats | undefined = lstatSync(file, { throwIfNoEntry: false });
    const stats = found?.isSymbolicLink() === true ? statSync(file, { throwIfNoEntry: false }) : found;
    const state = stats && stateOfFile(stats);
    if (state !== undefined && found?.isFile() === true) scanned?.note(file, state);
    return state;
  } catch {
    return undefined;
  }
};

const areUnchanged = ({ paths, states, startedAt }: CachedReport, root: string, scanned?: ScannedFiles): boolean =>
  paths.length * 4 === states.length &&
  paths.every((path, index) => {
    const state = stateAt(`${root}/${path}`, scanned);
    if (state === undefined) return Number.isNaN(states[4 * index]);
    const isOld = Math.max(state[1], state[2]) < startedAt - RACY_MS;
    return isOld && state.every((part, place) => part === states[4 * index + place]);
  });
