// Recall of damage detection by JPEG codes on changed data, and false alarms on unchanged files (docs/bench-quality.md, "Damaged JPEGs").
//   npm run bench damaged-jpegs -- FOLDER… [--whole]
// Each file is changed in six ways, at places drawn from its number; with --whole only unchanged files are checked.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codedDataOf } from '@listing-lint/rules/image';
import { seededBy, wilson } from './thefts/photos.ts';

const args = process.argv.slice(2);
const folders = args.filter((arg) => !arg.startsWith('--'));

type Random = () => number;
type Change = (data: Buffer, random: Random) => void;

const spread =
  (count: number): Change =>
  (data, random) => {
    for (let k = 0; k < count; k++) {
      const at = Math.floor(random() * data.length);
      data[at] = (data[at] ?? 0) ^ (1 + Math.floor(random() * 255));
    }
  };
const inARow =
  (count: number, isZeros: boolean): Change =>
  (data, random) => {
    const first = Math.floor(random() * Math.max(1, data.length - count));
    for (let at = first; at < Math.min(data.length, first + count); at++) {
      data[at] = isZeros ? 0 : Math.floor(256 * random());
    }
  };
const CHANGES: { readonly [name: string]: Change } = {
  '1 byte': spread(1),
  '5 bytes': spread(5),
  '15 bytes': spread(15),
  '64 in a row by chance': inARow(64, false),
  'a sector of zeros': inARow(512, true),
  'a sector by chance': inARow(512, false),
};

/** The file with what follows its first SOS changed, up to its end marker. */
const changed = (bytes: Buffer, change: Change, random: Random): Buffer => {
  const copy = Buffer.from(bytes);
  const scan = copy.indexOf(Buffer.from([0xff, 0xda]));
  const start = scan + 2 + copy.readUInt16BE(scan + 2);
  change(copy.subarray(start, copy.lastIndexOf(Buffer.from([0xff, 0xd9]))), random);
  return copy;
};

const row = (name: string, detected: number, of: number): string =>
  `${name.padEnd(24)} ${detected}/${of} (${((100 * detected) / of).toFixed(1)} %, ${wilson(detected, of)})`;

for (const folder of folders) {
  const detected = new Map<string, number>();
  const wrong: string[] = [];
  let files = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.jpe?g$/i.test(entry)) continue;
    const bytes = readFileSync(join(folder, entry));
    if (bytes[0] !== 0xff || bytes[1] !== 0xd8) continue;
    files++;
    const { state, reason } = codedDataOf(bytes);
    if (state !== 'intact') wrong.push(`${entry}: ${reason}`);
    if (args.includes('--whole')) continue;
    const random = seededBy(String(files));
    for (const [name, change] of Object.entries(CHANGES)) {
      const isDetected = codedDataOf(changed(bytes, change, random)).state === 'damaged';
      detected.set(name, (detected.get(name) ?? 0) + (isDetected ? 1 : 0));
    }
  }
  console.log(`${folder}: ${files} files`);
  console.log(row('as they are, not whole', wrong.length, files), wrong.slice(0, 20).join('\n'));
  for (const [name, count] of detected) console.log(row(name, count, files));
}
