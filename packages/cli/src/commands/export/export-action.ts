import { queryOf } from '../../api/flags.ts';
import { type ExportQuery, exportFormatOf, pictureExporterFor } from '../../api/pictures/export-pictures.ts';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { parseOwnOutputs, writeOwnOutputs } from '../../output/outputs.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface ExportPicturesFlags extends ConfigOptions {
  readonly to: string;
  readonly mark?: boolean;
  readonly keyFile?: string;
  readonly metadata?: string;
  readonly eachIsAListing?: boolean;
  readonly asOf?: string;
  readonly dryRun?: boolean;
  readonly format?: readonly string[];
}

const metadataOf = (what: string): NonNullable<ExportQuery['metadata']> => {
  if (what === 'rights' || what === 'none') return what;
  throw new UsageError(`--metadata ${what}: it is "rights" or "none"`);
};

/** Exports pictures: 0 where all went, no copy has an error and no folder was not entered, else 1. */
export const exportPicturesAction = async (
  channel: string,
  paths: readonly string[],
  flags: ExportPicturesFlags,
  io: Io,
): Promise<number> => {
  const outputs = parseOwnOutputs(flags.format, io.cwd, exportFormatOf);
  const { to, eachIsAListing, mark, keyFile, metadata, asOf, dryRun } = flags;
  const progress = progressLine(io, dryRun === true ? 'looked at' : 'exported');
  const { report, render } = await pictureExporterFor(io)({
    ...queryOf(flags, io),
    env: io.env,
    ...{ channel, paths, to },
    ...(mark === undefined ? {} : { mark }),
    ...(dryRun === undefined ? {} : { dryRun }),
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(metadata === undefined ? {} : { metadata: metadataOf(metadata) }),
    ...(eachIsAListing === undefined ? {} : { eachIsAListing }),
    ...(asOf === undefined ? {} : { asOf }),
    onEvent: showEvents(progress),
  }).finally(progress.clear);
  await writeOwnOutputs(outputs, render, io);
  const isLeft =
    report.outcomes.length === 0 ||
    report.unseen.length > 0 ||
    report.outcomes.some(({ kind }) => kind === 'refused' || kind === 'failed');
  return isLeft || report.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
};
