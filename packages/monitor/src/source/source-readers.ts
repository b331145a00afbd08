import { ANYWHERE, fileChunks, readBytes } from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS } from '@listing-lint/rules/image';
import type { Capture, SourceBounds } from './capture.ts';
import { harCaptures } from './har.ts';
import { jsonLineCaptures, listCaptures } from './lines.ts';
import { mhtmlCaptures } from './mhtml.ts';
import type { SourceFile } from './one-file.ts';
import { pdfCaptures } from './pdf.ts';
import { waczCaptures } from './wacz.ts';
import { warcCaptures } from './warc.ts';
import { webarchiveCaptures } from './webarchive.ts';

/** Reads one format of files that hold pages and pictures. */
export interface SourceReader {
  /** As the log calls it. */
  readonly kind: string;
  /** Of its name. */
  readonly name: RegExp;
  /** Of its first 512 bytes (Latin-1), for files in a folder whose names say nothing. */
  readonly content?: RegExp;
  /** `true`: it is read where it is named, and not where it is found in a folder. */
  readonly isNamedOnly?: true;
  readonly captures: (file: SourceFile, bounds: SourceBounds) => AsyncGenerator<Capture>;
}

/** Of a file that is read in pieces. */
const chunksOf = ({ file, within }: SourceFile): AsyncIterable<Uint8Array> =>
  fileChunks(file, { maxBytes: Number.MAX_SAFE_INTEGER, within });

async function* onePicture({ file, name }: SourceFile, bounds: SourceBounds): AsyncGenerator<Capture> {
  const bytes = (): Promise<Buffer> => readBytes(file, { maxBytes: bounds.pictureBytes, within: ANYWHERE });
  yield { kind: 'picture', name, index: 0, address: null, at: null, key: name, offer: null, bytes };
}

/** All formats of one file; the first whose name fits reads it. Folders and saved pages with files beside them are read by folder.ts. */
export const SOURCE_READERS: readonly SourceReader[] = [
  {
    kind: 'warc',
    name: /\.warc(?:\.gz)?$/i,
    content: /^WARC\/1/,
    captures: (file, bounds) => warcCaptures(chunksOf(file), file.name, bounds),
  },
  { kind: 'wacz', name: /\.wacz$/i, captures: waczCaptures },
  { kind: 'har', name: /\.har$/i, content: /^\s*\{\s*"log"\s*:/, captures: harCaptures },
  {
    kind: 'mhtml',
    name: /\.mht(?:ml)?$/i,
    content: /^(?:From: <Saved by|MIME-Version: 1\.0\s)|^[\s\S]{0,300}\nContent-Type: multipart\/related/i,
    captures: mhtmlCaptures,
  },
  { kind: 'webarchive', name: /\.webarchive$/i, content: /^bplist00/, captures: webarchiveCaptures },
  { kind: 'pdf', name: /\.pdf$/i, content: /^%PDF/, captures: pdfCaptures },
  {
    kind: 'json-lines',
    name: /\.(?:jsonl|ndjson|jl)$/i,
    isNamedOnly: true,
    captures: (file, bounds) =>
      jsonLineCaptures({ file: file.file, source: file.name, chunks: chunksOf(file) }, bounds),
  },
  {
    kind: 'list',
    name: /\.(?:txt|tsv|lst)$/i,
    isNamedOnly: true,
    captures: (file, bounds) => listCaptures({ file: file.file, source: file.name, chunks: chunksOf(file) }, bounds),
  },
  {
    kind: 'picture',
    name: new RegExp(`\\.(?:${PICTURE_EXTENSIONS.join('|')})$`, 'i'),
    isNamedOnly: true,
    captures: onePicture,
  },
];
