import { accountKey } from './account-name.ts';
import type { CaseFile } from './case-file.ts';

type Party = 'us' | 'platform' | 'counterparty';

const same = (a: string, b: string | number | null | undefined): boolean =>
  b !== undefined && b !== null && a === accountKey(b);

/** Which party of a case a name is of (`by` of an event); undefined where the case does not say. */
export const partyNamed = (by: string | null | undefined, file: CaseFile): Party | undefined => {
  if (!by) return undefined;
  const name = accountKey(by);
  const { counterparty, accusation, infringements, rightsHolder, owner, platform } = file;
  const isAccuser = [counterparty?.name, counterparty?.seller, accusation?.by].some((each) => same(name, each));
  if (isAccuser || (infringements ?? []).some(({ seller }) => same(name, seller))) return 'counterparty';
  if (name === 'platform' || same(name, platform)) return 'platform';
  const ours = file.direction === 'accused' ? [owner] : [owner, rightsHolder?.name, rightsHolder?.agent?.name];
  return ['us', 'we'].includes(name) || ours.some((each) => same(name, each)) ? 'us' : undefined;
};
