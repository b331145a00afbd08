import { EXTENSIONS_OF, extensionOf, lfsFault, lfsPointer, sniff } from '@listing-lint/rules/image';

/** So many bytes of a file tell what it is: a PDF may begin with others. */
export const TELLING_BYTES = 1024;

/** Formats that pictures of papers and pages have. */
const PICTURE_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'heic', 'tiff', 'gif', 'bmp'] as const;
const PICTURES: ReadonlySet<string> = new Set(PICTURE_FORMATS.flatMap((format) => EXTENSIONS_OF[format] ?? []));
const PDF = '%PDF-';

/** `unread`: it may be as it should be, and is not at hand. */
interface ContentFault {
  readonly kind: 'refused' | 'unread';
  readonly message: string;
}

const refused = (message: string): ContentFault => ({ kind: 'refused', message });

/**
 * What the beginning of a file says against its name: a page with a word of regret, saved under the name of what was asked for, is no
 * certificate, nothing is no proof, and a pointer of Git LFS is not the file. Which kind of picture it is may differ. Null where nothing is against it.
 */
export const contentFault = (head: Buffer, name: string): ContentFault | null => {
  if (head.length === 0) return refused('it is empty, and proves nothing');
  if (lfsPointer(head) !== null) return { kind: 'unread', message: lfsFault('file') };
  const extension = extensionOf(name);
  if (extension === 'pdf') return head.includes(PDF) ? null : refused('it is no PDF, as its name says');
  if (!PICTURES.has(extension)) return null;
  return ['unknown', 'pdf', 'svg'].includes(sniff(head, extension))
    ? refused('it is no picture, as its name says')
    : null;
};
