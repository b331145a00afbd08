import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../../output/pdf.ts';
import { type Ended, runIn } from '../../run-in.ts';

const RULE = `id: not-too-large
scope: image
severity: warn
title: A picture is small
why: Small files load fast.
fix: Export it smaller.
options:
  most: { type: integer, default: 5000000 }
assert:
  all:
    - { fact: image, path: bytes, operator: lessThanInclusive, value: { option: most }, message: "too large" }
`;
const CONFIG = `extends: [recommended]
listings: ["listings/*"]
ruleFiles: ["rules/*.yaml"]
rules:
  not-too-large: { most: 4000000 }
`;

const folder = mkdtempSync(join(tmpdir(), 'listing-lint-audit-'));
const shop = join(folder, 'my shop');
const report = join(folder, 'audit.html');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const listingLint = (cwd: string, ...args: string[]) => listingLintOn('2026-11-25T08:30:00Z', {}, cwd, ...args);

const listingLintOn = (time: string, env: NodeJS.ProcessEnv, cwd: string, ...args: string[]): Promise<Ended> =>
  runIn(cwd, args, { env: { ...process.env, SOURCE_DATE_EPOCH: '', ...env }, now: () => new Date(time) });

const verify = (...args: string[]) => listingLint(folder, 'audit', 'verify', report, shop, ...args);
const picture = join(shop, 'listings/mug/1.png');

const fill = async (): Promise<void> => {
  mkdirSync(join(shop, 'listings/mug'), { recursive: true });
  mkdirSync(join(shop, 'rules'), { recursive: true });
  writeFileSync(join(shop, 'listing-lint.config.yaml'), CONFIG);
  writeFileSync(join(shop, 'rules/not-too-large.yaml'), RULE);
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 40 };
  for (const n of [1, 2]) {
    const path = join(shop, `listings/mug/${n}.png`);
    await sharp({ create: { width: 320, height: 320 + n, channels: 3, background: '#888', noise } })
      .png()
      .toFile(path);
  }
};

const flipBit = (path: string, offset: number): void => {
  const bytes = readFileSync(path);
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};

describe('audit verify', () => {
  const pictures = new Map<string, Buffer>();
  beforeAll(async () => {
    await fill();
    pictures.set(picture, readFileSync(picture));
    const { err } = await listingLint(shop, '-f', `audit:${report}`);
    expect(err).toBe(`listing-lint: wrote ${report}: no findings\n`);
  });
  beforeEach(() => {
    for (const [path, bytes] of pictures) writeFileSync(path, bytes);
    writeFileSync(join(shop, 'listing-lint.config.yaml'), CONFIG);
    writeFileSync(join(shop, 'rules/not-too-large.yaml'), RULE);
  });

  it('finds nothing where nothing changed, from any folder', async () => {
    const { code, out } = await verify();
    expect(out).toMatch(/is intact, digest [0-9a-f]{64}\nNothing has changed since\.\n$/);
    expect(code).toBe(0);
  });

  it('is the same bytes at any time of any day, unless it is asked to bear a date', async () => {
    const made = async (time: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> => {
      const { out, err } = await listingLintOn(time, env, shop, '-f', 'audit', ...args);
      expect(err).toBe('');
      return out;
    };
    const html = await made('2026-11-25T08:30:00Z', {});
    expect(html).toBe(readFileSync(report, 'utf8'));
    expect(await made('2031-01-02T23:59:59Z', {})).toBe(html);
    expect(html).not.toContain('2026-11-25');
    const dated = await made('2031-01-02T23:59:59Z', { SOURCE_DATE_EPOCH: '1795595400' });
    expect(dated).toContain('<bdi>2026-11-25, 08:30 UTC</bdi>');
    expect(await made('2026-01-01T00:00:00Z', {}, '--as-of', '2027-02-03')).toContain('<bdi>2027-02-03</bdi>');
    const wrong = await listingLintOn('2026-11-25T08:30:00Z', { SOURCE_DATE_EPOCH: 'now' }, shop, '-f', 'audit');
    expect([wrong.code, wrong.out, wrong.err]).toEqual([
      2,
      '',
      expect.stringContaining('SOURCE_DATE_EPOCH is no number'),
    ]);
  });

  it('names a picture of which one bit changed', async () => {
    flipBit(picture, readFileSync(picture).length - 3);
    const { code, out } = await verify();
    expect(out).toContain('file changed: listings/mug/1.png (sha256 ');
    expect(code).toBe(1);
  });

  it('names a rule of which one bit changed, though only in its prose', async () => {
    const path = join(shop, 'rules/not-too-large.yaml');
    flipBit(path, RULE.indexOf('load fast') + 3);
    const { code, out } = await verify();
    expect(out).toContain('1 change since:\n  rule changed: not-too-large (sha256 ');
    expect(code).toBe(1);
  });

  it('names an option that changed', async () => {
    writeFileSync(join(shop, 'listing-lint.config.yaml'), CONFIG.replace('4000000', '4000001'));
    const { code, out } = await verify('--json');
    const { intact, changes } = JSON.parse(out);
    expect(intact).toBe(true);
    expect(changes).toContainEqual({
      kind: 'option',
      what: 'changed',
      name: 'not-too-large.most',
      before: '4000000',
      after: '4000001',
    });
    expect(code).toBe(1);
  });

  it('names what the run warns of by now', async () => {
    const video = join(shop, 'listings/mug/turn.mp4');
    writeFileSync(video, '\0\0\0\x18ftypmp42');
    const { code, out } = await verify();
    rmSync(video);
    expect(out).toContain('1 change since:\n  warning added: listings/mug: 1 file is not checked: "turn.mp4" (video)');
    expect(code).toBe(1);
  });

  it.each(['known.json', '../known.json'])('names the baseline %s where it is gone', async (name) => {
    const withBaseline = join(folder, 'baseline.html');
    writeFileSync(join(shop, name), '{"version":1,"findings":[]}');
    await listingLint(shop, '--baseline', name, '-f', `audit:${withBaseline}`);
    const again = () => listingLint(folder, 'audit', 'verify', withBaseline, shop);
    expect(await again()).toMatchObject({ code: 0, out: expect.stringContaining('Nothing has changed since.') });
    rmSync(join(shop, name));
    expect(await again()).toMatchObject({ code: 1, out: expect.stringContaining(`policy file removed: ${name} (`) });
  });

  it('tells a report that was changed, and one that is not the signed one', async () => {
    const html = readFileSync(report, 'utf8');
    const forged = join(folder, 'forged.html');
    writeFileSync(forged, html.replace('<h1', '<h1 hidden'));
    const text = await listingLint(folder, 'audit', 'verify', forged, shop);
    expect(text.out).toContain('is not intact: its text was changed');
    expect(text.code).toBe(1);
    writeFileSync(forged, html.replace('"schemaVersion":1', '"schemaVersion": 1'));
    expect((await listingLint(folder, 'audit', 'verify', forged, shop)).out).toContain(
      'is not intact: its data was changed',
    );
    expect((await verify('--digest', '0'.repeat(64))).out).toContain('it is not the report with the digest 0000');
  });

  it('ends with 2 for what is no audit report', async () => {
    const { code, err } = await listingLint(folder, 'audit', 'verify', picture, shop);
    expect(err).toContain('not an audit report');
    expect(code).toBe(2);
    const missing = await listingLint(folder, 'audit', 'verify', 'missing.html', shop);
    expect(missing.err).toBe('listing-lint: cannot read the audit report missing.html: no such file\n');
    expect(missing.code).toBe(2);
    expect((await listingLint(folder, 'audit', 'verify', shop, shop)).err).toContain('my shop: it is a folder\n');
    const nowhere = await listingLint(folder, 'audit', 'verify', report, 'no shop');
    expect(nowhere.err).toBe('listing-lint: no such file or folder: no shop\n');
    expect(nowhere.code).toBe(2);
    const forged = join(folder, 'forged.html');
    writeFileSync(forged, readFileSync(report, 'utf8').replace('"findings":[]', '"findings":[{"ruleId":"x"}]'));
    const broken = await listingLint(folder, 'audit', 'verify', forged, shop);
    expect(broken.err).toContain('cannot be compared: its data are not what listing-lint');
    expect(broken.err).not.toContain('    at ');
    expect(broken.code).toBe(2);
  });
});

describe('the audit report as PDF', () => {
  it('says plainly that there is no browser to print it', async () => {
    await fill();
    const out = join(folder, 'none.pdf');
    const before = process.env['LISTING_LINT_CHROMIUM'];
    process.env['LISTING_LINT_CHROMIUM'] = join(folder, 'no-such-browser');
    const { code, err } = await listingLint(shop, '-f', `audit:${out}`);
    if (before === undefined) delete process.env['LISTING_LINT_CHROMIUM'];
    else process.env['LISTING_LINT_CHROMIUM'] = before;
    expect(err).toContain('a PDF is printed by Chromium or Chrome, and none was found');
    expect(code).toBe(2);
  });

  it.skipIf(findChromium(process.env) === undefined)(
    'is printed by an installed Chromium',
    { tags: 'full' },
    async () => {
      await fill();
      const out = join(folder, 'audit.pdf');
      const { code, err } = await listingLint(shop, '-f', `audit:${out}`);
      expect([code, err]).toEqual([
        expect.toSatisfy((n) => n === 0 || n === 1),
        `listing-lint: wrote ${out}: no findings\n`,
      ]);
      const printed = readFileSync(out, 'latin1');
      expect(printed.slice(0, 5)).toBe('%PDF-');
      expect(printed).not.toMatch(/Date *\(D:/);
      await listingLint(shop, '-f', `audit:${out}`, '--as-of', '2026-11-25');
      const dated = readFileSync(out, 'latin1');
      expect(dated.match(/\/(?:Creation|Mod)Date \(D:20261125000000/g)).toHaveLength(2);
      // The file names its objects by where they lie: a date of another length would have moved them.
      const table = Number(/startxref\s+(\d+)/.exec(dated)?.[1]);
      expect(dated.slice(table, table + 4)).toBe('xref');
    },
  );
});

describe('audit verify of several projects', () => {
  it('holds each project against its own policy', async () => {
    const brands = join(folder, 'brands');
    const joined = join(folder, 'joined.html');
    for (const [index, brand] of ['a', 'b'].entries()) {
      mkdirSync(join(brands, brand, 'mug'), { recursive: true });
      writeFileSync(join(brands, brand, 'listing-lint.config.yaml'), 'rules: { image-readable: error }\n');
      await sharp({ create: { width: 20 + index, height: 20, channels: 3, background: '#888' } })
        .png()
        .toFile(join(brands, brand, 'mug/1.png'));
    }
    expect(await listingLint(brands, '-f', `audit:${joined}`)).toMatchObject({ code: 0 });
    const again = () => listingLint(folder, 'audit', 'verify', joined, brands);
    expect((await again()).out).toMatch(/digest [0-9a-f]{64}\nNothing has changed since\.\n$/);
    writeFileSync(join(brands, 'b', 'listing-lint.config.yaml'), 'rules: { image-readable: warn }\n');
    const { code, out } = await again();
    expect(code).toBe(1);
    expect(out).toContain('severity of changed: b/: image-readable (error → warn)');
    expect(out).not.toContain('a/: ');
    rmSync(join(brands, 'a', 'mug'), { recursive: true });
    rmSync(join(brands, 'a', 'listing-lint.config.yaml'));
    expect((await again()).out).toContain('project removed: a/');
  });
});
