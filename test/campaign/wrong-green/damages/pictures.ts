import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { all, append, cut, type Damage, type DamageGroup, move, quoted, read, remove, write } from './damage.ts';
import { strangeFile } from './strange-files.ts';

const JPEG = 'listings/mug/01-front.jpg';
const PNG = 'listings/mug/02-side.png';
const LAST = 'listings/mug/03-inside.jpg';

/** The bytes of a file, some of them changed. */
const changed = (path: string, change: (bytes: Buffer) => void) => (root: string) => {
  const bytes = read(root, path);
  change(bytes);
  write(path, bytes)(root);
};

const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length >> 1);

const folderAt = (path: string) => (root: string) => {
  mkdirSync(join(root, path));
};

const gitOf =
  (...args: readonly string[]) =>
  (root: string) => {
    execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  };

const withoutGit = (): string | undefined => (spawnSync('git', ['--version']).status === 0 ? undefined : 'git');

const chunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  const body = Buffer.concat([head.subarray(4), data]);
  const end = Buffer.alloc(4);
  end.writeUInt32BE(crc(body), 0);
  return Buffer.concat([head.subarray(0, 4), body, end]);
};

const crc = (bytes: Buffer): number => {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let k = 0; k < 8; k++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
};

/** A PNG of 400 million pixels in 50 kB. */
const bomb = (): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(20_000, 0);
  header.writeUInt32BE(20_000, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(20_000 * 2501), { level: 9 });
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const broken: Damage[] = [
  { name: `${JPEG} has lost its second half`, damage: cut(JPEG), says: quoted(JPEG) },
  { name: `${JPEG} has lost its last tenth`, damage: cut(JPEG, 0.9), says: quoted(JPEG) },
  {
    name: `${JPEG} has lost its second half but for the end marker`,
    damage: (root) => write(JPEG, Buffer.concat([half(read(root, JPEG)), Buffer.from([0xff, 0xd9])]))(root),
    says: quoted(JPEG),
  },
  {
    name: `${JPEG} has zeros in place of its second half`,
    damage: changed(JPEG, (bytes) => bytes.fill(0, bytes.length >> 1)),
    says: quoted(JPEG),
  },
  { name: `${PNG} has lost its second half`, damage: cut(PNG), says: quoted(PNG) },
  {
    name: `${PNG} has a byte that its check sum does not fit`,
    damage: changed(PNG, (bytes) => bytes.writeUInt8((bytes[bytes.length >> 1] ?? 0) ^ 0x55, bytes.length >> 1)),
    says: quoted(PNG),
  },
  {
    name: `${PNG} has a check sum of its header that is wrong`,
    damage: changed(PNG, (bytes) => bytes.writeUInt8((bytes[30] ?? 0) ^ 1, 30)),
    says: quoted(PNG),
  },
  {
    name: `${PNG} says that it is 0 pixels wide`,
    damage: changed(PNG, (bytes) => bytes.writeUInt32BE(0, 16)),
    says: quoted(PNG),
  },
  { name: `${PNG} unpacks to 400 million pixels`, damage: write(PNG, bomb()), says: quoted(PNG), bound: 30 },
  {
    name: `${LAST} is larger than the bound of the config`,
    damage: append(LAST, Buffer.alloc(9_000_000)),
    says: quoted(LAST),
  },
  { name: `${LAST} is a text`, damage: write(LAST, 'a picture will follow\n'), says: quoted(LAST) },
  {
    name: `${LAST} is a page of a server that had no picture`,
    damage: write(LAST, '<!doctype html><title>404 Not Found</title>'),
    says: quoted(LAST),
  },
  {
    name: `${LAST} is an SVG`,
    damage: write(LAST, '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480"/>'),
    says: quoted(LAST),
  },
  {
    name: `${LAST} is a HEIC, which cannot be decoded here`,
    damage: write(
      LAST,
      Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(400)]),
    ),
    says: quoted(LAST),
  },
  {
    name: `${LAST} is a Git LFS pointer`,
    damage: write(LAST, `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`),
    says: quoted(LAST),
  },
  {
    name: `${LAST} is a PNG by its content`,
    damage: async (root) => write(LAST, await sharp(read(root, LAST)).png({ palette: true }).toBuffer())(root),
    says: quoted(LAST),
  },
];

const places: Damage[] = [
  { name: `${PNG} is removed`, damage: remove(PNG), says: /has 2 pictures/, loses: [PNG] },
  {
    name: `${LAST} is called .jpeg.bak`,
    damage: move(LAST, `${LAST}.bak`),
    says: /03-inside\.jpg\.bak" \(JPEG by its bytes\)/,
    loses: [LAST],
  },
  {
    name: `${LAST} has lost its extension`,
    damage: move(LAST, 'listings/mug/03-inside'),
    says: /03-inside" \(JPEG by its bytes\)/,
    loses: [LAST],
  },
  {
    name: `${LAST} is called .jpg and a space`,
    damage: move(LAST, `${LAST} `),
    says: /03-inside\.jpg " \(its name ends in/,
    loses: [LAST],
  },
  {
    name: 'a picture of a kind that is not looked at lies beside the others',
    damage: write('listings/mug/04-drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
    says: /04-drawing\.svg" \(drawing\)/,
  },
  {
    name: `${LAST} is hidden by a dot`,
    damage: move(LAST, 'listings/mug/.03-inside.jpg'),
    says: /"listings\/mug\/\.03-inside\.jpg" lies hidden/,
    loses: [LAST],
  },
  {
    name: 'a listing is hidden by a dot',
    damage: move('listings/lamp', 'listings/.lamp'),
    says: /"listings\/\.lamp\/01-day\.jpg"/,
    loses: ['listings/lamp'],
  },
  {
    name: `${LAST} lies in a folder called node_modules`,
    damage: all(folderAt('listings/mug/node_modules'), move(LAST, 'listings/mug/node_modules/03-inside.jpg')),
    says: /"listings\/mug\/node_modules\/03-inside\.jpg" lies in a folder called node_modules/,
    loses: [LAST],
  },
  {
    name: 'all pictures of a listing are removed',
    damage: all(remove(JPEG), remove(PNG), remove(LAST)),
    says: /listings\/mug/,
    loses: ['listings/mug'],
  },
  {
    name: `${LAST} is a copy of a picture of the other listing`,
    damage: (root) => write(LAST, read(root, 'listings/lamp/02-shade.jpg'))(root),
    says: /hash-unique/,
  },
  {
    name: 'a picture lies beside the listings',
    damage: (root) => write('listings/new.jpg', read(root, LAST))(root),
    says: quoted('listings/new.jpg'),
  },
  {
    name: 'a .gitignore keeps a whole listing out',
    damage: write('.gitignore', 'listings/lamp/\n'),
    says: /listings\/lamp\/01-day\.jpg,? .*left out by \.gitignore/,
    loses: ['listings/lamp'],
  },
  {
    name: 'a .gitignore keeps the cases out',
    damage: write('cases/.gitignore', '2026-002*\n'),
    says: /cases\/2026-002\.yaml.*left out by \.gitignore/,
    loses: ['cases/2026-002.yaml'],
  },
  {
    name: 'a .gitignore names all that git tracks',
    damage: all(gitOf('init', '-q'), gitOf('add', '.'), write('.gitignore', '*\n')),
    says: 'nothing',
    lacking: withoutGit,
  },
  {
    name: 'a listing is a submodule that is not checked out',
    damage: all(
      gitOf('init', '-q'),
      gitOf('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},listings/lamp`),
      remove('listings/lamp'),
      folderAt('listings/lamp'),
    ),
    says: /listings\/lamp: .*a submodule that is not checked out/,
    loses: ['listings/lamp'],
    red: true,
    lacking: withoutGit,
  },
  {
    name: 'a part of a listing is a submodule that is not checked out',
    damage: all(
      gitOf('init', '-q'),
      gitOf('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},listings/lamp/more`),
      folderAt('listings/lamp/more'),
    ),
    says: /listings\/lamp\/more: it is a submodule that is not checked out/,
    lacking: withoutGit,
  },
  {
    name: `${LAST} has a .gitignore that names it`,
    damage: write('listings/mug/.gitignore', '03-*\n'),
    says: /has 2 pictures/,
    loses: [LAST],
  },
];

const strange = strangeFile(
  PNG,
  [
    'empty',
    'binary',
    'folder',
    'fifo',
    'socket',
    'broken link',
    'looping link',
    'link out',
    'endless device',
    'unreadable',
  ],
  { loses: [PNG], 'of folder': { says: /has 2 pictures/ } },
);

const links: Damage[] = [
  ...strangeFile('listings', ['broken link', 'looping link', 'fifo', 'socket'], { loses: ['listings'] }),
  ...strangeFile('originals/mug', ['broken link', 'looping link', 'fifo', 'socket'], { loses: ['originals/mug'] }),
];

export const pictureDamages: DamageGroup = { title: 'Pictures', damages: [...broken, ...places, ...strange, ...links] };
