import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Io } from '../../output/io.ts';
import { run } from '../../run.ts';

let root = '';
const scene = (): Buffer => {
  const shapes = Array.from({ length: 60 }, (_, i) => {
    const [x, y, r] = [(i * 97) % 640, (i * 53) % 480, 12 + ((i * 29) % 60)];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${(i * 47) % 360} 70% ${20 + ((i * 31) % 60)}%)"/>`;
  });
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">${shapes.join('')}</svg>`);
};
const command = async (...argv: string[]): Promise<{ code: number; out: string; err: string }> => {
  const written = { out: '', err: '' };
  const io: Io = {
    cwd: root,
    env: {},
    stdout: (text) => {
      written.out += text;
    },
    stderr: (text) => {
      written.err += text;
    },
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    columns: 80,
    now: () => new Date(2026, 10, 24),
  };
  return { code: await run(argv, io), ...written };
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'compare-'));
  const picture = await sharp(scene()).flatten().png().toBuffer();
  writeFileSync(join(root, 'ours.png'), picture);
  const crop = sharp(picture).extract({ left: 60, top: 40, width: 480, height: 360 }).resize(300).jpeg();
  writeFileSync(join(root, 'theirs <b>.jpg'), await crop.toBuffer());
  writeFileSync(join(root, 'raw.heic'), Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('compare', () => {
  it('says what each point shows and does not show', { tags: 'full' }, async () => {
    const { code, out } = await command('compare', 'ours.png', 'theirs <b>.jpg');
    expect(code).toBe(0);
    expect(out).toContain('A  ours.png\nB  theirs <b>.jpg\n');
    expect(out).toMatch(/A was not made by cropping B; B can have been made by cropping A/);
    expect(out).toContain('It does not show that B was made from A');
    expect(out).toContain('→ speaks for A as nearer to the source, by what the pictures show');
    expect(out).toContain('No comparison of two files shows who made a picture');
  });
  it('writes JSON whose grounds lead to what it says', { tags: 'full' }, async () => {
    const { code } = await command('compare', 'theirs <b>.jpg', 'ours.png', '-f', 'json:c.json');
    expect(code).toBe(0);
    const report = JSON.parse(readFileSync(join(root, 'c.json'), 'utf8'));
    expect(report.summary).toMatchObject({ towardsA: [], towardsB: ['extent.b-more'] });
    expect(report.picture.common.b.left).toBeCloseTo(60 / 640, 2);
  });
  it('writes a page that is harmless whatever the names, with what both show outlined', async () => {
    const { out } = await command('compare', 'ours.png', 'theirs <b>.jpg', '-f', 'html');
    expect(out).not.toContain('<b>.jpg');
    expect(out).toContain('theirs &lt;b&gt;.jpg');
    expect(out.match(/<rect class="common"/g)).toHaveLength(2);
    expect(out).toMatch(/<p class="not soft">It does not show that B was made from A/);
  });
  it('says of further pictures in a file that they were not compared', async () => {
    const other = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer();
    const same = await sharp(readFileSync(join(root, 'ours.png')))
      .jpeg()
      .toBuffer();
    writeFileSync(join(root, 'two.jpg'), Buffer.concat([other, same]));
    const { code, out } = await command('compare', 'ours.png', 'two.jpg');
    expect(code).toBe(0);
    expect(out).toContain('Of B the first of 2 frames, pages or pictures was compared; the others were not.');
    expect(out).not.toContain('Of A the first');
  });
  it('compares what a file states where its pixels cannot be looked at, and says so', async () => {
    const { code, out } = await command('compare', 'ours.png', 'raw.heic');
    expect(code).toBe(1);
    expect(out).toContain('the pixels of B could not be compared');
  });
  it.each([
    ['a text', 'no picture'],
    ['nothing', ''],
    ['an LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'],
  ])('does not say that two files show the same where both hold %s', async (_what, text) => {
    for (const name of ['one.jpg', 'two.jpg']) writeFileSync(join(root, name), text);
    const { code, out } = await command('compare', 'one.jpg', 'two.jpg');
    expect(code).toBe(1);
    expect(out).toContain('A and B are one file, byte for byte; its pixels could not be compared.');
    expect(out).toMatch(/the pixels of A could not be\s+compared/);
    expect(out).not.toMatch(/show the same picture|look the same/);
  });
  it('says what is wrong with its arguments', async () => {
    expect(await command('compare', 'ours.png', 'nowhere.jpg')).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere.jpg cannot be read'),
    });
    expect(await command('compare', 'ours.png', 'ours.png', '-f', 'jsn')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean "json"?'),
    });
    expect(await command('compare', 'ours.png', 'raw.heic', '-f', 'json:ours.png')).toMatchObject({ code: 2 });
  });
});
