import { fileFault, isKnownError, ListingLintError, type PathBound, readBytes } from '@listing-lint/core/plugin';
import { inMegabytes } from './bounded-bytes.ts';
import type { Capture, SourceBounds } from './capture.ts';

/** A file of a source. */
export interface SourceFile {
  /** Absolute. */
  readonly file: string;
  /** As messages call it. */
  readonly name: string;
  /** No link leads out of it. */
  readonly within: PathBound;
}

/** Of a file that is read as a whole: pages saved in one file. */
const MOST_BYTES = 200_000_000;

/** Captures of a file that is read as a whole; what is beyond the bound is a fault. What its parser throws for bad content is a fault that ends the source. */
export async function* wholeFileCaptures(
  { file, name, within }: SourceFile,
  { captures: most }: Pick<SourceBounds, 'captures'>,
  capturesOf: (bytes: Buffer) => Iterable<Capture>,
): AsyncGenerator<Capture> {
  let index = 0;
  const ended = (problem: string): Capture => ({ kind: 'fault', name, index, problem, ends: true });
  try {
    const bytes = await sourceFileBytes(file, within, 'it', MOST_BYTES);
    for (const capture of capturesOf(bytes)) {
      if (capture.index >= most) {
        yield ended(`${name} holds more than ${most} things; the rest was not looked at`);
        return;
      }
      index = capture.index + 1;
      yield capture;
    }
    if (index === 0) yield ended('it holds nothing');
  } catch (error) {
    if (!isKnownError(error) && !(error instanceof RangeError) && !(error instanceof SyntaxError)) throw error;
    yield ended(
      `${error instanceof ListingLintError ? error.message : 'its format is damaged'}; the rest was not looked at`,
    );
  }
}

/** Throws `content-too-large`. */
export const bounded = (body: Buffer, most: number, what: string): Buffer => {
  if (body.length <= most) return body;
  throw new ListingLintError('content-too-large', `${what} has more than the ${inMegabytes(most)} that are read`);
};

/** The bytes of a file of a source; no link leads out of its folder, neither the file nor a folder on the way. Throws `file-unreadable`. */
export const sourceFileBytes = async (
  file: string,
  root: PathBound,
  name: string,
  maxBytes: number,
): Promise<Buffer> => {
  try {
    return await readBytes(file, { maxBytes, within: root, called: 'the source' });
  } catch (error) {
    const fault = `${name} cannot be read: ${fileFault(error)} (bound: ${inMegabytes(maxBytes)})`;
    throw new ListingLintError('file-unreadable', fault, [], { cause: error });
  }
};
