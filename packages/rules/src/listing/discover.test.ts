import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DiscoverContext, partsOfWalk, type Subject, type SubjectKind, walkFolder } from '@listing-lint/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../settings.ts';
import { listingSubjects } from './subjects.ts';

let root = '';
let outside = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'discover-'));
  outside = mkdtempSync(join(tmpdir(), 'outside-'));
});
afterEach(() => {
  for (const folder of [root, outside]) rmSync(folder, { recursive: true });
});

const put = (path: string, text = 'x', base = root): void => {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), text);
};

const find = async (
  settings: Settings = {},
  ignored: (path: string) => boolean = () => false,
  gitIgnored: (path: string) => boolean = () => false,
  more: Partial<DiscoverContext> = {},
) => {
  const warnings: string[] = [];
  const walk = partsOfWalk(await walkFolder(root));
  const refused: string[] = [];
  const context: DiscoverContext = {
    root,
    settings,
    ignored: (path) => ignored(path) || gitIgnored(path),
    gitIgnored,
    ...walk,
    warn: (message, _at, _code, path) => warnings.push(path === undefined ? message : `${path}: ${message}`),
    refuse: ({ path, message, hint }) => refused.push(`${path.join('.')}: ${message} (${hint})`),
    ...more,
  };
  const all = async (kinds: readonly SubjectKind[]): Promise<Subject[]> => {
    const found: Subject[] = [];
    for (const kind of kinds) for await (const subject of kind.discover(context)) found.push(subject);
    return found;
  };
  const ofScope = (scope: string) => all(listingSubjects.filter((kind) => kind.scope === scope));
  const [image, listing] = [await ofScope('image'), await ofScope('listing')];
  return { image, listing, paths: image.map(({ path }) => path).sort(), warnings, refused };
};

const problemsOf = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'problems' in data ? data.problems : undefined;

describe('discovery', () => {
  it('finds pictures by extension in any case, with spaces and other scripts in their names', async () => {
    for (const path of ['mug/1.JPG', 'mug/große Tasse.webp', '杯子/图.png', 'mug/raw.CR3', 'mug/notes.txt']) put(path);
    put('mug/page.svg');
    const { paths, listing, image } = await find();
    expect(paths).toEqual(['mug/1.JPG', 'mug/große Tasse.webp', 'mug/raw.CR3', '杯子/图.png']);
    expect(listing.map(({ path }) => path)).toEqual(['mug', '杯子']);
    // Where a subject lies is a member of it, and of its copies.
    const lying = [...image, ...listing].map(({ path }) => join(root, path));
    for (const copy of [(subject: Subject) => ({ ...subject, path: '' }), structuredClone<Subject>])
      expect([...image, ...listing].map((subject) => copy(subject).file)).toEqual(lying);
  });

  it('names files beside pictures that may be pictures and are not looked at', async () => {
    for (const path of ['mug/1.jpg', 'mug/NOTICE', 'mug/notes.txt', 'cup/1.jpg', 'cup/empty']) put(path);
    put('mug/2', 'GIF89a');
    put('mug/3.jpg ');
    put('mug/4.png.');
    put('mug/5.jpeg\u200b');
    put('loose/8', 'GIF89a');
    const { paths, warnings } = await find();
    expect(paths).toEqual(['cup/1.jpg', 'mug/1.jpg']);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^"mug\/2" \(GIF by its bytes\), "mug\/3\.jpg " \(its name ends in something that is not seen, .*\), "mug\/4\.png\." .* and 1 more lie beside pictures and are not checked: give a picture a name that says so, and list what is none of yours under `ignores`$/,
    );
  });

  it('names media that no rule judges once per listing, by name or bytes, and no texts or system files', async () => {
    for (const path of ['listings/cup/1.jpg', 'listings/lamp/1.jpg', 'listings/lamp/more/2.jpg', 'loose/clip.mp4'])
      put(path);
    for (const name of [
      'listing.yaml',
      'README',
      'README.md',
      '.DS_Store',
      'Thumbs.db',
      'desktop.ini',
      'a.xmp',
      'a.csv',
    ])
      put(`listings/cup/${name}`, name === 'listing.yaml' ? 'title: Cup\n' : 'x');
    put('listings/lamp/CLIP.MP4');
    put('listings/lamp/more/spin.mov');
    put('listings/lamp/film', '\0\0\0\x18ftypisom\0\0\0\0');
    put('listings/lamp/guide.old', '%PDF-1.7');
    put('listings/only/plan.svg');
    put('listings/only/listing.yaml', 'title: Only\n');
    symlinkSync(join(outside, 'gone.webm'), join(root, 'listings/only/far.webm'));
    put('originals/1.jpg');
    put('originals/1.zip');
    const settings = { listings: ['listings/*'], originals: ['originals/*.jpg'] };
    expect((await find(settings)).warnings).toEqual([
      'listings/lamp: 4 files are not checked: "CLIP.MP4" (video), "film" (video), "guide.old" (document) and 1 more. List under `ignores` what need not be checked',
      'listings/only: 2 files are not checked: "far.webm" (video), "plan.svg" (drawing). List under `ignores` what need not be checked',
      'originals: 1 file is not checked: "1.zip" (archive). List under `ignores` what need not be checked',
    ]);
    expect((await find(settings, (path) => /zip$|plan|lamp/.test(path))).warnings).toEqual([
      'listings/only: 1 file is not checked: "far.webm" (video). List under `ignores` what need not be checked',
    ]);
  });

  it('names pictures beside the others by their bytes, hidden ones, and those in node_modules, a line each', async () => {
    const picture = 'GIF89a';
    put('listings/mug/1.jpg');
    for (const path of ['1.jpg.bak', 'old.orig', '.2.jpg', '.old/3.jpg', 'node_modules/4.jpg', 'more/5.tmp'])
      put(`listings/mug/${path}`, picture);
    for (const path of ['.hidden/6.jpg', 'node_modules/deep/7.png', '.8.jpg']) put(`listings/${path}`, picture);
    put('listings/mug/._1.jpg', 'AppleDouble');
    put('listings/mug/.listing-lint/unstamped/1.jpg', picture);
    put('listings/mug/notes.txt', picture);
    put('elsewhere/.9.jpg', picture);
    put('tool/package.json', '{}');
    put('tool/node_modules/10.jpg', picture);
    const settings = { listings: ['listings/*', 'tool'] };
    const { paths, warnings } = await find(settings);
    expect(paths).toEqual(['listings/mug/1.jpg']);
    expect(warnings).toEqual([
      '"listings/mug/1.jpg.bak" (GIF by its bytes), "listings/mug/more/5.tmp" (GIF by its bytes), "listings/mug/old.orig" (GIF by its bytes) lie beside pictures and are not checked: give a picture a name that says so, and list what is none of yours under `ignores`',
      '"listings/.8.jpg", "listings/.hidden/6.jpg", "listings/mug/.2.jpg" and 1 more lie hidden beside pictures and are not checked: give a picture a name without a dot in front, and list what is none of yours under `ignores`',
      '"listings/mug/node_modules/4.jpg", "listings/node_modules/deep/7.png" lie in a folder called node_modules beside pictures and are not checked: call the folder something else, and list what is none of yours under `ignores`',
    ]);
    const ignored = await find(settings, (path) => /\.(bak|orig|tmp)$|\/\./.test(path));
    expect(ignored.warnings).toHaveLength(1);
  });

  it('opens only so many files to see what they are, and says so', async () => {
    put('mug/1.jpg');
    for (let index = 0; index < 2003; index++) put(`mug/${index}.bin`);
    expect((await find()).warnings).toEqual([
      '3 more files beside pictures, whose names do not say what they are, have not been opened to see',
    ]);
  });

  it('finds the listing whose listing.yaml is ignored, for its pictures are not', async () => {
    put('listings/mug/1.jpg');
    put('listings/mug/listing.yaml', 'title: Mug\n');
    put('listings/cup/1.jpg');
    const ignored = (path: string) => /listing\.yaml$|^listings\/cup\//.test(path);
    const { paths, listing } = await find({ listings: ['listings/*'] }, ignored);
    expect(paths).toEqual(['listings/mug/1.jpg']);
    expect(listing.map(({ path }) => path)).toEqual(['listings/mug']);
  });

  it('says why a name that looks the same means no picture', async () => {
    put('mug/gro\u00df\u00e9.jpg'.normalize('NFD'));
    put('mug/listing.yaml', 'roles: { "gro\u00df\u00e9.jpg": main }\noriginals: { "gro\u00df\u00e9.jpg": a.jpg }\n');
    const { warnings } = await find({ roles: [{ files: ['mug/*\u00e9.jpg'], role: 'main' }] });
    expect(warnings).toHaveLength(3);
    for (const warning of warnings) expect(warning).toContain('written in another form of Unicode (NFD)');
  });

  it('opens no link and no pipe to see what it is', async () => {
    put('mug/1.jpg');
    put('pixels', 'GIF89a', outside);
    symlinkSync(join(outside, 'pixels'), join(root, 'mug/2'));
    expect((await find()).warnings).toEqual([]);
  });

  it('leaves out hidden files, node_modules and what is ignored', async () => {
    for (const path of [
      'mug/1.jpg',
      'mug/._1.jpg',
      '.cache/1.jpg',
      'node_modules/a/1.jpg',
      'a/node_modules/b.jpg',
      'drafts/1.jpg',
    ])
      put(path);
    expect((await find({}, (path) => path.startsWith('drafts/'))).paths).toEqual(['mug/1.jpg']);
  });

  it('finds pictures that are links, wherever they lead, and tells of links to folders', async () => {
    put('mug/1.jpg');
    put('x.jpg', 'x', outside);
    put('deep/y.jpg', 'y', outside);
    symlinkSync('1.jpg', join(root, 'mug/2.jpg'));
    symlinkSync(join(outside, 'x.jpg'), join(root, 'mug/3.jpg'));
    symlinkSync(join(outside, 'deep'), join(root, 'far'));
    symlinkSync('nowhere.jpg', join(root, 'mug/4.jpg'));
    symlinkSync('.', join(root, 'mug/loop'));
    symlinkSync('nowhere', join(root, 'mug/gone'));
    symlinkSync('nowhere.txt', join(root, 'mug/notes.txt'));
    symlinkSync('../.store', join(root, 'mug/stored'));
    put('.store/1.jpg');
    const { paths, warnings } = await find();
    expect(paths).toEqual(['mug/1.jpg', 'mug/2.jpg', 'mug/3.jpg', 'mug/4.jpg']);
    expect(warnings).toEqual([
      'far: it is a link to a folder outside of the folder of the config, which is not followed: nothing in it is checked',
      'mug/gone: it is a link that leads nowhere, which is not followed: nothing in it is checked',
      'mug/stored: it is a link to a folder that is left out, which is not followed: nothing in it is checked',
    ]);
    const ignored = await find({}, (path) => path.startsWith('far') || path.startsWith('mug/'));
    expect(ignored.warnings).toEqual([]);
  });

  it('reports a link in a listing to a folder of pictures that are of no or another listing', async () => {
    for (const path of ['listings/mug/1.jpg', 'listings/mug/more/2.jpg', 'listings/cup/1.jpg', 'pool/3.jpg']) put(path);
    put('notes/a.txt');
    for (const [name, target] of Object.entries({
      pool: '../../pool',
      cup: '../cup',
      own: 'more',
      notes: '../../notes',
    }))
      symlinkSync(target, join(root, 'listings/mug', name));
    symlinkSync('pool', join(root, 'other'));
    const said = 'it is a link to a folder, which is not followed: nothing in it is checked as a part of listings/mug';
    expect((await find({ listings: ['listings/*'] })).warnings).toEqual([
      `listings/mug/cup: ${said}`,
      `listings/mug/pool: ${said}`,
    ]);
  });

  it('takes a link where the config asks for listings for a listing that cannot be read', async () => {
    put('listings/mug/1.jpg');
    put('pool/cup/1.jpg');
    put('lamp/1.jpg', 'x', outside);
    symlinkSync('../pool/cup', join(root, 'listings/cup'));
    symlinkSync(join(outside, 'lamp'), join(root, 'listings/lamp'));
    const { listing, warnings } = await find({ listings: ['listings/*'] });
    expect(listing.map(({ path, data }) => [path, problemsOf(data)])).toEqual([
      ['listings/mug', []],
      ['listings/cup', ['it is a link to a folder, which is not followed: name the folder itself under `listings`']],
      [
        'listings/lamp',
        [
          'it is a link to a folder outside of the folder of the config, which is not followed: name the folder itself under `listings`',
        ],
      ],
    ]);
    expect(warnings).toEqual([]);
  });

  it('tells what is neither a file nor a folder, and takes it for a listing where the config asks for one', async () => {
    put('originals/cup/1.jpg');
    put('listings/cup/1.jpg');
    execFileSync('mkfifo', [join(root, 'originals/mug'), join(root, 'listings/mug'), join(root, 'listings/cup/2.jpg')]);
    const { listing, paths, warnings } = await find({ listings: ['listings/*'], originals: ['originals/*/*'] });
    expect(warnings).toEqual(['originals/mug: it is neither a file nor a folder: nothing in it is checked']);
    expect(listing.map(({ path, data }) => [path, problemsOf(data)])).toEqual([
      ['listings/cup', []],
      ['listings/mug', ['it is neither a file nor a folder: name the folder itself under `listings`']],
    ]);
    expect(paths).toContain('listings/cup/2.jpg');
  });

  it('tells what a setting names and a .gitignore keeps out, and not what the config keeps out', async () => {
    for (const name of ['1.jpg', '2.jpg', 'notes.txt']) put(`listings/mug/${name}`);
    for (const path of ['listings/cup/1.jpg', 'originals/a.jpg', 'other/1.jpg']) put(path);
    const settings = { listings: ['listings/*'], originals: ['originals'] };
    const isKept = (path: string) => /^(listings\/mug|other)\/|^originals/.test(path);
    const { warnings, refused } = await find(settings, undefined, isKept);
    expect(warnings.filter((text) => text.includes('.gitignore')).map((text) => text.split(':')[0])).toEqual([
      '2 files, such as listings/mug/1.jpg, are named by `listings` and left out by .gitignore or .git/info/exclude',
      'originals/a.jpg is named by `originals` and left out by .gitignore or .git/info/exclude',
    ]);
    expect(refused).toEqual([]);
    expect((await find(settings, isKept)).warnings.join()).not.toContain('.gitignore');
    // Without globs nothing was asked for.
    expect((await find({}, undefined, isKept)).warnings.join()).not.toContain('.gitignore');
  });

  it('takes a folder called listing.yaml for a file that cannot be read', async () => {
    put('mug/1.jpg');
    put('mug/listing.yaml/notes.txt');
    const { listing } = await find();
    expect(listing.map(({ path, data }) => [path, problemsOf(data)])).toEqual([
      ['mug', ['the file cannot be read: it is a folder']],
    ]);
  });

  it.each([
    ...['Listing.yaml', 'LISTING.YML', 'lisitng.yaml', 'listings.yaml'],
    ...['listing.json', 'listing.yaml.txt', 'listing.yaml ', '.listing.yaml'],
  ])('says that %s is not read', async (name) => {
    put('mug/1.jpg');
    put(`mug/${name}`, 'product: mug\n');
    put(`notes/${name}`, 'a: 1\n');
    const { warnings } = await find();
    expect(warnings).toEqual([`mug/${name} is not read: if it says what the folder shows, name it listing.yaml`]);
    put('mug/listing.yaml', 'product: mug\n');
    expect((await find()).warnings).toEqual([]);
  });

  it('reads no listing.yaml through a link', async () => {
    put('mug/1.jpg');
    put('shared.yaml', 'product: mug\n');
    symlinkSync('../shared.yaml', join(root, 'mug/listing.yaml'));
    const { listing } = await find();
    expect(listing.map(({ path, product, data }) => [path, product, problemsOf(data)])).toEqual([
      ['mug', 'mug', ['the file cannot be read: it is a link, which is not followed here']],
    ]);
  });

  it('reads listing.yaml, and carries what is wrong with it to its place', async () => {
    put('listings/mug/1.jpg');
    put('listings/mug/listing.yaml', 'product: mug\nchanels: [ebay]\n');
    mkdirSync(join(root, 'listings/empty'));
    const { listing, image } = await find({ listings: ['listings/*'] });
    expect(listing.map(({ path }) => path)).toEqual(['listings/empty', 'listings/mug']);
    expect(listing[1]).toMatchObject({
      product: 'mug',
      data: {
        file: 'listings/mug/listing.yaml',
        line: 2,
        column: 1,
        problems: ['unknown key "chanels" (did you mean "channels"?)'],
      },
    });
    expect(image[0]).toMatchObject({ role: 'main', roleFrom: 'order', listing: 'listings/mug', product: 'mug' });
  });
});

it('reports originals that a listing.yaml names and that are neither in the folder nor in that of which it is a copy', async () => {
  put('mug/1.jpg');
  put('mug/2.jpg');
  put('mug/listing.yaml', 'originals: { 1.jpg: raw/1.dng, 2.jpg: .raw/2.dng }');
  put('.raw/2.dng');
  const missing =
    'originals: the original of "1.jpg" is missing: raw/1.dng (add the file, or correct its path, which starts at the folder of the config)';
  const problems = async (more?: Partial<DiscoverContext>) =>
    (await find({}, undefined, undefined, more)).listing.map(({ data }) => problemsOf(data));
  expect(await problems()).toEqual([[missing]]);
  put('raw/1.dng', 'x', outside);
  expect(await problems({ originalRoot: outside })).toEqual([[]]);
});
