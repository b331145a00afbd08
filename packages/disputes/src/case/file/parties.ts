import { accountKey } from './account-name.ts';
import type { CaseFile } from './case-file.ts';

type Party = 'us' | 'platform' | 'counterparty';

const same = (a: string, b: string | number | null | undefined): boolean =>
  b !== undefined && b !== null && a === accountKey(b);

/** What people call a party whose name they do not write, without "the". */
const WORDS: { readonly [party in Party]: readonly string[] } = {
  us: ['us', 'we', 'our side'],
  platform: ['platform', 'marketplace'],
  counterparty: ['counterparty', 'other side', 'other party'],
};
/** Of one direction alone: where we are accused, the seller may be us. */
const ACCUSER = { 'we-complain': ['seller', 'infringer'], accused: ['accuser', 'complainant'] } as const;

const partyCalled = (name: string, direction: keyof typeof ACCUSER): Party | undefined => {
  const word = name.replace(/^the /, '');
  if (ACCUSER[direction].some((each) => each === word)) return 'counterparty';
  return (['us', 'platform', 'counterparty'] as const).find((party) => WORDS[party].includes(word));
};

/** Which party of a case a name is of (`by` of an event); undefined where the case does not say. */
export const partyNamed = (by: string | null | undefined, file: CaseFile): Party | undefined => {
  if (!by) return undefined;
  const name = accountKey(by);
  const { counterparty, accusation, infringements, rightsHolder, owner, platform } = file;
  const isAccuser = [counterparty?.name, counterparty?.seller, accusation?.by].some((each) => same(name, each));
  if (isAccuser || (infringements ?? []).some(({ seller }) => same(name, seller))) return 'counterparty';
  if (same(name, platform)) return 'platform';
  const ours = file.direction === 'accused' ? [owner] : [owner, rightsHolder?.name, rightsHolder?.agent?.name];
  if (ours.some((each) => same(name, each))) return 'us';
  return partyCalled(name, file.direction ?? 'we-complain');
};
