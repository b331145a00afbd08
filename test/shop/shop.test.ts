import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@listing-lint/core';
import { type Io, run } from 'listing-lint/program';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const shop = join(import.meta.dirname, '..', '..', 'examples', 'shop');

/** Rows of the README's table of planted faults: file, rule. */
const planted = (): readonly (readonly [string, string])[] =>
  [...readFileSync(join(shop, 'README.md'), 'utf8').matchAll(/^\| `([^`]+)` \| .* \| `([a-z-]+)` \|$/gm)].map(
    ([, file = '', rule = '']) => [file, rule],
  );

const runIn = async (
  cwd: string,
  args: readonly string[],
  env: Io['env'] = {},
): Promise<{ readonly code: number; readonly text: string }> => {
  let text = '';
  const io: Io = {
    cwd,
    env,
    stdout: (part) => {
      text += part;
    },
    stderr: () => undefined,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    columns: 80,
    now: () => new Date('2026-11-25T12:00:00Z'),
  };
  return { code: await run(args, io), text };
};

const lintShop = async (): Promise<{ readonly code: number; readonly report: Report }> => {
  const { code, text } = await runIn(shop, ['--format', 'json']);
  return { code, report: JSON.parse(text) };
};

describe('examples/shop', () => {
  let code = -1;
  let report: Report;
  beforeAll(async () => {
    ({ code, report } = await lintShop());
  });

  it('names at least a fault of every family', () => {
    expect(planted().length).toBeGreaterThanOrEqual(12);
    expect(new Set(planted().map(([, rule]) => rule)).size).toBeGreaterThanOrEqual(8);
  });

  it.each(planted())('%s fails %s', (file, rule) => {
    expect(report.findings.map(({ subject, ruleId }) => `${subject.path} ${ruleId}`)).toContain(`${file} ${rule}`);
  });

  it('finds nothing but what is planted, and the other half of each pair', () => {
    const faults = new Set(planted().map(([file, rule]) => `${file} ${rule}`));
    const rest = report.findings.filter(({ subject, ruleId }) => !faults.has(`${subject.path} ${ruleId}`));
    const alone = rest.filter(({ ruleId, related }) => !related.some(({ path }) => faults.has(`${path} ${ruleId}`)));
    expect(alone.map(({ subject, ruleId }) => `${subject.path} ${ruleId}`)).toEqual([]);
  });

  it('is judged in full: every rule of the preset, the loss in euros inconclusive', () => {
    expect(code).toBe(1);
    expect(report.summary.notChecked).toEqual([]);
    expect(report.summary.subjects).toMatchObject({ listing: 7, case: 6, ledger: 1, 'monitoring-log': 1 });
    const euros = report.findings.filter(({ subject }) => subject.path === 'cases/2026-003-flask-copies.yaml');
    expect(euros.map(({ outcome }) => outcome)).toEqual(['inconclusive']);
  });
});

describe('the disputes of examples/shop', () => {
  const kept = (path: string): Promise<Report> =>
    runIn(shop, [
      path,
      '--rule',
      'complaint-evidence: error',
      '--rule',
      'registration-recorded: off',
      '--format',
      'json',
    ]).then(({ text }) => JSON.parse(text));

  it('hold one that is ready to be filed: nothing that its desk or a court asks for is missing', async () => {
    const report = await kept('cases/2026-005-mug-mirrored.yaml');
    expect(report.findings).toEqual([]);
    const [subject] = report.subjects;
    for (const rule of ['complaint-complete', 'complaint-evidence', 'case-evidence', 'case-consistent'])
      expect(subject?.outcomes.pass).toContain(rule);
  });

  it('give the complaint that lies beside them, ready to paste', async () => {
    const path = 'cases/2026-005-mug-mirrored.yaml';
    const exported = await runIn(shop, ['case', 'export', path, '--to', 'etsy', '--as-of', '2026-11-25']);
    expect(exported).toEqual({ code: 0, text: readFileSync(join(shop, 'exports/2026-005-etsy.txt'), 'utf8') });
  });

  it('hold an accusation with one gap in its defence, which is named', async () => {
    const report = await kept('cases/2026-006-lamp-accused.yaml');
    const gaps = report.findings.filter(({ ruleId }) => ruleId === 'accusation-defence');
    expect(gaps.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^the accuser was not asked for detailed evidence/),
    ]);
  });

  it('stand in the docket, with what is due first', async () => {
    const { text } = await runIn(shop, ['cases']);
    expect(text).toContain(`Disputes
  2026-006  2 days left  we have to answer the accusation, by 2026-11-27
  2026-001  no day set   we have to file again, escalate or close the case
  2026-005  no day set   we have to file the complaint, then write down \`notice:
                         { filedAt: … }\`
  At stake where we complain: USD 15,320, EUR 9,800 (no rate to USD)
  At stake where we are accused: USD 2,100
`);
    expect(text).toContain('Account tern-and-tide: 2 of 3 strikes');
  });
});

describe('a copy of examples/shop', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'listing-lint-shop-'));
    cpSync(shop, copy, { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('has leaks, which --fix mends as its README shows it, and then passes', { tags: 'full' }, async () => {
    const leaks = await runIn(copy, ['listings/table-lamp', '--format', 'json']);
    const found: Report = JSON.parse(leaks.text);
    expect(leaks.code).toBe(1);
    expect(found.findings.map(({ ruleId, fix }) => [ruleId, fix?.id])).toEqual([
      ['privacy-gps', 'remove-position'],
      ['privacy-serial', 'remove-serials'],
      ['privacy-thumbnail-leak', 'remove-previews'],
    ]);
    const fixed = await runIn(copy, ['lint', '--fix', 'listings/table-lamp']);
    const shown = /^\$ listing-lint lint --fix listings\/table-lamp\n(.*?)^```$/ms.exec(
      readFileSync(join(shop, 'README.md'), 'utf8'),
    )?.[1];
    expect(fixed).toEqual({ code: 0, text: shown });
    for (const name of ['DSC_0412.jpg', 'DSC_0502.jpg'])
      expect(readFileSync(join(copy, 'originals', name))).toEqual(readFileSync(join(shop, 'originals', name)));
  });
});

describe('one photo in two listings of examples/shop, marked at different places', () => {
  const [path, other] = ['listings/mug-gift-set/02-coffee.jpg', 'listings/stoneware-mug/02-coffee.jpg'];
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'listing-lint-shop-'));
    for (const file of ['brand/mark.png', other]) cpSync(join(shop, file), join(copy, file));
    const rules = 'rules: { hash-unique: error, hash-variant: warn }';
    const brand = 'brand: { watermarks: [brand/mark.png] }';
    writeFileSync(join(copy, 'listing-lint.config.yaml'), `listings: ["listings/*"]\n${brand}\n${rules}\n`);
    mkdirSync(join(copy, path, '..'));
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.each([
    ['one picture', '', 'hash-unique'],
    [
      'another one once something small is drawn beside its mark',
      '<rect width="16" height="90" fill="#c02020"/>',
      'hash-variant',
    ],
  ])('is %s', { tags: 'full' }, async (_, shapes, rule) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120">${shapes}</svg>`;
    const drawn = sharp(readFileSync(join(shop, path))).composite([{ input: Buffer.from(svg), left: 620, top: 940 }]);
    writeFileSync(join(copy, path), await drawn.jpeg({ quality: 88 }).toBuffer());
    const { text } = await runIn(copy, ['--format', 'json', '--no-cache']);
    const report: Report = JSON.parse(text);
    expect(report.findings.map(({ ruleId, subject }) => [ruleId, subject.path])).toEqual([
      [rule, path],
      [rule, other],
    ]);
  });
});

describe('the ledger of examples/shop', () => {
  const addresses = (folder: string): readonly string[] =>
    readdirSync(join(folder, 'provenance/entries'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .sort();

  it('holds, and says that nobody outside vouches for its days', async () => {
    const { code, text } = await runIn(shop, ['ledger', 'verify']);
    expect([code, text]).toEqual([
      0,
      expect.stringMatching(/^21 entries, 20 files, 0 seals: all as they were written\n21 entries are not sealed/),
    ]);
  });

  it('is written by its script with the same bytes, whoever runs it when', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'listing-lint-shop-'));
    try {
      cpSync(shop, copy, { recursive: true });
      rmSync(join(copy, 'provenance'), { recursive: true });
      const env = { SOURCE_DATE_EPOCH: String(Date.parse('2026-11-02T12:00:00Z') / 1000) };
      expect((await runIn(copy, ['archive', 'originals', '--by', 'Tern & Tide'], env)).code).toBe(0);
      const made = addresses(copy);
      expect(made).toHaveLength(5);
      expect(addresses(shop)).toEqual(expect.arrayContaining([...made]));
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  it('goes along with the evidence in a case', { tags: 'full' }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'listing-lint-shop-'));
    try {
      const copy = join(folder, 'shop');
      cpSync(shop, copy, { recursive: true });
      const made = await runIn(copy, ['evidence', '2026-005', '--as-of', '2026-11-25', '--out', 'bundle']);
      expect([made.code, made.text]).toEqual([
        0,
        expect.stringContaining('a seal of the original that a root vouches for'),
      ]);
      expect(addresses(join(copy, 'bundle/data')).length).toBeGreaterThanOrEqual(6);
      const cover = readFileSync(join(copy, 'bundle/data/cover.html'), 'utf8');
      expect(cover).toContain('entered into the ledger by Tern &amp; Tide, by the clock of that machine');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
