import { join, posix } from 'node:path';
import { readBytes } from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS, sniff } from '../image/read/container.ts';
import { extensionOf } from '../image/read/header.ts';

/** Extensions of pictures that are not looked at: nothing here can judge them. */
const NOT_LOOKED_AT: ReadonlySet<string> = new Set(
  'svg svgz apng avifs ico icns eps ai xcf tga exr hdr ppm pgm pbm pnm jxr wdp jpx jpf j2k mpo'.split(' '),
);
const LOOKED_AT: ReadonlySet<string> = new Set(PICTURE_EXTENSIONS);
/** What a name ends in and nobody sees, or hardly. */
const UNSEEN_END = /[\s\p{Cf}\p{Cc}.]+$/u;

const FIRST_TOLD = 3;
/** Files without an extension that are opened to see what they are: people have few of them beside their pictures. */
const MOST_OPENED = 200;
/** Enough for every mark of a format. */
const MARK_BYTES = 256;

/** Whether a file may be a picture under a name that is none of those that are looked at; for one without an extension its bytes decide. */
export const isOddlyNamed = (path: string): boolean => {
  const name = posix.basename(path);
  const extension = extensionOf(name);
  if (LOOKED_AT.has(extension)) return false;
  return (
    NOT_LOOKED_AT.has(extension) || !name.includes('.') || LOOKED_AT.has(extensionOf(name.replace(UNSEEN_END, '')))
  );
};

/**
 * What is said of such files (relative to `root`) in folders of listings and pictures: they are not checked, and whoever put them beside the
 * others may think so. Opens few of them, and of these the first bytes.
 */
export const oddlyNamedWarnings = async (
  root: string,
  paths: readonly string[],
  folders: ReadonlySet<string>,
): Promise<readonly string[]> => {
  const beside = paths.filter((path) => folders.has(posix.dirname(path)));
  const bare = new Set(beside.filter((path) => !posix.basename(path).includes('.')).slice(0, MOST_OPENED));
  const told: string[] = [];
  for (const path of beside) {
    const why = posix.basename(path).includes('.') ? whyByName(path) : bare.has(path) && (await whyByBytes(root, path));
    if (why) told.push(`"${path}" (${why})`);
  }
  if (told.length === 0) return [];
  const more = told.length > FIRST_TOLD ? ` and ${told.length - FIRST_TOLD} more` : '';
  const lie = told.length === 1 ? 'lies beside pictures and is' : 'lie beside pictures and are';
  const what = 'give a picture a name that says so, and list what is none of yours under `ignores`';
  return [`${told.slice(0, FIRST_TOLD).join(', ')}${more} ${lie} not checked: ${what}`];
};

const whyByName = (path: string): string => {
  const extension = extensionOf(path);
  return NOT_LOOKED_AT.has(extension)
    ? `.${extension} is not looked at`
    : 'its name ends in something that is not seen, and not in its extension';
};

const whyByBytes = async (root: string, path: string): Promise<string | undefined> => {
  try {
    const bytes = await readBytes(join(root, path), { maxBytes: MARK_BYTES, first: MARK_BYTES, links: 'refuse' });
    const format = sniff(bytes, '');
    return format === 'unknown' || format === 'pdf' ? undefined : `${format.toUpperCase()} by its bytes`;
  } catch {
    // What cannot be opened is no picture that anybody sees either.
    return undefined;
  }
};
