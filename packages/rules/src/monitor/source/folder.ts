import { dirname, join, posix } from 'node:path';
import { FileRefusal, fileFault, globPaths, ListingLintError, leadsInside, readBytes } from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS } from '../../image/read/container.ts';
import { inMegabytes } from './bounded-bytes.ts';
import type { Capture, SourceBounds } from './capture.ts';

const PAGE = /\.x?html?$/i;
const PATTERN = `**/*.{${[...PICTURE_EXTENSIONS, 'html', 'htm', 'xhtml'].join(',')}}`;

/** Pictures and saved pages below a folder, by name. What lies in it is named by its path from there. */
export const folderFiles = (folder: string): readonly string[] => globPaths(folder, [PATTERN], { ignoreCase: true });

/** What a folder holds: pictures, and pages saved beside them. Links are not followed out of it. */
export async function* folderCaptures(folder: string, source: string, bounds: SourceBounds): AsyncGenerator<Capture> {
  let index = 0;
  for (const path of folderFiles(folder)) {
    const name = `${source}/${path}`;
    if (index >= bounds.captures) {
      yield { kind: 'fault', name, index, problem: `${source} holds more than ${bounds.captures} files`, ends: true };
      return;
    }
    yield fileCapture({ file: join(folder, path), path, name, index, root: folder }, bounds);
    index++;
  }
}

/** One saved page, and the pictures that lie beside it: in its folder and below. */
export async function* savedPageCaptures(
  { file, folder, path }: { readonly file: string; readonly folder: string; readonly path: string },
  source: string,
  bounds: SourceBounds,
): AsyncGenerator<Capture> {
  yield fileCapture({ file, path, name: source, index: 0, root: folder }, bounds);
  const beside = posix.basename(path).replace(PAGE, '');
  // As browsers name the folder of what belongs to a page.
  const isOfPage = (each: string): boolean =>
    each.startsWith(`${beside}_files/`) || each.startsWith(`${beside}-Dateien/`);
  const others = folderFiles(folder).filter((each) => each !== path && !PAGE.test(each) && isOfPage(each));
  for (const [index, each] of others.entries()) {
    const name = `${posix.dirname(source)}/${each}`;
    yield fileCapture({ file: join(folder, each), path: each, name, index: index + 1, root: folder }, bounds);
  }
}

interface FoundFile {
  readonly file: string;
  /** From the folder of the source. */
  readonly path: string;
  readonly name: string;
  readonly index: number;
  /** Links may lead to what lies below it. */
  readonly root: string;
}

const fileCapture = ({ file, path, name, index, root }: FoundFile, bounds: SourceBounds): Capture => {
  const origin = { name, index, address: null, at: null };
  return PAGE.test(path)
    ? { kind: 'page', ...origin, status: 200, path, bytes: () => sourceFileBytes(file, root, name, bounds.pageBytes) }
    : {
        kind: 'picture',
        ...origin,
        key: path,
        offer: null,
        bytes: () => sourceFileBytes(file, root, name, bounds.pictureBytes),
      };
};

/** The bytes of a file of a source; no link leads out of its folder, neither the file nor a folder on the way. Throws `file-unreadable`. */
export const sourceFileBytes = async (file: string, root: string, name: string, maxBytes: number): Promise<Buffer> => {
  try {
    if (!(await leadsInside(root, dirname(file))))
      throw new FileRefusal(
        'link-not-followed',
        'a folder of its path is a link that leads out of the source, and is not followed',
      );
    return await readBytes(file, { maxBytes, links: { inside: root } });
  } catch (error) {
    const fault = `${name} cannot be read: ${fileFault(error)} (bound: ${inMegabytes(maxBytes)})`;
    throw new ListingLintError('file-unreadable', fault, [], { cause: error });
  }
};
