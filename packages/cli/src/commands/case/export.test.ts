import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandIn } from './test-command.ts';

const READY = `id: 2026-009
status: open
platform: Vinted
rightsHolder: { name: Tern & Tide, address: 4 Quay Street, phone: +44 20 7946 0000, email: rights@shop.example }
works: [{ id: lamp, title: Table lamp, firstPublished: { date: 2025-11-20, url: "https://shop.example/lamp" } }]
infringements:
  - { listing: "https://market.example/item/1", firstSeen: 2026-11-20, explanation: Our photograph of the lamp., match: { work: lamp } }
notice:
  to: dmca
  statements: { goodFaith: true, accuracy: true, perjuryAuthority: true }
  signature: { name: Legal desk, date: 2026-11-25 }
`;
const AT_EBAY = READY.replace('platform: Vinted', 'platform: eBay')
  .replace('https://market.example/item/1', 'https://www.ebay.com/itm/205512345678')
  .replace('to: dmca', 'to: ebay-vero\n  reason: 9052');
const AT_ALIBABA = READY.replace('platform: Vinted', 'platform: AliExpress')
  .replace('https://market.example/item/1', 'https://www.aliexpress.com/item/100500.html')
  .replace('perjuryAuthority: true', 'truthGuarantee: true, liability: true')
  .replace('match: {', 'capture: { page: { file: a.html }, capturedAt: 2026-11-20 }, match: {')
  .replace(
    'title: Table lamp,',
    'title: Table lamp, rawOriginal: { path: 1.NEF }, copyrightClaimStatement: { file: claim.pdf },',
  )
  .replace('name: Tern & Tide,', 'name: Tern & Tide, idDocument: { kind: business licence, file: licence.pdf },')
  .replace('to: dmca', 'to: alibaba-ipp\n  reason: copyright');
const ended = (id: number, result: string): string =>
  `id: ${id}\nstatus: closed\nplatform: Vinted\nnotice: { filedAt: 2026-10-01 }\noutcome: { result: ${result}, decidedAt: 2026-10-10 }\n`;
let root = '';
const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-export-')));
  write('listing-lint.config.yaml', 'extends: recommended\ncases: ["*.case.yaml"]\n');
  write('a.case.yaml', READY);
  for (const paper of ['a.html', '1.NEF', 'claim.pdf', 'licence.pdf'])
    write(paper, `${paper.endsWith('.pdf') ? '%PDF-1.7 ' : ''}what ${paper} holds`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
const command = (...argv: string[]) => commandIn(root, 'case', 'export', ...argv);

describe('case export', () => {
  it.each([
    ['dmca', READY, ''],
    ['ebay-vero', AT_EBAY, 'those of version 2 were not read'],
    ['alibaba-ipp', AT_ALIBABA, ''],
  ])('writes the complaint to %s, as the page shows it', async (to, file, note) => {
    write('a.case.yaml', file);
    const { code, out, err } = await command('2026-009', '--to', to);
    expect([code, err === '']).toEqual([0, note === '']);
    expect(err).toContain(note);
    const page = readFileSync(new URL('../../../../../docs/case-command.md', import.meta.url), 'utf8');
    expect(
      new RegExp(`\`\`\`[a-z]+ export\\n\\$ [^\\n]+ --to ${to} [^\\n]+\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1],
    ).toBe(out);
  });
  it('is refused while something is missing, and while notices of ours are doubted', async () => {
    write('a.case.yaml', READY.replace('accuracy: true, ', ''));
    write('b.case.yaml', ended(1, 'upheld'));
    write('c.case.yaml', ended(2, 'countered'));
    const { code, out, err } = await command('2026-009', '--to', 'dmca');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /is not ready to be filed:\n {2}- .*statements: \{ accuracy: true \}.*\n {2}- good-faith-rate: 1 of 2 notices/,
    );
    write(
      'listing-lint.config.yaml',
      'extends: recommended\ncases: ["*.case.yaml"]\nrules: { good-faith-rate: { severity: error, leastUpheld: 0.5, mostCountered: 0.5 } }\n',
    );
    write('a.case.yaml', READY);
    expect(await command('2026-009', '--to', 'dmca')).toMatchObject({ code: 0 });
  });
  it('takes with --force the place of a complaint to the same desk alone', async () => {
    const again = ['2026-009', '--to', 'dmca', '-o', 'complaint.txt', '--force'];
    write('complaint.txt', 'Complaint: of my own\n');
    expect(await command(...again)).toMatchObject({ code: 2, err: expect.stringContaining('not an earlier output') });
    expect(readFileSync(join(root, 'complaint.txt'), 'utf8')).toBe('Complaint: of my own\n');
    rmSync(join(root, 'complaint.txt'));
    for (const day of ['2026-12-01', '2026-12-02'])
      expect(await command(...again, '--as-of', day)).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, 'complaint.txt'), 'utf8')).toContain('Date: 2026-12-02');
  });
  it('is refused where the case says what cannot be', async () => {
    write('a.case.yaml', READY.replaceAll('2026-11-20', '2027-11-20'));
    expect(await command('2026-009', '--to', 'dmca')).toMatchObject({
      code: 1,
      err: expect.stringContaining('case-consistent: '),
    });
  });
  it('is refused where files of the case are not as it says, and names each', async () => {
    write('a.case.yaml', AT_ALIBABA);
    rmSync(join(root, '1.NEF'));
    write('a.html', '');
    expect(await command('2026-009', '--to', 'alibaba-ipp')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(
        /case-evidence: .*works #1\.rawOriginal\.path names 1\.NEF: no such file.*\n.*case-evidence: .*names a\.html: it is empty/,
      ),
    });
  });
  it('is refused of a case that the config does not name', async () => {
    write('draft.yaml', READY);
    expect(await command('draft.yaml', '--to', 'dmca')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('draft.yaml is none of the cases of the config'),
    });
  });
  it('is refused where their picture shows nothing of the work, and says what cannot be told', async () => {
    const put = async (name: string, seed: number): Promise<void> => {
      const raw = { width: 120, height: 90, channels: 3 } as const;
      await sharp(
        createHash('shake256', { outputLength: 120 * 90 * 3 })
          .update(`${seed}`)
          .digest(),
        { raw },
      )
        .resize(480, 360, { kernel: 'cubic' })
        .jpeg()
        .toFile(join(root, name));
    };
    await put('lamp.jpg', 1);
    await put('theirs.jpg', 2);
    const named = (picture: string): string =>
      READY.replace('title: Table lamp,', 'title: Table lamp, images: [{ path: lamp.jpg }],').replace(
        'match: { work',
        `image: { file: ${picture} }, match: { work`,
      );
    write('a.case.yaml', named('theirs.jpg'));
    expect(await command('2026-009', '--to', 'dmca')).toMatchObject({
      code: 1,
      err: expect.stringContaining(
        'case-pictures-shown: infringements #1.image.file, theirs.jpg, shows nothing that can be found of lamp',
      ),
    });
    await sharp(join(root, 'lamp.jpg')).resize(300).jpeg().toFile(join(root, 'stolen.jpg'));
    write('a.case.yaml', named('stolen.jpg'));
    expect(await command('2026-009', '--to', 'dmca')).toMatchObject({ code: 0, err: '' });
    writeFileSync(join(root, 'theirs.jpg'), readFileSync(join(root, 'stolen.jpg')).subarray(0, 300));
    write('a.case.yaml', named('theirs.jpg'));
    expect(await command('2026-009', '--to', 'dmca')).toMatchObject({
      code: 0,
      err: expect.stringMatching(/case-pictures-shown: .*could not be compared with lamp: .*theirs\.jpg/),
    });
  });
  it('writes several requests to files of their own, and over nothing', { tags: 'full' }, async () => {
    const lines = Array.from(
      { length: 301 },
      (_, n) =>
        `  - { listing: "https://market.example/item/${n}", firstSeen: 2026-11-20, explanation: Ours., capture: { page: { file: a.html }, capturedAt: 2026-11-20 }, match: { work: lamp } }`,
    );
    write('a.case.yaml', AT_ALIBABA.replace(/infringements:\n.*\n/, `infringements:\n${lines.join('\n')}\n`));
    expect(await command('2026-009', '--to', 'alibaba-ipp')).toMatchObject({
      code: 2,
      err: expect.stringContaining('2 requests cannot all go to stdout'),
    });
    const { code, err } = await command('2026-009', '--to', 'alibaba-ipp', '-o', 'complaint.txt');
    expect([code, err]).toEqual([
      0,
      'complaint-1.txt: 300 listings; it is not sent\ncomplaint-2.txt: 1 listing; it is not sent\n',
    ]);
    const before = readFileSync(join(root, 'complaint-1.txt'), 'utf8');
    expect(await command('2026-009', '--to', 'alibaba-ipp', '-o', 'complaint.txt')).toMatchObject({ code: 2 });
    expect(readFileSync(join(root, 'complaint-1.txt'), 'utf8')).toBe(before);
    expect(existsSync(join(root, 'complaint.txt'))).toBe(false);
    write('half-2.txt', 'of my own\n');
    for (const more of [[], ['--force']]) {
      const { code, err: said } = await command('2026-009', '--to', 'alibaba-ipp', '-o', 'half.txt', ...more);
      expect([code, said]).toEqual([2, expect.stringContaining('half-2.txt')]);
      expect(existsSync(join(root, 'half-1.txt'))).toBe(false);
    }
  });
  it('says which desks there are', async () => {
    expect(await command('2026-009', '--to', 'dcma')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean "dmca"?'),
    });
    expect(await command('2026-009')).toMatchObject({ code: 2 });
  });
  it.each([
    ['ebay', 'ebay-vero'],
    ['eBay', 'ebay-vero'],
    ['aliexpress', 'alibaba-ipp'],
    ['alibaba', 'alibaba-ipp'],
    ['etzy', 'etsy'],
    ['ebay-vreo', 'ebay-vero'],
    ['amazon', null],
    ['vinted', null],
  ])('names the desk that %s may mean, or none, and all that there are', async (to, meant) => {
    const { code, err } = await command('2026-009', '--to', to);
    const all = 'there are alibaba-ipp, dmca, dsa, ebay-vero, etsy';
    expect([code, err]).toEqual([
      2,
      `listing-lint: there is no desk "${to}"\n  ${meant === null ? all : `did you mean "${meant}"? ${all}`}\n`,
    ]);
  });
});
