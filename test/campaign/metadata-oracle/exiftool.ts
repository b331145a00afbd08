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
  const said = exiftool(['-j', '-n', '-a', '-G0:1:4', '-u', ...paths]);
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
