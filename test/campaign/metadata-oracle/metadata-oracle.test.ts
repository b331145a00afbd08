// @module-tag full
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { metadataFactsOf } from '@listing-lint/rules/metadata';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { Agreement } from './agreement.ts';
import { exiftool, exiftoolVersion, reportedOf } from './exiftool.ts';
import { pairsOf } from './fields.ts';
import { writeFuzz } from './fuzz.ts';
import { writeOdd } from './odd.ts';

const version = exiftoolVersion();
if (version === null) process.stderr.write('skipped: fields beside exiftool (no perl with its standard modules)\n');

const root = mkdtempSync(join(tmpdir(), 'listing-lint-fields-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const agreementOn = async (folder: string): Promise<Agreement> => {
  const agreement = new Agreement();
  const files = readdirSync(folder)
    .filter((name) => !name.endsWith('.args'))
    .map((name) => join(folder, name));
  const reported = reportedOf(files);
  for (const file of files) {
    const tags = reported.get(file) ?? new Map();
    agreement.add(file, pairsOf(await metadataFactsOf(readFileSync(file), extname(file).slice(1)), tags));
  }
  return agreement;
};

/** What exiftool reports and facts do not say as it does; a place of which a part has no number is seen by us alone. */
const missed = ({ differences }: Agreement): readonly string[] =>
  differences.filter((line) => !/^position\.present .*\| true \| null$/.test(line));

describe.skipIf(version === null)('fields beside exiftool', () => {
  it('are equal where it writes random legal values into five containers', async () => {
    await writeFuzz(join(root, 'legal'), 25, 1);
    const agreement = await agreementOn(join(root, 'legal'));
    expect(missed(agreement)).toEqual([]);
    expect(agreement.reported()).toBeGreaterThan(400);
  }, 60_000);

  it('are equal in files with odd types, counts, encodings and forms', async () => {
    await writeOdd(join(root, 'odd'), 40, 1);
    const agreement = await agreementOn(join(root, 'odd'));
    expect(missed(agreement)).toEqual([]);
    expect(agreement.reported()).toBeGreaterThan(400);
  }, 60_000);

  it('are equal in IPTC that does not say which characters it uses, as UTF-8 where it is valid and else as Latin', async () => {
    const folder = join(root, 'undeclared');
    mkdirSync(folder);
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#468' } })
      .jpeg()
      .toBuffer();
    for (const [name, charset] of [
      ['utf8.jpg', 'UTF8'],
      ['latin.jpg', 'Latin'],
    ] as const) {
      const path = join(folder, name);
      writeFileSync(path, picture);
      exiftool(['-q', '-overwrite_original', '-charset', `iptc=${charset}`, '-IPTC:CopyrightNotice=© Müller', path]);
      expect(readFileSync(path).includes(Buffer.from('© Müller', charset === 'UTF8' ? 'utf8' : 'latin1'))).toBe(true);
    }
    const agreement = await agreementOn(folder);
    expect(missed(agreement)).toEqual([]);
    expect(agreement.reported()).toBeGreaterThanOrEqual(4);
  });

  it('are not equal where a value differs', async () => {
    const facts = await metadataFactsOf(readFileSync(join(root, 'odd', 'odd-0000.jpg')), 'jpg');
    const agreement = new Agreement();
    agreement.add('a.jpg', pairsOf(facts, new Map([['IFD0:Make', ['Nobody']]])));
    expect(agreement.differences.some((line) => line.startsWith('exif.make | a.jpg |'))).toBe(true);
    expect(agreement.shares().least).toBe(0);
  });
});
