import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandIn } from './test-command.ts';

const CASE = `id: 2026-007
status: open
direction: accused
platform: aliexpress
jurisdiction: CN
rightsHolder: { name: Tern & Tide, address: "4 Quay Street, Harbourton", jurisdiction: GB }
accusation: { receivedAt: 2026-11-20, by: Bright Lamps, listings: ["https://market.example/item/5521"] }
notice: { signature: { name: Legal desk } }
`;
let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-letter-')));
  writeFileSync(join(root, 'listing-lint.config.yaml'), 'extends: recommended\ncases: ["*.case.yaml"]\n');
  writeFileSync(join(root, 'a.case.yaml'), CASE);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const letter = (...argv: string[]) => commandIn(root, 'case', 'letter', ...argv);

describe('case letter', () => {
  it('writes to stdout by id or path, in the language that is asked for', async () => {
    const english = await letter('evidence-request', '2026-007', '--as-of', '2026-11-26');
    expect([english.code, english.err]).toEqual([0, '']);
    expect(english.out).toContain('\nDate: 2026-11-26\n');
    const chinese = await letter('evidence-request', 'a.case.yaml', '--lang', 'zh', '--answer-by', '2026-12-01');
    expect(chinese.out).toMatch(/^供律师审阅的草稿：涉及其他国家或地区的法律：中国\n[\s\S]*请于 2026-12-01 前答复。/);
  });
  it('is refused with every reason, as the page shows it', async () => {
    const { code, out, err } = await letter('counter-notice', '2026-007');
    expect([code, out]).toEqual([1, '']);
    const page = readFileSync(new URL('../../../../../docs/case-command.md', import.meta.url), 'utf8');
    expect(/refused="counter-notice"\n([\s\S]*?)```/.exec(page)?.[1]).toBe(err);
  });
  it('speaks of no proof that is not there or is no proof, and says what nobody could tell', async () => {
    const proven = (more: string): string =>
      `${CASE.replace('signature:', 'statements: { truthGuarantee: true }, signature:')}works: [{ id: lamp, ${more} }]\n`;
    const counterNotice = (more: string) => {
      writeFileSync(join(root, 'a.case.yaml'), proven(more));
      return letter('counter-notice', '2026-007', '--as-of', '2026-11-26');
    };
    const held = await counterNotice('rawOriginal: { path: 1.NEF }, shootingRecord: { file: record.pdf }');
    expect([held.code, held.out]).toEqual([1, '']);
    expect(held.err).toMatch(
      / {2}- case-evidence: .*names 1\.NEF: no such file.*\n {2}- case-evidence: .*names record\.pdf/,
    );
    writeFileSync(join(root, '1.NEF'), 'as the camera wrote it');
    const written = await counterNotice('rawOriginal: { path: 1.NEF }');
    expect([written.code, written.err]).toEqual([0, '']);
    expect(written.out).toContain('1.NEF');
    writeFileSync(join(root, 'token.tsr'), 'no token');
    const token = await counterNotice(
      'rawOriginal: { path: 1.NEF }, timestamps: [{ kind: rfc3161, time: 2026-10-02, file: token.tsr }]',
    );
    expect([token.code, token.err]).toEqual([1, expect.stringContaining('case-tokens-hold: ')]);
  });
  it('asks for evidence while proofs of ours are missing, and of no case that the config does not name', async () => {
    writeFileSync(join(root, 'a.case.yaml'), `${CASE}works: [{ id: lamp, rawOriginal: { path: 1.NEF } }]\n`);
    expect(await letter('evidence-request', '2026-007', '--as-of', '2026-11-26')).toMatchObject({ code: 0, err: '' });
    writeFileSync(join(root, 'draft.yaml'), CASE);
    const draft = await letter('evidence-request', 'draft.yaml');
    expect([draft.code, draft.err]).toEqual([
      2,
      expect.stringContaining('draft.yaml is none of the cases of the config'),
    ]);
  });
  it('writes over nothing but with --force, and never over the case', async () => {
    writeFileSync(join(root, 'letter.txt'), 'mine');
    const refused = await letter('evidence-request', '2026-007', '-o', 'letter.txt');
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('letter.txt exists already')]);
    expect(readFileSync(join(root, 'letter.txt'), 'utf8')).toBe('mine');
    const forced = await letter('evidence-request', '2026-007', '-o', 'letter.txt', '--force');
    expect([forced.code, forced.err]).toEqual([2, expect.stringContaining('not an earlier output')]);
    expect(readFileSync(join(root, 'letter.txt'), 'utf8')).toBe('mine');
    writeFileSync(join(root, 'letter.txt'), '');
    expect(await letter('evidence-request', '2026-007', '-o', 'letter.txt', '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, 'letter.txt'), 'utf8')).toContain('Request for evidence');
    const later = ['-o', 'letter.txt', '--force', '--answer-by', '2099-01-01'];
    expect(await letter('evidence-request', '2026-007', ...later)).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, 'letter.txt'), 'utf8')).toContain('2099-01-01');
    expect(await letter('evidence-request', '2026-007', ...later, '--lang', 'zh')).toMatchObject({ code: 2 });
    expect(await letter('evidence-request', '2026-007', '-o', 'a.case.yaml', '--force')).toMatchObject({ code: 2 });
    expect(readFileSync(join(root, 'a.case.yaml'), 'utf8')).toBe(CASE);
  });
  it.each([
    [['counter', '2026-007'], 'known: cease-and-desist, counter-notice'],
    [['counter-notice', '2026-07'], 'did you mean "2026-007"?'],
    [['counter-notice', '2026-007', '--lang', 'de'], 'Allowed choices are en, zh'],
  ])('says what %j may have meant', async (argv, message) => {
    expect(await letter(...argv)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
  it('says what is wrong with the case, with its place', async () => {
    writeFileSync(join(root, 'a.case.yaml'), CASE.replace('status: open', 'status: ajar'));
    expect(await letter('counter-notice', '2026-007')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/a\.case\.yaml has mistakes[\s\S]*a\.case\.yaml:2:9/),
    });
  });
});
