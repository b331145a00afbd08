import { append, cut, type Damage, type DamageGroup, read, replace, write } from './damage.ts';
import { strangeFile } from './strange-files.ts';

const STAMPS = 'listing-lint.stamps.jsonl';
const REGISTRY = 'published.txt';
const CALIBRATION = 'listing-lint.watermarks.json';

/** Changes one line of a file, counted from 0. */
const line = (path: string, at: number, change: (line: string) => string) => (root: string) => {
  const lines = read(root, path).toString('utf8').split('\n');
  write(path, lines.map((text, k) => (k === at ? change(text) : text)).join('\n'))(root);
};

const strange = [
  'utf16',
  'binary',
  'folder',
  'fifo',
  'socket',
  'broken link',
  'looping link',
  'endless device',
  'unreadable',
] as const;

const stamps: Damage[] = [
  { name: `${STAMPS}: a line is cut`, damage: line(STAMPS, 1, (text) => text.slice(0, 80)), says: /stamps\.jsonl/ },
  {
    name: `${STAMPS}: the last line is cut`,
    damage: cut(STAMPS, 0.95),
    says: /stamps\.jsonl: line 5 is damaged: it is cut off/,
  },
  { name: `${STAMPS}: a key is misspelt`, damage: replace(STAMPS, '"rank"', '"rnak"'), says: /stamps\.jsonl/ },
  {
    name: `${STAMPS}: a key of a place is misspelt`,
    damage: replace(STAMPS, '"width"', '"widht"'),
    says: /stamps\.jsonl/,
  },
  {
    name: `${STAMPS}: a place beyond the picture`,
    damage: replace(STAMPS, '"x":0.', '"x":1.'),
    says: /stamps\.jsonl/,
  },
  {
    name: `${STAMPS}: marks of a merge`,
    damage: append(STAMPS, '<<<<<<< HEAD\n=======\n>>>>>>> theirs\n'),
    says: /stamps\.jsonl/,
  },
  ...strangeFile(STAMPS, strange),
];

const registry: Damage[] = [
  {
    name: `${REGISTRY}: a line is cut`,
    damage: line(REGISTRY, 1, (text) => text.slice(0, 60)),
    says: /published\.txt/,
  },
  {
    name: `${REGISTRY}: a letter of a fingerprint is another`,
    damage: line(REGISTRY, 1, (text) => `${text[0] === 'A' ? 'B' : 'A'}${text.slice(1)}`),
    says: /published\.txt/,
  },
  {
    name: `${REGISTRY}: a product is another, its check sum is not`,
    damage: line(REGISTRY, 1, (text) => text.replace(/\t(?:mug|lamp)\t/, '\tcup\t')),
    says: /published\.txt/,
  },
  {
    name: `${REGISTRY}: marks of a merge`,
    damage: append(REGISTRY, '<<<<<<< HEAD\n=======\n>>>>>>> theirs\n'),
    says: /published\.txt/,
  },
  {
    name: `${REGISTRY}: of another version`,
    damage: line(REGISTRY, 0, (text) => text.replace('registry 1', 'registry 2')),
    says: /published\.txt/,
  },
  { name: `${REGISTRY} has lost its end`, damage: cut(REGISTRY, 0.7), says: /published\.txt/ },
  ...strangeFile(REGISTRY, ['removed', 'empty', ...strange]),
];

const foreign = strangeFile('brand/foreign.pdq', ['removed', ...strange]);
const mark = [
  { name: 'brand/mark.png has lost its second half', damage: cut('brand/mark.png'), says: /brand\/mark\.png/ },
  ...strangeFile('brand/mark.png', ['removed', 'empty', ...strange]),
];

const calibration: Damage[] = [
  {
    name: `${CALIBRATION}: a key is misspelt`,
    damage: replace(CALIBRATION, '"marks"', '"makrs"'),
    says: /watermarks\.json/,
  },
  {
    name: `${CALIBRATION}: a deep key is misspelt`,
    damage: replace(CALIBRATION, '"selfTest"', '"selfTset"'),
    says: /watermarks\.json/,
  },
  {
    name: `${CALIBRATION}: of another version`,
    damage: replace(CALIBRATION, '"scores":', '"scores": 1, "was":'),
    says: /watermarks\.json/,
  },
  ...strangeFile(CALIBRATION, ['empty', 'cut', ...strange]),
];

const CACHE = '.listing-lint-cache';

/** One bit of what is remembered of files, which stands at the end. */
const turnedBit = (path: string) => (root: string) => {
  const bytes = Buffer.from(read(root, path));
  const at = bytes.length - 100;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  write(path, bytes)(root);
};

const cache: Damage[] = [
  {
    name: `${CACHE} is of another version`,
    damage: replace(CACHE, 'listing-lint cache', 'listing-lint cache 0'),
    says: 'nothing',
  },
  { name: `${CACHE} is cut`, damage: cut(CACHE), says: 'nothing' },
  { name: `${CACHE} has a bit turned round`, damage: turnedBit(CACHE), says: 'nothing' },
  { name: `${CACHE} is empty`, damage: write(CACHE, ''), says: 'nothing' },
  ...strangeFile(
    CACHE,
    ['binary', 'folder', 'fifo', 'socket', 'broken link', 'looping link', 'endless device', 'unreadable'],
    {
      'of binary': { says: 'nothing' },
      'of broken link': { says: 'nothing' },
      'of unreadable': { cache: true },
    },
  ),
];

export const keptDamages: DamageGroup = {
  title: 'Files that the tool keeps',
  damages: [...stamps, ...registry, ...calibration, ...cache],
};

export const brandDamages: DamageGroup = { title: 'The mark and pictures of others', damages: [...mark, ...foreign] };
