import { resolve } from 'node:path';
import {
  type Baseline,
  baselineText,
  fileFault,
  isMissingFile,
  type LintResult,
  MAX_DATA_BYTES,
  parseBaseline,
  type Report,
  readTextSync,
  type Selection,
} from '@listing-lint/core';
import { UsageError } from '../output/known-error.ts';
import { writeOutput } from '../output/outputs.ts';

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
}

/** The baseline that the user named; one that is to be written may be missing. */
export const readBaseline = (flags: BaselineFlags, cwd: string): BaselineFile | undefined => {
  const { baseline: name, updateBaseline: update } = flags;
  if (name === undefined) {
    if (update === true) throw new UsageError('--update-baseline needs --baseline FILE');
    return undefined;
  }
  const file = resolve(cwd, name);
  let text: string;
  try {
    text = readTextSync(file, { maxBytes: MAX_DATA_BYTES });
  } catch (error) {
    const isMissing = isMissingFile(error);
    if (isMissing && update === true) return { file, name, known: { version: 1, findings: [] } };
    throw new UsageError(
      `cannot read the baseline ${name}: ${fileFault(error)}`,
      isMissing ? 'write it with --update-baseline' : undefined,
    );
  }
  return { file, name, known: parseBaseline(text, name) };
};

/**
 * With `--update-baseline`, writes the present findings: new ones come in, those that are gone go out; what lies outside the selected
 * paths stays. Gives the report as it stands by the new baseline.
 */
export const updateBaseline = async (
  baseline: BaselineFile | undefined,
  { report, unusedBaseline }: LintResult,
  selection: Selection | undefined,
  flags: BaselineFlags,
): Promise<Report> => {
  if (baseline === undefined || flags.updateBaseline !== true) return report;
  const old = (report.suppressed ?? []).flatMap(({ by, finding }) => (by === 'baseline' ? [finding] : []));
  const isOutside = (path: string): boolean =>
    selection !== undefined &&
    !selection.paths.some((each) => each === '.' || path === each || path.startsWith(`${each}/`));
  const staying = unusedBaseline.filter(({ path }) => isOutside(path));
  await writeOutput(baselineText([...old, ...report.findings], staying), baseline.file, baseline.name);
  return {
    ...report,
    summary: {
      ...report.summary,
      ...{ errors: 0, warnings: 0, infos: 0, inconclusive: 0 },
      suppressed: report.summary.suppressed + report.findings.length,
    },
    findings: [],
    suppressed: [
      ...(report.suppressed ?? []),
      ...report.findings.map((finding) => ({ finding, by: 'baseline' as const })),
    ].sort((a, b) => (a.finding.fingerprint < b.finding.fingerprint ? -1 : 1)),
    notices: (report.notices ?? []).filter(({ code }) => code !== 'baseline-unused'),
  };
};
