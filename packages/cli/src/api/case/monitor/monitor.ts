import { resolve } from 'node:path';
import { isInside, pathFrom, type ResolvedConfig, readBytes, suggest } from '@listing-lint/core';
import type { SkeletonOrigin } from '@listing-lint/disputes';
import {
  evidenceFolder,
  MONITOR_FORMATS,
  type MonitorFormat,
  type MonitorReport,
  type MonitorRunSettings,
  monitorReport,
  monitorSettings,
  runMonitor,
} from '@listing-lint/monitor';
import { ledgerOrigins, provenanceSettings } from '@listing-lint/provenance';
import { decodeCanonical } from '@listing-lint/rules/image';
import { markClassifier, markSeeker, oursNamer } from '@listing-lint/vision';
import { UsageError } from '../../../output/known-error.ts';
import { refuseWayOut } from '../../../output/way-out.ts';
import { projectFor } from '../../../project/load.ts';
import { knownRegistry } from '../../../project/open-registry.ts';
import { builtinSettings, registryIn, topLevelOf } from '../../../project/registry-file.ts';
import { dateOfReport, todayOf } from '../../../project/today.ts';
import { TOOL } from '../../../version.ts';
import { checkCall, DAY, ENVIRONMENT, FLAG, type Kinds, RUN_QUERY, TEXT, TEXTS } from '../../check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from '../../flags.ts';
import { ledgerOf, rootsOf } from '../../ledger/open-ledger.ts';
import type { RunQuery } from '../../options.ts';
import { oursOf } from '../../pictures/our-pictures.ts';
import { renderedRun } from './rendered-run.ts';

export interface MonitorQuery extends RunQuery {
  /** What is looked through: folders, WARC and WACZ files, saved pages, lists of picture addresses with local files, a crawler's JSON lines. */
  readonly sources?: readonly string[];
  /** Names of services of the config (`monitor.services`) that are asked for copies, in place of sources: works that it names are sent there. */
  readonly ask?: readonly string[];
  /** The day of the look, `YYYY-MM-DD`. Default: that of `SOURCE_DATE_EPOCH`, else today. */
  readonly asOf?: string;
  /** `true`: case files are made of what is found, ready to be filled in, never two for one listing. Default `false`. */
  readonly draftCases?: boolean;
  /** `true`: nothing is written and nothing is sent; what is found, or would be sent, is told. Default `false`. */
  readonly dryRun?: boolean;
  /** Environment of `SOURCE_DATE_EPOCH` and of the keys of services. Default: that of the process. */
  readonly env?: { readonly [name: string]: string | undefined };
}

const KINDS: Kinds<MonitorQuery> = {
  ...RUN_QUERY,
  sources: TEXTS,
  ask: TEXTS,
  asOf: DAY,
  draftCases: FLAG,
  dryRun: FLAG,
  env: ENVIRONMENT,
};

/** What a look has found. */
export interface MonitorResult {
  /** The object that `--format json` writes: what the log of the run says. */
  readonly report: MonitorReport;
  /** `true` where something is new or came back. */
  readonly hasNews: boolean;
  /** `true` where a source could not be looked through to its end, a service not be asked, or none of the pictures be looked at. */
  readonly isCut: boolean;
  /** `true` where a source held something that could not be read, where a picture of the shop could not be compared, where too many listings show a work to list them, or where a case could not be drafted. */
  readonly hasUnread: boolean;
  /** What is to be done so that the log is linted; `null` where it is. */
  readonly advice: string | null;
  readonly render: (format: MonitorFormat) => Promise<string>;
}

/** Gives `monitor` for a program that holds the guard of plugins. */
export const monitorFor =
  (program?: Program) =>
  async (options: MonitorQuery): Promise<MonitorResult> => {
    checkCall({ name: 'monitor', options, kinds: KINDS });
    const { sources = [], ask = [] } = options;
    refuseBoth(sources, ask);
    const around = surroundingsOf(options, program);
    const say = sayTo(options);
    const { config } = await projectFor(configOptionsOf(options), around, [], say);
    const settings: MonitorRunSettings = {
      ...builtinSettings(config),
      ...monitorSettings.of(topLevelOf(config)),
    };
    const asOf = todayOf(options.asOf ?? dateOfReport(undefined, around.env)?.slice(0, 10), around.now());
    refuseWayOut(resolve(config.root, 'monitoring'), 'the monitoring logs', config.root);
    const through = sources.map((name) => ({ path: resolve(around.cwd, name), name }));
    const evidence = resolve(config.root, evidenceFolder(settings.monitoring));
    const { ours, listingOf, unstamped, originals, unseen } = await oursBeside(config, { through, evidence }, say);
    const place = registryIn(config, around.env);
    const registry = place && (await knownRegistry(config, place, options));
    const classifyMarks = await markClassifier({
      root: config.root,
      ours,
      ...(settings.limits ? { limits: settings.limits } : {}),
    });
    const outcome = await runMonitor({
      root: config.root,
      settings,
      sources: through,
      ask,
      env: around.env,
      ours,
      unseen,
      listingOf,
      ...(registry === undefined ? {} : { registry }),
      ...marksOf(config, settings, ours, say),
      classifyMarks,
      ...(options.draftCases === true ? await originsIn(config, around.cwd) : {}),
      nameOurs: oursNamer({
        ...{ root: config.root, unstamped, originals, stampedOf: classifyMarks?.stampedOf },
        limits: settings.limits,
      }),
      asOf,
      tool: `${TOOL.name} ${TOOL.version}`,
      draftCases: options.draftCases === true,
      dryRun: options.dryRun === true,
      signal: options.signal,
      onProgress: ({ captures }) => options.onEvent?.({ type: 'progress', done: captures, total: captures, path: '' }),
    });
    const report = monitorReport(outcome);
    return {
      report,
      hasNews: report.checks.some(({ found }) => (found ?? []).length > 0),
      isCut: report.checks.some(isCutCheck),
      hasUnread: report.checks.some(hasUnreadFiles) || report.undrafted !== undefined,
      advice:
        settings.monitoring === undefined
          ? 'name the logs in the config, so that they are linted: monitoring: ["monitoring/*.yaml"]'
          : null,
      render: async (format) => {
        checkCall({ name: 'render', args: { format: [format, TEXT] }, options: {}, kinds: {} });
        return renderedRun(report, monitorFormatOf(format), { root: config.root, logs: settings.monitoring });
      },
    };
  };

/** What the ledger of the config, where it names one, knows of originals; paths from its folder. */
const originsIn = async (config: ResolvedConfig, cwd: string) => {
  if (provenanceSettings.of(topLevelOf(config)).provenance === undefined) return {};
  const ledger = ledgerOf(config);
  const roots = await rootsOf(ledger, config.root, { named: undefined, cwd });
  const find = await ledgerOrigins({ folder: ledger.folder, roots });
  const below = pathFrom(config.root, ledger.folder);
  const originOf = (sha256: string): SkeletonOrigin | null => {
    const found = find(sha256);
    return found?.seal ? { ...found, seal: { ...found.seal, file: `${below}/${found.seal.file}` } } : found;
  };
  return { originOf };
};

/** Looks for copies of ours in material that is at hand, and writes what is new into a log. */
export const monitorAlone: (options: MonitorQuery) => Promise<MonitorResult> = monitorFor();

/** The format of that name. Throws for an unknown one. */
export const monitorFormatOf = (name: string): MonitorFormat => {
  const format = MONITOR_FORMATS.find((known) => known === name);
  if (format === undefined) throw new UsageError(`unknown format "${name}"`, suggest(name, MONITOR_FORMATS));
  return format;
};

/** What lies in a folder that is looked through is theirs, though the patterns of the config take it in: each would be a copy of itself. So is the `evidence` of earlier runs. */
const oursBeside = async (
  config: ResolvedConfig,
  {
    through,
    evidence,
  }: { readonly through: readonly { readonly path: string; readonly name: string }[]; readonly evidence: string },
  say: (message: string) => void,
) => {
  const sourceOf = (file: string): string | undefined => through.find(({ path }) => isInside(path, file))?.name;
  const { pictures, theirs, unstamped, originals, unseen } = await oursOf(
    config,
    ({ file }) => sourceOf(file) !== undefined || isInside(evidence, file),
  );
  const names = theirs.flatMap(({ file }) => sourceOf(file) ?? []);
  if (names.length > 0) {
    const all = names.length === 1 ? '1 picture' : `${names.length} pictures`;
    const are = names.length === 1 ? 'is' : 'are';
    say(`${all} below ${[...new Set(names)].join(', ')} ${are} taken for theirs, not for ours`);
  }
  const named = pictures.map(({ file, path, product }) => ({
    file,
    name: path,
    within: config.root,
    ...(typeof product === 'string' ? { product } : {}),
  }));
  const listingOf = new Map(
    pictures.flatMap(({ path, listing }) => (typeof listing === 'string' ? [[path, listing] as const] : [])),
  );
  return { ours: [...named, ...unstamped], listingOf, unstamped, originals, unseen };
};

/** Whether a source was not read to its end, or no picture of it could be decided. Some undecided pictures among others leave the check valid. */
const isCutCheck = ({ run, kind, result }: MonitorReport['checks'][number]): boolean => {
  const { whole, faults = 0, inconclusive, pictures = 0 } = run?.looked ?? {};
  if (whole === false) return true;
  return result === 'incomplete' && (kind !== 'listings' || faults + (inconclusive ?? 0) >= pictures);
};

const hasUnreadFiles = ({ run }: MonitorReport['checks'][number]): boolean =>
  run?.looked !== undefined &&
  (run.looked.faults + (run.looked.notCompared ?? 0) > 0 || (run.quarantined ?? []).length > 0);

/** One look is one check of the log. Throws `usage`. */
const refuseBoth = (sources: readonly string[], ask: readonly string[]): void => {
  if (sources.length === 0 && ask.length === 0)
    throw new UsageError('nothing says where to look', 'name files and folders, or services of the config: --ask NAME');
  if (sources.length > 0 && ask.length > 0)
    throw new UsageError(
      'a run looks through sources or asks services, not both',
      'make two runs: each is a check of its own',
    );
};

/** How marks are looked for, where the config names some. */
const marksOf = (
  { root }: ResolvedConfig,
  { brand, monitor, limits }: MonitorRunSettings,
  ours: Parameters<typeof markClassifier>[0]['ours'],
  say: (message: string) => void,
) => {
  const { watermarks = [], decoys = [] } = brand ?? {};
  if (watermarks.length === 0 || monitor?.marks === false) return {};
  const seek = markSeeker({ root, watermarks, decoys, say });
  const known = new Map<string, Promise<boolean | null>>();
  const markOn = async (image: Parameters<typeof seek>[0]): Promise<boolean | null> => {
    const { status } = await seek(image);
    return status === 'present' ? true : status === 'absent' ? false : null;
  };
  const ask = async (path: string): Promise<boolean | null> => {
    const picture = ours.find(({ name }) => name === path);
    if (picture === undefined) return null;
    const { file, within } = picture;
    const bytes = await readBytes(file, { maxBytes: (limits?.fileMegabytes ?? 256) * 1e6, within });
    return markOn(await decodeCanonical(bytes, (limits?.megapixels ?? 50) * 1e6));
  };
  const ourMark = (path: string): Promise<boolean | null> => {
    const pending = known.get(path) ?? ask(path).catch(() => null);
    known.set(path, pending);
    return pending;
  };
  return { markOn, ourMark };
};
