import { queryOf } from '../../api/flags.ts';
import { auditVerifierFor, type VerifiedAudit } from '../../api/verify-audit.ts';
import type { Io } from '../../output/io.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import { jsonText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

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
  const progress = progressLine(io);
  const verified = await auditVerifierFor(io)(report, {
    ...queryOf(flags, io),
    ...(folder === undefined ? {} : { folder }),
    ...(flags.digest === undefined ? {} : { digest: flags.digest }),
    onEvent: showEvents(progress),
  }).finally(progress.clear);
  io.stdout(flags.json === true ? asJson(verified) : asText(report, verified));
  return verified.tampered.length + verified.changes.length === 0 ? 0 : 1;
};

const asJson = ({ digest, tampered, changes }: VerifiedAudit): string =>
  jsonText({ digest, intact: tampered.length === 0, tampered, changes });

const asText = (name: string, { digest, tampered, described, hasPolicy }: VerifiedAudit): string => {
  const lines = [
    ...(tampered.length === 0
      ? [`${name} is intact, digest ${digest}`]
      : tampered.map((text) => `${name} is not intact: ${text}`)),
    ...(hasPolicy ? [] : ['The report does not record its policy, so that rules and options cannot be compared.']),
    described.length === 0
      ? 'Nothing has changed since.'
      : `${described.length} ${described.length === 1 ? 'change' : 'changes'} since:`,
    ...described.map((change) => `  ${change}`),
  ];
  return `${lines.join('\n')}\n`;
};
