import type { FixContext, FixedFile, FixPolicy } from '../model/fix.ts';
import type { Subject } from '../model/subject.ts';
import { FixFailure } from './fix-faults.ts';
import type { JudgeFile } from './judge-file.ts';
import type { FixOffer } from './offers.ts';

export interface Workshop {
  readonly root: string;
  readonly allowsCode: boolean;
  readonly policy: FixPolicy;
  readonly settingsOf: (plugin: string) => unknown;
  readonly permits: ReadonlySet<string>;
  readonly judge: JudgeFile;
  readonly settingOf: FixContext['settingOf'];
}

/**
 * The file as one fix would have it: nothing but what it names has changed, and its rules find nothing any more. Throws what the fix throws,
 * and a `FixFailure` where it is not what it says.
 */
export const mendFile = async (
  bytes: Uint8Array,
  subject: Subject,
  { entry, ruleIds }: FixOffer,
  { root, allowsCode, policy, settingsOf, permits, judge, settingOf }: Workshop,
): Promise<FixedFile> => {
  const settings = settingsOf(entry.plugin);
  const isPermitted = (loss: string): boolean => entry.fix.losses?.includes(loss) === true && permits.has(loss);
  const context = { root, allowsCode, settings, subject, ruleIds, permits: isPermitted, settingOf };
  const fixed = await entry.fix.apply(bytes, context);
  if (fixed.changed.length === 0 || Buffer.compare(fixed.bytes, bytes) === 0)
    throw new FixFailure('it has changed nothing');
  const mending = { before: bytes, after: fixed.bytes, changed: fixed.changed, permits: isPermitted };
  const complaint = await policy.check(mending, subject);
  if (complaint !== undefined) throw new FixFailure(`it would change more than it says: ${complaint}`);
  const [left] = await judge(subject, fixed.bytes, ruleIds);
  if (left !== undefined) throw new FixFailure(`${left.ruleId} would still not pass: ${left.message}`);
  return fixed;
};
