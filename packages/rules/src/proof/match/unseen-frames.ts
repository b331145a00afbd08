import { readBytes } from '@listing-lint/core/plugin';
import { type ContainerFormat, sniff } from '../../image/read/container.ts';
import { readHeader } from '../../image/read/header.ts';
import { DEFAULT_FILE_MEGABYTES, type Settings } from '../../settings.ts';

/** What may hold several pictures that are shown, one after the other or page by page. */
const MAY_HOLD_SEVERAL: ReadonlySet<ContainerFormat> = new Set(['gif', 'webp', 'png', 'avif', 'tiff']);
/** Enough for every mark of a format. */
const MARK_BYTES = 256;
const FIRST_TOLD = 3;

/** Says of which files (absolute, with the names that users gave) only the first picture was compared, as they hold several; none of those that cannot be read. */
export const unseenFrames = async (
  files: readonly { readonly file: string; readonly name: string }[],
  limits: Settings['limits'],
): Promise<readonly string[]> => {
  const several: string[] = [];
  for (const { file, name } of files) if (await holdsSeveral(file, limits).catch(() => false)) several.push(name);
  if (several.length === 0) return [];
  const more = several.length > FIRST_TOLD ? ` and ${several.length - FIRST_TOLD} more` : '';
  return [`frames and pages behind the first, in ${several.slice(0, FIRST_TOLD).join(', ')}${more}`];
};

const holdsSeveral = async (file: string, limits: Settings['limits']): Promise<boolean> => {
  const maxBytes = (limits?.fileMegabytes ?? DEFAULT_FILE_MEGABYTES) * 1e6;
  if (!MAY_HOLD_SEVERAL.has(sniff(await readBytes(file, { maxBytes, first: MARK_BYTES }), ''))) return false;
  const { metadata } = await readHeader(await readBytes(file, { maxBytes }), '');
  return (metadata?.pages ?? 1) > 1;
};
