import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MAX_DATA_BYTES, readBytes, withTemporaryFolder } from '@listing-lint/core/plugin';
import type { ContainerFormat } from '@listing-lint/rules/image';
import { pictureData, unwritable } from '@listing-lint/rules/metadata';
import { type ExiftoolPlaces, findExiftool } from '../exiftool/find-exiftool.ts';
import { runExiftool } from '../exiftool/run-exiftool.ts';

import { beginEdit, type EditedFile, editMetadata, editorFor, finishEdit } from './edit-metadata.ts';
import type { MetadataEdit } from './edit-scope.ts';
import { ASKING, unnamedChange } from './exiftool-compare.ts';
import { exiftoolOrder, PACKET_FILE } from './exiftool-order.ts';

/** What exiftool writes, and the ending by which it is handed such a file. */
const BY_EXIFTOOL: Readonly<Partial<Record<ContainerFormat, string>>> = { heic: 'heic', tiff: 'tif' };

/**
 * As `editMetadata`, and HEIC and TIFF files by exiftool, where it is installed. Such a file is looked at twice before it is given: by our own
 * reader, and by exiftool, which has to find every tag that was not named as it was, the same image data and nothing new to warn of. It
 * sees the file under a name of ours. Throws `metadata-unwritable`, also where exiftool is not installed: the message says what to do.
 */
export const editFile = async (
  bytes: Buffer,
  format: ContainerFormat,
  edit: MetadataEdit,
  places: ExiftoolPlaces,
): Promise<EditedFile> => {
  const ending = BY_EXIFTOOL[format];
  if (ending === undefined) return editMetadata(bytes, format, edit);
  const start = beginEdit(bytes, format, edit);
  const exiftool = findExiftool(places);
  if (exiftool === undefined) {
    throw unwritable(
      `metadata of ${format.toUpperCase()} files are written by exiftool, which is not installed: \`npm install --save-dev exiftool-vendored\``,
    );
  }
  if (pictureData(bytes, format) === null)
    throw unwritable(`whether the picture stays the same cannot be told of this ${format.toUpperCase()} file`);
  const { args, packet } = exiftoolOrder(start.before, start.edit, editorFor(start.edit));
  return withTemporaryFolder('exiftool', async (folder) => {
    const [old, edited] = [`old.${ending}`, `new.${ending}`];
    await writeFile(join(folder, old), bytes);
    if (packet !== null) await writeFile(join(folder, PACKET_FILE), packet);
    await runExiftool(exiftool, ['-q', '-api', 'NoMandatory=1', ...args, '-o', edited, old], folder);
    const after = await readBytes(join(folder, edited), { maxBytes: MAX_DATA_BYTES, within: folder, links: 'refuse' });
    const change = unnamedChange(await runExiftool(exiftool, [...ASKING, old, edited], folder), start.edit, args);
    if (change !== null) throw unwritable(change);
    return finishEdit(after, start);
  });
};
