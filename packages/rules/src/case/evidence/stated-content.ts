import { sniff } from '../../image/read/container.ts';
import { extensionOf } from '../../image/read/header.ts';
import { lfsFault, lfsPointer } from '../../image/read/lfs-pointer.ts';

/** So many bytes of a file tell what it is: a PDF may begin with others. */
export const TELLING_BYTES = 1024;

const PICTURES: ReadonlySet<string> = new Set([
  'jpg',
  'jpeg',
  'png',
  'webp',
  'gif',
  'tif',
  'tiff',
  'bmp',
  'heic',
  'heif',
  'avif',
]);
const PDF = '%PDF-';

/**
 * What the beginning of a file says against its name: a page with a word of regret, saved under the name of what was asked for, is no
 * certificate, and a pointer of Git LFS is not the file. Which kind of picture it is may differ. Null where nothing is against it.
 */
export const contentFault = (
  head: Buffer,
  name: string,
): { readonly kind: 'refused' | 'unread'; readonly message: string } | null => {
  if (lfsPointer(head) !== null) return { kind: 'unread', message: lfsFault('file') };
  const extension = extensionOf(name);
  if (extension === 'pdf')
    return head.includes(PDF) ? null : { kind: 'refused', message: 'it is no PDF, as its name says' };
  if (!PICTURES.has(extension)) return null;
  const format = sniff(head, extension);
  return ['unknown', 'pdf', 'svg'].includes(format)
    ? { kind: 'refused', message: 'it is no picture, as its name says' }
    : null;
};
