import { resolve } from 'node:path';
import {
  ANYWHERE,
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
} from '@listing-lint/core';
import {
  type Change,
  compareAudits,
  describeChange,
  type ReadAudit,
  readAudit,
  renderAudit,
} from '@listing-lint/reporters';
import { builtinPlugin } from '../built-in-plugins.ts';
import { UsageError } from '../output/known-error.ts';
import { openFor } from '../project/load.ts';
import { namedPaths } from '../project/paths.ts';
import { isoDay } from '../project/today.ts';
import { TOOL } from '../version.ts';
import { checkCall, type Kinds, RUN_QUERY, TEXT } from './check-call.ts';
import { configOptionsOf, type Program, sayTo, surroundingsOf } from './flags.ts';
import type { RunQuery } from './options.ts';

export interface VerifyAuditQuery extends RunQuery {
  /** The shop that the report speaks of. Default: the working directory. */
  readonly folder?: string;
  /** The digest that was signed: another report is told as such. */
  readonly digest?: string;
}

const KINDS: Kinds<VerifyAuditQuery> = { ...RUN_QUERY, folder: TEXT, digest: TEXT };

export interface VerifiedAudit {
  /** SHA-256 of the report's data, hexadecimal. */
  readonly digest: string;
  /** In what the report is not what it was when it was made; empty where it is intact. */
  readonly tampered: readonly string[];
  /** What has changed since. */
  readonly changes: readonly Change[];
  /** The same in words, one for each. */
  readonly described: readonly string[];
  /** `false` where the report, or a project in it, does not record its policy, so that rules and options cannot be compared. */
  readonly hasPolicy: boolean;
}

/** Gives `verifyAudit` for a program that holds the guard of plugins. */
export const auditVerifierFor =
  (program?: Program) =>
  async (report: string, options: VerifyAuditQuery = {}): Promise<VerifiedAudit> => {
    checkCall({ name: 'verifyAudit', args: { report: [report, TEXT] }, options, kinds: KINDS });
    const around = surroundingsOf(options, program);
    const { folder, digest, onEvent, signal } = options;
    const html = await readReport(resolve(around.cwd, report), report);
    const audit = readAudit(html);
    await checkData(audit);
    const tampered = tamperedBy(html, audit, digest);
    const there = folder === undefined ? around : { ...around, cwd: await shopAt(folder, around.cwd) };
    const opened = await openFor(configOptionsOf(options), there, []);
    const results = await lintProjects({
      opened,
      tool: TOOL,
      asOf: audit.data.report.asOf ?? audit.data.now?.slice(0, 10) ?? isoDay(around.now()),
      optionsOf: (project) => ({ files: filesOf(audit.data.report, opened, project) }),
      onProgress: (progress) => onEvent?.({ type: 'progress', ...progress }),
      onSay: sayTo(options),
      ...(signal === undefined ? {} : { signal }),
    });
    const changes = compareAudits(audit.data.report, await reportOf(opened, TOOL, results));
    return {
      digest: audit.digest,
      tampered,
      changes,
      described: changes.map(describeChange),
      hasPolicy: (audit.data.report.projects ?? [audit.data.report]).every(({ policy }) => policy !== undefined),
    };
  };

/**
 * Tells whether an audit report (a path to its HTML) is intact, and which files, rules and options have changed since it was made. Rejects
 * where the file is no such report.
 */
export const verifyAudit: (report: string, options?: VerifyAuditQuery) => Promise<VerifiedAudit> = auditVerifierFor();

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
    return (await readBytes(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE })).toString('utf8');
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
