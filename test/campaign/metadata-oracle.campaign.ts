// npm run campaign metadata-oracle [DIR…] [--fuzz FILES] [--odd] [--seed S]
// Compares what the facts of metadata say with what the pinned exiftool reports, field by field: over the pictures below the folders, and over
// FILES pictures into which exiftool writes random legal values. Prints the table, and on stderr every difference. Exit 1 where less than
// 99.5 % of the reported values are equal, or less than 98 % of a field.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { metadataFactsOf } from '@listing-lint/rules/metadata';
import { Agreement } from './metadata-oracle/agreement.ts';
import { exiftoolVersion, reportedOf } from './metadata-oracle/exiftool.ts';
import { pairsOf } from './metadata-oracle/fields.ts';
import { writeFuzz } from './metadata-oracle/fuzz.ts';
import { writeOdd } from './metadata-oracle/odd.ts';

const PICTURES = /\.(?:jpe?g|png|webp|avif|hei[cf]|tiff?|gif|dng|cr2|cr3|nef|arw|orf|rw2|raf|pef)$/i;
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => PICTURES.test(path))
    .sort()
    .map((path) => join(folder, path));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    odd: { type: 'boolean', default: false },
    fuzz: { type: 'string', default: '0' },
    seed: { type: 'string', default: '20261126' },
  },
});
const version = exiftoolVersion();
if (version === null) throw new Error('exiftool needs perl with its standard modules');
const agreement = new Agreement();
let compared = 0;

const compare = async (folder: string): Promise<void> => {
  const files = filesIn(folder);
  const reported = reportedOf(files);
  for (const file of files) {
    const tags = reported.get(file);
    // Exiv2's own container of metadata is no picture, whatever it is called.
    if (tags === undefined || tags.get('File:FileType')?.[0] === 'EXV') continue;
    const facts = await metadataFactsOf(readFileSync(file), extname(file).slice(1).toLowerCase());
    agreement.add(file, pairsOf(facts, tags));
    compared++;
  }
};

for (const folder of positionals) await compare(resolve(process.env['INIT_CWD'] ?? '.', folder));
if (Number(values.fuzz) > 0) {
  const folder = mkdtempSync(join(tmpdir(), 'listing-lint-oracle-'));
  try {
    if (values.odd) await writeOdd(folder, Number(values.fuzz), Number(values.seed));
    else await writeFuzz(folder, Number(values.fuzz), Number(values.seed));
    await compare(folder);
  } finally {
    if (process.env['KEEP'] === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
process.stdout.write(`${compared} files, exiftool ${version}\n\n${agreement.table()}\n`);
for (const difference of agreement.differences) process.stderr.write(`${difference}\n`);
const { all, least } = agreement.shares();
process.exitCode = compared === 0 || all < 0.995 || least < 0.98 ? 1 : 0;
