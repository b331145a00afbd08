import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../scenarios/scenario.ts';
import { TestAuthority } from './authority.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) process.stderr.write('openssl is not there: tokens of cases are not tried.\n');

let root = '';
const put = (path: string, bytes: Buffer | string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
};
const ORIGINAL = Buffer.from('the file as the camera wrote it');
const configure = (provenance = 'provenance: { roots: [root.pem] }\n'): void =>
  put('listing-lint.config.yaml', `cases: ["cases/*.yaml"]\n${provenance}rules: { case-tokens-hold: warn }\n`);

let right: TestAuthority;
/** The day that the tokens bear, as they say it. */
let signedAt = '';

/** What the rule says of a case whose work has one token. */
const told = async (token: Buffer | null, time = signedAt.slice(0, 10), more = ''): Promise<string | undefined> => {
  if (token !== null) put('papers/token.tsr', token);
  put(
    'cases/1.yaml',
    `id: "1"\nstatus: open\n${more}works:\n  - id: lamp\n    rawOriginal: { path: originals/lamp.nef }\n    editHistory: [{ file: papers/steps.txt }]\n    timestamps: [{ kind: rfc3161, time: "${time}", file: papers/token.tsr }]\n`,
  );
  const { stdout, stderr } = await runIn(root, ['lint', '-f', 'json', '--only', 'case-tokens-hold']);
  const report: { findings?: readonly { outcome: string; message: string }[] } = JSON.parse(stdout || '{}');
  if (report.findings === undefined) throw new Error(stderr);
  const [finding] = report.findings;
  return finding && `${finding.outcome}: ${finding.message}`;
};

/** What openssl makes of an answer of the authority about the original. */
const openssl = (what: string): Buffer => {
  const reply = join(root, '.authority', 'answer.tsr');
  writeFileSync(reply, right.reply(right.query(ORIGINAL)));
  return execFileSync('openssl', ['ts', '-reply', '-in', reply, what], { stdio: ['ignore', 'pipe', 'ignore'] });
};

beforeAll(() => {
  if (!hasOpenssl) return;
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-tokens-')));
  right = new TestAuthority(join(root, '.authority'));
  put('root.pem', readFileSync(right.root));
  put('originals/lamp.nef', ORIGINAL);
  put('papers/steps.txt', 'steps of the editing');
  const text = openssl('-text').toString();
  signedAt = new Date(/Time stamp: (.*)/.exec(text)?.[1] ?? '').toISOString();
  configure();
});
afterAll(() => {
  if (root !== '') rmSync(root, { recursive: true, force: true });
});

describe.skipIf(!hasOpenssl)('a token that a case names', () => {
  const place = 'works #1.timestamps #1.file, papers/token.tsr';

  it('is of the original, or another file of the work, with or without a nonce, as a response or as the token in it', async () => {
    expect(await told(right.reply(right.query(ORIGINAL)))).toBeUndefined();
    expect(await told(right.reply(right.query(ORIGINAL, '-no_nonce')))).toBeUndefined();
    expect(await told(right.reply(right.query(Buffer.from('steps of the editing'))))).toBeUndefined();
    const bare = openssl('-token_out');
    expect(await told(bare)).toBeUndefined();
  });

  it('is told where it is of another file, or is none', async () => {
    expect(await told(right.reply(right.query(Buffer.from('other'))))).toBe(
      `fail: ${place}: it is of none of the files of the work`,
    );
    for (const none of [Buffer.from('a scan of it'), right.reply(right.query(ORIGINAL)).subarray(0, 200)])
      expect(await told(none)).toBe(`fail: ${place}: it is no time-stamp token (RFC 3161)`);
  });

  it('is told where the case says another time than it bears', async () => {
    const token = right.reply(right.query(ORIGINAL));
    expect(await told(token, '2025-01-01')).toMatch(/^fail: .*: it says 20\d\d-.*Z, and the case 2025-01-01$/);
    expect(await told(token, `${signedAt.slice(0, 10)}T00:00Z`)).toMatch(/^fail: .*: it says /);
  });

  it('is told where it was changed, or signed by a certificate that is none for time-stamping', async () => {
    const token = Buffer.from(right.reply(right.query(ORIGINAL)));
    token[token.length - 5] = (token[token.length - 5] ?? 0) ^ 1;
    expect(await told(token)).toBe(`fail: ${place}: it is not signed by the certificate that it names`);
    expect(await told(right.disguised(right.query(ORIGINAL)))).toMatch(/^fail: .* is not one for time-stamping alone$/);
  });

  it('is left open where no certificate vouches for its authority, or it is not there', async () => {
    const stranger = new TestAuthority(join(root, '.stranger'));
    expect(await told(stranger.reply(stranger.query(ORIGINAL)))).toBe(
      `inconclusive: time-stamp tokens could not be judged: ${place}: no root that is given vouches for Test_Authority`,
    );
    configure('');
    expect(await told(right.reply(right.query(ORIGINAL)))).toBe(
      `inconclusive: time-stamp tokens could not be judged: ${place}: no certificate is given that vouches for Test_Authority: name it under provenance.roots`,
    );
    configure();
    rmSync(join(root, 'papers/token.tsr'));
    expect(await told(null)).toBe(`inconclusive: time-stamp tokens could not be judged: ${place}: no such file`);
  });

  it('tells in a bundle of evidence how old it shows the work to be, and on whose word', async () => {
    const coverFor = async (token: Buffer, name: string): Promise<string> => {
      await told(token);
      const { status, stderr } = await runIn(root, ['evidence', '1', '--out', name, '--as-of', '2026-11-26']);
      expect(status, stderr).toBe(0);
      return readFileSync(join(root, name, 'data/cover.html'), 'utf8');
    };
    const time = signedAt.slice(0, 10);
    expect(await coverFor(right.reply(right.query(ORIGINAL)), 'sound')).toMatch(
      new RegExp(`a time-stamp authority signed these bytes at ${time} [^<]* UTC`),
    );
    const faulty = await coverFor(right.reply(right.query(Buffer.from('other'))), 'faulty');
    expect(faulty).toContain('a time-stamp token is said to bear this day; it is of none of the files of the work');
    expect(faulty).not.toContain('signed these bytes');
    const stranger = new TestAuthority(join(root, '.other'));
    expect(await coverFor(stranger.reply(stranger.query(ORIGINAL)), 'unvouched')).toMatch(
      /a token over these bytes says [^<]* UTC; no certificate is given that vouches for who signed it/,
    );
  }, 60_000);
});
