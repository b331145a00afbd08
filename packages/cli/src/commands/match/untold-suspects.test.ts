import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../../run-in.ts';

let root = '';
const put = (path: string, bytes: Buffer | string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), bytes);
};
const command = (...argv: string[]) => runIn(root, argv, { now: () => new Date(2026, 10, 26) });

/** Circles all over, in other places for each seed. */
const detailed = (seed: number, width: number): Promise<Buffer> => {
  const circles = Array.from({ length: 60 }, (_, k) => {
    const [x, y] = [(seed * 61 + k * 137) % width, (seed * 17 + k * 89) % 400];
    return `<circle cx="${x}" cy="${y}" r="${10 + ((k * 31) % 50)}" fill="hsl(${(seed * 40 + k * 77) % 360} 60% ${20 + ((k * 13) % 60)}%)"/>`;
  });
  return drawn(width, circles.join(''));
};
const drawn = (width: number, inside: string): Promise<Buffer> =>
  sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="400">${inside}</svg>`))
    .flatten({ background: '#fff' })
    .png()
    .toBuffer();

/** One of ours with detail in it, and beside that a lamp that has none. */
const withLamp = async (): Promise<Buffer> => {
  const shade =
    '<radialGradient id="g"><stop stop-color="#efe6d8"/><stop offset="1" stop-color="#b9a88c"/></radialGradient>';
  const lamp = await drawn(800, `<defs>${shade}</defs><circle cx="560" cy="200" r="150" fill="url(#g)"/>`);
  return sharp(lamp)
    .composite([{ input: await detailed(3, 300), left: 0, top: 0 }])
    .png()
    .toBuffer();
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'untold-suspects-'));
  const ours = await withLamp();
  const cut = sharp(ours).extract({ left: 340, top: 30, width: 330, height: 300 });
  put('ours/lamp.png', ours);
  put('found/lamp.jpg', await cut.jpeg().toBuffer());
  put(
    'found/other.jpg',
    await sharp(await detailed(8, 400))
      .jpeg()
      .toBuffer(),
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const WHY =
  'too little detail to be compared by parts; as a whole it is none of ours, but a crop or a turned copy of one may look like this';

describe('a suspect with too little detail to be compared by parts', () => {
  it('is inconclusive in every format, and no reason to pass', async () => {
    const formats = ['-f', 'text', '-f', 'json:m.json', '-f', 'html:m.html'];
    const { code, out } = await command('match', 'found', '--against', 'ours', ...formats);
    expect(out).toContain(`found/lamp.jpg\n  inconclusive: ${WHY} (look at it)\n\nfound/other.jpg\n  none of ours\n`);
    expect(out).toContain(
      '2 suspects compared with 1 file of yours: none copies one of yours; 1 inconclusive: look at it\n',
    );
    expect(code).toBe(1);
    const { suspects } = JSON.parse(readFileSync(join(root, 'm.json'), 'utf8'));
    expect(suspects).toMatchObject([{ matches: [], inconclusive: WHY, problem: null }, { matches: [] }]);
    expect(suspects[1]).not.toHaveProperty('inconclusive');
    const page = readFileSync(join(root, 'm.html'), 'utf8');
    expect(page).toContain(`<h2>Inconclusive</h2><ul><li>found/lamp.jpg: ${WHY}</li></ul>`);
    expect(page).toContain('<h2>None of ours</h2><ul><li>found/other.jpg</li></ul>');
  });
  it('is told from one of others that has enough', { tags: 'full' }, async () => {
    expect(await command('match', 'found/other.jpg', '--against', 'ours')).toMatchObject({ code: 0 });
    expect(await command('match', 'found/lamp.jpg', '--against', 'ours')).toMatchObject({ code: 1 });
  });
});

describe('a suspect that is smaller than what can be told', () => {
  const small = async (width: number, height: number): Promise<Buffer> =>
    sharp(await detailed(8, 400))
      .resize(width, height, { fit: 'fill' })
      .png()
      .toBuffer();

  it('is inconclusive by name, however much detail it has, and no reason to pass', async () => {
    put('icons/63.png', await small(200, 63));
    put('icons/64.png', await small(200, 64));
    const { code, out } = await command('match', 'icons', '--against', 'ours', '-f', 'json');
    expect(code).toBe(1);
    const [tooSmall, told] = JSON.parse(out).suspects;
    const why = 'too small to be compared: 200×63 px, each side needs 64 at least';
    expect(tooSmall).toMatchObject({ matches: [], inconclusive: why });
    expect(told.inconclusive).not.toBe(why);
  });
  it('is measured by its file, not by how it is compared', async () => {
    put('icons/wide.png', await small(6000, 80));
    const { out } = await command('match', 'icons/wide.png', '--against', 'ours', '-f', 'json');
    expect(JSON.parse(out).suspects[0].inconclusive ?? '').not.toContain('too small');
  });
  it('is told where it is one of ours', async () => {
    put(
      'copies/lamp.png',
      await sharp(readFileSync(join(root, 'ours/lamp.png')))
        .resize(120, 60)
        .png()
        .toBuffer(),
    );
    const { out } = await command('match', 'copies', '--against', 'ours', '-f', 'json');
    const [{ matches, ...copy }] = JSON.parse(out).suspects;
    expect(matches).toMatchObject([{ path: 'ours/lamp.png', verdict: 'duplicate' }]);
    expect(copy).not.toHaveProperty('inconclusive');
  });
});

describe('what of a folder is not looked at', () => {
  it.skipIf(process.platform === 'win32')(
    'is no file of which nobody knows what it holds: that one is told, and no pass',
    async () => {
      put('device/other.jpg', readFileSync(join(root, 'found/other.jpg')));
      symlinkSync('/dev/null', join(root, 'device/photo'));
      const { code, out } = await command('match', 'device', '--against', 'ours');
      expect(code).toBe(1);
      expect(out).toMatch(/\ndevice\/photo\n {2}not compared: /);
    },
  );
  it('is no empty or cut file without a name that says what it is: that one is told, and no pass', async () => {
    put('cut/other.jpg', readFileSync(join(root, 'found/other.jpg')));
    put('cut/notes.txt', '');
    expect(await command('match', 'cut', '--against', 'ours')).toMatchObject({ code: 0 });
    put('cut/photo', '');
    put('cut/photo.part', Buffer.from([0xff, 0xd8]));
    const { code, out } = await command('match', 'cut', '--against', 'ours');
    expect(code).toBe(1);
    expect(out).toContain('cut/photo\n  not compared: the file is empty\n');
    expect(out).toContain('cut/photo.part\n  not compared: ');
  });
  it('is counted and named in every format', async () => {
    const { out: before } = await command('match', 'found', '--against', 'ours');
    expect(before).not.toContain('not looked at');
    for (const name of ['.a.png', '.b.png', '.c.png', '.d.png']) put(`kept/${name}`, '');
    put('kept/other.jpg', readFileSync(join(root, 'found/other.jpg')));
    put('kept/logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    put('ours/notes<b>', 'lamps');
    const formats = ['-f', 'text', '-f', 'json:m.json', '-f', 'html:m.html'];
    const { code, out } = await command('match', 'kept', '--against', 'ours', ...formats);
    rmSync(join(root, 'ours/notes<b>'));
    expect(code).toBe(0);
    expect(out).toContain(
      '\nskipped: 4 hidden: kept/.a.png, kept/.b.png, kept/.c.png and 1 more; 1 .svg (vector pictures are not compared): kept/logo.svg; 1 with unknown content: ours/notes<b>\n',
    );
    expect(JSON.parse(readFileSync(join(root, 'm.json'), 'utf8')).notLookedAt).toEqual([
      { why: 'hidden', count: 4, named: ['kept/.a.png', 'kept/.b.png', 'kept/.c.png', 'kept/.d.png'] },
      { why: 'svg', count: 1, named: ['kept/logo.svg'] },
      { why: 'unknown', count: 1, named: ['ours/notes<b>'] },
    ]);
    expect(readFileSync(join(root, 'm.html'), 'utf8')).toContain(
      '<h2>Skipped files</h2><ul><li>4 hidden: kept/.a.png, kept/.b.png, kept/.c.png and 1 more</li><li>1 .svg',
    );
  });
  it('is told where it is all that there is, and that is no pass', async () => {
    put('nothing/.hidden/a.jpg', readFileSync(join(root, 'found/other.jpg')));
    put('nothing/drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    const { code, err } = await command('match', 'nothing', 'found', '--against', 'ours');
    expect(code).toBe(2);
    expect(err).toContain('there are no pictures in nothing');
    expect(err).toContain(
      'skipped: 1 hidden: nothing/.hidden/; 1 .svg (vector pictures are not compared): nothing/drawing.svg',
    );
  });
});

describe('a folder of suspects with a link to another folder', () => {
  it('is not passed: nobody knows what lies there', async () => {
    put('with-link/other.jpg', readFileSync(join(root, 'found/other.jpg')));
    put(
      'own/scene.jpg',
      await sharp(await detailed(5, 600))
        .jpeg()
        .toBuffer(),
    );
    expect((await command('match', 'with-link', '--against', 'own')).code).toBe(0);
    symlinkSync(join(root, 'found'), join(root, 'with-link/more'));
    const { code, out } = await command('match', 'with-link', '--against', 'own');
    expect([code, out]).toEqual([1, expect.stringContaining('behind links, which are not followed: with-link/more')]);
  });
});
