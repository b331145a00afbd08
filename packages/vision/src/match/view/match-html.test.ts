import type { Form } from '@listing-lint/rules/hash';
import { expect, it } from 'vitest';
import type { OurPicture } from '../our-picture.ts';
import { matchHtml } from './match-html.ts';

const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const OURS = { left: 0.2, top: 0.4, right: 0.6, bottom: 0.5 };

const pageOf = (
  turn: Form,
  theirs: typeof OURS | null,
  more: { ground?: string } & Partial<OurPicture> = {},
): string => {
  const { ground = 'why', ...own } = more;
  const match: OurPicture = {
    ...{ path: 'originals/1.jpg', product: null, verdict: 'duplicate', evidence: 'near', distance: 3, recoloured: 0 },
    ...{ turn, description: 'copy of originals/1.jpg', box: ALL, ourBox: ALL },
    mark: {
      state: 'removed',
      ground,
      name: 'Nordlicht',
      stamped: 'listings/1.jpg',
      ours: OURS,
      theirs,
    },
    ...own,
  };
  const suspects = [{ path: 'found.jpg', sha256: null, matches: [match], problem: null }];
  const thumbnail = { address: 'data:image/webp;base64,AA==', width: 400, height: 200 };
  const patch = (_: string, { left, top, right, bottom }: typeof OURS) => ({
    ...{ address: 'data:image/webp;base64,BB==', width: 400 * (right - left), height: 200 * (bottom - top) },
  });
  return matchHtml({ schemaVersion: 1, compared: 1, unreadable: [], suspects, unseen: [] }, () => thumbnail, patch);
};

/** Transforms of the patches, theirs first. */
const transforms = (page: string): readonly string[] =>
  [...page.matchAll(/<g transform="([^"]+)"/g)].map(([, value = '']) => value);

it('displays the mark’s place on both in our orientation, in frames as wide as the mark', () => {
  const page = pageOf('identity', OURS);
  // 0.4 of the place is added on each side of it: 288 × 36 px.
  expect(page.match(/aspect-ratio:8\.00/g)).toHaveLength(2);
  expect(page).toContain('found, where our mark was: found.jpg');
  expect(transforms(page)).toEqual(Array(2).fill(expect.stringContaining('scale(1 1) rotate(0)')));
});

it.each<[Form, string, string]>([
  ['rotate90', 'scale(1 1) rotate(-90)', 'turned'],
  ['rotate180', 'scale(1 1) rotate(-180)', 'turned'],
  ['mirror', 'scale(-1 1) rotate(0)', 'mirrored'],
  // Mirrored first and turned then: turned back first.
  ['transverse', 'scale(-1 1) rotate(-90)', 'mirrored back and turned'],
])('turns the place of a picture that was turned by %s back', (form, back, words) => {
  const page = pageOf(form, { left: 0.4, top: 0.2, right: 0.5, bottom: 0.6 });
  const [theirs = '', ours = ''] = transforms(page);
  expect(theirs).toContain(back);
  expect(ours).toContain('scale(1 1) rotate(0)');
  expect(page).toContain(`found, ${words} back, where our mark was: found.jpg`);
});

it('says in words alone what became of a mark whose place is not on the picture', () => {
  const page = pageOf('identity', null);
  expect(page).toContain(
    '<p class="mark removed">our mark was removed (Nordlicht, stamped on listings/1.jpg): why.</p>',
  );
  expect(transforms(page)).toEqual([]);
});

it('says what the figures mean that are on the page, and of no others', () => {
  const heading = 'What the figures mean';
  expect(pageOf('identity', OURS)).not.toContain(heading);
  const page = pageOf('identity', OURS, {
    description: 'copy of originals/1.jpg, distance 11',
    ground: 'the mark is gone; it bears the grain (98 % of it, 36 times what chance would show)',
  });
  expect(page).toContain(heading);
  expect(page).toContain('Distance: how many of the 256 bits');
  expect(page).toContain('From 5 on it is certain');
  expect(page).not.toContain('A plain background is not counted');
  const agreeing = pageOf('identity', OURS, { description: 'copy of originals/1.jpg, 100 % of the shapes agree' });
  expect(agreeing).toContain('A plain background is not counted');
});

/** Returns the corners of ours on the suspect, px, by the page's transform; null without an overlay. */
const overlayCorners = (page: string): readonly (readonly number[])[] | null => {
  const [, words] = /transform:matrix3d\(([^)]+)\)/.exec(page) ?? [];
  if (words === undefined) return null;
  const m = words.split(',').map(Number);
  const at = (x: number, y: number): number[] =>
    [0, 1].map((k) => Math.round((m[k] ?? 0) * x + (m[k + 4] ?? 0) * y + (m[k + 12] ?? 0)));
  return [at(0, 0), at(400, 0), at(0, 200)];
};

it('lays ours on a suspect that was found by its hash, by the parts that agree', () => {
  const page = pageOf('identity', null);
  expect(page).toContain('originals/1.jpg overlaid on found.jpg: dark where both agree');
  // The overlay is 320 × 160 px.
  expect(overlayCorners(page)).toEqual([
    [0, 0],
    [320, 0],
    [0, 160],
  ]);
  expect(overlayCorners(pageOf('rotate180', null))).toEqual([
    [320, 160],
    [0, 160],
    [320, 0],
  ]);
  expect(overlayCorners(pageOf('rotate90', null))).toEqual([
    [320, 0],
    [320, 160],
    [0, 0],
  ]);
  const right = { ...ALL, left: 0.5 };
  expect(overlayCorners(pageOf('identity', null, { box: right }))).toEqual([
    [160, 0],
    [320, 0],
    [160, 160],
  ]);
  expect(overlayCorners(pageOf('mirror', null, { ourBox: right }))).toEqual([
    [640, 0],
    [0, 0],
    [640, 160],
  ]);
});

it('lays ours on a negative as one, and nothing where the data are the same or the place is not known', () => {
  expect(pageOf('identity', null)).not.toContain('filter:invert(1)');
  expect(pageOf('identity', null, { negative: true })).toMatch(/filter:invert\(1\);transform:matrix3d/);
  expect(overlayCorners(pageOf('identity', null, { evidence: 'identical' }))).toBeNull();
  expect(overlayCorners(pageOf('identity', null, { evidence: 'plain' }))).toBeNull();
  const description = 'copy of originals/1.jpg, distance 3, seen at an angle';
  expect(overlayCorners(pageOf('identity', null, { description }))).toBeNull();
});

it('reports small pictures that were not compared, and does not list theirs among none of ours', () => {
  const suspect = { path: 'page.png', sha256: null, matches: [], problem: null };
  const html = (more: { readonly unseenPictures?: number }): string =>
    matchHtml(
      { schemaVersion: 1, compared: 1, unreadable: [], suspects: [{ ...suspect, ...more }], unseen: [] },
      () => null,
    );
  expect(html({})).toMatch(/<h2>None of ours<\/h2>\s*<ul>.*page\.png/);
  expect(html({ unseenPictures: 6 })).toMatch(
    /None of ours in what was compared<\/h2>\s*<ul>.*page\.png: 6 small pictures in it were not compared/,
  );
  expect(html({ unseenPictures: 6 })).not.toContain('<h2>None of ours</h2>');
});

it('says what was done to ours to lie as the suspect does', () => {
  const right = { ...ALL, left: 0.5 };
  expect(pageOf('mirror', null)).toContain('<figcaption>ours, mirrored to compare: ');
  expect(pageOf('rotate90', null)).toContain('<figcaption>ours, turned to compare: ');
  expect(pageOf('transverse', null, { ourBox: right })).toContain(
    '<figcaption>ours, mirrored, turned and cropped to compare: ',
  );
});

it('carries each picture once, however often it shows it', () => {
  const page = pageOf('mirror', OURS);
  // Side by side, overlaid, and their marks: one small picture, and one patch.
  expect(page.match(/data:image\/webp;base64,AA==/g)).toHaveLength(1);
  expect(page.match(/data:image\/webp;base64,BB==/g)).toHaveLength(1);
  expect(page.match(/<use href="#picture-1"\/>/g)).toHaveLength(4);
  expect(page.match(/<use href="#picture-2"\/>/g)).toHaveLength(2);
  expect(page.indexOf('id="picture-2"')).toBeLessThan(page.indexOf('<use'));
});

it('displays both and their overlay in one row', () => {
  expect(pageOf('identity', null)).toMatch(
    /<div class="pair three">(?:<figure>.*?<\/figure>){2}<figure class="overlay">/,
  );
  expect(pageOf('identity', null, { evidence: 'plain' })).toContain('<div class="pair"><figure>');
});

it('counts suspects from which our mark was removed at its top', () => {
  expect(pageOf('identity', OURS)).toContain('1 copies one of yours; our mark was removed from 1.</p>');
});
