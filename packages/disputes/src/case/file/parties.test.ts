import { expect, it } from 'vitest';
import { readCaseFile } from './case-file.ts';
import { partyNamed } from './parties.ts';

const partyIn = (by: string, more: string) => {
  const { value } = readCaseFile({ path: 'a.yaml', text: `id: a\nstatus: open\nowner: legal desk\n${more}` });
  if (value === null) throw new Error('the case has mistakes');
  return partyNamed(by, value);
};
const OURS = 'platform: eBay\ncounterparty: { name: Bright Lamps, seller: bright-lamps }';
const ACCUSED = `direction: accused\n${OURS}\naccusation: { receivedAt: 2026-05-06, by: A. Ng }`;

it.each([
  ['the platform', 'platform', 'platform'],
  ['The Platform', 'platform', 'platform'],
  ['platform', 'platform', 'platform'],
  ['ebay', 'platform', 'platform'],
  ['the other side', 'counterparty', 'counterparty'],
  ['the seller', 'counterparty', undefined],
  ['the accuser', undefined, 'counterparty'],
  ['@Bright-Lamps', 'counterparty', 'counterparty'],
  ['A. Ng', undefined, 'counterparty'],
  ['us', 'us', 'us'],
  ['We', 'us', 'us'],
  ['legal desk', 'us', 'us'],
  ['the postman', undefined, undefined],
])('by %s: %s where we complain, %s where we are accused', (by, ours, accused) => {
  expect([partyIn(by, OURS), partyIn(by, ACCUSED)]).toEqual([ours, accused]);
});
