import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sha256 } from '@listing-lint/core/plugin';
import { LEDGER } from '@listing-lint/rules/watermark';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testLedgerLine } from '../mark-state/test-stamped.ts';
import type { MatchReport } from '../match/match.ts';
import type { OurPicture } from '../match/our-picture.ts';
import { stampedIn } from './stamped-in.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stamped-in-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const LISTING = 'listings/mug/1.jpg';
const stamped = Buffer.from('stamped');
const mark = { state: 'there', ground: 'seen', name: 'm', stamped: LISTING, ours: ALL, theirs: ALL } as const;
const reportOf = (match: Partial<OurPicture>): MatchReport => {
  const whole: OurPicture = {
    ...{ path: 'originals/1.jpg', product: null, verdict: 'duplicate', evidence: 'near', distance: 3, recoloured: 0 },
    ...{ turn: 'identity', description: '', box: ALL, ourBox: ALL, ...match },
  };
  const suspects = [{ path: 'found/1.jpg', sha256: null, matches: [whole], problem: null }];
  return { schemaVersion: 1, compared: 1, unreadable: [], unseen: [], suspects };
};
const put = (path: string, bytes: Buffer): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
};
const namesIn = async (report: MatchReport) => (await stampedIn(report, root)).map(({ name }) => name);

it('names a stamped file that is the one of the stamps file, and no other', async () => {
  put(LEDGER, Buffer.from(testLedgerLine(sha256(stamped), Buffer.from('before'), LISTING)));
  expect(await namesIn(reportOf({ mark }))).toEqual([]);
  put(LISTING, Buffer.from('replaced'));
  expect(await namesIn(reportOf({ mark }))).toEqual([]);
  put(LISTING, stamped);
  expect(await stampedIn(reportOf({ mark }), root)).toEqual([
    { file: join(root, LISTING), name: LISTING, within: root },
  ]);
  expect(await namesIn(reportOf({}))).toEqual([]);
});

it('names the picture of a listing that a kept file is told by', async () => {
  expect(await namesIn(reportOf({ path: LISTING, unstamped: `kept/${LISTING}` }))).toEqual([LISTING]);
});

it('names nothing through a link that leads out of the shop', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'stamped-in-outside-'));
  writeFileSync(join(outside, '1.jpg'), stamped);
  put(LEDGER, Buffer.from(testLedgerLine(sha256(stamped), Buffer.from('before'), LISTING)));
  mkdirSync(join(root, 'listings'));
  symlinkSync(outside, join(root, 'listings/mug'));
  expect(await namesIn(reportOf({ mark }))).toEqual([]);
  rmSync(outside, { recursive: true });
});
