import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Io } from '../../output/io.ts';
import { run } from '../../run.ts';

let root = '';
/** A picture with detail everywhere, another one for each seed. */
const scene = (seed: number): Sharp => {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 4_294_967_296;
  };
  const shapes = Array.from({ length: 60 }, () => {
    const colour = `rgb(${[random(), random(), random()].map((part) => Math.floor(part * 255)).join()})`;
    return `<circle cx="${random() * 400}" cy="${random() * 300}" r="${10 + random() * 60}" fill="${colour}"/>`;
  });
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">${shapes.join('')}</svg>`),
  ).flatten();
};
const put = async (path: string, picture: Sharp): Promise<void> => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), await picture.toBuffer());
};
/** A mark in one colour. */
const MARK = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="#f00"/></svg>',
);
const RED = { r: true, g: false, b: false };
/** Whether there is much of each colour where the mark lies, in the picture of a page with that label. */
const shownOf = async (page: string, label: string) => {
  const [, id = ''] = new RegExp(`aria-label="${label}.*?<use href="#([^"]+)"`).exec(page) ?? [];
  const [, data = ''] = new RegExp(`<image id="${id}" href="data:image/webp;base64,([^"]+)"`).exec(page) ?? [];
  const place = { left: 30, top: 40, width: 30, height: 15 };
  const { channels } = await sharp(await sharp(Buffer.from(data, 'base64')).extract(place).png().toBuffer()).stats();
  const [r, g, b] = channels.map(({ mean }) => mean > 200);
  return { r, g, b };
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
  root = mkdtempSync(join(tmpdir(), 'match-'));
  await put('originals/1.jpg', scene(1).jpeg());
  await put('originals/2.png', scene(2).png());
  await put('found/stolen <b>.jpg', scene(2).flop().resize(250).jpeg({ quality: 50 }));
  await put('found/other.jpg', scene(9).jpeg());
  await put('listings/mug/1.jpg', scene(1).jpeg());
  writeFileSync(
    join(root, 'listing-lint.config.yaml'),
    'extends: recommended\noriginals: ["originals/**"]\nlistings: ["listings/*"]\nregistry: published.txt\n',
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('match', () => {
  it('names what a suspect copies, and by what turn', async () => {
    const { code, out } = await command('match', 'found', '--against', 'originals/');
    expect(code).toBe(1);
    expect(out).toMatch(/found\/stolen <b>\.jpg\n {2}mirrored copy of originals\/2\.png, distance \d+/);
    expect(out).toMatch(/found\/other\.jpg\n {2}none of ours/);
    expect(out).toContain('2 suspects compared with 2 files of yours: 1 copies one of yours');
  });
  it('is fine with pictures of others, and takes the originals of the config by default', async () => {
    expect(await command('match', 'found/other.jpg')).toMatchObject({ code: 0 });
  });
  it('knows the pictures that stamp has kept without their mark, and names those of the listings', {
    tags: 'full',
  }, async () => {
    const kept = '.listing-lint/unstamped/listings/mug/9.jpg';
    await put(kept, scene(7).jpeg());
    const stamped = sharp(await scene(7).png().toBuffer()).composite([{ input: MARK, left: 20, top: 30 }]);
    await put('listings/mug/9.jpg', stamped.jpeg());
    await put('stolen.jpg', scene(7).rotate(180).jpeg({ quality: 60 }));
    const { code, out } = await command('match', 'stolen.jpg', '-f', 'text', '-f', 'json:m.json', '-f', 'html:m.html');
    expect(out).toMatch(
      /\n {2}copy of listings\/mug\/9\.jpg \(compared by its unstamped original\), turned upside down, distance \d+ \(duplicate\)\n/,
    );
    expect(out).not.toMatch(/\.listing-lint|copies of listing pictures/);
    expect(code).toBe(1);
    const { suspects } = JSON.parse(readFileSync(join(root, 'm.json'), 'utf8'));
    expect(suspects[0].matches[0]).toMatchObject({ path: 'listings/mug/9.jpg', unstamped: kept });
    const page = readFileSync(join(root, 'm.html'), 'utf8');
    expect(page).toContain('ours, turned to compare: listings/mug/9.jpg');
    // What is shown of ours is the published picture: its mark is there.
    expect(await shownOf(page, 'ours')).toEqual(RED);
    rmSync(join(root, 'listings/mug/9.jpg'));
    // Where it is gone, what was kept is all there is to look at.
    const { out: gone } = await command('match', 'stolen.jpg', '-f', 'json');
    expect(JSON.parse(gone).suspects[0].matches[0]).toMatchObject({
      path: kept,
      description: expect.stringMatching(
        /^copy of listings\/mug\/9\.jpg \(compared by its unstamped original\), turned upside down/,
      ),
    });
    rmSync(join(root, '.listing-lint'), { recursive: true });
    expect(await command('match', 'stolen.jpg')).toMatchObject({ code: 0 });
  });
  it('takes the pictures of listings where the config names no originals, and says so', async () => {
    await put('fresh/listings/mug/1.jpg', scene(1).jpeg());
    writeFileSync(join(root, 'fresh/listing-lint.config.yaml'), 'extends: recommended\nlistings: ["listings/*"]\n');
    await put('theirs.jpg', scene(1).resize(250).jpeg({ quality: 50 }));
    const { code, out, err } = await command('match', 'theirs.jpg', '-c', 'fresh/listing-lint.config.yaml');
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('there are no originals: the pictures of listings are compared with'),
    });
    expect(out).toContain('copy of listings/mug/1.jpg');
    // Without patterns each folder is a listing, that of the suspects, too.
    writeFileSync(join(root, 'fresh/listing-lint.config.yaml'), 'extends: recommended\n');
    for (const name of ['a', 'b']) await put(`fresh/found/${name}.jpg`, scene(1).resize(200).jpeg({ quality: 40 }));
    const beside = await command('match', 'fresh/found', '-c', 'fresh/listing-lint.config.yaml', '-f', 'json');
    const alone = { matches: [{ path: 'listings/mug/1.jpg' }] };
    expect(JSON.parse(beside.out)).toMatchObject({ compared: 1, suspects: [alone, alone] });
    for (const folder of ['listings', 'found']) rmSync(join(root, 'fresh', folder), { recursive: true });
    expect(await command('match', 'theirs.jpg', '-c', 'fresh/listing-lint.config.yaml')).toMatchObject({ code: 2 });
    rmSync(join(root, 'fresh'), { recursive: true });
  });
  it('writes JSON and a page that is harmless whatever the names', async () => {
    const formats = ['-f', 'json:m.json', '-f', 'html:m.html'];
    const { code } = await command('match', 'found', '--against', 'originals', ...formats);
    expect(code).toBe(1);
    const report = JSON.parse(readFileSync(join(root, 'm.json'), 'utf8'));
    expect(report.suspects[1].matches[0]).toMatchObject({
      path: 'originals/2.png',
      verdict: 'duplicate',
      turn: 'mirror',
    });
    const page = readFileSync(join(root, 'm.html'), 'utf8');
    expect(page).not.toContain('<b>');
    expect(page).toContain('stolen &lt;b&gt;.jpg');
    expect(page).toMatch(/<svg class="mirror q0" role="img" aria-label="ours, mirrored to compare: originals\/2\.png"/);
    expect(page.match(/href="data:image\/webp/g)).toHaveLength(2);
  });
  it('shows a framed copy without its frame, beside ours', async () => {
    const picture = await scene(2).png().toBuffer();
    const framed = sharp(picture).extend({ top: 40, bottom: 40, left: 50, right: 50, background: '#111' });
    await put('framed.jpg', sharp(await framed.png().toBuffer()).jpeg());
    const { out } = await command('match', 'framed.jpg', '--against', 'originals', '-f', 'html');
    expect(out).toContain('found, cropped to compare: framed.jpg');
    expect(out).toContain('<figcaption>ours: originals/2.png');
    const [, left = 0, top = 0, width = 0] =
      /<svg width="[\d.]+" height="[\d.]+" viewBox="([\d.]+) ([\d.]+) ([\d.]+) /.exec(out)?.map(Number) ?? [];
    // 500 px are shown as 480: the frame of 50 px as 48.
    expect(Math.abs(left - 48)).toBeLessThan(4);
    expect(Math.abs(top - 38.4)).toBeLessThan(4);
    expect(Math.abs(width - 384)).toBeLessThan(6);
  });
  it('finds what hashes cannot: a crop that was mirrored, and one in a larger picture', async () => {
    const picture = await scene(2).png().toBuffer();
    const cut = await sharp(picture).extract({ left: 60, top: 40, width: 300, height: 220 }).png().toBuffer();
    await put('cut/crop.jpg', sharp(cut).flop().jpeg());
    const small = await sharp(picture).resize(260).png().toBuffer();
    const larger = await scene(8).resize(600, 600, { fit: 'fill' }).png().toBuffer();
    await put(
      'cut/inset.jpg',
      sharp(larger)
        .composite([{ input: small, left: 20, top: 380 }])
        .jpeg(),
    );
    const { code, out } = await command('match', 'cut', '--against', 'originals', '-f', 'text', '-f', 'json:cut.json');
    const { out: page } = await command('match', 'cut/crop.jpg', '--against', 'originals', '-f', 'html');
    rmSync(join(root, 'cut'), { recursive: true });
    expect(code).toBe(1);
    expect(out).toMatch(
      /cut\/crop\.jpg\n {2}copy of originals\/2\.png, mirrored, cropped to 5\d % of it, \d+ % of the shapes agree \(duplicate\)\n/,
    );
    expect(out).toMatch(/copy of originals\/2\.png, in the lower left of a larger picture, 1\d % of that/);
    const { suspects } = JSON.parse(readFileSync(join(root, 'cut.json'), 'utf8'));
    expect(suspects[0].matches).toEqual([
      expect.objectContaining({
        path: 'originals/2.png',
        verdict: 'duplicate',
        evidence: 'features',
        turn: 'mirror',
        local: expect.objectContaining({ mirrored: true, otherGround: false }),
      }),
    ]);
    // Laid on each other as a page: ours at the size of the crop, mirrored.
    expect(page).toMatch(/originals\/2\.png overlaid on cut\/crop\.jpg: dark where both agree/);
    expect(page).toMatch(/transform:matrix3d\(-(1|0\.99\d*|1\.0\d*),/);
  });
  it('names what it cannot tell, and what it does not look for', async () => {
    const ball = (x: number, ground: string): Sharp =>
      sharp(
        Buffer.from(
          `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="${ground}"/><circle cx="${x}" cy="150" r="90" fill="#c33"/></svg>`,
        ),
      );
    await put('plain/ball.jpg', ball(200, '#fff').jpeg());
    await put('found/ball.jpg', ball(330, '#7a9').jpeg());
    const { code, out } = await command('match', 'found/ball.jpg', '--against', 'plain');
    for (const file of ['plain/ball.jpg', 'found/ball.jpg']) rmSync(join(root, file));
    expect(out).toContain(
      '  none of yours as a whole, but may show a part of plain/ball.jpg (undecided: look at both)\n',
    );
    expect(out).toContain(
      '1 suspect compared with 1 file of yours: none copies one of yours; 1 inconclusive: look at it\n',
    );
    expect(out).toContain(
      'may be missed: parts, turned copies and other backgrounds of 1 of yours, which is too plain for that (copies of the whole picture are searched for all the same): plain/ball.jpg\n',
    );
    expect(code).toBe(1);
  });
  it('does not call a picture a copy of itself', async () => {
    const { code, out } = await command('match', 'originals/1.jpg', '--against', 'originals');
    expect(out).toContain('originals/1.jpg\n  none of ours');
    expect(code).toBe(0);
  });
  it('never passes over what it cannot read', async () => {
    writeFileSync(join(root, 'broken.jpg'), 'no picture');
    const { code, out } = await command('match', 'broken.jpg', '--against', 'originals');
    expect(code).toBe(1);
    expect(out).toContain('not compared: not a picture format that is known here');
  });
  it('ends in 2 where the calibration of a mark is damaged, and says so where there is none', async () => {
    const shop = mkdtempSync(join(tmpdir(), 'match-calibrated-'));
    for (const folder of ['originals', 'brand']) mkdirSync(join(shop, folder));
    const found = join(shop, 'found.png');
    writeFileSync(join(shop, 'originals/1.png'), await scene(1).png().toBuffer());
    writeFileSync(found, await scene(99).png().toBuffer());
    writeFileSync(join(shop, 'brand/mark.png'), await sharp(MARK).png().toBuffer());
    const config = join(shop, 'listing-lint.config.yaml');
    const yaml = 'extends: recommended\noriginals: ["originals/**"]\nbrand: { watermarks: [brand/mark.png] }\n';
    writeFileSync(config, yaml);
    const none = await command('match', found, '-c', config);
    expect(none.out).toContain('not searched for: our marks, as they are not calibrated');
    writeFileSync(join(shop, 'listing-lint.watermarks.json'), '{"version":1,"sco');
    const damaged = await command('match', found, '-c', config);
    expect(damaged).toMatchObject({ code: 2, out: '' });
    expect(damaged.err).toContain('listing-lint.watermarks.json is damaged: run `listing-lint calibrate` again');
    rmSync(shop, { recursive: true, force: true });
  });

  it('says what is wrong with its arguments', async () => {
    expect(await command('match', 'nowhere.jpg', '--against', 'originals')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no such file or folder: nowhere.jpg'),
    });
    expect(await command('match', 'found', '-f', 'htm')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean "html"?'),
    });
  });
});

describe('registry', () => {
  it('adds, answers, removes', async () => {
    expect(await command('registry', 'add')).toMatchObject({
      code: 0,
      out: '1 added to published.txt, 0 there already\n',
    });
    expect(await command('registry', 'add', 'listings/mug')).toMatchObject({
      out: '0 added to published.txt, 1 there already\n',
    });
    await put('new.jpg', scene(1).rotate(90).jpeg());
    const { code, out } = await command('registry', 'query', 'new.jpg');
    expect(code).toBe(1);
    expect(out).toMatch(/copy of listings\/mug\/1\.jpg, turned 90° clockwise, distance \d+/);
    expect(await command('registry', 'remove', 'listings/mug/')).toMatchObject({
      out: '1 removed from published.txt\n',
    });
    expect(await command('registry', 'query', 'new.jpg')).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no picture in the registry published.txt to compare with'),
    });
    expect(await command('registry', 'remove', 'listings/mug')).toMatchObject({ code: 2 });
  });
  it('a damaged line ends in 2 and is named', async () => {
    writeFileSync(join(root, 'published.txt'), '# listing-lint registry 1\nnonsense\n');
    expect(await command('registry', 'query', 'new.jpg')).toMatchObject({
      code: 2,
      err: expect.stringContaining('published.txt:2'),
    });
  });
});
