// Measures how many attacked copies are found, and what is accused wrongly.
//   npm run bench hash-copies -- <folder of hash-attacks> [--half tune|report|both] [--templates <folder of pictures>] [--json FILE] [--trace ATTACK]
// Thresholds are set on the half "tune"; the half "report" is for the numbers of docs/bench-hash.md.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  compareFingerprints,
  copySearch,
  DEFAULT_THRESHOLDS,
  type Entry,
  type Fingerprint,
  fingerprintFile,
  type Match,
  type Verdict,
  verdictOf,
} from '@listing-lint/rules';
import { ATTACKS } from './hash/attacks.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    half: { type: 'string', default: 'tune' },
    templates: { type: 'string' },
    json: { type: 'string' },
    trace: { type: 'string' },
    attacks: { type: 'boolean', default: true },
  },
});
const [folder = '/tmp/photos/attacked'] = positionals;

interface Photo {
  readonly index: number;
  readonly product: string;
  readonly path: string;
  readonly half: string;
}

const fingerprintOfFile = (path: string): Promise<Fingerprint> => fingerprintFile(path, path);
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
const verdictsOf = (match: Match | null): Verdict | 'nothing' =>
  (match && verdictOf(match, DEFAULT_THRESHOLDS)) ?? 'nothing';

const found = (JSON.parse(readFileSync(join(folder, 'photos.json'), 'utf8')) as Photo[]).filter(
  ({ index, half }) =>
    (values.half === 'both' || half === values.half) && existsSync(join(folder, 'originals', `${index}.bin`)),
);
const originals: Entry[] = [];
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

const photos: Pick<Photo, 'index' | 'product' | 'path'>[] = [];
let plain = 0;
for (const { index, product: given, path } of found) {
  const product = products.get(given) ?? given;
  const fingerprint = await fingerprintOfFile(join(folder, 'originals', `${index}.bin`));
  // Meta's advice: a picture of lower quality has no hash to speak of. In our set these are drawn wallpapers of one colour.
  if (fingerprint.quality < 50) {
    plain++;
    continue;
  }
  photos.push({ index, product, path });
  originals.push({ path: `${index} ${path.split('/').at(-1)}`, product, role: 'gallery', fingerprint });
}
const search = copySearch(originals);
console.log(
  `${originals.length} photos of ${new Set(photos.map(({ product }) => product)).size} products, half "${values.half}"; ${plain} pictures of PDQ quality below 50 left out`,
);

/** Pairs of originals, across and within products. */
const pairs = { across: new Map<string, string[]>(), within: new Map<string, string[]>() };
for (const entry of originals) {
  for (const { entry: other, match } of search.find(entry, DEFAULT_THRESHOLDS.suspectDistance)) {
    if (other.path <= entry.path) continue;
    const verdict = verdictsOf(match);
    const lines = other.product === entry.product ? pairs.within : pairs.across;
    const line = `${entry.product} ${entry.path} ~ ${other.product} ${other.path}: ${match.distance} bits, ${match.form}, ${match.view}, recoloured ${match.recoloured.toFixed(2)}`;
    lines.set(verdict, [...(lines.get(verdict) ?? []), line]);
  }
}
for (const [where, lines] of Object.entries(pairs)) {
  for (const [verdict, list] of lines) {
    console.log(`originals ${where} products: ${verdict} ${list.length}`);
    if (where === 'across') for (const line of list.slice(0, 40)) console.log(`    ${line}`);
  }
}

interface Row {
  readonly attack: string;
  readonly kind: string;
  readonly n: number;
  readonly duplicate: number;
  readonly variant: number;
  readonly suspect: number;
  /** Attacked pictures that were called a duplicate of a picture of another product. */
  readonly wronglyDuplicate: number;
}
const rows: Row[] = [];
console.log('attack                        n  duplicate variant suspect  found%  (95 %)       duplicate%  wrong');
for (const [a, attack] of values.attacks ? ATTACKS.entries() : []) {
  const counts = { duplicate: 0, variant: 0, suspect: 0, nothing: 0 };
  let wronglyDuplicate = 0;
  let n = 0;
  for (const [k, { index, product }] of photos.entries()) {
    const file = join(folder, String(a), `${index}.bin`);
    const original = originals[k];
    if (!original || !existsSync(file)) continue;
    n++;
    const fingerprint = await fingerprintOfFile(file);
    const verdict = verdictsOf(
      compareFingerprints(fingerprint, original.fingerprint, DEFAULT_THRESHOLDS.suspectDistance),
    );
    counts[verdict]++;
    if (values.trace === attack.name && verdict !== 'duplicate') {
      const match = compareFingerprints(fingerprint, original.fingerprint, 128);
      console.log(
        `   ${verdict} ${file} ${JSON.stringify(match)} q ${fingerprint.quality}/${fingerprint.contentQuality} ${JSON.stringify(fingerprint.colours.box)} ${JSON.stringify(original.fingerprint.colours.box)} ${original.path}`,
      );
    }
    const asked: Entry = { path: 'attacked', product, role: 'gallery', fingerprint };
    const accused = search
      .find({ ...asked, path: `attacked ${a} ${index}` }, DEFAULT_THRESHOLDS.maxDistance)
      .filter(({ entry, match }) => entry.product !== product && verdictsOf(match) === 'duplicate');
    // A copy of a picture that two products share already is no wrong accusation.
    const own = new Set(search.find(original, DEFAULT_THRESHOLDS.suspectDistance).map(({ entry }) => entry.path));
    if (accused.some(({ entry }) => !own.has(entry.path))) wronglyDuplicate++;
  }
  const { duplicate, variant, suspect } = counts;
  rows.push({ attack: attack.name, kind: attack.kind, n, duplicate, variant, suspect, wronglyDuplicate });
  const found = duplicate + variant;
  console.log(
    `${attack.name.padEnd(26)} ${String(n).padStart(4)} ${String(duplicate).padStart(9)} ${String(variant).padStart(7)} ${String(suspect).padStart(7)}  ${percent(found, n).padStart(6)}  (${wilson(found, n).padEnd(11)}) ${percent(duplicate, n).padStart(8)}  ${String(wronglyDuplicate).padStart(5)}`,
  );
}

const total = (kinds: readonly string[]) =>
  rows
    .filter(({ kind }) => kinds.includes(kind))
    .reduce(
      (sum, row) => ({
        n: sum.n + row.n,
        duplicate: sum.duplicate + row.duplicate,
        variant: sum.variant + row.variant,
      }),
      { n: 0, duplicate: 0, variant: 0 },
    );
const keep = total(['keeps-colour']);
const all = total(['keeps-colour', 'changes-colour']);
const dyed = total(['recolour']);
const within = [...pairs.within].map(([verdict, list]) => `${verdict} ${list.length}`).join(', ');
console.log(
  `found (duplicate or variant) of re-encode, resize, grey, blur, sharpen, mirror, turn, frame, padding: ${all.duplicate + all.variant} of ${all.n}, ${percent(all.duplicate + all.variant, all.n)} % (${wilson(all.duplicate + all.variant, all.n)})`,
);
console.log(
  `duplicate of those that keep colour: ${keep.duplicate} of ${keep.n}, ${percent(keep.duplicate, keep.n)} % (${wilson(keep.duplicate, keep.n)})`,
);
console.log(
  `dyed pictures: variant ${dyed.variant} of ${dyed.variant + dyed.duplicate} found, ${percent(dyed.variant, dyed.variant + dyed.duplicate)} %`,
);
console.log(`pairs of originals within a product: ${within}`);
console.log(
  `attacked pictures called a duplicate of another product: ${rows.reduce((sum, row) => sum + row.wronglyDuplicate, 0)}`,
);

if (values.templates) {
  const names = readdirSync(values.templates)
    .filter((name) => /\.(png|jpe?g|webp)$/i.test(name))
    .sort();
  const entries: Entry[] = [];
  for (const name of names) {
    const fingerprint = await fingerprintOfFile(join(values.templates, name));
    entries.push({ path: name, product: name, role: 'gallery', fingerprint });
  }
  const templates = copySearch(entries);
  console.log(`templates: ${entries.length} pictures of ${values.templates}`);
  for (const entry of entries) {
    for (const { entry: other, match } of templates.find(entry, DEFAULT_THRESHOLDS.suspectDistance)) {
      if (other.path > entry.path)
        console.log(
          `    ${verdictsOf(match)} ${entry.path} ~ ${other.path}: ${match.distance} bits, ${match.form}, ${match.view}, recoloured ${match.recoloured.toFixed(2)}`,
        );
    }
  }
}
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2));
