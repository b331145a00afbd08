import { Readable } from 'node:stream';
import { fileChunks, fileFault, fileSize, ListingLintError, type PathBound } from '@listing-lint/core/plugin';
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl';
import type { Capture, SourceBounds } from './capture.ts';
import type { SourceFile } from './one-file.ts';
import { warcCaptures } from './warc.ts';

const MOST_FILE = Number.MAX_SAFE_INTEGER;
const MOST_ENTRIES = 100_000;

/** What the WARC files of a WACZ file hold (a zip, https://specs.webrecorder.net/wacz/1.1.1/), in the order of its directory. */
export async function* waczCaptures(
  { file, name: source, within }: SourceFile,
  bounds: SourceBounds,
): AsyncGenerator<Capture> {
  let index = 0;
  let zip: ZipFile | undefined;
  try {
    zip = await openZip(file, within);
    const { archives, elsewhere } = await archivesIn(zip);
    for (const entry of elsewhere) {
      const problem = 'only files in archive/ of a WACZ are read: unpack it, and name it';
      yield { kind: 'fault', name: `${source}/${entry}`, index: index++, problem, ends: false };
    }
    if (archives.length === 0)
      throw new ListingLintError('content-unreadable', 'it holds no archive/*.warc or archive/*.warc.gz');
    for (const entry of archives) {
      const name = `${source}/${entry.fileName}`;
      if (entry.isEncrypted()) throw new ListingLintError('content-unreadable', `${entry.fileName} in it is encrypted`);
      const begin = index;
      for await (const capture of warcCaptures(await streamOf(zip, entry), name, bounds)) {
        index = begin + capture.index + 1;
        yield { ...capture, index: begin + capture.index };
      }
    }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    yield { kind: 'fault', name: source, index, problem: `${problem}; the rest was not looked at`, ends: true };
  } finally {
    zip?.close();
  }
}

/** Reads parts of a file by the one place that opens files. */
class FileReader extends RandomAccessReader {
  private readonly file: string;
  private readonly within: PathBound;

  constructor(file: string, within: PathBound) {
    super();
    this.file = file;
    this.within = within;
  }
  override _readStreamForRange(start: number, end: number): Readable {
    const bounds = { maxBytes: MOST_FILE, within: this.within, from: start, to: end };
    return Readable.from(fileChunks(this.file, bounds), { objectMode: false });
  }
}

const openZip = async (file: string, within: PathBound): Promise<ZipFile> => {
  const size = await fileSize(file, { maxBytes: MOST_FILE, within });
  return new Promise((resolve, reject) => {
    fromRandomAccessReader(
      new FileReader(file, within),
      size,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true },
      (error, zip) => {
        if (error === null && zip !== undefined) resolve(zip);
        else reject(new ListingLintError('content-unreadable', `it is no zip that can be read: ${fileFault(error)}`));
      },
    );
  });
};

interface Archives {
  readonly archives: readonly Entry[];
  /** Names of other archives in it. */
  readonly elsewhere: readonly string[];
}

const archivesIn = (zip: ZipFile): Promise<Archives> =>
  new Promise((resolve, reject) => {
    const archives: Entry[] = [];
    const elsewhere: string[] = [];
    let seen = 0;
    zip.on('error', reject);
    zip.on('end', () => resolve({ archives, elsewhere }));
    zip.on('entry', (entry: Entry) => {
      if (++seen > MOST_ENTRIES) {
        reject(new ListingLintError('content-too-large', `it holds more than ${MOST_ENTRIES} files`));
        return;
      }
      if (/^archive\/[^/]+\.warc(?:\.gz)?$/.test(entry.fileName)) archives.push(entry);
      else if (/\.(?:warc(?:\.gz)?|wacz)$/i.test(entry.fileName)) elsewhere.push(entry.fileName);
      zip.readEntry();
    });
    zip.readEntry();
  });

const streamOf = (zip: ZipFile, entry: Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null && stream !== undefined) resolve(stream);
      else reject(error ?? new Error('no stream'));
    });
  });
