import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandIn } from './test-command.ts';

let root = '';
const write = (path: string, text: string | Buffer): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};
const command = (...argv: string[]) => commandIn(root, ...argv);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-case-')));
  const shapes = Array.from({ length: 40 }, (_, i) => {
    const [x, y] = [(i * 137) % 400, (i * 89) % 300];
    return `<circle cx="${x}" cy="${y}" r="${10 + ((i * 31) % 50)}" fill="hsl(${(i * 77) % 360} 60% ${20 + ((i * 13) % 60)}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">${shapes.join('')}</svg>`;
  const bytes = await sharp(Buffer.from(svg)).flatten().jpeg().toBuffer();
  write('listings/mug/1.jpg', bytes);
  write('originals/DSC_1.jpg', bytes);
  write('found/theirs.jpg', await sharp(bytes).flop().jpeg({ quality: 60 }).toBuffer());
  write(
    'listing-lint.config.yaml',
    'extends: recommended\nlistings: ["listings/*"]\noriginals: ["originals/**"]\ncases: ["cases/*.yaml"]\n',
  );
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('case new', () => {
  it('begins with a listing, where `cases` looks, and passes the gate', async () => {
    const { code, out, err } = await command('case', 'new', 'listings/mug', '--platform', 'etsy');
    expect([code, out, err]).toEqual([0, 'cases/2026-001.yaml: case 2026-001, to be filled in\n', '']);
    expect(read('cases/2026-001.yaml')).toMatch(
      /^platform: etsy$[\s\S]*^ {2}- listings\/mug$[\s\S]*^ {2}- id: mug\/1$/m,
    );
    const linted = await command('cases', '--only', 'case-file-valid', '--only', 'case-consistent');
    expect([linted.code, linted.err]).toEqual([0, '']);
  });
  it('takes the next number where several begin at once, and where a file has the name', async () => {
    write('cases/2026-001.yaml', '');
    const all = await Promise.all(Array.from({ length: 4 }, () => command('case', 'new', 'listings/mug')));
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const ids = [2, 3, 4, 5].map((k) => `2026-00${k}`);
    expect(all.map(({ out }) => out).sort()).toEqual(
      ids.map((id) => `cases/${id}.yaml: case ${id}, to be filled in\n`),
    );
    for (const id of ids) expect(read(`cases/${id}.yaml`)).toContain(`id: ${JSON.stringify(id)}`.replaceAll('"', ''));
    const named = await command('case', 'new', '--id', '2026-001');
    expect([named.code, named.err]).toEqual([2, expect.stringContaining('cases/2026-001.yaml exists already')]);
  });
  it('states no hash of a pointer of Git LFS', async () => {
    write('originals/DSC_2.NEF', `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 9\n`);
    const { code, err } = await command('case', 'new', 'originals/DSC_2.NEF');
    expect([code, err]).toEqual([2, expect.stringContaining('originals/DSC_2.NEF cannot be read: a Git LFS pointer')]);
    expect(existsSync(join(root, 'cases'))).toBe(false);
  });
  it('counts on, keeps ids apart and writes over nothing', async () => {
    write('cases/old.yaml', 'id: 2026-041\nstatus: closed\n');
    write('cases/broken.yaml', 'id: 2026-042\nstatus: ajar\n');
    expect(await command('case', 'new')).toMatchObject({
      out: 'cases/2026-043.yaml: case 2026-043, to be filled in\n',
    });
    expect(await command('case', 'new', '--id', '2026-042')).toMatchObject({
      code: 2,
      err: expect.stringContaining('cases/broken.yaml has the id 2026-042 already'),
    });
    expect(await command('case', 'new', '--id', 'x', '-o', 'cases/old.yaml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('cases/old.yaml exists already'),
    });
    expect(read('cases/old.yaml')).toBe('id: 2026-041\nstatus: closed\n');
  });
  it('takes over what a match has found, and their listing where it is told', async () => {
    expect(await command('match', 'found', '--against', 'originals', '-f', 'json:m.json')).toMatchObject({ code: 1 });
    const address = 'https://market.example/1';
    const { code, err } = await command('case', 'new', 'm.json', '--listing', address, '--first-seen', '2026-11-20');
    expect([code, err]).toEqual([0, '']);
    expect(read('cases/2026-001.yaml')).toMatch(
      /- listing: "https:\/\/market\.example\/1"[\s\S]*firstSeen: 2026-11-20[\s\S]* {4}image: \{ file: found\/theirs\.jpg, sha256: [0-9a-f]{64} \}\n {4}match: \{ work: DSC_1, method: hash, distance: \d+, transform: mirror \}[\s\S]*rawOriginal: \{ path: originals\/DSC_1\.jpg/,
    );
    expect(await command('cases', '--only', 'case-file-valid')).toMatchObject({ code: 0 });
  });
  it('is about each of ours that a picture shows, and says what it is not about', { tags: 'full' }, async () => {
    const detailed = (seed: number): Promise<Buffer> => {
      const shapes = Array.from({ length: 50 }, (_, i) => {
        const [x, y] = [(seed * 53 + i * 131) % 400, (seed * 29 + i * 83) % 300];
        return `<circle cx="${x}" cy="${y}" r="${8 + ((i * 37 + seed) % 45)}" fill="hsl(${(seed * 50 + i * 71) % 360} 65% ${20 + ((i * 17) % 60)}%)"/>`;
      });
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">${shapes.join('')}</svg>`;
      return sharp(Buffer.from(svg)).flatten({ background: '#fff' }).jpeg({ quality: 92 }).toBuffer();
    };
    const [own, other] = await Promise.all([detailed(3), detailed(9)]);
    rmSync(join(root, 'found/theirs.jpg'));
    rmSync(join(root, 'originals/DSC_1.jpg'));
    write('originals/DSC_3.jpg', own);
    write('originals/DSC_9.jpg', other);
    write('originals/again.jpg', await sharp(own).jpeg({ quality: 80 }).toBuffer());
    const beside = [own, other].map((input, k) => ({ input, left: 20 + 440 * k, top: 40 }));
    const page = sharp({ create: { width: 880, height: 380, channels: 3, background: '#fff' } }).composite(beside);
    write('found/page.jpg', await page.jpeg({ quality: 90 }).toBuffer());
    expect(await command('match', 'found', '--against', 'originals', '-f', 'json:m.json')).toMatchObject({ code: 1 });
    const { code, err } = await command('case', 'new', 'm.json', '--listing', 'https://market.example/1');
    expect(code).toBe(0);
    expect(err).toMatch(/the case is about originals\/DSC_[39]\.jpg, originals\/\w+\.jpg\n/);
    expect(err).toMatch(
      /not taken: found\/page\.jpg: originals\/(?:again|DSC_3)\.jpg \(.*\); `listing-lint case new PICTURE` makes a case about a picture of yours that you name\n/,
    );
    const text = read('cases/2026-001.yaml');
    expect(text.match(/^ {2}- listing: "https:\/\/market\.example\/1"/gm)).toHaveLength(2);
    expect(text.match(/^ {4}rawOriginal: \{ path: /gm)).toHaveLength(2);
    expect(text).toMatch(/^ {4}# Not taken: found\/page\.jpg: originals\//m);
    const rules = ['case-file-valid', 'case-consistent', 'case-pictures-shown'].flatMap((id) => ['--only', id]);
    expect(await command('cases', ...rules)).toMatchObject({ code: 0 });
  });
  it('leaves out what of ours cannot be named, and says why', async () => {
    const match = (path: string, left: number) => ({
      ...{ path, verdict: 'duplicate', distance: 2, turn: 'identity' },
      box: { left, top: 0, right: left + 0.4, bottom: 1 },
    });
    const matches = [match('listings/gone.jpg', 0), match('listings/mug/1.jpg', 0.5)];
    const suspects = [{ path: 'found/theirs.jpg', sha256: 'a'.repeat(64), matches }];
    write('m.json', JSON.stringify({ schemaVersion: 1, suspects }));
    const { code, err } = await command('case', 'new', 'm.json', '--dry-run');
    expect(code).toBe(0);
    expect(err).toMatch(
      /about listings\/mug\/1\.jpg\nlisting-lint: not taken: found\/theirs\.jpg: listings\/gone\.jpg \(.*cannot be read/,
    );
  });
  it('takes no picture of ours that is another file now than was matched, and says where that is not known', async () => {
    expect((await command('match', 'found/theirs.jpg', '--against', 'listings', '-f', 'json:m.json')).code).toBe(1);
    const taken = await command('case', 'new', 'm.json', '--dry-run');
    expect([taken.code, taken.err]).toEqual([0, '']);
    const result = JSON.parse(read('m.json')) as { suspects: { matches: { sha256?: string }[] }[] };
    for (const { matches } of result.suspects) for (const one of matches) delete one.sha256;
    write('older.json', JSON.stringify(result));
    const unheld = await command('case', 'new', 'older.json', '--dry-run');
    expect([unheld.code, unheld.err]).toEqual([
      0,
      expect.stringContaining('does not say which files of yours were matched'),
    ]);
    write('listings/mug/1.jpg', await sharp(join(root, 'originals/DSC_1.jpg')).blur(2).jpeg().toBuffer());
    const changed = await command('case', 'new', 'm.json', '--dry-run');
    expect([changed.code, changed.err]).toEqual([
      2,
      expect.stringContaining('listings/mug/1.jpg is another file now than the one that was matched: match again'),
    ]);
  });
  it('is about the published picture where a match has found what was kept of it without its mark', async () => {
    const sha256 = 'a'.repeat(64);
    const match = (path: string) => ({ path, verdict: 'duplicate', distance: 2, turn: 'identity' });
    write('.listing-lint/unstamped/listings/mug/1.jpg', readFileSync(join(root, 'listings/mug/1.jpg')));
    const kept = '.listing-lint/unstamped/listings/mug/1.jpg';
    const suspects = [match(kept), match('listings/mug/1.jpg')].map((one, k) => ({
      path: `found/${k}.jpg`,
      sha256,
      matches: [one],
    }));
    write('m.json', JSON.stringify({ schemaVersion: 1, suspects }));
    const { out } = await command('case', 'new', 'm.json', '--dry-run');
    expect(out).not.toContain('unstamped');
    expect(out.match(/^ {2}- id: .*$/gm)).toEqual(['  - id: mug/1']);
    expect(out).toContain('\nlistings:\n  - listings/mug\n');
  });
  it('is about what was kept where the published file was replaced since', async () => {
    const kept = '.listing-lint/unstamped/listings/mug/1.jpg';
    const before = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#204' } })
      .jpeg()
      .toBuffer();
    write(kept, before);
    const match = { path: kept, verdict: 'duplicate', distance: 2, turn: 'identity' };
    const suspects = [{ path: 'found/1.jpg', sha256: 'a'.repeat(64), matches: [match] }];
    write('m.json', JSON.stringify({ schemaVersion: 1, suspects }));
    expect((await command('case', 'new', 'm.json', '--dry-run')).out).toContain(`images: [{ path: "${kept}"`);
  });
  it('says which open cases are about the same listing, and counts such cases once against its seller', {
    tags: 'full',
  }, async () => {
    const args = ['case', 'new', 'listings/mug', '--platform', 'etsy', '--seller', 'copycat', '--listing'];
    expect((await command(...args, 'https://market.example/1')).err).toBe('');
    expect((await command(...args, 'http://www.market.example/1?utm_source=x')).err).toBe(
      'listing-lint: cases/2026-001.yaml: about this listing already; what else it shows can go there\n',
    );
    expect((await command(...args, 'https://market.example/1/')).err).toContain(
      'cases/2026-001.yaml, cases/2026-002.yaml',
    );
    const judged = (...more: string[]) =>
      command('cases', '--only', 'legal-escalation', '--as-of', '2026-11-28', ...more);
    expect(await judged()).toMatchObject({ code: 0, err: '' });
    await command(...args, 'https://market.example/2');
    await command(...args, 'https://market.example/3');
    expect((await judged('-f', 'json')).out).toContain('3 cases are against copycat on etsy, more than 2');
  });
  it('leaves an accusation open whose day is not told', async () => {
    const { out } = await command('case', 'new', 'originals/DSC_1.jpg', '--direction', 'accused', '--dry-run');
    expect(out).toContain('\n# accusation:\n#   receivedAt:');
    expect(existsSync(join(root, 'cases'))).toBe(false);
    const told = await command('case', 'new', '--direction', 'accused', '--received', '2026-11-20', '--dry-run');
    expect(told.out).toContain('\naccusation:\n  receivedAt: 2026-11-20\n');
  });
  it('says what to do where no config names the case', async () => {
    write('listing-lint.config.yaml', 'extends: recommended\n');
    expect(await command('case', 'new', 'listings/mug')).toMatchObject({
      out: 'cases/2026-001.yaml: case 2026-001, to be filled in\n',
      err: expect.stringContaining('cases: ["cases/*.yaml"]'),
    });
  });
  it.each([
    [['nowhere'], 'no such file or folder: nowhere'],
    [['listing-lint.config.yaml'], 'is no picture'],
    [['--received', '2026-11-20'], '--received says nothing of a case that is we-complain'],
    [['--direction', 'accused', '--first-seen', '2026-11-20'], '--first-seen says nothing of a case that is accused'],
    [['--direction', 'victim'], "'victim' is invalid"],
    [['--received', '2026-11-31'], 'It must be a date'],
    [['..'], 'does not lie below the folder of the config'],
  ])('refuses %j', async (argv, message) => {
    expect(await command('case', 'new', ...argv)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
    expect(existsSync(join(root, 'cases'))).toBe(false);
  });
});
