import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The pinned ExifTool, whatever the machine has. Asked for at run time: in a bundle the package would not find its own program. */
const PROGRAM: string = await (async () => {
  const require = createRequire(join(process.cwd(), 'test', 'package.json'));
  const { exiftoolPath }: { readonly exiftoolPath: () => Promise<string> } = require('exiftool-vendored');
  return exiftoolPath();
})();

/** Runs exiftool; its warnings and exit code are those of odd files, and told by what it prints. */
export const exiftool = (args: readonly string[]): string =>
  spawnSync('perl', [PROGRAM, ...args], { encoding: 'utf8', maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'ignore'] })
    .stdout;

/** Null where there is no Perl. */
export const exiftoolVersion = (): string | null => {
  const { status, stdout } = spawnSync('perl', [PROGRAM, '-ver'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
};

/** What exiftool reports of a file: all values by `Group:Tag`, those of maker notes under `MakerNotes:Group:Tag`. */
export type Reported = ReadonlyMap<string, readonly string[]>;

/** Every number of a JSON text as the text that it was: `"1.50"` and `1.50` are one to exiftool, `1.5` is not. */
const numbersAsTexts = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );

/** What exiftool reports of files, by path: every tag with its group, values without conversion for print (`-n`), every copy (`-a`). */
export const reportedOf = (paths: readonly string[]): ReadonlyMap<string, Reported> => {
  const reported = readBy([], paths);
  const open = [...reported].flatMap(([path, tags]) => (isUndeclared(tags) ? [path] : []));
  const asUtf8 = open.length === 0 ? new Map<string, Reported>() : readBy(['-charset', 'iptc=UTF8'], open);
  return new Map([...reported].map(([path, tags]) => [path, withUtf8(tags, asUtf8.get(path))]));
};

const IPTC = /^IPTC\d*:/;
const DECLARED = /^IPTC\d*:CodedCharacterSet$/;

/** Whether IPTC texts beyond ASCII stand in a file that does not say which characters it uses. */
const isUndeclared = (tags: Reported): boolean =>
  ![...tags.keys()].some((name) => DECLARED.test(name)) &&
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  [...tags].some(([name, values]) => IPTC.test(name) && values.some((value) => /[^\x00-\x7f]/.test(value)));

/**
 * What undeclared texts mean is a setting of exiftool: Latin unless told. They are compared as UTF-8 where they are valid as such, as the facts read
 * them; bytes that are none come as `?`, and then the Latin reading stays.
 */
const withUtf8 = (tags: Reported, asUtf8: Reported | undefined): Reported => {
  const marks = (value: string | undefined): number => (value ?? '').split(/[?\uFFFD]/).length;
  return new Map(
    [...tags].map(([name, values]) => {
      const other = IPTC.test(name) ? asUtf8?.get(name) : undefined;
      return [
        name,
        values.map((value, index) => (marks(other?.[index]) > marks(value) ? value : (other?.[index] ?? value))),
      ];
    }),
  );
};

const readBy = (options: readonly string[], paths: readonly string[]): ReadonlyMap<string, Reported> => {
  const said = exiftool(['-j', '-n', '-a', '-G0:1:4', '-u', ...options, ...paths]);
  if (said.trim() === '') return new Map();
  const entries: readonly Readonly<Record<string, unknown>>[] = JSON.parse(numbersAsTexts(said));
  return new Map(entries.map(({ SourceFile, ...tags }) => [String(SourceFile), valuesByTag(tags)]));
};

const valuesByTag = (tags: Readonly<Record<string, unknown>>): Reported => {
  const values = new Map<string, string[]>();
  for (const [name, value] of Object.entries(tags)) {
    const [kind = '', ...rest] = name.split(':').filter((part) => !/^Copy\d+$/.test(part));
    const tag = rest.at(-1) ?? kind;
    const group = rest.length > 1 ? rest[0] : kind;
    const key = `${kind === 'MakerNotes' ? 'MakerNotes:' : ''}${group}:${tag}`;
    values.set(key, [...(values.get(key) ?? []), ...textsOf(value)]);
  }
  return values;
};

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap(textsOf) : typeof value === 'object' ? [] : [String(value)];
