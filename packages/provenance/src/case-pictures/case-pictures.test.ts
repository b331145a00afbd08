import { seededScene } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestCaseShop } from './test-case-shop.ts';

const shop = new TestCaseShop();
const put = shop.put.bind(shop);
const scene = (seed: number): Sharp => {
  const { data, width, height } = seededScene(seed, 480, 360);
  return sharp(data, { raw: { width, height, channels: 3 } });
};
const jpeg = (seed: number): Promise<Buffer> => scene(seed).jpeg({ quality: 90 }).toBuffer();
const plain = (grey: number): Promise<Buffer> =>
  sharp({ create: { width: 500, height: 400, channels: 3, background: { r: grey, g: grey, b: grey } } })
    .jpeg()
    .toBuffer();

/** A case about two works; `lines` are its infringements. */
const open = (id: string, lines: string, status = 'open'): void =>
  put(
    `cases/${id}.yaml`,
    `id: ${id}
status: ${status}
works:
  - { id: lamp, images: [{ path: pictures/lamp.jpg }], rawOriginal: { path: originals/lamp.jpg } }
  - { id: mug, images: [{ path: pictures/mug.jpg }] }
  - { id: words, title: nothing of it is on file }
infringements:
${lines}`,
  );
const theirs = (image: string, work?: string): string =>
  `  - { listing: https://market.example/${image}, firstSeen: 2026-05-04, image: { file: theirs/${image} }${work === undefined ? '' : `, match: { work: ${work} }`} }\n`;

let messages: ReadonlyMap<string, string> = new Map();

beforeAll(async () => {
  put(
    'listing-lint.config.yaml',
    'listings: ["listings/*"]\ncases: ["cases/*.yaml"]\nrules: { case-pictures-shown: warn }\n',
  );
  put('listings/lamp/lamp.jpg', await jpeg(1));
  put('pictures/lamp.jpg', await jpeg(1));
  put('originals/lamp.jpg', await scene(1).jpeg({ quality: 98 }).toBuffer());
  put('pictures/mug.jpg', await jpeg(2));
  put('theirs/lamp.jpg', await scene(1).resize(300).jpeg({ quality: 60 }).toBuffer());
  put(
    'theirs/lamp-crop.jpg',
    await scene(1).extract({ left: 120, top: 70, width: 290, height: 220 }).jpeg().toBuffer(),
  );
  put('theirs/mug.jpg', await scene(2).resize(400).jpeg({ quality: 70 }).toBuffer());
  put('theirs/stranger.jpg', await jpeg(9));
  put('theirs/white.jpg', await plain(250));
  put('theirs/page.jpg', '<html>not a picture</html>');

  open('agree', theirs('lamp.jpg', 'lamp') + theirs('lamp-crop.jpg', 'lamp') + theirs('mug.jpg'));
  open('swapped', theirs('lamp.jpg', 'lamp') + theirs('mug.jpg', 'lamp'));
  open('stranger', theirs('stranger.jpg', 'mug'));
  open('any', theirs('stranger.jpg'));
  open('closed', theirs('stranger.jpg', 'mug'), 'closed');
  open('plain', theirs('white.jpg', 'lamp'));
  open('page', theirs('page.jpg', 'lamp'));
  open('gone', theirs('gone.jpg', 'lamp'));
  open('many', ['1', '2', '3', '4', '5'].map((name) => theirs(`gone-${name}.jpg`, 'lamp')).join(''));
  open('words', theirs('stranger.jpg', 'words'));
  put(
    'cases/original.yaml',
    'id: original\nstatus: open\nworks: [{ id: lamp, images: [{ path: pictures/lamp.jpg }], rawOriginal: { path: pictures/mug.jpg } }]\n',
  );
  messages = await shop.messagesOf('case-pictures-shown');
});
afterAll(() => shop.close());

describe('whether the pictures of a case show what it says', () => {
  it.each(['agree', 'closed', 'words'])('says nothing of %s', (name) =>
    expect(messages.get(`cases/${name}.yaml`)).toBeUndefined(),
  );

  it('names what theirs shows instead of the work that the case names', () =>
    expect(messages.get('cases/swapped.yaml')).toBe(
      'fail: infringements #2.image.file, theirs/mug.jpg, shows pictures/mug.jpg, and match.work is lamp',
    ));

  it('reports theirs that shows nothing of the work, or of any', () => {
    expect(messages.get('cases/stranger.yaml')).toBe(
      'fail: infringements #1.image.file, theirs/stranger.jpg, shows nothing that can be found of mug',
    );
    expect(messages.get('cases/any.yaml')).toBe(
      'fail: infringements #1.image.file, theirs/stranger.jpg, shows nothing that can be found of any work of the case',
    );
  });

  it('reports an original that is of another picture', () =>
    expect(messages.get('cases/original.yaml')).toBe(
      'fail: works #1.rawOriginal.path, pictures/mug.jpg, is shown by none of the pictures of lamp',
    ));

  it.each([
    ['plain', /^inconclusive: .*too little detail/],
    ['page', /^inconclusive: .*theirs\/page\.jpg/],
    ['many', /gone-1\.jpg.*gone-3\.jpg: no such file, and 2 more$/],
    ['gone', /^inconclusive: .*theirs\/gone\.jpg: no such file/],
  ])('leaves open what is unknown: %s', (name, message) => expect(messages.get(`cases/${name}.yaml`)).toMatch(message));
});
