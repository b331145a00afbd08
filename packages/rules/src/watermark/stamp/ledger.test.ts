import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readLedger } from './ledger.ts';
import { LEDGER } from './ledger-name.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = { x: 0.1, y: 0.1, width: 0.2, height: 0.1 };
const LINE = JSON.stringify({
  ...{ path: 'a.jpg', sha256: '0'.repeat(64), id: '0123456789ab' },
  ...{ mark: 'mark.png', rank: 3, place, opacity: 0.4 },
});
/** How many stamps are read, or what is said in place of them. */
const read = (written: string): Promise<unknown> => {
  writeFileSync(join(folder, LEDGER), written);
  return readLedger(folder).then(
    ({ size }) => size,
    (error: Error) => error.message,
  );
};

it('is reported as cut off, or emptied, with what to do', async () => {
  expect(await read(`${LINE}\n\n${LINE.slice(0, 40)}`)).toBe(
    'listing-lint.stamps.jsonl: line 3 is damaged: it is cut off, and what stood behind it is missing (restore the file from git, or run `listing-lint stamp` again where that was ended)',
  );
  for (const nothing of ['', '\n'])
    expect(await read(nothing)).toBe(
      'listing-lint.stamps.jsonl: line 1 is damaged: the file is empty, so that nothing is known of what was stamped (restore it from git, or remove it where nothing was ever stamped)',
    );
});

it('is whole with or without a break at its end, and none where it is not there', async () => {
  for (const end of ['', '\n', '\n  ']) expect(await read(`${LINE}${end}`)).toBe(1);
  rmSync(join(folder, LEDGER));
  expect((await readLedger(folder)).size).toBe(0);
});
