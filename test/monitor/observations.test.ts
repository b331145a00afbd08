// Pages that are gone, come back or move: what a run of monitoring saw is no takedown, unless a complaint came before it.
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesIn, put } from '../watermark/shop.ts';
import { address, monitoredShop } from './crawled-weeks.ts';

const up = [{ item: 1, seller: 'Bright Lamps', shows: 1 }];
const gone = [{ item: 1, seller: 'Bright Lamps', shows: null }];
const CASE = 'cases/2026-001.yaml';
const FILLED = `rightsHolder: { name: Acme, email: a@acme.example, address: 4 Quay }\n`;

let shop: Awaited<ReturnType<typeof monitoredShop>>;
beforeEach(async () => {
  shop = await monitoredShop();
});
afterEach(() => rmSync(shop.root, { recursive: true, force: true }));

/** Adds lines to the case behind its id. */
const add = (lines: string): void => put(shop.root, CASE, shop.read(CASE).replace(/^(id: .*\n)/m, `$1${lines}`));
const weeks = async () => [
  await shop.crawl('2026-06-08', gone),
  await shop.crawl('2026-06-15', up),
  await shop.crawl('2026-06-22', up),
];
const said = async () => {
  const lint = await shop.command('2026-06-22', 'lint', '--only', 'case-consistent', '--only', 'legal-escalation');
  const letter = await shop.command('2026-06-22', 'case', 'letter', 'cease-and-desist', '2026-001');
  return { lint, letter };
};

it('claims no infringement after a takedown of a draft that was never filed', async () => {
  await shop.crawl('2026-06-01', up);
  add(FILLED);
  const runs = await weeks();
  expect(runs.map(({ status }) => status)).toEqual([0, 1, 0]);
  expect(runs[0]?.stdout).toContain(`case 2026-001: ${address(1)} was not found (\`not-found\`: written into it)`);
  expect(runs[1]?.stdout).toContain(`case 2026-001: ${address(1)} was seen again (\`seen-again\`: written into it)`);
  expect(shop.read(CASE)).toMatch(/type: not-found, at: 2026-06-08[\s\S]*type: seen-again, at: 2026-06-15/);
  const { lint, letter } = await said();
  const docket = await shop.command('2026-06-22', 'lint', '-f', 'html');
  expect(lint.stdout).not.toMatch(/takedown|does not follow/);
  expect(letter.stdout).not.toMatch(/taken down|up again/);
  expect(docket.stdout).not.toMatch(/listed again|infringement went on/);
});

it.each([
  ['events of an earlier version in a draft', '', 'removed', 'relisted', false],
  ['events of an earlier version after a complaint', 'notice: { filedAt: 2026-06-02 }', 'removed', 'relisted', true],
  ['observations after a complaint', 'notice: { filedAt: 2026-06-02 }', 'not-found', 'seen-again', true],
  ['a complaint after the page was gone', 'notice: { filedAt: 2026-06-10 }', 'not-found', 'seen-again', false],
])('%s', async (_, notice, wentAs, cameAs, isClaimed) => {
  const event = (type: string, at: string) =>
    `  - { type: ${type}, at: ${at}, listing: "${address(1)}", by: listing-lint monitor }\n`;
  put(
    shop.root,
    CASE,
    `id: 2026-001\nstatus: open\ndamages: { amount: 1, currency: USD }\n${FILLED}${notice}
works: [{ id: lamp, rawOriginal: { path: originals/1.jpg } }]
infringements:
  - { listing: "${address(1)}", seller: Bright Lamps, firstSeen: 2026-06-01, capture: { capturedAt: 2026-06-01 }, match: { work: lamp } }
events:
${event(wentAs, '2026-06-08')}${event(cameAs, '2026-06-15')}`,
  );
  const { lint, letter } = await said();
  expect(lint.stdout).not.toContain('does not follow');
  const claim = `${address(1)} seen 2026-06-15, removed 2026-06-08`;
  expect([lint.stdout.replace(/\s+/g, ' ').includes(claim), lint.status]).toEqual([isClaimed, 0]);
  expect(letter.stdout.includes('was up again on 2026-06-15 after it had been taken down')).toBe(isClaimed);
  const timeline = await shop.command('2026-06-22', 'case', 'timeline', '2026-001');
  expect(timeline.stdout).toMatch(/2026-06-08 +we +listing not found[\s\S]*2026-06-15 +we +listing seen again/);
});

it('goes on with the case where the seller lists the same work under another number after a takedown', async () => {
  await shop.crawl('2026-06-01', up);
  add(`damages: { amount: 1, currency: USD }\nnotice: { filedAt: 2026-06-02 }\n${FILLED}`);
  await shop.crawl('2026-06-08', gone);
  const moved = [
    { item: 2, seller: ' bright  lamps', shows: 1 },
    { item: 3, seller: 'Somebody Else', shows: 1 },
  ];
  const { stdout, status } = await shop.crawl('2026-06-15', moved);
  expect(status).toBe(1);
  expect(stdout).toContain(`case 2026-001: ${address(2)} was seen again (\`seen-again\`: written into it)`);
  // Another seller is another case.
  expect(stdout).toMatch(/case 2026-002 of 1 listing of Somebody Else/);
  expect(filesIn(shop.root, 'cases')).toEqual(['cases/2026-001.yaml', 'cases/2026-002.yaml']);
  const { lint, letter } = await said();
  expect(lint.stdout.replace(/\s+/g, ' ')).toContain(`${address(2)} seen 2026-06-15, ${address(1)} removed 2026-06-08`);
  expect(lint.stdout).not.toContain('does not follow');
  expect(letter.stdout).toContain(
    `The listing ${address(2)} showed the same picture on 2026-06-15 after the listing ${address(1)} had been taken down.`,
  );
  const quiet = await shop.crawl('2026-06-22', moved);
  expect([quiet.status, filesIn(shop.root, 'cases').length]).toEqual([0, 2]);
  const text = shop.read(CASE);
  expect(text.match(/seen-again/g)).toHaveLength(1);
});

it('drafts a case with the takedown of the closed one where the seller lists the same work again', async () => {
  await shop.crawl('2026-06-01', up);
  add(`damages: { amount: 1, currency: USD }\nnotice: { filedAt: 2026-06-02 }\n${FILLED}`);
  await shop.crawl('2026-06-08', gone);
  put(shop.root, CASE, shop.read(CASE).replace('status: open', 'status: closed'));
  const closed = shop.read(CASE);
  const moved = [
    { item: 2, seller: ' bright  lamps', shows: 1 },
    { item: 3, seller: 'Somebody Else', shows: 1 },
  ];
  await shop.crawl('2026-06-15', moved);
  expect(shop.read(CASE)).toBe(closed);
  const drafts = ['cases/2026-002.yaml', 'cases/2026-003.yaml'];
  expect(filesIn(shop.root, 'cases')).toEqual([CASE, ...drafts]);
  const [again = ''] = drafts.filter((path) => shop.read(path).includes(address(2)));
  expect(shop.read(again)).toContain(`repostOf: { listing: "${address(1)}", removedAt: 2026-06-08, case: 2026-001 }`);
  expect(drafts.filter((path) => shop.read(path).includes('repostOf:'))).toEqual([again]);
  put(shop.root, again, shop.read(again).replace(/^(id: .*\n)/m, `$1${FILLED}`));
  const lint = await shop.command('2026-06-22', 'lint', '--only', 'case-consistent', '--only', 'legal-escalation');
  expect(lint.stdout.replace(/\s+/g, ' ')).toContain(`${address(2)} seen 2026-06-15, ${address(1)} removed 2026-06-08`);
  expect(lint.stdout).not.toContain('does not follow');
  const id = /\d{4}-\d{3}/.exec(again)?.[0] ?? '';
  const letter = await shop.command('2026-06-22', 'case', 'letter', 'cease-and-desist', id);
  expect(letter.stdout).toContain(
    `The listing ${address(2)} showed the same picture on 2026-06-15 after the listing ${address(1)} had been taken down.`,
  );
  const quiet = await shop.crawl('2026-06-22', moved);
  expect([quiet.status, filesIn(shop.root, 'cases').length]).toEqual([0, 3]);
});

it('writes what it sees of a listing into the open one of two cases about it', async () => {
  await shop.crawl('2026-06-01', up);
  const draft = shop.read(CASE);
  put(shop.root, 'cases/2025-001.yaml', draft.replace('id: 2026-001', 'id: 2025-001'));
  put(shop.root, CASE, draft.replace('status: open', 'status: closed'));
  const { stdout } = await shop.crawl('2026-06-08', gone);
  expect(stdout).toContain(`case 2025-001: ${address(1)} was not found (\`not-found\`: written into it)`);
  expect(shop.read(CASE)).not.toContain('not-found');
});
