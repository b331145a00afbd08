// Measures how many attacked copies are found, and what is accused wrongly.
//   npm run bench hash-copies -- <folder of hash-attacks> [--half tune|report|both] [--attack NAME…] [--templates <folder of pictures>]
//     [--json FILE] [--trace] [--pixels]
// `--trace` prints every copy that is not a duplicate. `--pixels` lays those that are duplicates by their hashes on each other, as `hash-unique` does.
// Thresholds are set on the half "tune"; the half "report" is for the numbers of docs/bench-hash.md.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ANYWHERE } from '@listing-lint/core';
import {
  type ComparedPicture,
  type Copy,
  type CopyVerdict,
  compareFingerprints,
  copySearch,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  decodeFingerprint,
  encodeFingerprint,
  type Fingerprint,
  fingerprintFile,
  type Match,
} from '@listing-lint/rules/hash';
import { decodeCanonical } from '@listing-lint/rules/image';
import { verifyDuplicate } from '@listing-lint/vision';
import { ATTACKS, type Attack } from './hash/attacks.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    half: { type: 'string', default: 'tune' },
    templates: { type: 'string' },
    json: { type: 'string' },
    trace: { type: 'boolean', default: false },
    attacks: { type: 'boolean', default: true },
    attack: { type: 'string', multiple: true },
    pixels: { type: 'boolean', default: false },
  },
});
const [folder = '/tmp/photos/attacked'] = positionals;

/** PDQ quality below which Meta advises not to compare. */
const PLAIN = 50;

interface Photo {
  readonly index: number;
  readonly product: string;
  readonly path: string;
  readonly half: string;
}

/** As stored: boxes and colours rounded. */
const fingerprintOfFile = async (path: string): Promise<Fingerprint> =>
  decodeFingerprint(encodeFingerprint(await fingerprintFile(path, path, ANYWHERE)));
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : ((100 * part) / whole).toFixed(1));
/** Wilson's interval at 95 %, in per cent. */
const wilson = (hits: number, n: number): string => {
  if (n === 0) return '–';
  const z = 1.96;
  const p = hits / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return `${(100 * Math.max(0, middle - half)).toFixed(1)}–${(100 * Math.min(1, middle + half)).toFixed(1)}`;
};
const verdictsOf = (match: Match | null): CopyVerdict | 'nothing' =>
  (match && copyVerdictOf(match, DEFAULT_THRESHOLDS)) ?? 'nothing';

const found = (JSON.parse(readFileSync(join(folder, 'photos.json'), 'utf8')) as Photo[]).filter(
  ({ index, half }) =>
    (values.half === 'both' || half === values.half) && existsSync(join(folder, 'originals', `${index}.bin`)),
);
/**
 * Demo catalogues give one picture to several products. Products that share a file, byte for byte, are one product here: what is left of
 * duplicates across products is for a person to look at.
 */
const mergedProducts = (list: readonly Photo[]): ReadonlyMap<string, string> => {
  const parent = new Map<string, string>();
  const rootOf = (product: string): string => {
    const above = parent.get(product);
    return above === undefined ? product : rootOf(above);
  };
  const owner = new Map<string, string>();
  for (const { product, path } of list) {
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    const other = rootOf(owner.get(sha256) ?? product);
    if (other !== rootOf(product)) parent.set(rootOf(product), other);
    owner.set(sha256, product);
  }
  return new Map(list.map(({ product }) => [product, rootOf(product)]));
};
const products = mergedProducts(found);

interface CheckedPhoto extends Photo {
  readonly entry: ComparedPicture;
  readonly isPlain: boolean;
}
const photos: CheckedPhoto[] = [];
for (const photo of found) {
  const { index, path } = photo;
  const product = products.get(photo.product) ?? photo.product;
  const fingerprint = await fingerprintOfFile(join(folder, 'originals', `${index}.bin`));
  const entry: ComparedPicture = { path: `${index} ${path.split('/').at(-1)}`, product, role: 'gallery', fingerprint };
  // Meta's advice: a picture of lower quality has no hash to speak of. They are counted by themselves.
  photos.push({ ...photo, product, entry, isPlain: fingerprint.quality < PLAIN });
}
const originals = photos.map(({ entry }) => entry);
const search = copySearch(originals);

/** Pairs of originals, across and within products. */
const pairs = { across: new Map<string, string[]>(), within: new Map<string, string[]>() };
const described = ({ match }: Copy): string =>
  `${match.distance} bits, ${match.form}, ${match.part} of ${match.otherPart}, recoloured ${match.recoloured.toFixed(2)}`;
const verdictOfPair = ({ match }: Copy): CopyVerdict | 'nothing' => verdictsOf(match);
for (const entry of originals) {
  for (const copy of search.find(entry, DEFAULT_THRESHOLDS.suspectDistance)) {
    const { entry: other } = copy;
    const verdict = verdictOfPair(copy);
    if (other.path <= entry.path || verdict === 'nothing') continue;
    const lines = other.product === entry.product ? pairs.within : pairs.across;
    const line = `${entry.product} ${entry.path} ~ ${other.product} ${other.path}: ${described(copy)}`;
    lines.set(verdict, [...(lines.get(verdict) ?? []), line]);
  }
}
for (const [where, lines] of Object.entries(pairs)) {
  for (const [verdict, list] of lines) {
    console.log(`originals ${where} products: ${verdict} ${list.length}`);
    if (where === 'across') for (const line of list.slice(0, 60)) console.log(`    ${line}`);
  }
}

interface Row {
  readonly half: string;
  readonly attack: string;
  readonly kind: string;
  readonly n: number;
  readonly duplicate: number;
  readonly variant: number;
  readonly suspect: number;
  readonly undecided: number;
  /** Attacked pictures that were called a duplicate of a picture of another product. */
  readonly wronglyDuplicate: number;
}

const originalOf = new Map(originals.map((entry) => [entry.path, entry]));
/** Pairs of different products, to all of which the same was done: one frame or one text makes pictures more alike than they were. */
const among = { pairs: 0, duplicate: 0, variant: 0 };
const countAmongThemselves = (attack: string, copies: readonly ComparedPicture[]): void => {
  const attacked = copySearch(copies);
  among.pairs += (copies.length * (copies.length - 1)) / 2;
  for (const copy of copies) {
    const original = originalOf.get(copy.path);
    const alike = new Set(original && search.find(original, MOST_BITS).map(({ entry }) => entry.path));
    for (const found of attacked.find(copy, DEFAULT_THRESHOLDS.maxDistance)) {
      const { entry: other } = found;
      if (other.path <= copy.path || other.product === copy.product || alike.has(other.path)) continue;
      const verdict = verdictOfPair(found);
      if (verdict === 'duplicate' || verdict === 'variant') among[verdict]++;
      if (verdict === 'duplicate')
        console.log(`   alike after ${attack}: ${copy.path} ~ ${other.path}: ${described(found)}`);
    }
  }
};
/** Originals within so many bits were alike before. */
const MOST_BITS = 47;

interface FingerprintedPicture {
  readonly fingerprint: Fingerprint;
  readonly file: string;
}

/** The match once the pixels of both lie on each other. */
const verifiedMatch = async (
  copy: FingerprintedPicture,
  original: FingerprintedPicture,
  match: Match | null,
): Promise<Match | null> => {
  if (match === null || verdictsOf(match) !== 'duplicate') return match;
  const [image, other] = [await decoded(copy.file), await decoded(original.file)];
  const pictures = [
    { fingerprint: copy.fingerprint, image },
    { fingerprint: original.fingerprint, image: other },
  ] as const;
  return verifyDuplicate(...pictures, match, DEFAULT_THRESHOLDS, async () => [image, other]);
};
const MOST_PIXELS = 50e6;
const decoded = (file: string) => decodeCanonical(readFileSync(file), MOST_PIXELS);

const rowOf = async (
  checked: readonly CheckedPhoto[],
  half: string,
  a: number,
  { name, kind }: Attack,
): Promise<Row> => {
  const counts = { duplicate: 0, variant: 0, suspect: 0, undecided: 0, nothing: 0 };
  let wronglyDuplicate = 0;
  let n = 0;
  const copies: ComparedPicture[] = [];
  for (const { index, product, entry: original } of checked) {
    const file = join(folder, String(a), `${index}.bin`);
    if (!existsSync(file)) continue;
    n++;
    const fingerprint = await fingerprintOfFile(file);
    copies.push({ ...original, product, fingerprint });
    const hashed = compareFingerprints(fingerprint, original.fingerprint, DEFAULT_THRESHOLDS.suspectDistance);
    const model = { fingerprint: original.fingerprint, file: join(folder, 'originals', `${index}.bin`) };
    const match = values.pixels ? await verifiedMatch({ fingerprint, file }, model, hashed) : hashed;
    counts[verdictsOf(match)]++;
    if (values.trace && verdictsOf(match) !== 'duplicate') {
      const nearest = compareFingerprints(fingerprint, original.fingerprint, 128);
      console.log(
        `   ${verdictsOf(match)} ${name} ${file} ${original.path} ${nearest && described({ entry: original, match: nearest })}`,
      );
    }
    const accused = search
      .find({ path: `attacked ${a} ${index}`, product, role: 'gallery', fingerprint }, DEFAULT_THRESHOLDS.maxDistance)
      .filter((copy) => copy.entry.product !== product && verdictOfPair(copy) === 'duplicate');
    // A copy of a picture that two products share already is no wrong accusation.
    const own = new Set(search.find(original, DEFAULT_THRESHOLDS.suspectDistance).map(({ entry }) => entry.path));
    const wrong = accused.find(({ entry }) => !own.has(entry.path));
    if (!wrong) continue;
    wronglyDuplicate++;
    console.log(`   wrongly a duplicate: ${name} of ${original.path} ~ ${wrong.entry.path}: ${described(wrong)}`);
  }
  countAmongThemselves(name, copies);
  const { duplicate, variant, suspect, undecided } = counts;
  return { half, attack: name, kind, n, duplicate, variant, suspect, undecided, wronglyDuplicate };
};

const HEADER =
  '| attack | n | duplicate | variant | suspect | undecided | found, % (95 %) | duplicate, % | wrong |\n|---|---|---|---|---|---|---|---|---|';
const lineOf = ({ attack, n, duplicate, variant, suspect, undecided, wronglyDuplicate }: Omit<Row, 'half' | 'kind'>) =>
  `| ${attack} | ${n} | ${duplicate} | ${variant} | ${suspect} | ${undecided} | ${percent(duplicate + variant, n)} (${wilson(duplicate + variant, n)}) | ${percent(duplicate, n)} | ${wronglyDuplicate} |`;

/** The sum of the rows of some kinds. */
const total = (rows: readonly Row[], attack: string, kinds: readonly string[]): Omit<Row, 'half' | 'kind'> => {
  const chosen = rows.filter(({ kind }) => kinds.includes(kind));
  const sum = (key: 'n' | 'duplicate' | 'variant' | 'suspect' | 'undecided' | 'wronglyDuplicate'): number =>
    chosen.reduce((before, row) => before + row[key], 0);
  return {
    attack,
    n: sum('n'),
    duplicate: sum('duplicate'),
    variant: sum('variant'),
    suspect: sum('suspect'),
    undecided: sum('undecided'),
    wronglyDuplicate: sum('wronglyDuplicate'),
  };
};
const KEEPS_COLOUR = ['keeps-colour'];
const KINDS = [...new Set(ATTACKS.map(({ kind }) => kind))];

const attacks = values.attacks
  ? [...ATTACKS.entries()].filter(([, { name }]) => values.attack?.includes(name) ?? true)
  : [];
const all: Row[] = [];
for (const half of values.half === 'both' ? ['tune', 'report'] : [values.half]) {
  for (const isPlain of [false, true]) {
    const checked = photos.filter((photo) => photo.half === half && photo.isPlain === isPlain);
    if (checked.length === 0 || attacks.length === 0) continue;
    const named = `half "${half}", ${isPlain ? `PDQ quality below ${PLAIN}` : `PDQ quality of at least ${PLAIN}`}`;
    console.log(
      `\n## ${named}: ${checked.length} photos of ${new Set(checked.map(({ product }) => product)).size} products\n`,
    );
    console.log(HEADER);
    const rows: Row[] = [];
    for (const [a, attack] of attacks) {
      const row = await rowOf(checked, named, a, attack);
      rows.push(row);
      console.log(lineOf(row));
    }
    console.log(lineOf(total(rows, 'all that keep colour', KEEPS_COLOUR)));
    console.log(lineOf(total(rows, 'the same and grey', [...KEEPS_COLOUR, 'changes-colour'])));
    console.log(lineOf(total(rows, 'all', KINDS)));
    console.log(
      `${among.pairs} pairs of pictures after one and the same attack: ${among.duplicate} duplicates and ${among.variant} variants across products whose originals are more than ${MOST_BITS} bits apart`,
    );
    Object.assign(among, { pairs: 0, duplicate: 0, variant: 0 });
    all.push(...rows);
  }
}

if (values.templates) {
  const names = readdirSync(values.templates)
    .filter((name) => /\.(png|jpe?g|webp)$/i.test(name))
    .sort();
  const entries: ComparedPicture[] = [];
  for (const name of names) {
    const fingerprint = await fingerprintOfFile(join(values.templates, name));
    entries.push({ path: name, product: name, role: 'gallery', fingerprint });
  }
  const templates = copySearch(entries);
  console.log(`\ntemplates: ${entries.length} pictures of ${values.templates}`);
  for (const entry of entries) {
    for (const copy of templates.find(entry, DEFAULT_THRESHOLDS.suspectDistance)) {
      const verdict = verdictOfPair(copy);
      if (copy.entry.path > entry.path && verdict !== 'nothing')
        console.log(`    ${verdict} ${entry.path} ~ ${copy.entry.path}: ${described(copy)}`);
    }
  }
}
if (values.json) writeFileSync(values.json, JSON.stringify(all, null, 2));
