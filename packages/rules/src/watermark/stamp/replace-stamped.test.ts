import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@listing-lint/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readLedger } from './ledger.ts';
import { LEDGER } from './ledger-name.ts';
import { replaceStamped } from './replace-stamped.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'listing-lint-stamps-'));
  writeFileSync(join(root, 'a.jpg'), 'old');
});
afterEach(() => rmSync(root, { recursive: true }));

const subject = { scope: 'image', path: 'a.jpg', file: '', channels: [] };
const mending = { before: Buffer.from('old'), after: Buffer.from('new'), changed: [] };
const place = { x: 0, y: 0, width: 0.2, height: 0.1 };
const entry = { path: 'a.jpg', sha256: '', id: '0123456789ab', mark: 'm', rank: 0, place, opacity: 0.5 };
const note = (content: string): void =>
  writeFileSync(join(root, LEDGER), `${JSON.stringify({ ...entry, sha256: sha256(content) })}\n`);
const put = async (): Promise<void> => writeFileSync(join(root, 'a.jpg'), 'new');
const known = async (): Promise<string | undefined> => (await readLedger(root)).get('a.jpg')?.sha256;
const replace = (work = put): Promise<void> => replaceStamped(mending, subject, { root, settings: {} }, work);

it('lets the ledger know a picture by its new bytes where it knew it by the old ones', async () => {
  note('old');
  await replace();
  expect(readFileSync(join(root, LEDGER), 'utf8')).toBe(`${JSON.stringify({ ...entry, sha256: sha256('new') })}\n`);
});

it('leaves what the ledger says of other bytes, and makes no ledger where there is none', async () => {
  note('other');
  await replace();
  expect(await known()).toBe(sha256('other'));
  rmSync(join(root, LEDGER));
  await replace();
  expect(readdirSync(root)).toEqual(['a.jpg']);
});

it('writes the ledger before the picture, so that a run that is killed in between leaves a picture that the ledger knows', async () => {
  note('old');
  const killed = replace(async () => {
    await put();
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  expect(await known()).toBe(sha256('old'));
  await replaceStamped({ ...mending, before: mending.after }, subject, { root, settings: {} }, put);
  expect(await known()).toBe(sha256('new'));
});
