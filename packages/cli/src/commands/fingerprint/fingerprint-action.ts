import { type FingerprintResult, fingerprinterFor } from '../../api/fingerprint.ts';
import { queryOf } from '../../api/flags.ts';
import type { Io } from '../../output/io.ts';
import { notDone } from '../../output/not-done.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import { jsonText, shownText } from '../../output/told.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface FingerprintFlags extends ConfigOptions {
  readonly dryRun?: boolean;
  readonly dropManifest?: boolean;
  readonly permitOtherOwner?: boolean;
  readonly json?: boolean;
}

/** Writes rights into pictures: 0 when all say them, 1 when one could not be written, lies in a folder that is not entered, or was named and is not taken. */
export const fingerprintAction = async (paths: readonly string[], flags: FingerprintFlags, io: Io): Promise<number> => {
  const { dryRun = false, dropManifest = false, permitOtherOwner = false } = flags;
  const result = await fingerprinterFor(io)({
    ...queryOf(flags, io),
    ...{ paths, dryRun, dropManifest, permitOtherOwner },
    onEvent: showEvents(progressLine(io)),
  });
  io.stdout(flags.json === true ? jsonText(result) : asText(result, dryRun));
  return result.unseen.length > 0 || result.outcomes.some(({ kind }) => kind === 'failed') ? 1 : 0;
};

const asText = ({ outcomes, unseen }: FingerprintResult, dryRun: boolean): string => {
  const lines = outcomes.map((outcome) => {
    const path = shownText(outcome.path);
    if (outcome.kind !== 'written') return `${path}  ${outcome.kind}: ${shownText(outcome.reason)}`;
    const lost = outcome.lostManifest ? '; its C2PA manifest is taken out' : '';
    return `${path}  ${outcome.fields.join(', ')}${lost}`;
  });
  const count = (kind: FingerprintResult['outcomes'][number]['kind']): number =>
    outcomes.filter((each) => each.kind === kind).length;
  const failed = count('failed') > 0 ? `, ${count('failed')} could not be written` : '';
  const total = `${count('written')} of ${outcomes.length} ${outcomes.length === 1 ? 'picture' : 'pictures'}`;
  return `${[...lines, '', `${total} ${dryRun ? 'would be written' : 'written'}${failed}`, ...notDone('written to', unseen)].join('\n')}\n`;
};
