import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SmallLedger } from '../campaign/ledger/small-ledger.ts';

/** What somebody does to a ledger who may write to its folder, and what has to be told of it. */
export type Attack = readonly [name: string, attack: (ledger: SmallLedger) => void, told: RegExp];

/** Absolute folders of a shop and of its ledger. */
type LedgerPlace = Pick<SmallLedger, 'root' | 'folder'>;

/** The ledger under attack, with words for what is done to it. */
export class AttackedLedger {
  readonly #ledger: LedgerPlace;

  constructor(ledger: LedgerPlace) {
    this.#ledger = ledger;
  }

  get root(): string {
    return this.#ledger.root;
  }

  /** A path below the folder of the ledger. */
  at(...path: string[]): string {
    return join(this.#ledger.folder, ...path);
  }

  entries(): readonly string[] {
    return readdirSync(this.at('entries'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .map((path) => this.at('entries', path));
  }

  entry(): string {
    return this.entries()[0] ?? '';
  }

  seal(): string {
    return this.at('seals', readdirSync(this.at('seals'))[0] ?? '');
  }

  /** The file of the seal that ends so. */
  inSeal(ending: string): string {
    return join(this.seal(), readdirSync(this.seal()).find((name) => name.endsWith(ending)) ?? '');
  }

  pipe(path: string): void {
    rmSync(path, { recursive: true, force: true });
    execFileSync('mkfifo', [path]);
  }

  /** What was there lies elsewhere, and a link leads to it. */
  link(path: string): void {
    const elsewhere = join(this.root, 'elsewhere');
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
  }

  file(path: string, content: string | Buffer = ''): void {
    rmSync(path, { recursive: true, force: true });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }

  folder(path: string): void {
    rmSync(path, { force: true });
    mkdirSync(path);
  }

  /** Puts what anybody may write into the ledger, under the right name. */
  put(text: string): void {
    const address = createHash('sha256').update(text).digest('hex');
    this.file(this.at('entries', address.slice(0, 2), `${address}.json`), text);
  }

  /** An entry about a picture, as it was written. */
  picture() {
    const texts = this.entries().map((file) => readFileSync(file, 'utf8'));
    return JSON.parse(texts.find((text) => text.includes('"type":"picture"')) ?? '');
  }

  /** Absolute path of the file that it names. */
  original(): string {
    return join(this.root, this.picture().file.path);
  }

  /** Archives a copy of its bytes; absolute path. */
  object(): string {
    const { sha256 } = this.picture().file;
    const path = this.at('objects', sha256.slice(0, 2), sha256);
    this.file(path, readFileSync(this.original()));
    return path;
  }

  /** An entry like that one, with something else in it. */
  putEntry(other: object): void {
    this.put(canonical({ ...this.picture(), ...other }));
  }

  putFile(other: object): void {
    this.putEntry({ file: { ...this.picture().file, ...other } });
  }

  leaves(change: (lines: readonly string[]) => readonly string[]): void {
    const file = join(this.seal(), 'leaves.txt');
    this.file(file, `${change(readFileSync(file, 'utf8').trim().split('\n')).join('\n')}\n`);
  }

  copy(from: string, to: string): void {
    cpSync(from, to);
  }
}

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)}}`;
};

const attack = (name: string, work: (it: AttackedLedger) => unknown, told: RegExp): Attack => [
  name,
  (ledger) => void work(new AttackedLedger(ledger)),
  told,
];

/** Each makes the ledger one that is not sound, for the program and for the script that goes with it. */
export const ATTACKS: readonly Attack[] = [
  attack('a pipe in place of an entry', (it) => it.pipe(it.entry()), /named pipe/),
  attack('a folder in place of an entry', (it) => it.folder(it.entry()), /is a folder/),
  attack('a link to the very entry', (it) => it.link(it.entry()), /is a link/),
  attack('a link in place of a shelf', (it) => it.link(dirname(it.entry())), /is a link/),
  attack('a link in place of all entries', (it) => it.link(it.at('entries')), /is a link/),
  attack('a file in place of all entries', (it) => it.file(it.at('entries')), /is no folder/),
  attack('pipes in place of all entries', (it) => it.entries().map((file) => it.pipe(file)), /named pipe/),
  attack('a pipe in place of seal.json', (it) => it.pipe(it.inSeal('seal.json')), /named pipe/),
  attack('a pipe in place of leaves.txt', (it) => it.pipe(it.inSeal('leaves.txt')), /named pipe/),
  attack('a pipe in place of a token', (it) => it.pipe(it.inSeal('.tsr')), /named pipe/),
  attack('a pipe in place of a request', (it) => it.pipe(it.inSeal('.tsq')), /named pipe/),
  attack('a folder in a seal', (it) => it.folder(join(it.seal(), 'more')), /no part of a seal/),
  attack('a file in place of a seal', (it) => it.file(it.seal()), /is no folder/),
  attack('a link in place of a seal', (it) => it.link(it.seal()), /is a link/),
  attack('a file in place of all seals', (it) => it.file(it.at('seals')), /is no folder/),
  attack('a line break in a name of a seal', (it) => it.folder(it.at('seals', 'A b\nc')), /name is not that of one/),
  attack(
    'a list that takes another way',
    (it) => it.leaves((lines) => lines.map((line) => line.replace('  entries', '  ./entries'))),
    /no hash and path/,
  ),
  attack('a list in another order', (it) => it.leaves((lines) => [...lines].reverse()), /not in its order/),
  attack('a list with a line twice', (it) => it.leaves((lines) => [lines[0] ?? '', ...lines]), /not in its order/),
  attack(
    'a second request for a token',
    (it) => it.copy(it.inSeal('.tsq'), it.inSeal('.tsq').replace(/[0-9a-f]{64}\.tsq$/, `${'0'.repeat(64)}.tsq`)),
    /SHA-256 is not that of its name/,
  ),
  attack('no entry under the right name', (it) => it.put('hello'), /is no JSON/),
  attack(
    'an entry of a later version',
    (it) => it.putEntry({ schemaVersion: 2 }),
    /an entry of version 2, which a later/,
  ),
  attack('an entry without an end', (it) => it.put('['.repeat(100_000)), /is no JSON/),
  attack('an entry that is too large', (it) => it.put(`"${'x'.repeat(300_000)}"`), /more than the 256 KB/),
  attack(
    'a lie about the size of a file',
    (it) => it.putFile({ bytes: 5 }),
    /says that originals\/\w+\.nef has 5 bytes; the file of that SHA-256 has \d+/,
  ),
  attack('a path with a line break', (it) => it.putFile({ path: 'a\nb' }), /control character/),
  attack('a path with a NUL', (it) => it.putFile({ path: 'a\0b' }), /control character/),
  attack('a path that is one elsewhere', (it) => it.putFile({ path: 'a\\..\\..\\b' }), /backslash/),
  attack('a pipe in place of an original', (it) => it.pipe(it.original()), /named pipe/),
  attack('a folder in place of an original', (it) => it.folder(it.original()), /is a folder/),
  attack(
    'a link out in place of an original',
    (it) => {
      const path = it.original();
      rmSync(path);
      symlinkSync('/etc/passwd', path);
    },
    /leads out/,
  ),
  attack(
    'other bytes kept under a hash',
    (it) => {
      const { sha256 } = it.picture().file;
      rmSync(it.original());
      it.file(it.at('objects', sha256.slice(0, 2), sha256), 'x');
    },
    /its bytes are not here/,
  ),
  attack(
    'a damaged copy of an original',
    (it) => it.file(it.object(), 'x'),
    /objects\/.*SHA-256 is [0-9a-f]{64}: it is damaged/,
  ),
  attack(
    'a damaged copy of the right size',
    (it) => it.file(it.object(), 'x'.repeat(it.picture().file.bytes)),
    /objects\/.*SHA-256 is [0-9a-f]{64}: it is damaged/,
  ),
  attack('a link in place of a copy', (it) => it.link(it.object()), /objects\/.*is a link/),
  attack('a pipe in place of a copy', (it) => it.pipe(it.object()), /objects\/.*named pipe/),
  attack('a link in place of all copies', (it) => it.link(dirname(dirname(it.object()))), /objects: it is a link/),
  attack(
    'a misnamed copy',
    (it) => it.file(it.at('objects', 'ab', 'copy'), 'x'),
    /objects\/ab\/copy: it is no archived copy/,
  ),
];

/** What the script takes: it knows no calendar, and no shortest way to write a path. */
export const SEEN_BY_US_ALONE: readonly Attack[] = [
  attack('a day that there is not', (it) => it.putEntry({ at: '2026-02-30T25:00:00Z' }), /no such day/),
  attack('a path that is no path of a file', (it) => it.putFile({ path: './originals//1.nef' }), /no path of a file/),
];
