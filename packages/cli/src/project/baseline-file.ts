import { basename, dirname, resolve } from 'node:path';
import {
  ANYWHERE,
  type Baseline,
  baselineText,
  disclosureFor,
  fileFault,
  isMissingFile,
  ListingLintError,
  MAX_DATA_BYTES,
  namesIn,
  nearest,
  type Project,
  type ProjectResult,
  parseBaseline,
  pathFrom,
  type Report,
  readTextSync,
  type Selection,
  scopesAsSaid,
} from '@listing-lint/core';
import { UsageError } from '../output/known-error.ts';
import { refuseWayOut } from '../output/way-out.ts';
import { writeOutput } from '../output/write-output.ts';
import { type ProjectPlaces, projectFile } from './project-places.ts';

export interface BaselineFlags {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
}

export interface BaselineFile {
  /** Absolute. */
  readonly file: string;
  /** As the user typed it. */
  readonly name: string;
  readonly known: Baseline;
  /** It is not there yet. */
  readonly isNew: boolean;
  /** Among several projects, one without findings gets no file. */
  readonly writesEmpty: boolean;
}

/** The baseline of each project that has one, for a run with one of the flags; one that is to be written may be missing. `readAt`: where a file is read, as it may be staged. */
export const readBaselines = (
  flags: BaselineFlags,
  projects: readonly Project[],
  places: ProjectPlaces,
  readAt: (file: string) => string,
): ReadonlyMap<Project, BaselineFile> => {
  const { baseline: name, updateBaseline: update } = flags;
  if (name === undefined) throw new UsageError('--update-baseline needs --baseline FILE');
  const { isJoined, cwd } = places;
  const found = projects.map((project): readonly [Project, BaselineFile] => {
    const file = projectFile(project, '--baseline', name, places);
    if (update === true) for (const folder of [places.rootOf(project), cwd]) refuseWayOut(file, name, folder);
    const baseline = readBaseline(
      { file, from: readAt(file) },
      isJoined ? pathFrom(cwd, file) : name,
      places.rootOf(project),
    );
    return [project, { ...baseline, writesEmpty: !isJoined || !baseline.isNew }];
  });
  if (found.every(([, { isNew }]) => isNew) && update !== true) {
    throw isJoined
      ? new UsageError(`no project has a baseline ${name}`, `${NEW_BASELINE}: each project has its own, in its folder`)
      : new UsageError(`cannot read the baseline ${name}: no such file`, hintFor(resolve(cwd, name)));
  }
  return new Map(found);
};

const NEW_BASELINE = 'write it with --update-baseline';

const hintFor = (file: string): string => {
  const near = nearest(
    basename(file),
    namesIn(dirname(file)).filter((name) => name.endsWith('.json')),
  );
  return near === undefined ? NEW_BASELINE : `did you mean "${near}"? Else ${NEW_BASELINE}`;
};

/** `from`: where the file is read, as it may be staged. */
const readBaseline = (
  { file, from }: { readonly file: string; readonly from: string },
  name: string,
  root: string,
): Omit<BaselineFile, 'writesEmpty'> => {
  let text: string;
  try {
    text = readTextSync(from, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE });
  } catch (error) {
    if (isMissingFile(error)) return { file, name, known: { version: 1, findings: [] }, isNew: true };
    throw new UsageError(`cannot read the baseline ${name}: ${fileFault(error)}`);
  }
  return { file, name, known: parseBaseline(text, name, disclosureFor(root)(file)), isNew: false };
};

/**
 * With `--update-baseline`, writes the present findings, and what stands behind those of files that cannot be read, each by itself: new ones come in, those that are gone go out; what lies outside the selected
 * paths, or is of a rule that `--only` left out, stays. Gives the report as it stands by the new baseline, and tells how many findings that has. Throws `output-failed` where something broke in the run.
 */
export const updateBaseline = async (
  baseline: BaselineFile,
  { report, unusedBaseline, untold, project }: ProjectResult,
  selection: Selection | undefined,
  flags: BaselineFlags,
  say: (message: string) => void,
): Promise<Report> => {
  if (flags.updateBaseline !== true) return report;
  if (report.notices?.some(({ code }) => BROKEN.has(code)) === true) throw brokenRun(baseline.name);
  const old = (report.suppressed ?? []).flatMap(({ by, finding }) => (by === 'baseline' ? [finding] : []));
  const isOutside = (path: string): boolean =>
    selection !== undefined &&
    !selection.paths.some((each) => each === '.' || path === each || path.startsWith(`${each}/`));
  const leftOut = new Set(project.config.leftOut.map(({ ruleId }) => ruleId));
  const staying = unusedBaseline.filter(({ path, rule }) => isOutside(path) || leftOut.has(rule));
  const taken = [...report.findings, ...untold];
  if (!baseline.writesEmpty && old.length + report.findings.length === 0) return report;
  await writeOutput(
    baselineText([...old, ...taken], staying, scopesAsSaid(project.config.registry)),
    baseline.file,
    baseline.name,
    dirname(baseline.file),
  );
  const total = old.length + taken.length + staying.length;
  say(`wrote ${baseline.name}: ${total} known ${total === 1 ? 'finding' : 'findings'}`);
  return {
    ...report,
    summary: {
      ...report.summary,
      ...{ errors: 0, warnings: 0, infos: 0, inconclusive: 0 },
      suppressed: report.summary.suppressed + taken.length,
    },
    findings: [],
    suppressed: [...(report.suppressed ?? []), ...taken.map((finding) => ({ finding, by: 'baseline' as const }))].sort(
      (a, b) => (a.finding.fingerprint < b.finding.fingerprint ? -1 : 1),
    ),
    notices: (report.notices ?? []).filter(({ code }) => code !== 'baseline-unused'),
  };
};

/** Notices of what was not judged for a reason that may be gone in the next run. */
const BROKEN: ReadonlySet<string> = new Set(['fact-broken', 'plugin-failed']);

const brokenRun = (name: string): ListingLintError =>
  new ListingLintError(
    'output-failed',
    `${name} was not updated: something broke in this run, and it would count as known`,
    [{ message: 'see to what broke first (the notices of the report say it)' }],
  );
