import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where exiftool may be found. */
export interface ExiftoolPlaces {
  /** Absolute folder of the config, where the user may have installed it. */
  readonly root: string;
  /** `false`: nothing that lies below it is run (`--no-plugins`). */
  readonly allowsCode: boolean;
}

/** The program, and what it takes before its own arguments. */
export interface Exiftool {
  readonly command: string;
  readonly before: readonly string[];
}

/** Seconds after which the system itself ends the program, whatever has become of this one. */
const ALARM_SECONDS = 90;
/** perl keeps an alarm over `exec`. */
const WITH_ALARM = 'alarm shift; exec { $^X } $^X, @ARGV';

/** exiftool of the package `exiftool-vendored`: installed beside this one, or in the project; undefined where it is not. */
export const findExiftool = (
  { root, allowsCode }: ExiftoolPlaces,
  beside: string = import.meta.url,
): Exiftool | undefined => {
  const bases = [beside, ...(allowsCode ? [join(root, 'package.json')] : [])];
  for (const base of bases) {
    const isWindows = process.platform === 'win32';
    const folder = folderOf(isWindows ? 'exiftool-vendored.exe' : 'exiftool-vendored.pl', base);
    if (folder === undefined) continue;
    return isWindows
      ? { command: join(folder, 'bin', 'exiftool.exe'), before: [] }
      : { command: 'perl', before: ['-e', WITH_ALARM, String(ALARM_SECONDS), join(folder, 'bin', 'exiftool')] };
  }
  return undefined;
};

/** The folder of a package that `exiftool-vendored` depends on. */
const folderOf = (name: string, base: string): string | undefined => {
  try {
    const vendored = createRequire(base).resolve('exiftool-vendored');
    return dirname(createRequire(vendored).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
};
