import { resolve } from 'node:path';
import {
  fileFault,
  ListingLintError,
  lintProjects,
  loadReportSchema,
  MAX_DATA_BYTES,
  type OpenedProjects,
  type Project,
  pathFrom,
  type Report,
  readBytes,
  reportOf,
  safeJson,
} from '@listing-lint/core';
import {
  type Change,
  compareAudits,
  describeChange,
  type ReadAudit,
  readAudit,
  renderAudit,
} from '@listing-lint/reporters';
import { builtinPlugin } from '@listing-lint/rules';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { progressLine } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { openFor } from '../../project/load.ts';
import { namedPaths } from '../../project/paths.ts';
import { isoDay } from '../../project/today.ts';
import { TOOL } from '../../version.ts';

export interface VerifyFlags extends ConfigOptions {
  /** The digest that was signed. */
  readonly digest?: string;
  readonly json?: boolean;
}

/** Tells what has changed since an audit report was made: 0 nothing, 1 something. */
export const verifyAction = async (
  report: string,
  folder: string | undefined,
  flags: VerifyFlags,
  io: Io,
): Promise<number> => {
  const html = await readReport(resolve(io.cwd, report), report);
  const audit = readAudit(html);
  await checkData(audit);
  const tampered = tamperedBy(html, audit, flags.digest);
  const there: Io = folder === undefined ? io : { ...io, cwd: await shopAt(folder, io.cwd) };
  const opened = await openFor(flags, there, []);
  const progress = progressLine(io);
  const results = await lintProjects({
    opened,
    tool: TOOL,
    asOf: audit.data.report.asOf ?? audit.data.now?.slice(0, 10) ?? isoDay(io.now()),
    optionsOf: (project) => ({ files: filesOf(audit.data.report, opened, project) }),
    onProgress: ({ done, total }) => progress.update(done, total),
    onSay: progress.say,
  }).finally(progress.clear);
  const now = reportOf(opened, TOOL, results);
  const changes = compareAudits(audit.data.report, now);
  io.stdout(flags.json === true ? asJson(audit, tampered, changes) : asText(report, audit, tampered, changes));
  return tampered.length + changes.length === 0 ? 0 : 1;
};

/** Files that the report's policy names: a baseline, say, that the config does not name is compared by its hash. */
const filesOf = (report: Report, opened: OpenedProjects, { config }: Project): readonly string[] => {
  const path = pathFrom(opened.root, config.root);
  const policy = opened.isJoined ? report.projects?.find((each) => each.path === path)?.policy : report.policy;
  return (policy?.files ?? []).map(({ id }) => resolve(config.root, id));
};

const shopAt = async (folder: string, cwd: string): Promise<string> => {
  const [named] = await namedPaths([folder], cwd);
  if (named?.isFolder !== true)
    throw new UsageError(`${folder} is no folder`, 'name the shop that the report speaks of');
  return named.absolute;
};

/** Throws `data-invalid` where the data are not what this version writes: forged, or of another version. */
const checkData = async ({ data }: ReadAudit): Promise<void> => {
  const checked = (await loadReportSchema(builtinPlugin.attributes ?? [])).safeParse(data.report);
  if (checked.success) return;
  const by = `${data.report.tool.name} ${data.report.tool.version}`;
  throw new ListingLintError(
    'data-invalid',
    `this audit report cannot be compared: its data are not what ${TOOL.name} ${TOOL.version} writes (it says it was made by ${by})`,
    checked.error.issues.slice(0, 5).map(({ message, path }) => ({ message, key: path.map(String).join('.') })),
  );
};

const readReport = async (file: string, name: string): Promise<string> => {
  try {
    // Whatever it is: what is no audit report is told as that, not as a text in another encoding.
    return (await readBytes(file, { maxBytes: MAX_DATA_BYTES })).toString('utf8');
  } catch (cause) {
    throw new ListingLintError('file-unreadable', `cannot read the audit report ${name}: ${fileFault(cause)}`, [], {
      cause,
    });
  }
};

/** In what the report is not what it was when it was made. */
const tamperedBy = (html: string, audit: ReadAudit, signed: string | undefined): readonly string[] => {
  const { data, digest, printed } = audit;
  if (digest !== printed) return [`its data was changed: it has the digest ${digest}, but prints ${printed}`];
  const sameTool = data.report.tool.version === TOOL.version;
  return [
    ...(signed !== undefined && signed.toLowerCase() !== digest
      ? [`it is not the report with the digest ${signed}: it has ${digest}`]
      : []),
    ...(sameTool && renderAudit(data) !== html ? ['its text was changed: it no longer says what its data says'] : []),
  ];
};

const asJson = ({ digest }: ReadAudit, tampered: readonly string[], changes: readonly Change[]): string =>
  safeJson({ digest, intact: tampered.length === 0, tampered, changes });

const asText = (
  name: string,
  { digest, data }: ReadAudit,
  tampered: readonly string[],
  changes: readonly Change[],
): string => {
  const lines = [
    ...(tampered.length === 0
      ? [`${name} is intact, digest ${digest}`]
      : tampered.map((text) => `${name} is not intact: ${text}`)),
    ...(data.report.policy === undefined
      ? ['The report does not record its policy, so that rules and options cannot be compared.']
      : []),
    changes.length === 0
      ? 'Nothing has changed since.'
      : `${changes.length} ${changes.length === 1 ? 'change' : 'changes'} since:`,
    ...changes.map((change) => `  ${describeChange(change)}`),
  ];
  return `${lines.join('\n')}\n`;
};
